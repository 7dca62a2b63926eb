"""Memory that was let go of goes back to the system."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_HOLES = """
from tui.state.giving_back import give_back
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS:"))
pieces = [bytes(9000) for _ in range(8000)]
pieces = pieces[::3]
before = resident()
print(give_back(), before - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps it, and has a call to give it back")
def test_what_lies_between_things_that_are_still_there_is_given_back() -> None:
    ran = subprocess.run([sys.executable, "-c", _HOLES], capture_output=True, text=True, check=True)
    given, kilobytes = ran.stdout.split()
    assert given == "True"
    assert int(kilobytes) > 10_000
