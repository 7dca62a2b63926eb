"""The component `quoth_quotes`: what is quoted in a document, and who said it."""
