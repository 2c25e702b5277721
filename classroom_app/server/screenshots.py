"""Stores the checked pictures of phones, under names of our own."""

import logging
import secrets
from pathlib import Path

from classroom_app.system.held_files import remove
from classroom_app.system.stored_pictures import PICTURE_FOLDER, stored_picture

log = logging.getLogger(__name__)

KEPT_PER_PARTICIPANT = 10
# MPO is Pillow's name for a JPEG with more pictures behind the first, as some cameras write it.
_SUFFIX = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png"}


def keep_screenshot(data_dir: Path, session_id: int, picture: bytes, kind: str) -> str:
    """Write a picture and return its path relative to `data_dir`. Blocks: use a thread.

    `kind` is the name of its format (see `picture_check`).

    Raises:
        OSError: it could not be written; no part of it is kept.
    """
    return _keep(data_dir, session_id, "", picture, kind)


def keep_help_picture(
    data_dir: Path, session_id: int, participant_id: int, picture: bytes, kind: str
) -> str:
    """Do the same as `keep_screenshot`, and delete all but the participant's newest pictures.

    Raises:
        OSError: as `keep_screenshot`.
    """
    prefix = f"help-{participant_id}-"
    relative = _keep(data_dir, session_id, prefix, picture, kind)
    folder = (data_dir / relative).parent
    newest_first = sorted(folder.glob(f"{prefix}*"), key=_written_at, reverse=True)
    for path in newest_first[KEPT_PER_PARTICIPANT:]:
        drop(path)
    return relative


def throw_away(data_dir: Path, relative: str) -> None:
    """Delete a stored picture by its path; other paths are ignored. Blocks: use a thread."""
    path = stored_picture(data_dir, relative)
    if path is not None:
        drop(path)


def drop(path: Path) -> None:
    """Delete a picture that is not needed any more. Blocks: use a thread.

    A failure, for example because it is being shown, is only logged: it is deleted with a later
    one, or with its class.
    """
    try:
        remove(path)
    except OSError as error:
        log.warning("A picture that is not wanted any more is still there: %s", error.strerror)


def _written_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # deleted meanwhile, on behalf of another request
        return 0


def _keep(data_dir: Path, session_id: int, prefix: str, picture: bytes, kind: str) -> str:
    name = f"{prefix}{secrets.token_hex(16)}{_SUFFIX[kind]}"
    relative = Path(PICTURE_FOLDER) / str(session_id) / name
    path = data_dir / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(picture)
    except OSError:
        drop(path)  # leave no partial picture on a full disk
        raise
    return relative.as_posix()
