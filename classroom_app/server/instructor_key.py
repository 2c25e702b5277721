"""The key with which the instructor's programs sign in: a file that only its owner can read."""

import hashlib
import hmac
import secrets
from pathlib import Path

from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.owner_only import keep_file_private

KEY_FILE = "instructor.key"
_MARK_DIGITS = 32


class InstructorKey:
    """The key, and the marks (HMACs) that tie programs' cookies to it."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text

    @classmethod
    def read_or_make(cls, path: Path) -> "InstructorKey":
        """Return the stored key, or a new one if there is none. Blocks.

        Raises:
            OSError: it cannot be read or written.
        """
        return cls(path, read_or_make_key(path))

    def is_it(self, text: str) -> bool:
        """Return whether `text`, from a header, is the key. Takes constant time."""
        # Headers are decoded as Latin-1, whatever bytes were sent.
        return hmac.compare_digest(text.encode("latin-1"), self._text.encode())

    def marked(self, token: str) -> str:
        """Return a token with a mark, valid until the key is replaced."""
        return token + self._mark_on(token)

    def has_marked(self, token: str) -> bool:
        """Return whether a token was marked with this key."""
        plain, mark = token[:-_MARK_DIGITS], token[-_MARK_DIGITS:]
        return hmac.compare_digest(mark.encode(), self._mark_on(plain).encode())

    def replace(self) -> None:
        """Replace the key. The old one is invalid from now on, even on failure. Blocks.

        Raises:
            OSError: the file cannot be written; the old key is valid again after a restart.
        """
        self._text = _new_key()
        _write(self._path, self._text)

    def _mark_on(self, token: str) -> str:
        return hmac.new(self._text.encode(), token.encode(), hashlib.sha256).hexdigest()[
            :_MARK_DIGITS
        ]


def read_or_make_key(path: Path) -> str:
    """Return the text of the stored key, or of a new one. Only the owner can read the file. Blocks.

    Raises:
        OSError: it cannot be read or written.
    """
    try:
        text = path.read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        text = ""
    if text:  # the file may come from another disk, or from an older version
        keep_file_private(path)
    else:
        text = _new_key()
        _write(path, text)
    return text


def _new_key() -> str:
    return secrets.token_urlsafe(32)


def _write(path: Path, text: str) -> None:
    with atomic_write(path, private=True) as beside:
        beside.write_text(text + "\n", encoding="ascii")
