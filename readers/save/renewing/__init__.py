"""Saving an article again: what Quoth wrote is renewed, and everything else in the file stays byte for byte.

What Quoth writes into Markdown and HTML stands in `blocks` between two comments, and in keys of its own of the
`frontmatter`. `finding` knows an article's file wherever in the folder it was moved to, and `renew` begins it all.
"""
