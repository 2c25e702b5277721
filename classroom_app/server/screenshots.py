"""Pictures that come with a call for help: checked by content, kept under names of our own."""

import base64
import binascii
import io
import logging
import secrets
from pathlib import Path

from classroom_app.protocol import limits
from classroom_app.protocol.picture_head import is_modest
from classroom_app.system.held_files import remove
from classroom_app.system.stored_pictures import PICTURE_FOLDER, stored_picture

log = logging.getLogger(__name__)

# A picture of few bytes can have very many pixels, and they all are decoded to check it: so many
# take up to 96 MB, at four bytes each.
MAX_PIXELS = 24_000_000
KEPT_PER_PARTICIPANT = 10
# Decoding takes a thread and, for moments, much memory: never all threads at once.
DECODED_AT_ONCE = 2
_FORMATS = ("JPEG", "PNG")
# MPO is Pillow's name for a JPEG with more pictures behind the first, as some cameras write it.
_SUFFIX = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png"}


class ScreenshotError(ValueError):
    """It is no picture that we take; `str()` says what it must be."""

    def __str__(self) -> str:
        """Name what the field must be."""
        return (
            "screenshot must be a JPEG or PNG picture in base64, at most "
            f"{limits.MAX_SCREENSHOT_BYTES:,} bytes and {MAX_PIXELS // 1_000_000} million pixels"
        )


def keep_screenshot(data_dir: Path, session_id: int, text: str) -> str:
    """Write a base64 picture and return its path relative to `data_dir`. Blocks: use a thread.

    Raises:
        ScreenshotError: it is not base64, too large, or no whole JPEG or PNG.
        OSError: it could not be written.
    """
    return _keep(data_dir, session_id, "", text)


def keep_help_picture(data_dir: Path, session_id: int, participant_id: int, text: str) -> str:
    """Do as `keep_screenshot`; of each participant's pictures only the newest are kept.

    Raises:
        ScreenshotError, OSError: as `keep_screenshot`.
    """
    prefix = f"help-{participant_id}-"
    relative = _keep(data_dir, session_id, prefix, text)
    folder = (data_dir / relative).parent
    newest_first = sorted(folder.glob(f"{prefix}*"), key=_written_at, reverse=True)
    for path in newest_first[KEPT_PER_PARTICIPANT:]:
        drop(path)
    return relative


def throw_away(data_dir: Path, relative: str) -> None:
    """Delete a picture that was kept in vain, and nothing else. Blocks: use a thread."""
    path = stored_picture(data_dir, relative)
    if path is not None:
        drop(path)


def drop(path: Path) -> None:
    """Delete a picture that is not wanted any more. Blocks: use a thread.

    One that cannot be deleted, since it is being shown at this moment, harms no request: it goes
    with one of the next, or when its class is deleted.
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


def _keep(data_dir: Path, session_id: int, prefix: str, text: str) -> str:
    picture = _decode(text)
    suffix = _SUFFIX[_format_of(picture)]
    relative = Path(PICTURE_FOLDER) / str(session_id) / f"{prefix}{secrets.token_hex(16)}{suffix}"
    path = data_dir / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(picture)
    except OSError:
        drop(path)  # a full disk keeps no part of a picture
        raise
    return relative.as_posix()


def _decode(text: str) -> bytes:
    try:
        picture = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise ScreenshotError from None
    if len(picture) > limits.MAX_SCREENSHOT_BYTES:
        raise ScreenshotError
    return picture


def _format_of(picture: bytes) -> str:
    """Return JPEG or PNG after decoding the whole picture, within a bound of pixels."""
    # Imported here, on the thread that decodes: the start does without Pillow.
    from PIL import Image, UnidentifiedImageError

    if not is_modest(picture, MAX_PIXELS):  # nothing ends a decoder that has begun
        raise ScreenshotError
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ScreenshotError
            image.load()
            return str(image.format)
    except ScreenshotError:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,  # Pillow's word for a broken PNG
        EOFError,
        Image.DecompressionBombError,
        Warning,  # where warnings are errors
    ):
        raise ScreenshotError from None
