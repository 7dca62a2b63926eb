"""The language in which the library is asked: words, names, who said what, feeds, tags and days, in one line.

From the words (`lexer`) comes a tree (`tree`), from the tree questions to SQLite that go by an index (`compiling`,
`leaves`), and from these the entries (`running`). `completing` tells what may come next while one types. Nothing typed
gets into SQL, or into the language of FTS5, but as a value; what is wrong in it is told at its place
(`readers.errors.QueryError`). Begin with `tree`.
"""
