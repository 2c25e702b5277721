"""Seat cards on paper: what the process that paints them is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from classroom_app.domain.roster import Person


@dataclass(frozen=True, slots=True)
class SeatCard:
    """A person's card; `link` is what its QR code holds."""

    number: int
    name: str
    link: str


@dataclass(frozen=True, slots=True)
class SeatCardJob:
    """The cards of a roster; `address` is where phones begin, as it is typed, without `http://`.

    `code` is the class's, where the cards are for that class alone; `language` is that of the
    words.
    """

    NAME: ClassVar[str] = "cards"

    title: str
    cards: tuple[SeatCard, ...]
    address: str
    code: str = ""
    language: str = "en"


def cards_of(people: Iterable[Person], link: str) -> tuple[SeatCard, ...]:
    """Return the cards of people; the number follows the link, behind a `#`."""
    return tuple(SeatCard(one.number, one.name, f"{link}#{one.number}") for one in people)
