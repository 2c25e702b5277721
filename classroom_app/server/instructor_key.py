"""The key with which programs of the instructor's sign in: a file that its owner alone can read."""

import hashlib
import hmac
import secrets
from pathlib import Path

from classroom_app.system.atomic_write import atomic_write
from classroom_app.system.owner_only import keep_file_private

KEY_FILE = "instructor.key"
_MARK_DIGITS = 32


class InstructorKey:
    """The key, and the mark that it leaves on cookies: without this key they are worth nothing."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text

    @classmethod
    def read_or_make(cls, path: Path) -> "InstructorKey":
        """Return the key, made on the first start; only its owner can read the file.

        Raises:
            OSError: it cannot be read or written.
        """
        return cls(path, read_or_make_key(path))

    def is_it(self, text: str) -> bool:
        """Tell whether somebody has the key; takes as long however much of it is right."""
        # Headers come as Latin-1, whatever bytes were sent.
        return hmac.compare_digest(text.encode("latin-1"), self._text.encode())

    def marked(self, token: str) -> str:
        """Return a token that is good as long as this key is."""
        return token + self._mark_on(token)

    def has_marked(self, token: str) -> bool:
        """Tell whether a token was marked with this key."""
        plain, mark = token[:-_MARK_DIGITS], token[-_MARK_DIGITS:]
        return hmac.compare_digest(mark.encode(), self._mark_on(plain).encode())

    def replace(self) -> None:
        """Make another key; the one before opens nothing from now on, even if this fails. Blocks.

        Raises:
            OSError: the file cannot be written: the next start has the key before again.
        """
        self._text = _new_key()
        _write(self._path, self._text)

    def _mark_on(self, token: str) -> str:
        return hmac.new(self._text.encode(), token.encode(), hashlib.sha256).hexdigest()[
            :_MARK_DIGITS
        ]


def read_or_make_key(path: Path) -> str:
    """Return the text of the key, made on the first start; only its owner can read the file.

    Raises:
        OSError: it cannot be read or written.
    """
    try:
        text = path.read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        text = ""
    if text:  # it may have come from another disk, or from an older version
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
