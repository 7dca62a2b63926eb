"""Each command declared once: its keys, its place in footer, help and palette. What it does is in `tui.actions`.

Data and no deeds. Begin with `table`; a new command is a line in the module of
its group and a function of its name.
"""
