"""Who said it: candidates, what the text tells of them, rules and the ranker that weighs both.

Nothing here decides what is quoted (`readers.annotate.quotes.spans` does). Begin with `ranker` and `candidates`.
"""
