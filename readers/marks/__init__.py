"""What the reader wrote and set right: notes, tags, corrections, and the anchors by which they survive a changed text.

Plain functions over the model; they are kept by `readers.library`. Begin with `anchors`.
"""
