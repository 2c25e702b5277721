from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from classroom_app.server.bounded_connections import BoundedConnections, ConnectionLimit


class Held:
    """Bounded connections and who was turned out, in order."""

    def __init__(self, per_address: int, in_all: int) -> None:
        self.out: list[int] = []
        self.all: BoundedConnections[int] = BoundedConnections(
            ConnectionLimit(per_address, in_all), self._turn_out
        )

    def _turn_out(self, connection: int) -> None:
        self.all.leave(connection)  # as its closing does: it is not held any more
        self.out.append(connection)


def test_the_oldest_of_an_address_makes_room() -> None:
    held = Held(per_address=2, in_all=100)
    for connection, address in enumerate(("a", "b", "a", "a", "b", "a")):
        held.all.enter(connection, address)
    assert held.out == [0, 2]
    assert len(held.all) == 4


def test_the_oldest_of_all_makes_room() -> None:
    held = Held(per_address=100, in_all=3)
    for connection in range(5):
        held.all.enter(connection, str(connection))
    assert held.out == [0, 1]


def test_who_left_makes_room_themselves() -> None:
    held = Held(per_address=1, in_all=1)
    held.all.enter(1, "a")
    held.all.leave(1)
    held.all.leave(1)
    held.all.enter(2, "a")
    assert (held.out, len(held.all)) == ([], 1)


@given(
    steps=st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.sampled_from("abc"))),
    per_address=st.integers(1, 4),
    in_all=st.integers(1, 6),
)
def test_never_more_than_the_limit(
    steps: list[tuple[bool, int, str]], per_address: int, in_all: int
) -> None:
    held = Held(per_address, in_all)
    inside: dict[int, str] = {}
    for is_entering, connection, address in steps:
        if is_entering and connection not in inside:
            inside[connection] = address
            held.all.enter(connection, address)
        elif not is_entering:
            inside.pop(connection, None)
            held.all.leave(connection)
        for gone in held.out:
            inside.pop(gone, None)
        held.out.clear()
        assert len(held.all) == len(inside) <= in_all
        assert all(count <= per_address for count in Counter(inside.values()).values())


def test_a_network_of_ipv6_is_one_address() -> None:
    held = Held(per_address=2, in_all=100)
    for connection in range(4):
        held.all.enter(connection, f"2001:db8:1:2::{connection:x}")
    held.all.enter(4, "2001:db8:1:3::1")
    assert held.out == [0, 1]
