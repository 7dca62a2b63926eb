"""The manual: what `quoth help` and `man quoth` say.

One source for each thing: keys come from `tui.commands`, settings from `readers.configuring`, commands and options from
Click, and only what is written nowhere else is prose, in ``tui/data/help``. `topics` puts them together as blocks,
`words` prints those, `roff` makes the manual page. Nothing is drawn here. Begin with `topics`.
"""
