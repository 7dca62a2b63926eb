"""Templates of the reader's own for what is saved as Markdown.

A template comes from anybody: it is filled by Jinja's sandbox, in a helper process (`readers.work.jobs`) with bounds to
its time and memory, and sees data alone. What it prints of an article is escaped. `variables` says what it can print,
`filling` how it is filled, `own` where it comes from; ``defaults/`` has templates that write what is written without.
"""
