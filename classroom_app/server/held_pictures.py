"""The pictures that phones have sent and that are not on the disk yet: so many bytes in all.

A picture is held from when it is taken out of its message until it is written or refused: while its
words are stored, while it waits for the decoder, and for the disk. When all of them are too much,
one makes room: the latest of the address that has sent most of late. So whoever sends one picture
after the other loses their own, and a phone that sends one keeps it.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

from classroom_app.server.addresses import network_of
from classroom_app.server.admission import Monotonic

MAX_HELD_BYTES = 16 * 1024 * 1024
"""Thirty pictures as our page makes them, all at once."""
HALF_FORGOTTEN_S = 30.0
"""After so long half of what an address has sent counts no more."""
MAX_ADDRESSES = 1_000


class PicturesBusyError(Exception):
    """Too many pictures wait, or a newer one of this sender came: this one is not looked at."""


class HeldPicture:
    """One of them; its bytes are let go of as soon as nobody needs them."""

    __slots__ = ("_content", "_let_go", "_users", "address", "sender", "size", "when_given_up")

    def __init__(
        self,
        content: bytes,
        sender: Hashable,
        address: str,
        let_go: "Callable[[HeldPicture], None]",
    ) -> None:
        self._content: bytes | None = content
        self._let_go, self._users = let_go, 0
        self.size, self.sender, self.address = len(content), sender, address
        self.when_given_up: Callable[[], None] | None = None
        """Called once, should it have to make room while it waits."""

    @property
    def is_in_use(self) -> bool:
        """Whether somebody works with it at this moment: then it stays."""
        return self._users > 0

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
        self._let_go(self)
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
        self._monotonic, self._max_bytes = monotonic, max_bytes
        self._held: dict[HeldPicture, None] = {}  # for its order
        self._total = 0
        # What each address has sent of late, and when that was counted; the latest is the last.
        self._sent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    @property
    def total(self) -> int:
        """How many bytes are held."""
        return self._total

    def hold(self, content: bytes, sender: Hashable, address: str) -> HeldPicture:
        """Hold a picture, which may have to make room at once: `in_use` says so."""
        picture = HeldPicture(content, sender, network_of(address), self._on_let_go)
        for older in [one for one in self._held if one.sender == sender and not one.is_in_use]:
            older.give_up()
        self._held[picture] = None
        self._total += picture.size
        self._count(picture)
        while self._total > self._max_bytes and (last := self._last_of_who_sent_most()):
            last.give_up()
        return picture

    def _on_let_go(self, picture: HeldPicture) -> None:
        if picture in self._held:
            del self._held[picture]
            self._total -= picture.size

    def _count(self, picture: HeldPicture) -> None:
        sent = self._sent_by(picture.address) + picture.size
        self._sent[picture.address] = (sent, self._monotonic())
        self._sent.move_to_end(picture.address)
        if len(self._sent) > MAX_ADDRESSES:
            self._sent.popitem(last=False)

    def _sent_by(self, address: str) -> float:
        sent, counted_at = self._sent.get(address, (0.0, 0.0))
        return sent * math.pow(0.5, (self._monotonic() - counted_at) / HALF_FORGOTTEN_S)

    def _last_of_who_sent_most(self) -> HeldPicture | None:
        """Return who makes room; of several that sent as much, who came last."""
        last = {one.address: one for one in self._held if not one.is_in_use}
        order = {one: number for number, one in enumerate(self._held)}
        return max(
            last.values(), key=lambda one: (self._sent_by(one.address), order[one]), default=None
        )
