"""Words per second of the whole annotator against the bare model with the same components.

python tests/benchmarks/bench_annotate.py [PROCESSES]
"""

from __future__ import annotations

import random
import sys
import time

from readers.annotate import pipeline
from readers.annotate.annotator import Annotator
from readers.model import Document
from readers.work.batches import annotate_many

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


def main() -> None:
    """Measure both in turns, and print words per second and the ratio."""
    processes = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    annotator = Annotator(pipeline.SMALL)
    texts = articles(60)
    words = sum(len(text.split()) for text in texts)
    best = {"bare": 0.0, "quoth": 0.0}
    for _ in range(3):
        with annotator.nlp.select_pipes(disable=list(pipeline.COMPONENTS)):
            start = time.perf_counter()
            for _ in annotator.nlp.pipe(texts, batch_size=32, n_process=processes):
                pass
            best["bare"] = max(best["bare"], words / (time.perf_counter() - start))
        start = time.perf_counter()
        documents = (Document(text=text) for text in texts)
        several = processes > 1
        for _ in annotate_many(pipeline.SMALL, documents, processes) if several else annotator.annotate_many(documents):
            pass
        best["quoth"] = max(best["quoth"], words / (time.perf_counter() - start))
    print(
        f"bare {best['bare']:.0f} words/s, quoth {best['quoth']:.0f} words/s, ratio {best['quoth'] / best['bare']:.2f}"
    )


if __name__ == "__main__":
    main()
