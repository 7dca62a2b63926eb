"""What all tests share: a home of their own, one loaded model for the whole run, real disks that are too small."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from spacy import Language

    from readers.annotate.annotator import Annotator


# How fast the machine is that runs them is not what the tests of any text are about.
settings.register_profile("quoth", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("quoth")


@pytest.fixture(autouse=True)
def quoth_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for each test, in the environment and so in that of every process that the test starts.

    No test can reach the library, the configuration or the saved articles of whoever runs it.
    """
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("QUOTH_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """The annotator with the small model, which every installation has."""
    from readers.annotate import pipeline
    from readers.annotate.annotator import Annotator

    return Annotator(pipeline.SMALL)


@pytest.fixture(scope="session")
def nlp(annotator: Annotator) -> Language:
    """Its spaCy pipeline."""
    return annotator.nlp


@pytest.fixture
def disk_of(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Makes a real file system of a size such as ``64k``; the test is skipped where none may be made."""
    mounted: list[Path] = []

    def mount(size: str) -> Path:
        disk = tmp_path / "disk"
        disk.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("no file system can be mounted here")
        mounted.append(disk)
        return disk

    yield mount
    for disk in mounted:
        subprocess.run(["umount", "-l", str(disk)], check=True)
