"""What is free goes back to the system, also from between pieces that are in use."""

import re
import subprocess
import sys
from pathlib import Path

from classroom_app.system.freed_memory import give_back_freed_memory

MEGABYTE = 1024 * 1024


def resident() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024


def test_memory_between_pieces_in_use_goes_back() -> None:
    # Smaller than what the C library asks of the system one by one.
    pieces = [bytearray(64 * 1024) for _ in range(1_000)]
    kept = pieces[::50]
    full = resident()
    del pieces
    give_back_freed_memory()
    assert full - resident() > 40 * MEGABYTE
    assert len(kept) == 20


# In a process of its own: free room from before would be taken first.
LARGE_BLOCKS = """
from classroom_app.system.freed_memory import hold_little_memory
from tests.unit.system.test_freed_memory import MEGABYTE, resident

hold_little_memory()
# Were it not for that, the first one to be freed would teach the C library to keep the others.
taught = [b"x" * (2 * MEGABYTE)]
taught.clear()
kept, pieces = [], []
for _ in range(40):
    pieces.append(b"x" * MEGABYTE)
    kept.append(b"x" * (64 * 1024))
full = resident()
pieces.clear()
print((full - resident()) // MEGABYTE)
"""


def test_large_blocks_between_pieces_in_use_go_back_as_they_are_freed() -> None:
    command = [sys.executable, "-c", LARGE_BLOCKS]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    assert int(done.stdout) > 30
