"""A small encoder that reads every word in its surroundings and says which are names.

all-MiniLM-L6-v2, taught by `readers.annotate.training.train_encoder`; eight-bit weights in ``data/encoder.onnx``, and
those of its word pieces in ``data/pieces.bin``, run by onnxruntime. It sees what spaCy's model does not (and the other
way round); `names_spans` brings the two together.
"""

from __future__ import annotations

import functools
import importlib.resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from readers.annotate.names.pieces import Window, windows
from readers.errors import AnnotateError

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

Array = npt.NDArray[Any]
LABELS = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-OTHER", "I-OTHER")
KINDS = ("", "PERSON", "ORG", "OTHER")
"""What a word may be part of; ``OTHER`` is any name but a person's or an organisation's."""
IMPOSSIBLE = -1e9


class Reading(NamedTuple):
    """What the encoder makes of a text.

    Attributes:
        words: where each word stands, in characters.
        chances: of each of `LABELS`, for each word.
    """

    words: list[tuple[int, int]]
    chances: Array

    def kinds(self) -> Array:
        """The chance of each of `KINDS`, for each word."""
        c = self.chances
        return np.stack([c[:, 0], c[:, 1] + c[:, 2], c[:, 3] + c[:, 4], c[:, 5] + c[:, 6]], axis=1)

    def names(self) -> list[tuple[int, int, str]]:
        """The likeliest names: ranges of words, each with its kind."""
        found: list[tuple[int, int, str]] = []
        last = ""
        for i, label in enumerate(_likeliest(self.chances)):
            kind = LABELS[label][2:]
            if kind and LABELS[label][0] == "I" and kind == last:
                found[-1] = (found[-1][0], i + 1, kind)
            elif kind:
                found.append((i, i + 1, kind))
            last = kind
        return found


class Encoder:
    """The encoder, ready to read.

    Args:
        model: the weights, as ONNX; those of the word pieces lie beside it.
        vocabulary: of word pieces, one a line.
    """

    def __init__(self, model: Path, vocabulary: Path) -> None:
        self.session = session(model)
        self.tokenizer = tokenizer(vocabulary)

    def read(self, text: str) -> Reading:
        """Read a text."""
        every = windows(text, self.tokenizer)
        # one window at a time: side by side they would have to be filled up to one length, which costs a fifth
        rows = [np.zeros((0, len(LABELS)), np.float32), *(self._scores(window) for window in every)]
        scores = np.concatenate(rows)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True, initial=IMPOSSIBLE))
        return Reading([word for w in every for word in w.words], powers / powers.sum(axis=1, keepdims=True))

    def _scores(self, window: Window) -> Array:
        """The scores of each word of a window."""
        ids, shapes = np.array([window.ids], np.int64), np.array([window.shapes], np.int64)
        mask = np.ones(ids.shape, np.float32)
        scores: Array = self.session.run(None, {"ids": ids, "shapes": shapes, "mask": mask})[0][0]
        return scores[window.heads]


@functools.cache
def tokenizer(vocabulary: Path) -> Tokenizer:
    """BERT's tokenizer, without its marks.

    Args:
        vocabulary: of word pieces, one a line.
    """
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415  only whoever annotates pays

    pieces = {piece: i for i, piece in enumerate(vocabulary.read_text(encoding="utf-8").splitlines())}
    made = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]"))  # noqa: S106  no password
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


@functools.cache
def load() -> Encoder:
    """The encoder as trained, read from ``data`` once."""
    place = importlib.resources.files("readers.annotate") / "data"
    return Encoder(Path(str(place / "encoder.onnx")), Path(str(place / "encoder_vocabulary.txt")))


def session(model: Path) -> onnxruntime.InferenceSession:
    """Make an encoder ready to run, on one processor core.

    Args:
        model: its weights, as ONNX.

    Raises:
        AnnotateError: onnxruntime is missing or unfit.
    """
    try:
        import onnxruntime  # noqa: PLC0415  only whoever annotates pays
    except ImportError as error:  # also where its library does not fit the machine
        raise AnnotateError(
            f"onnxruntime, which reads names and who speaks, cannot be loaded: {error}. Install it for this Python, "
            "as with 'pip install --force-reinstall onnxruntime'; on Windows it needs the Visual C++ redistributable."
        ) from error

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(model), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
    )


def _likeliest(chances: Array) -> list[int]:
    """The likeliest row of labels in which no name begins with its inside (Viterbi)."""
    if not len(chances):
        return []
    logs = np.log(np.maximum(chances, 1e-9))
    each = logs.argmax(axis=1)
    if not _STARTS[each[0]] and not _STEPS[each[:-1], each[1:]].any():
        return list(map(int, each))
    best, came = logs[0] + _STARTS, []
    for row in logs[1:]:
        ways = best[:, None] + _STEPS
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for before in reversed(came):
        path.append(int(before[path[-1]]))
    return path[::-1]


_SLOWER = ["SkipLayerNormFusion"]
"""Of what onnxruntime does to a graph: its sum and norm in one take half as long again as the two one by one."""
_STARTS = np.array([IMPOSSIBLE if label[0] == "I" else 0.0 for label in LABELS])
_STEPS = np.array(
    [[IMPOSSIBLE if b[0] == "I" and (a == "O" or a[2:] != b[2:]) else 0.0 for b in LABELS] for a in LABELS]
)
