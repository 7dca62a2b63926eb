"""What is quoted: marks and their pieces, kinds, quotes within quotes, turns of interviews, indirect speech.

Nothing here decides who speaks, save where a label or a place in the page says it. Begin with `marks` and `kinds`.
"""
