"""A small encoder that reads every word in its surroundings, once, for whoever asks about names or speakers.

all-MiniLM-L6-v2, taught by what `readers.annotate.training` does; eight-bit weights in ``data/encoder.onnx``, and those
of its word pieces in ``data/pieces.bin``, run by onnxruntime. Its lowest layers are read by all. On them stand a layer
that hears who speaks (`readers.annotate.quotes.speakers.listening`), and three for names
(`readers.annotate.names.reading`), which see one piece of each word.
"""

from __future__ import annotations

import functools
import importlib.resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from readers.annotate.encoding.pieces import marked, windows
from readers.annotate.quotes.spans.marks import find_quoted
from readers.errors import AnnotateError

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

Array = npt.NDArray[Any]
Span = tuple[int, int]
WIDTH = 384
LABELS = ("O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-OTHER", "I-OTHER")
"""What a word may be: the first of a name, further inside it, or no part of any (Ramshaw and Marcus, 1995)."""
DATA = Path(str(importlib.resources.files("readers.annotate") / "data"))


class Encoded(NamedTuple):
    """A text as the encoder sees it.

    Attributes:
        words: where each word stands, in characters, ``[words, 2]``.
        scores: of each of `LABELS`, ``[words, labels]``.
        vectors: what each word is where speakers are asked for, ``[words, WIDTH]``.
    """

    words: Array
    scores: Array
    vectors: Array


class Encoder:
    """The encoder, ready to read.

    Args:
        model: the weights, as ONNX; those of the word pieces lie beside it.
    """

    def __init__(self, model: Path) -> None:
        self._session = _session(model)

    def encode(self, text: str) -> Encoded:
        """Read a text."""
        every = windows(text, tokenizer())
        words = np.array([word for w in every for word in w.words], np.int64).reshape(-1, 2)
        scores, vectors = [np.zeros((0, len(LABELS)), np.float32)], [np.zeros((0, WIDTH), np.float32)]
        # one window at a time: side by side they would have to be filled up to one length, which costs a fifth
        for window, marks in zip(every, marked(every, quoted_words(text, words)), strict=True):
            given = {"ids": window.ids, "shapes": window.shapes, "marks": marks, "heads": [0, *window.heads]}
            found = self._session.run(None, {name: np.array([some], np.int64) for name, some in given.items()})
            scores.append(found[0][0][1:])
            vectors.append(found[1][0][1:])
        return Encoded(words, np.concatenate(scores), np.concatenate(vectors))


def quoted_words(text: str, words: Array) -> Array:
    """Whether each word of a text stands in quotation marks.

    Args:
        text: the text.
        words: as in `Encoded`.
    """
    quoted = np.zeros(len(words), bool)
    for stretch in find_quoted(text):
        for piece in stretch.pieces:
            quoted[touched(words, piece)] = True
    return quoted


def touched(words: Array, span: Span) -> Array:
    """The numbers of the words that a span of characters touches.

    Args:
        words: as in `Encoded`.
        span: in characters.
    """
    first = np.searchsorted(words[:, 1], span[0], side="right")
    return np.arange(first, max(first, np.searchsorted(words[:, 0], span[1])))


@functools.lru_cache(maxsize=1)  # names are asked for first, then speakers, of one text after the other
def encoded(text: str) -> Encoded:
    """A text as the encoder that comes with the program sees it; the last one is kept.

    Raises:
        AnnotateError: onnxruntime is missing or unfit.
    """
    return load().encode(text)


@functools.cache
def load() -> Encoder:
    """The encoder as trained, read from ``data`` once."""
    return Encoder(DATA / "encoder.onnx")


@functools.cache
def tokenizer() -> Tokenizer:
    """BERT's tokenizer, without its marks."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415  only whoever annotates pays

    vocabulary = (DATA / "encoder_vocabulary.txt").read_text(encoding="utf-8")
    pieces = {piece: i for i, piece in enumerate(vocabulary.splitlines())}
    made = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]"))  # noqa: S106  no password
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def _session(model: Path) -> onnxruntime.InferenceSession:
    """Weights ready to run, on one processor core."""
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


_SLOWER = ["SkipLayerNormFusion"]
"""Of what onnxruntime does to a graph: its sum and norm in one take half as long again as the two one by one."""
