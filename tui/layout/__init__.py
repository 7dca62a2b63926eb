"""How an article becomes lines of a terminal: plain functions over plain data, with no widget in sight.

`page` composes what is shown, `marks` shifts what was found into it, `wrap` breaks it into lines, `runs` flattens the
overlapping marks of a paragraph, `paint` makes a line's strip.
"""
