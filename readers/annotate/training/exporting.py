"""Write an encoder for onnxruntime: weights of eight bits, and the table of word pieces in a file that all share.

One of the eight bits stays unused (``reduce_range``): else a processor that has no instruction for products of eight
bits (AVX2 without VNNI) adds them up in too few, cuts off what is too much, and sees other names than the next machine
does (https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html).

Half of a small encoder is the table of its word pieces, and training leaves it as MiniLM has it. So it lies in a file
beside the model, as ONNX's external data, and every encoder in a folder reads the same bytes; onnxruntime maps them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

TABLE = "pieces.bin"
AXES = {0: "texts", 1: "pieces"}
"""The axes of an input or output whose lengths vary, each with a name."""


def export(
    model: nn.Module,
    path: Path,
    inputs: Mapping[str, Tensor],
    outputs: Sequence[str] = ("scores",),
    *,
    axes: Mapping[str, Mapping[int, str]] | None = None,
    table: str = TABLE,
) -> None:
    """Write a model with weights of eight bits.

    Args:
        model: whose word pieces are an `nn.Embedding` called ``pieces``, frozen; all else may be as it likes.
        path: of the file to write.
        inputs: an example of each, by name, in the order in which the model takes them.
        outputs: their names, in order.
        axes: of the inputs and outputs whose varying lengths are not those of `AXES`.
        table: the file beside ``path`` with the word pieces; written if there is none.

    Raises:
        ValueError: there is one with other word pieces.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415  slow

    model.eval()
    whole = path.with_suffix(".whole.onnx")
    torch.onnx.export(
        model, tuple(inputs.values()), str(whole), dynamo=False, opset_version=17, input_names=list(inputs),
        output_names=list(outputs), dynamic_axes=dict.fromkeys((*inputs, *outputs), AXES) | dict(axes or {}),
    )  # fmt: skip
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()
    share(path, table)


def share(path: Path, table: str = TABLE) -> None:
    """Take the word pieces out of a model's file, into one beside it.

    Args:
        path: of the model, as `quantize_dynamic` writes it.
        table: as for `export`.

    Raises:
        ValueError: there is one with other word pieces.
    """
    import onnx  # noqa: PLC0415  only whoever trains has it
    from onnx.external_data_helper import set_external_data  # noqa: PLC0415  the same

    model = onnx.load(path)
    (pieces,) = (tensor for tensor in model.graph.initializer if tensor.name == "pieces.weight_quantized")
    beside = path.with_name(table)
    if not beside.exists():
        own = path.with_suffix(".pieces")  # another part may be written at this moment
        own.write_bytes(pieces.raw_data)
        own.replace(beside)
    elif beside.read_bytes() != pieces.raw_data:
        raise ValueError(f"{beside} has other word pieces than the model for {path}; was the table trained?")
    set_external_data(pieces, table, offset=0, length=len(pieces.raw_data))
    pieces.ClearField("raw_data")
    onnx.save(model, path)
