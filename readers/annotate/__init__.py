"""From a Document to Annotations: who is in it, and who said what.

`annotator` is the door. `pipeline` puts three spaCy components behind a model, a room each: `names`, `identity`,
`quotes`. Feeds, pages and the library are not known here; the text is never changed. `training` learns the weights in
`data` and is not in the wheel.
"""
