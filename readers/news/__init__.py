"""The whole way: from an address or a subscription to annotated articles in the library.

Here everything below is put together, so this may import all of `readers`, and nothing of it may import this. Begin
with `refresh`; `sources` is the way of a single article, `errands` what a helper process does of all this.
"""
