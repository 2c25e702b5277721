"""Limits new names signing in from one address; a class behind one router stays below it."""

from collections import OrderedDict
from collections.abc import Callable

from classroom_app.domain.class_session import ClassSession
from classroom_app.server.addresses import in_url, network_of

Monotonic = Callable[[], float]
# Twice the size of a class behind one router, so that all may sign in again after a mistake. Larger
# classes may have more behind one address: a share of their size.
AT_ONCE = 120
SHARE_OF_A_CLASS = 0.12
EVERY_S = 5.0
MAX_ADDRESSES = 10_000
_THIS_COMPUTER = ("127.0.0.1", "::1")


class NewNameLimit:
    """A token bucket for each address; programs on this computer are not limited.

    The rehearsal's students are among them, and programs running here know the codes anyway.
    `own_hosts` returns this PC's addresses as written in a URL.
    """

    def __init__(self, monotonic: Monotonic, own_hosts: Callable[[], set[str]] = set) -> None:
        self._monotonic, self._own_hosts = monotonic, own_hosts
        # When each address's bucket would be full again, by session.
        self._full_at: OrderedDict[tuple[int, str], float] = OrderedDict()

    def take(self, session: ClassSession, address: str) -> float:
        """Take a token for a new name and return 0, or return the seconds until there is one."""
        if address in _THIS_COMPUTER or in_url(address) in self._own_hosts():
            return 0.0
        now, key = self._monotonic(), (session.id, network_of(address))
        at_once = max(AT_ONCE, round(SHARE_OF_A_CLASS * session.max_participants))
        full_at = max(self._full_at.get(key, now), now)
        wait_s = full_at + EVERY_S - (now + at_once * EVERY_S)
        if wait_s > 0:
            return wait_s
        self._full_at[key] = full_at + EVERY_S
        self._full_at.move_to_end(key)
        if len(self._full_at) > MAX_ADDRESSES:
            self._full_at.popitem(last=False)
        return 0.0

    def give_back(self, session: ClassSession, address: str) -> None:
        """Return the token of a sign-in that failed or created no new participant."""
        key = session.id, network_of(address)
        if key in self._full_at:
            self._full_at[key] -= EVERY_S
