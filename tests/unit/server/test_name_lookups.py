"""How many names somebody may see who says one number after the other."""

from classroom_app.server.name_lookups import (
    FORGET_AFTER_S,
    NAMES_IN_ALL,
    NAMES_OF_AN_ADDRESS,
    NameLookups,
)
from tests.helpers.sample import HandClock


def seen(lookups: NameLookups, address: str, numbers: range) -> int:
    return sum(lookups.may_see(address, 1, number) for number in numbers)


def test_an_address_sees_so_many_and_what_it_has_seen_again() -> None:
    lookups = NameLookups(HandClock().monotonic)
    assert seen(lookups, "192.168.0.9", range(1, 100)) == NAMES_OF_AN_ADDRESS
    assert lookups.may_see("192.168.0.9", 1, 1)
    assert not lookups.may_see("192.168.0.9", 2, 1), "of another class it has not"
    assert lookups.may_see("192.168.0.10", 1, 1), "nor has another address"


def test_all_addresses_together_see_so_many() -> None:
    lookups = NameLookups(HandClock().monotonic)
    names = sum(seen(lookups, f"192.168.0.{host}", range(1, 100)) for host in range(1, 250))
    assert names == NAMES_IN_ALL


def test_a_network_of_ipv6_is_one_address() -> None:
    lookups = NameLookups(HandClock().monotonic)
    hosts = range(1, 20)
    names = sum(seen(lookups, f"2001:db8::{n:x}", range(100 * n, 100 * n + 99)) for n in hosts)
    assert names == NAMES_OF_AN_ADDRESS


def test_who_joined_with_the_number_gives_it_back() -> None:
    """So that a class behind one router sees its names."""
    lookups = NameLookups(HandClock().monotonic)
    for number in range(1, 100):
        assert lookups.may_see("192.168.0.9", 1, number)
        lookups.note_joined("192.168.0.9", 1, number)


def test_it_is_forgotten_after_a_while() -> None:
    clock = HandClock()
    lookups = NameLookups(clock.monotonic)
    seen(lookups, "192.168.0.9", range(1, 100))
    clock.seconds += FORGET_AFTER_S - 1
    assert not lookups.may_see("192.168.0.9", 1, 50)
    clock.seconds += 2
    assert lookups.may_see("192.168.0.9", 1, 50)
