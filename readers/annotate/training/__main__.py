"""Learn every learned part anew, from what is committed, and put it in its place.

    python -m readers.annotate.training FOLDER

FOLDER keeps what each step hands to those after it. Needs what `train_names` needs, beside the project itself; some
hours on two cores. The last two steps print how well names are found and speakers are chosen in texts that nothing has
learned from.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from readers.annotate.encoding.encoder import DATA


def main() -> None:
    """Run each step in a process of its own."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("folder", type=Path)
    folder = str(wanted.parse_args().folder)
    Path(folder).mkdir(parents=True, exist_ok=True)
    _run("train_names", folder, "base", "0", "1")
    _run("train_speaker_encoder", folder, "0", "1", "whole")
    _run("train_encoder", folder, "0", "1", "whole")
    for name in ("encoder.onnx", "listening.npz"):
        shutil.copy(Path(folder) / name, DATA)
    _run("train_kinds", folder)
    _run("train_speakers", folder)


def _run(step: str, *given: str) -> None:
    subprocess.run([sys.executable, "-m", f"{__package__}.{step}", *given], check=True)


if __name__ == "__main__":
    main()
