"""The key with which programs of the instructor's sign in: a file that its owner alone can read."""

import secrets
from pathlib import Path

from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.owner_only import keep_file_private

KEY_FILE = "instructor.key"


def read_or_make_key(path: Path) -> str:
    """Return the instructor key, made on the first start; only its owner can read the file.

    Raises:
        OSError: it cannot be read or written.
    """
    try:
        key = path.read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        key = ""
    if not key:
        key = secrets.token_urlsafe(32)
        with atomic_write(path, private=True) as beside:
            beside.write_text(key + "\n", encoding="ascii")
    else:  # it may have come from another disk, or from an older version
        keep_file_private(path)
    return key
