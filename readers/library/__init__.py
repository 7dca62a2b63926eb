"""What was read, found and written down: one SQLite file."""
