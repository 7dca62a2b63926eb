"""What the archive path costs: words a core-second beside `nlp.pipe` alone, memory, and what a second process brings.

Run: ``python -m tests.benchmarks.archive_path [--pages 20000] [--lines 100000]``. Processor time is the workers’;
``--processes 1 2`` runs each with so many, and tells wall time as well, for a machine on which nothing else runs.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import spacy

from readers.annotate.pipeline import SMALL
from readers.archive.building import Told, build
from tests.readers.archive.makers import make_lines, make_warc, text_of


def alone(articles: int) -> float:
    """Words that spaCy's own pipeline reads in a second of processor time."""
    nlp = spacy.load(SMALL)
    texts = [text_of(number) for number in range(articles)]
    list(nlp.pipe(texts[:32]))
    start = time.process_time()
    for _ in nlp.pipe(texts, batch_size=32):
        pass
    return sum(len(text.split()) for text in texts) / (time.process_time() - start)


def told(name: str, built: Told, wall: float) -> None:
    """A line of figures."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures = {
        "words_a_core_second": round(built.words / built.seconds),
        "wall": round(wall, 1),
        "peak_mb": round(peak),
    }
    print(json.dumps({"input": name, "documents": built.documents, "rejects": built.rejects, **figures}), flush=True)


def main() -> None:
    """Make the inputs, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--processes", type=int, nargs="+", default=[1])
    given = parser.parse_args()
    print(json.dumps({"nlp.pipe alone, words a core-second": round(alone(2_000))}), flush=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        inputs = {
            "jsonl": make_lines(folder / "a.jsonl", given.lines),
            "warc": make_warc(folder / "a.warc.gz", given.pages),
        }
        for name, path in inputs.items():
            for processes in given.processes:
                start = time.monotonic()
                built = build([path], folder / f"{name}-{processes}", processes=processes)
                told(f"{name}, {processes} processes", built, time.monotonic() - start)


if __name__ == "__main__":
    main()
