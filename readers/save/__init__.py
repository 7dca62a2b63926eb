"""An annotated article as a file or text: Markdown, HTML, JSON, CSV, Web Annotation, colours for a terminal.

What comes from outside is escaped here (`escaping`) and file names are made here (`files`). Begin with `contract`, the
JSON that everything else relies on.
"""
