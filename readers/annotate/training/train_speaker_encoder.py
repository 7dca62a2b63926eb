"""Teach a small encoder to hear who speaks: the weights of `readers.annotate.quotes.speakers.listening`.

    python -m readers.annotate.training.train_speaker_encoder FOLDER [0] [1] [whole]

FOLDER holds what ``train_names`` learned from the open corpora. A number leaves that part of ``corpus/speakers.jsonl``
and ``corpus/more_articles.jsonl`` out, so that the ranker can learn from what the encoder says of articles that it has
not seen, and be measured on them; ``whole``, which is used, begins from the means of the weights of the parts (Wortsman
and others, 2022), which FOLDER must have by then, and goes on with all. All learn from ``corpus/more_speakers.jsonl``
as well: articles of our own written for what is hard. Needs what `train_names` needs; three quarters of an hour for
both parts and ten minutes for the whole on two cores that multiply numbers of sixteen bits, and two minutes on a
graphics processor.
"""

from __future__ import annotations

import itertools
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from readers.annotate.encoding.pieces import WINDOW
from readers.annotate.quotes.speakers.listening import QUOTATION, STEPS
from readers.annotate.training import articles
from readers.annotate.training.articles import Text
from readers.annotate.training.augment import recased
from readers.annotate.training.folds import FOLDS, fold_of
from readers.annotate.training.minilm import WIDTH, Body, mean_of, tokenizer_of
from readers.annotate.training.speaker_texts import read, renamed, side_by_side

HEARS = 4
"""After which of its layers it is asked who speaks; those above are not used."""
LENGTHS = 4
"""Into how many parts the windows of a batch are put by their length."""
ASK, KEY = 256, 128
BATCH, PACE, WORKERS = 16, 3e-4, 1
ROUNDS, LAST_ROUNDS = 1000, 300
"""Batches that a part learns from, and those that the whole goes on with."""
PHRASES, POINTING = 0.7, 0.3
"""What it counts whom a phrase means, and which phrase names the speaker, beside who speaks."""
NEVER = -1e4
Batch = dict[str, Tensor]


class Encoder(Body):
    """The body, with a type for what is quoted."""

    def __init__(self) -> None:
        super().__init__()
        self.marks = nn.Embedding(2, WIDTH)
        nn.init.normal_(self.marks.weight, 0, 0.02)

    def forward(self, ids: Tensor, shapes: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """Vectors ``[texts, pieces, WIDTH]`` after `HEARS` layers."""
        every = self.vectors(self.shapes(shapes) + self.marks(marks), ids, mask)
        return next(itertools.islice(every, HEARS - 1, None))


class Heads(nn.Module):
    """The maps by which a span asks and a word answers."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(5 * WIDTH + 2, ASK)
        self.asks = nn.Linear(ASK, 2 * KEY + 2)
        self.answers = nn.Linear(WIDTH, 2 * KEY + 2)
        self.distances = nn.Embedding(2 * STEPS, 4)
        nn.init.zeros_(self.distances.weight)

    def forward(self, vectors: Tensor, batch: Batch) -> list[Tensor]:
        """Scores ``[asked, 1 + named]`` of entities, ``[asked, 1 + near]`` of phrases; nobody and none come first."""
        words = functional.pad(vectors.flatten(0, 1)[batch["heads"]], (0, 0, 0, 1)).float()  # the last is none
        inside = words[batch["inside"]] * batch["in"][..., None]
        mean = inside.sum(1) / batch["in"].sum(1, keepdim=True)
        first, last, before, after = words[batch["around"]].unbind(1)
        kinds = functional.one_hot(batch["what"], 2)
        asks = self.asks(functional.gelu(self.first(torch.cat([first, last, mean, before, after, kinds], 1))))
        answers = self.answers(words)
        found = []
        for k, name in enumerate(("named", "near")):
            part = slice(k * KEY, (k + 1) * KEY)
            keys = answers[batch[name]]
            away = self.distances(batch[name + " away"])  # [asked, words, 4]
            kind = (batch["what"] + 2 * k)[:, None, None].expand(*keys.shape[:2], 1)
            score = torch.einsum("ad,acd->ac", asks[:, part], keys[..., part]) / math.sqrt(KEY)
            score = score + keys[..., 2 * KEY + k] + away.gather(2, kind)[..., 0]
            found.append(torch.cat([asks[:, 2 * KEY + k, None], score], 1))
        return found


class Listener(nn.Module):
    """The encoder with its heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.heads = Heads()

    def forward(self, batch: Batch) -> list[Tensor]:
        """What the heads say."""
        found: list[Tensor] = self.heads(self._read(batch), batch)
        return found

    def _read(self, batch: Batch) -> Tensor:
        """What the encoder says of the windows, those of like length together: else half of all would be filling."""
        given = [batch[name] for name in ("ids", "shapes", "marks", "mask")]
        sizes = batch["mask"].sum(1).long()
        order = sizes.argsort()
        found = []
        for some in order.chunk(LENGTHS):
            size = int(sizes[some].max())
            read_ = self.encoder(*(each[some, :size] for each in given))
            found.append(functional.pad(read_, (0, 0, 0, given[0].shape[1] - size)))
        return torch.cat(found)[order.argsort()]


def loss_of(model: Listener, batch: Batch) -> Tensor:
    """How unlikely the right ones are, of all words of names, and of all words near."""
    quotation = (batch["what"] == QUOTATION).float()
    entities, phrases = model(batch)
    who = _surprise(entities.float(), batch["named there"], batch["named right"])
    how = _surprise(phrases.float(), batch["near there"], batch["near right"])
    return (who * torch.where(quotation > 0, 1.0, PHRASES) + POINTING * how * quotation).mean()


def _surprise(scores: Tensor, there: Tensor, right: Tensor) -> Tensor:
    every = torch.logsumexp(scores + (1 - there) * NEVER, 1)
    return every - torch.logsumexp(scores + (1 - there * right) * NEVER, 1)


class Varied(torch.utils.data.IterableDataset[Batch]):
    """Batches without end: every text once, varied, before any comes again."""

    def __init__(self, texts: list[Text], seed: int) -> None:
        self.texts, self.seed = texts, seed

    def __iter__(self) -> Iterator[Batch]:
        """The batches of this worker."""
        worker = torch.utils.data.get_worker_info()
        number, count = (worker.id, worker.num_workers) if worker is not None else (0, 1)
        tokenizer = tokenizer_of()
        for epoch in itertools.count():
            order = list(range(len(self.texts)))
            random.Random(1000 * self.seed + epoch).shuffle(order)  # noqa: S311  no secret
            chance = random.Random(100_000 * self.seed + 100 * epoch + number)  # noqa: S311  no secret
            for at in range(number * BATCH, len(order), count * BATCH):
                some = []
                for text in (self.texts[n] for n in order[at : at + BATCH]):
                    varied = renamed(text, chance) if chance.random() < 0.6 else text
                    some.append(read(recased(varied, chance), tokenizer, first=chance.randint(60, WINDOW)))
                some = [each for each in some if each.asked]
                if some:
                    yield {name: torch.as_tensor(value) for name, value in side_by_side(some).items()}


def started(base: Batch) -> Listener:
    """A listener with the encoder that `train_names` starts from."""
    model = Listener()
    known = model.encoder.state_dict()
    model.encoder.load_state_dict(known | {name: value for name, value in base.items() if name in known})
    return model


def mean_of_parts(folder: Path) -> Listener:
    """A listener whose weights are the means of those of the parts, which began alike."""
    model = Listener()
    model.load_state_dict(mean_of([folder / f"listener-{part}.pt" for part in range(FOLDS)]))
    return model


def train(model: Listener, texts: list[Text], rounds: int, *, seed: int = 0) -> None:
    """Fit the model: AdamW with a falling step.

    Args:
        model: as `started`, or after what it learned before.
        texts: to learn from.
        rounds: how many batches.
        seed: of what is varied.
    """
    device = next(model.parameters()).device
    half = device.type == "cuda" or bool(torch.cpu.get_capabilities().get("avx512_bf16"))
    model.encoder.pieces.weight.requires_grad = model.encoder.places.weight.requires_grad = False
    ours = [p for p in model.parameters() if p.requires_grad]
    slow = {id(p) for p in model.encoder.parameters()} - {id(model.encoder.marks.weight)}
    groups = [[p for p in ours if id(p) in slow], [p for p in ours if id(p) not in slow]]
    optimizer = torch.optim.AdamW([{"params": some} for some in groups], lr=PACE, weight_decay=0.01)
    model.train()
    began, total = time.time(), 0.0
    loader = torch.utils.data.DataLoader(Varied(texts, seed), batch_size=None, num_workers=WORKERS, prefetch_factor=8)
    for number, batch in enumerate(itertools.islice(loader, rounds)):
        share = number / rounds
        for group, times in zip(optimizer.param_groups, (1, 5), strict=True):
            group["lr"] = PACE * min(1.0, 12 * share) * (1.001 - share) * times
        with torch.autocast(device.type, torch.bfloat16, enabled=half):
            loss = loss_of(model, {name: value.to(device) for name, value in batch.items()})
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(ours, 1.0)
        optimizer.step()
        total = 0.98 * total + 0.02 * loss.item()
        if number % 100 == 0:
            print(f"{number}/{rounds} {total:.4f} {time.time() - began:.0f} s", flush=True)
    model.eval()


def write(model: Listener, folder: Path, part: str) -> None:
    """Write a listener, for `train_encoder`, and what is used of its heads.

    Args:
        model: after `train`.
        folder: for ``listener….pt`` and ``listening….npz``.
        part: what the names end with.
    """
    model.eval().cpu()
    torch.save(model.state_dict(), folder / f"listener{part}.pt")
    heads = model.heads
    entity = [*range(KEY), 2 * KEY]  # what is for phrases is for learning alone
    arrays = {
        "first": heads.first.weight.T, "first_bias": heads.first.bias,
        "asks": heads.asks.weight[entity].T, "asks_bias": heads.asks.bias[entity],
        "answers": heads.answers.weight[entity].T, "answers_bias": heads.answers.bias[entity],
        "distances": heads.distances.weight[:, :2],
    }  # fmt: skip
    stored = {name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()}
    largest = np.abs(stored["first"].astype(np.float32)).max(axis=0)
    stored["first"] = np.round(stored["first"] * (127 / largest)).astype(np.int8)  # most of the file
    stored["first_scale"] = (largest / 127).astype(np.float32)
    np.savez_compressed(folder / f"listening{part}.npz", allow_pickle=False, **stored)


def main() -> None:
    """Run the steps that are asked for."""
    given, *steps = sys.argv[1:]
    folder = Path(given)
    texts = [text for name in ("speakers", "more_articles") for text in articles.read(name)]
    more = articles.read("more_speakers")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    for step in steps:
        torch.manual_seed(0)  # parts begin alike, so that their means mean something
        if step == "whole":
            model, rounds, seed = mean_of_parts(folder).to(device), LAST_ROUNDS, FOLDS
        else:
            model, rounds, seed = started(torch.load(folder / "base.pt")).to(device), ROUNDS, int(step)
        train(model, [t for t in texts if step == "whole" or fold_of(t["id"]) != int(step)] + more, rounds, seed=seed)
        write(model, folder, "" if step == "whole" else f"-{step}")


if __name__ == "__main__":
    main()
