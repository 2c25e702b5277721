"""Checks the pictures that phones send: first base64 and header, then all of it by decoding."""

import binascii
import io

from classroom_app.protocol import limits
from classroom_app.protocol.picture_head import is_modest
from classroom_app.protocol.png_rows import has_all_rows

# A small file can have very many pixels, and all of them are decoded for the check.
MAX_PIXELS = 24_000_000
# Limits of the decoding process for one picture: 24 million pixels take a slow computer two
# seconds, and a progressive JPEG of that size takes 72 MB.
DECODED_WITHIN_S = 5.0
DECODING_MEMORY_MB = 96
_BLANKS = b" \t\r\n\v\f"
_FORMATS = ("JPEG", "PNG")
_BEGINNINGS = (b"\xff\xd8", b"\x89PNG\r\n\x1a\n")


class ScreenshotError(ValueError):
    """The data is no picture that we accept; `str()` is a sentence on what it must be."""

    def __str__(self) -> str:
        """Return the requirements for the field, as a sentence."""
        return (
            "screenshot must be a JPEG or PNG picture in base64, at most "
            f"{limits.MAX_SCREENSHOT_BYTES:,} bytes and {MAX_PIXELS // 1_000_000} million pixels"
        )


def picture_in(text: str) -> bytes:
    """Return the bytes of a picture in base64, checked only by its header. Takes up to 5 ms.

    Raises:
        ScreenshotError: it is no picture, too large, or would keep a decoder busy.
    """
    try:
        packed = text.encode("ascii")
        if any(blank in packed for blank in _BLANKS):
            # Not with `split`: a blank after every third byte would make half a million pieces.
            packed = packed.translate(None, _BLANKS)
        picture = binascii.a2b_base64(packed, strict_mode=True)
    except ValueError:
        raise ScreenshotError from None
    if len(picture) > limits.MAX_SCREENSHOT_BYTES or not picture.startswith(_BEGINNINGS):
        raise ScreenshotError
    if not is_modest(picture, MAX_PIXELS):  # a running decoder can be stopped only by its process
        raise ScreenshotError
    return picture


def check_picture(picture: bytes) -> bytes:
    """Decode a picture completely and return the name of its format. Only for the side process.

    It uses little memory: a JPEG is scaled down while it is decoded, and of a PNG the rows are
    counted.

    Raises:
        ScreenshotError: it is no complete JPEG or PNG.
    """
    # Imported here, in the decoding process: the main program does not load Pillow.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ScreenshotError
            if image.format == "PNG":
                image.verify()  # checks the checksums of its chunks
                if not has_all_rows(picture):
                    raise ScreenshotError
            else:
                image.draft(None, (1, 1))  # scaled to an eighth; still reads all bytes
                image.load()
            return str(image.format).encode()
    except ScreenshotError:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,  # raised by Pillow for a broken PNG
        EOFError,
        Image.DecompressionBombError,
        Warning,  # if warnings are turned into errors
    ):
        raise ScreenshotError from None
