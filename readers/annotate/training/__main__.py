"""Learn every learned part anew, from what is committed, and put it in its place.

    python -m readers.annotate.training FOLDER

FOLDER keeps what each step hands to those after it, and which steps are done: these are not run again, so that a run
that was broken off goes on where it was, and one that is to begin anew wants an empty FOLDER. Needs what `train_names`
needs, beside the project itself; two to three hours on two cores, on which the two parts of a step are learned side by
side. The last two steps print how well names are found and speakers are chosen in texts that nothing has learned from.
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
    (("train_names", "base"),),
    (("train_speaker_encoder", "0"), ("train_speaker_encoder", "1")),
    (("train_names", "0"), ("train_names", "1")),
    (("train_speaker_encoder", "whole"),),
    (("train_encoder", "0"), ("train_encoder", "1")),
    (("train_encoder", "whole"),),
)
"""What is learned side by side, in order: the step, and what of it."""


def main() -> None:
    """Run each step in a process of its own."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("folder", type=Path)
    folder: Path = wanted.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for together in STEPS:
        _run(folder, [each for each in together if not _mark(folder, each).exists()])
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
    for each, status in zip(together, ended, strict=True):
        if status == 0:
            _mark(folder, each).touch()
    if any(ended):
        raise SystemExit(1)


def _mark(folder: Path, step: tuple[str, str]) -> Path:
    """The empty file that says that a step is done; one that was killed may have left half of what it writes."""
    return folder / f"{'-'.join(filter(None, step))}.done"


if __name__ == "__main__":
    main()
