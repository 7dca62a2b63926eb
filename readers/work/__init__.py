"""Background work in processes of its own.

Whoever needs work done knows its face alone, `runner`. `worker` is the process from outside, `child` from inside; it
alone imports the `jobs` and what is heavy behind them. Every helper process is started in `processes`.
"""
