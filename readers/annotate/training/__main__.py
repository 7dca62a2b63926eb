"""Learn every learned part anew, from what is committed, and put it in its place.

    python -m readers.annotate.training FOLDER

FOLDER keeps what each step hands to those after it: what is there already is not learned again, so that a run that was
broken off goes on where it was, and one that is to begin anew wants an empty FOLDER. Needs what `train_names` needs,
beside the project itself; two to three hours on two cores, on which the two parts of a step are learned side by side.
The last two steps print how well names are found and speakers are chosen in texts that nothing has learned from.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from readers.annotate.encoding.encoder import DATA

STEPS = (
    (("train_names", "base", "base.pt"),),
    (("train_speaker_encoder", "0", "listening-0.npz"), ("train_speaker_encoder", "1", "listening-1.npz")),
    (("train_names", "0", "names-0.pt"), ("train_names", "1", "names-1.pt")),
    (("train_speaker_encoder", "whole", "listening.npz"),),
    (("train_encoder", "0", "encoder-0.onnx"), ("train_encoder", "1", "encoder-1.onnx")),
    (("train_encoder", "whole", "encoder.onnx"),),
)
"""What is learned side by side, in order: the step, what of it, and the last file that it leaves in FOLDER."""


def main() -> None:
    """Run each step in a process of its own."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("folder", type=Path)
    folder: Path = wanted.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for together in STEPS:
        _run(folder, [(step, what) for step, what, left in together if not (folder / left).exists()])
    for name in ("encoder.onnx", "listening.npz"):
        shutil.copy(folder / name, DATA)
    _run(folder, [("train_kinds", "")])
    _run(folder, [("train_speakers", "")])


def _run(folder: Path, together: list[tuple[str, str]]) -> None:
    """Run steps side by side, each with its share of the cores.

    Raises:
        SystemExit: one of them failed; what the others left stays.
    """
    if not together:
        return
    print(time.strftime("%H:%M"), *(" ".join(each) for each in together), flush=True)
    threads = str(max(1, (os.cpu_count() or 1) // len(together)))
    environment = os.environ | {"OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}
    running = [
        subprocess.Popen([sys.executable, "-m", f"{__package__}.{step}", str(folder), *what.split()], env=environment)
        for step, what in together
    ]
    ended = [each.wait() for each in running]
    if any(ended):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
