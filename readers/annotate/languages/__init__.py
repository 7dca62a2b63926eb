"""Names, identity and quotations in other languages than English: rules shared by all, with one data file for each."""

SUPPORTED = {"de": "German", "es": "Spanish", "fr": "French"}
"""Languages with a data file, as ISO 639-1 has them, and what they are called."""
