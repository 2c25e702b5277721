"""A file that is either there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a path beside `path` to write to; it takes the name once all went well.

    Whatever fails in between, a cancelled export or a full disk, leaves what was there before.

    Raises:
        OSError: it cannot be written.
    """
    beside = path.with_name(f".{path.name}.part")
    beside.touch()  # a folder that is not there or cannot be written is named at once
    try:
        yield beside
        with beside.open("rb+") as written:
            os.fsync(written.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
