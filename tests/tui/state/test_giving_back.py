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

_ARENAS = """
import ctypes, threading
from tui.state.giving_back import share
assert share()
here = threading.Barrier(9)
def work():
    pieces = [bytes(9000) for _ in range(100)]
    here.wait()
for _ in range(8):
    threading.Thread(target=work).start()
here.wait()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""
_GLIBC = pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc", reason="only glibc keeps it, and has calls to give it back"
)


@_GLIBC
def test_threads_share_what_they_let_go_of() -> None:
    ran = subprocess.run([sys.executable, "-c", _ARENAS], capture_output=True, text=True, check=True)
    assert ran.stdout.count("<heap nr=") == 2


@_GLIBC
def test_what_lies_between_things_that_are_still_there_is_given_back() -> None:
    ran = subprocess.run([sys.executable, "-c", _HOLES], capture_output=True, text=True, check=True)
    given, kilobytes = ran.stdout.split()
    assert given == "True"
    assert int(kilobytes) > 10_000
