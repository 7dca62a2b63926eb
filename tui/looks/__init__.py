"""Colours and styles: themes, the looks of things by name (`styles`), pictures in the terminal (`drawing`).

Widgets name a look, never a colour.
"""
