"""Each command declared once: its keys, its place in footer, help and palette."""
