"""Make one encoder of two, and write it for onnxruntime: names and speakers are read on the same lowest layers.

    python -m readers.annotate.training.train_encoder FOLDER [0] [1] [whole]

FOLDER holds what `train_names` and `train_speaker_encoder` learned, with parts of the corpus left out and whole. The
upper layers for names are put on the lower ones for speakers, and all go on learning until names are seen as the whole
encoder for names saw them, and speakers as the one for speakers did (distillation; Hinton and others, 2015). The layers
for names see one piece of each word: by then it knows of the others. Needs what `train_names` needs; ten minutes for
a part and twenty for the whole, on two cores.
"""

from __future__ import annotations

import copy
import random
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from readers.annotate.encoding.encoder import LABELS, quoted_words
from readers.annotate.encoding.pieces import WINDOW, Window, marked, windows
from readers.annotate.training import train_names, train_speaker_encoder
from readers.annotate.training.articles import Text, read
from readers.annotate.training.augment import Pools, augment, pools, recased
from readers.annotate.training.exporting import export
from readers.annotate.training.folds import FOLDS
from readers.annotate.training.minilm import LAYERS, WIDTH, Layer, hidden, mean_of, tokenizer_of
from readers.annotate.training.train_names import surprise
from readers.annotate.training.train_speaker_encoder import HEARS

LOWER = 3
"""How many layers names and speakers share."""
BATCH = 6
PACES = (2e-4, 4e-4, 2e-3)
"""Of the shared layers, of those for names, and of what comes after these."""
RIGHT, LIKE = 0.5, 0.5
"""What it counts to say what is right of names, and to be within as their teacher, beside saying what that says."""
TIMES = {"0": (2, 1), "1": (2, 1), "whole": (2, 2)}
"""How often our own texts are read, and those of others; half of ours are left out of a part."""


class Row(NamedTuple):
    """A window to learn from.

    Attributes:
        window: its pieces.
        marks: of each piece, whether it is quoted.
        told: the label of each word.
        weight: what each of its words counts.
    """

    window: Window
    marks: list[int]
    told: list[int]
    weight: float


class Sides(NamedTuple):
    """Windows side by side, filled up: ``[windows, pieces]``, the last two ``[windows, 1 + words]``."""

    ids: Tensor
    shapes: Tensor
    marks: Tensor
    mask: Tensor
    heads: Tensor
    there: Tensor


class Teachers(NamedTuple):
    """The encoders to be like, for names and for speakers; nothing of them is changed."""

    names: train_names.Encoder
    speakers: train_speaker_encoder.Encoder


class Shared(nn.Module):
    """The layers that are shared, one more for speakers, and those for names."""

    def __init__(self, lower: train_speaker_encoder.Encoder, names: train_names.Encoder) -> None:
        super().__init__()
        self.pieces, self.lower = lower.pieces, lower
        self.own = nn.ModuleList([Layer() for _ in range(LOWER, LAYERS)])
        self.own.load_state_dict(nn.ModuleList(list(names.layers)[LOWER:]).state_dict())
        self.output = nn.Linear(WIDTH, len(LABELS))
        self.output.load_state_dict(names.output.state_dict())

    def names(self, x: Tensor, hide: Tensor | None) -> Tensor:
        """Vectors for names ``[windows, words, WIDTH]``, from those of the heads after the shared layers."""
        for layer in self.own:
            x = layer(x, hide)
        return x

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, heads: Tensor) -> tuple[Tensor, Tensor]:
        """As it is used: scores of names, and vectors for speakers, of the pieces that are heads."""
        every = _heads_after(self.lower, (ids, shapes, marks), None, heads)
        return self.output(self.names(every[LOWER - 1], None)), every[HEARS - 1]


def _heads_after(
    encoder: train_speaker_encoder.Encoder, pieces: tuple[Tensor, Tensor, Tensor], mask: Tensor | None, heads: Tensor
) -> list[Tensor]:
    """Vectors of the heads after each layer up to where speakers are asked for, from word pieces, shapes and marks."""
    ids, shapes, marks = pieces
    given = encoder.shapes(shapes) + encoder.marks(marks)
    return [_at(x, heads) for x, _ in zip(encoder.vectors(given, ids, mask), range(HEARS), strict=False)]


def _at(x: Tensor, heads: Tensor) -> Tensor:
    return x.gather(1, heads[..., None].expand(-1, -1, WIDTH))


def rows_of(text: Text, names: Pools, chance: random.Random) -> list[Row]:
    """Windows of a text, varied."""
    varied = recased(text, chance) if "open" in text else augment(text, names, chance)
    every = windows(varied["text"], tokenizer_of(), first=chance.randint(60, WINDOW))
    marks = marked(every, quoted_words(varied["text"], np.array([word for w in every for word in w.words])))
    weight = train_names.OPEN_WEIGHT if "open" in text else 1.0
    return [Row(w, m, train_names.labels(w, varied, "open" in text), weight) for w, m in zip(every, marks, strict=True)]


def side_by_side(rows: list[Row]) -> Sides:
    """Rows side by side; of each the mark that opens it comes before the heads of its words."""
    ids, shapes, mask = train_names.tensors([row.window for row in rows])
    marks = torch.zeros_like(ids)
    size = 1 + max(len(row.window.heads) for row in rows)
    heads, there = torch.zeros(len(rows), size, dtype=torch.long), torch.zeros(len(rows), size)
    for i, row in enumerate(rows):
        count = len(row.window.heads)
        marks[i, : len(row.marks)] = torch.tensor(row.marks)
        heads[i, 1 : 1 + count], there[i, : 1 + count] = torch.tensor(row.window.heads), 1.0
    return Sides(ids, shapes, marks, mask, heads, there)


def loss_of(model: Shared, teachers: Teachers, rows: list[Row]) -> Tensor:
    """How far the model is from what is right, and from what its teachers say and how they come to say it."""
    s = side_by_side(rows)
    words = s.there.clone()
    words[:, 0] = 0.0  # the mark that opens a window is no word
    with torch.no_grad():
        *_, last = teachers.names.vectors(teachers.names.shapes(s.shapes), s.ids, s.mask)
        goal = _at(last, s.heads)
        said = functional.log_softmax(teachers.names.output(goal), dim=-1)
        heard = _heads_after(teachers.speakers, s[:3], s.mask, s.heads)[HEARS - 1]
    every = _heads_after(model.lower, s[:3], s.mask, s.heads)
    found = model.names(every[LOWER - 1], hidden(s.there))
    scores = functional.log_softmax(model.output(found), dim=-1)
    apart = (said.exp() * (said - scores)).sum(-1)
    apart = apart + LIKE * (found - goal).pow(2).mean(-1) + (every[HEARS - 1] - heard).pow(2).mean(-1)
    told = [(i, 1 + n, label, row.weight) for i, row in enumerate(rows) for n, label in enumerate(row.told)]
    return RIGHT * surprise(scores, told) + (apart * words).sum() / words.sum()


def train(model: Shared, teachers: Teachers, texts: list[Text], names: Pools) -> None:
    """Fit the model to some texts, each varied anew: AdamW with a falling step.

    Nothing is dropped out: what is to be learned is a function, told at every word.
    """
    torch.manual_seed(0)
    chance = random.Random(0)  # noqa: S311  no secret
    model.eval()
    for each in (model.lower.pieces, model.lower.places, *list(model.lower.layers)[HEARS:]):
        each.requires_grad_(False)
    parts = (model.lower, model.own, model.output)
    groups = [[p for p in part.parameters() if p.requires_grad] for part in parts]
    optimizer = torch.optim.AdamW([{"params": some} for some in groups], lr=PACES[0], weight_decay=0.01)
    rows = [row for text in texts for row in rows_of(text, names, chance)]
    rows.sort(key=lambda row: len(row.window.ids) + chance.random() * 8)
    batches = [rows[i : i + BATCH] for i in range(0, len(rows), BATCH)]
    chance.shuffle(batches)
    began, total = time.time(), 0.0
    for number, batch in enumerate(batches):
        share = number / len(batches)
        for group, pace in zip(optimizer.param_groups, PACES, strict=True):
            group["lr"] = pace * min(1.0, 12 * share) * (1.001 - share)
        loss = loss_of(model, teachers, batch)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([p for some in groups for p in some], 1.0)
        optimizer.step()
        total = 0.98 * total + 0.02 * loss.item()
        if number % 50 == 0:
            print(f"{number}/{len(batches)} {total:.4f} {time.time() - began:.0f} s", flush=True)


def corpus(step: str) -> tuple[list[Text], Pools]:
    """What is learned from, but for a part that is left out; and names to put in."""
    part = None if step == "whole" else int(step)
    ours = train_names.articles(part)
    others = [text | {"open": True} for text in read("open")[::2] + train_names.of_part(read("things"), part)[::3]]
    often, less_often = TIMES[step]
    return ours * often + others * less_often, pools(ours)


def _teacher(folder: Path, step: str) -> train_names.Encoder:
    """The encoder for names of a part; of the whole, that whose weights are the means of all."""
    parts = range(FOLDS) if step == "whole" else [int(step)]
    model = train_names.Encoder()
    model.load_state_dict(mean_of([folder / f"names-{part}.pt" for part in parts]))
    model.eval()
    return model


def write(model: Shared, path: Path) -> None:
    """Write a model in eight bits, with places for one window."""
    model.lower.places = nn.Embedding.from_pretrained(model.lower.places.weight[:WINDOW])
    ids = torch.ones(1, 12, dtype=torch.long)
    none, heads = torch.zeros_like(ids), torch.arange(0, 12, 2)[None]
    inputs = {"ids": ids, "shapes": none, "marks": none, "heads": heads}
    words = {0: "texts", 1: "words"}
    export(model, path, inputs, ("scores", "vectors"), axes=dict.fromkeys(("heads", "scores", "vectors"), words))


def main() -> None:
    """Run the steps that are asked for."""
    folder, *steps = sys.argv[1:]
    for step in steps:
        part = "" if step == "whole" else f"-{step}"
        listener = train_speaker_encoder.Listener()
        listener.load_state_dict(torch.load(Path(folder) / f"listener{part}.pt"))
        lower = listener.encoder
        teachers = Teachers(_teacher(Path(folder), step), copy.deepcopy(lower).eval())
        model = Shared(lower, teachers.names)
        train(model, teachers, *corpus(step))
        write(model, Path(folder) / f"encoder{part}.onnx")


if __name__ == "__main__":
    main()
