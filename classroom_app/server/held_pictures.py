"""The pictures that phones have sent and that are not on the disk yet: so many bytes in all.

A picture is held from when it is taken out of its message until it is written or refused: while its
words are stored, while it waits for the decoder, and for the disk. When all of them are too much,
one makes room: the latest of the address that has sent most of late. So whoever sends one picture
after the other loses their own, and a phone that sends one keeps it.
"""

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from classroom_app.server.addresses import network_of
from classroom_app.server.admission import Monotonic
from classroom_app.server.sent_of_late import SentOfLate

MAX_HELD_BYTES = 16 * 1024 * 1024
"""Thirty pictures as our page makes them, all at once."""


class PicturesBusyError(Exception):
    """Too many pictures wait, or a newer one of this sender came: this one is not looked at."""


class HeldPicture:
    """One of them; its bytes are let go of as soon as nobody needs them."""

    __slots__ = ("_content", "_held", "_users", "address", "sender", "size", "when_given_up")

    def __init__(
        self, content: bytes, sender: Hashable, address: str, held: "HeldPictures"
    ) -> None:
        self._content: bytes | None = content
        self._held, self._users = held, 0
        self.size, self.sender, self.address = len(content), sender, address
        self.when_given_up: Callable[[], None] | None = None
        """Called once, should it have to make room while it waits."""

    @property
    def is_in_use(self) -> bool:
        """Whether somebody works with it at this moment: then it stays."""
        return self._users > 0

    @property
    def sent_of_late(self) -> float:
        """How many bytes of pictures its address has sent of late."""
        return self._held.sent_by(self.address)

    @contextmanager
    def in_use(self) -> Iterator[bytes]:
        """Give its bytes to somebody who works with them.

        Raises:
            PicturesBusyError: it had to make room.
        """
        if self._content is None:
            raise PicturesBusyError
        self._users += 1
        try:
            yield self._content
        finally:
            self._users -= 1

    def let_go(self) -> None:
        """Need it no more."""
        self._held.let_go(self)
        self._content = self.when_given_up = None

    def give_up(self) -> None:
        """Make room: whoever waits for it is told."""
        tell = self.when_given_up
        self.let_go()
        if tell is not None:
            tell()


class HeldPictures:
    """Holds the pictures of all phones; of each sender only the newest waits."""

    def __init__(
        self, monotonic: Monotonic = time.monotonic, max_bytes: int = MAX_HELD_BYTES
    ) -> None:
        self._sent, self._max_bytes = SentOfLate(monotonic), max_bytes
        self._held: dict[HeldPicture, None] = {}  # for its order
        self._total = 0

    @property
    def total(self) -> int:
        """How many bytes are held."""
        return self._total

    def hold(self, content: bytes, sender: Hashable, address: str) -> HeldPicture:
        """Hold a picture, which may have to make room at once: `in_use` says so."""
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
        """Return how many bytes an address has sent of late."""
        return self._sent.by(address)

    def let_go(self, picture: HeldPicture) -> None:
        """Count a picture no more."""
        if picture in self._held:
            del self._held[picture]
            self._total -= picture.size

    def _last_of_who_sent_most(self) -> HeldPicture | None:
        """Return who makes room; of several that sent as much, who came last."""
        last = {one.address: one for one in self._held if not one.is_in_use}
        order = {one: number for number, one in enumerate(self._held)}
        return max(last.values(), key=lambda one: (one.sent_of_late, order[one]), default=None)
