"""What is seen on the screen, one widget a file.

A widget shows what it is told, and tells by messages what was done to it. Nothing here knows the stage, the commands
or the newsroom. Begin with `row_list`, the base of all lists, and with `article_view`, which stands on
`article_selection` and `article_canvas`.
"""
