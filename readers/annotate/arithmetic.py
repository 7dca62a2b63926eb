"""How the model multiplies its matrices: with numpy's library, on one processor core.

spaCy multiplies with BLIS, which falls back to its slowest code on processors that it does not know, among them most
that were made since 2020: a third of the speed of the OpenBLAS inside numpy. OpenBLAS for its part spreads every
product over all cores, which costs more than it brings with matrices as small as these, and is no way to work in the
background.
"""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from threadpoolctl import ThreadpoolController


def multiply_by_numpy(nlp: Language) -> None:
    """Let the model of a pipeline multiply by numpy; models elsewhere in the process, and on other devices, stay."""
    from thinc.api import NumpyOps  # noqa: PLC0415  spaCy is loaded by now

    plain = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for layer in model.walk() if hasattr(model, "walk") else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = plain


def on_one_core() -> AbstractContextManager[Any]:
    """While this lasts, no product of matrices is spread over several cores; the process's own setting comes back."""
    limited: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return limited


@functools.cache
def _libraries() -> ThreadpoolController:
    """What of this kind the process has loaded; numpy's is, as soon as a pipeline is."""
    from threadpoolctl import ThreadpoolController  # noqa: PLC0415  only whoever annotates pays

    return ThreadpoolController()
