"""Where the pictures lie that students send, and which paths are of that form.

The database names them by path, and a database can come from anywhere: each use of such a path
asks here first, so that none leads to another file.
"""

import re
from pathlib import Path

PICTURE_FOLDER = "screenshots"

_PICTURE = re.compile(
    PICTURE_FOLDER + r"/([1-9][0-9]{0,11})/(?:help-[1-9][0-9]{0,11}-)?[0-9a-f]{32}\.(?:jpg|png)"
)


def is_picture_path(path: object, session_id: int | None = None) -> bool:
    """Tell whether this is the path of a picture, relative to the data folder with slashes.

    With a session's id, whether it is one of that session's.
    """
    found = _PICTURE.fullmatch(path) if isinstance(path, str) else None
    return found is not None and (session_id is None or found[1] == str(session_id))


def stored_picture(data_dir: Path, path: str | None) -> Path | None:
    """Return the file of a stored path, whether or not it is there; None if it is no picture's.

    Nor does a link in the folder lead out of it. Blocks for a moment: it asks the disk.
    """
    if path is None or not is_picture_path(path):
        return None
    file, folder = data_dir / path, data_dir / PICTURE_FOLDER
    try:
        return file if file.resolve().is_relative_to(folder.resolve()) else None
    except (OSError, RuntimeError):  # a link that leads to itself
        return None
