"""How the learned parts of the annotator got their weights. Not part of the wheel."""
