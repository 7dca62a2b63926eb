"""How well names and speakers are found in other languages than English, with every model for them that is installed.

``python -m tests.benchmarks.bench_languages`` prints for the half of the articles that the rules were made by, and for
the half that they have not seen: the F of people and of organisations, each name exactly as it is written; of direct
quotations, how many are found with whoever says them; and of the speakers told with so much confidence, how many are
right. ``--wrong`` prints every mistake. Source: the articles beside the tests of `readers.annotate.languages`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict

from readers.annotate.annotator import to_annotations
from readers.annotate.languages import SUPPORTED, models
from readers.annotate.pipeline import build_other
from readers.model import Annotations
from tests.readers.annotate.languages.articles import PLACE, articles, score


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="Print every mistake.")
    wrong = parser.parse_args().wrong
    for code in SUPPORTED:
        for size in models.SIZES:
            model = models.named(f"{code}_core_news_{size}", code)
            if model is not None:
                _measure(model, wrong=wrong)


def _measure(model: models.InstalledModel, *, wrong: bool) -> None:
    nlp = build_other(model)

    def annotate(text: str) -> Annotations:
        return to_annotations(nlp(text), 0, model.annotates_as, model.language)

    some = articles(PLACE / f"articles_{model.language}.txt")
    sure: dict[float, list[bool]] = defaultdict(list)
    for half, called in ((1, "tuned"), (0, "held out")):
        found = score(annotate, [one for one in some if one.number % 2 == half])
        told = f"PERSON {found.person:.1f} ORG {found.org:.1f} speakers {found.speakers:.1f}"
        print(f"{model.name} {called}: {told}")
        if wrong:
            print("\n".join(f"  {one}" for one in found.wrong))
        for confidence, right in found.sure:
            sure[confidence].append(right)
    for confidence, rights in sorted(sure.items(), reverse=True):
        print(f"  of {len(rights)} speakers told with {confidence:.2f} are right: {sum(rights) / len(rights):.2f}")


if __name__ == "__main__":
    main()
