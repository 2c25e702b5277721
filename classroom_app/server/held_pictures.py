"""Bounds the total size of pictures that phones have sent and that are not on disk yet.

A picture is held from when it is decoded from its message until it is written or refused: while its
help request is stored, while it waits for the decoder, and while it is written. When the total is
too large, the latest picture of the address that has sent the most bytes recently is dropped. So a
phone that sends one picture after the other loses its own, and a phone that sends one keeps it.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from classroom_app.server.addresses import network_of
from classroom_app.server.admission import Monotonic
from classroom_app.server.sent_of_late import SentOfLate

MAX_HELD_BYTES = 16 * 1024 * 1024
"""Enough for thirty pictures of the size that our page makes."""


class PicturesBusyError(Exception):
    """The picture was dropped: too many are held, or its sender sent a newer one."""


class HeldPicture:
    """A picture in memory; its bytes are freed by `let_go` or `give_up`."""

    __slots__ = ("_content", "_held", "_users", "address", "sender", "size", "when_given_up")

    def __init__(
        self, content: bytes, sender: Hashable, address: str, held: "HeldPictures"
    ) -> None:
        self._content: bytes | None = content
        self._held, self._users = held, 0
        self.size, self.sender, self.address = len(content), sender, address
        self.when_given_up: Callable[[], None] | None = None
        """Called once if the picture is dropped while it waits."""

    @property
    def is_in_use(self) -> bool:
        """Whether its bytes are being used: it is not dropped then."""
        return self._users > 0

    @property
    def sent_of_late(self) -> float:
        """How many bytes of pictures its address has sent recently (decaying, see `SentOfLate`)."""
        return self._held.sent_by(self.address)

    @contextmanager
    def in_use(self) -> Iterator[bytes]:
        """Provide its bytes, and keep the picture from being dropped meanwhile.

        Raises:
            PicturesBusyError: it was dropped already.
        """
        if self._content is None:
            raise PicturesBusyError
        self._users += 1
        try:
            yield self._content
        finally:
            self._users -= 1

    def let_go(self) -> None:
        """Free the picture: it is written or refused. `when_given_up` is not called."""
        self._held.let_go(self)
        self._content = self.when_given_up = None

    def give_up(self) -> None:
        """Drop the picture, and call `when_given_up`."""
        tell = self.when_given_up
        self.let_go()
        if tell is not None:
            tell()


class HeldPictures:
    """Holds the pictures of all phones; for each sender, only the newest one waits."""

    def __init__(
        self, monotonic: Monotonic = time.monotonic, max_bytes: int = MAX_HELD_BYTES
    ) -> None:
        self._sent, self._max_bytes = SentOfLate(monotonic), max_bytes
        self._held: dict[HeldPicture, None] = {}  # for its order
        self._total = 0

    @property
    def total(self) -> int:
        """How many bytes are held now."""
        return self._total

    def hold(self, content: bytes, sender: Hashable, address: str) -> HeldPicture:
        """Hold a picture; older ones of its `sender` that are not in use are dropped.

        It may itself be dropped at once; then its `in_use` raises `PicturesBusyError`.
        """
        picture = HeldPicture(content, sender, network_of(address), self)
        for older in [one for one in self._held if one.sender == sender and not one.is_in_use]:
            older.give_up()
        self._held[picture] = None
        self._total += picture.size
        self._sent.add(picture.address, picture.size)
        while self._total > self._max_bytes and (last := self._last_of_who_sent_most()):
            last.give_up()
        return picture

    def sent_by(self, address: str) -> float:
        """Return how many bytes an address has sent recently."""
        return self._sent.by(address)

    def let_go(self, picture: HeldPicture) -> None:
        """Stop counting a picture; does nothing if it is not held."""
        if picture in self._held:
            del self._held[picture]
            self._total -= picture.size

    def _last_of_who_sent_most(self) -> HeldPicture | None:
        """Return the next picture to drop, None if all are in use.

        It is the last one of the address that has sent most; between equals, the last of all.
        """
        last = {one.address: one for one in self._held if not one.is_in_use}
        order = {one: number for number, one in enumerate(self._held)}
        return max(last.values(), key=lambda one: (one.sent_of_late, order[one]), default=None)
