"""What phones send as a picture: taken from base64, and decoded completely to be sure of it."""

import binascii
import io

from classroom_app.protocol import limits
from classroom_app.protocol.picture_head import is_modest
from classroom_app.protocol.png_rows import has_all_rows

# A picture of few bytes can have very many pixels, and they all are decoded to check it.
MAX_PIXELS = 24_000_000
# Of the decoding process, for one picture: 24 million pixels take a slow computer two seconds. A
# progressive JPEG of so many is held as a whole, in 72 MB.
DECODED_WITHIN_S = 5.0
DECODING_MEMORY_MB = 96
_BLANKS = b" \t\r\n\v\f"
_FORMATS = ("JPEG", "PNG")
_BEGINNINGS = (b"\xff\xd8", b"\x89PNG\r\n\x1a\n")


class ScreenshotError(ValueError):
    """It is no picture that we take; `str()` says what it must be."""

    def __str__(self) -> str:
        """Name what the field must be."""
        return (
            "screenshot must be a JPEG or PNG picture in base64, at most "
            f"{limits.MAX_SCREENSHOT_BYTES:,} bytes and {MAX_PIXELS // 1_000_000} million pixels"
        )


def picture_in(text: str) -> bytes:
    """Return the picture in a base64 text, not decoded yet. Takes up to 5 ms.

    Raises:
        ScreenshotError: it is none, too large, or would keep a decoder busy.
    """
    try:
        packed = text.encode("ascii")
        if any(blank in packed for blank in _BLANKS):
            # Not by `split`: a blank at every third place would make half a million pieces.
            packed = packed.translate(None, _BLANKS)
        picture = binascii.a2b_base64(packed, strict_mode=True)
    except ValueError:
        raise ScreenshotError from None
    if len(picture) > limits.MAX_SCREENSHOT_BYTES or not picture.startswith(_BEGINNINGS):
        raise ScreenshotError
    if not is_modest(picture, MAX_PIXELS):  # nothing ends a decoder but the end of its process
        raise ScreenshotError
    return picture


def check_picture(picture: bytes) -> bytes:
    """Return the name of a picture's format after decoding all of it. Blocks: not in the program.

    No more of it is held than must be: a JPEG is made small while it is decoded, and the rows of a
    PNG are counted.

    Raises:
        ScreenshotError: it is no whole JPEG or PNG.
    """
    # Imported here, in the process that decodes: the program does without Pillow.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ScreenshotError
            if image.format == "PNG":
                image.verify()  # the checksums of its parts
                if not has_all_rows(picture):
                    raise ScreenshotError
            else:
                image.draft(None, (1, 1))  # an eighth of its size: all of its bytes are read
                image.load()
            return str(image.format).encode()
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
