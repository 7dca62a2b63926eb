"""What lies over the reader's screen for a moment and gives what was chosen: cards, questions, lists, the palette.

A dialog knows the stage (`tui.stage`) at most, never the screen nor the actions: what is done with the choice is said
by whoever opened it. Begin with `choice`, which most of them are.
"""
