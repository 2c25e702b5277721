"""Where the pictures that students send are stored, and which paths are valid for them.

The database refers to them by path, and a database can come from anywhere: every use of such a path
is checked here first, so that none leads to another file.
"""

import re
from pathlib import Path

PICTURE_FOLDER = "screenshots"

_PICTURE = re.compile(
    PICTURE_FOLDER + r"/([1-9][0-9]{0,11})/(?:help-[1-9][0-9]{0,11}-)?[0-9a-f]{32}\.(?:jpg|png)"
)


def is_picture_path(path: object, session_id: int | None = None) -> bool:
    """Return whether this is a picture's path, relative to the data folder and with slashes.

    With `session_id`, whether it is a picture of that session.
    """
    found = _PICTURE.fullmatch(path) if isinstance(path, str) else None
    return found is not None and (session_id is None or found[1] == str(session_id))


def stored_picture(data_dir: Path, path: str | None) -> Path | None:
    """Return the file of a stored path, whether or not it exists; None if it is not a picture's.

    None also if a link in the folder leads out of it. Blocks for a moment: it looks at the disk.
    """
    if path is None or not is_picture_path(path):
        return None
    file, folder = data_dir / path, data_dir / PICTURE_FOLDER
    try:
        return file if file.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError):  # a link that leads to itself
        return None
