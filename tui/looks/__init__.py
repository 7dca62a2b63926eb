"""Colours and styles: themes, the looks of things by name, pictures in the terminal."""
