"""Seat cards to be painted by the painting process."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from classroom_app.domain.roster import Person


class SeatCard(Struct, frozen=True):
    """A person's card; `link` is the URL in its QR code."""

    number: int
    name: str
    link: str


class SeatCardJob(Struct, frozen=True):
    """The cards of a roster; `address` is what students type into a browser, without `http://`.

    `code` is the class code, if the cards are for that class alone; `language` is that of the
    printed words.
    """

    NAME: ClassVar[str] = "cards"

    title: str
    cards: tuple[SeatCard, ...]
    address: str
    code: str = ""
    language: str = "en"


def cards_of(people: Iterable[Person], link: str) -> tuple[SeatCard, ...]:
    """Return people's cards, each with the person's number as the link's fragment."""
    return tuple(SeatCard(one.number, one.name, f"{link}#{one.number}") for one in people)
