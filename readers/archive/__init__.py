"""Millions of articles on an engine that others keep: files in, datasets in Parquet out, questions by DuckDB.

`inputs` parts what is given (JSON lines, Parquet, folders of pages, WARC) into pieces of some hundred records;
`records` makes a `Document` of each; `rows` annotates them, and is what Dask, Ray and Spark are given
(`annotate_bag`, `annotate_frame`, `annotate_table`, `annotate_frames`). `part` does one piece, and writes its files as
drafts and renames them; `manifest` knows what there is to do and what is done. `helper` does parts in a process
of its own, `apart` has them done by such helpers; `pool` does so on all cores, `cluster` on the workers of Dask.
`asking` puts the library's language into SQL. The engines are an extra (`extras`) and are imported where they are used.
Nothing here knows the library's file. Begin with `building`.
"""
