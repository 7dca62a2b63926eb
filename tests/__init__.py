"""The tests; they mirror the two packages."""
