"""What stands on certificates of attendance, and what of it is remembered for the next ones."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import ClassVar

LONGEST_WORDS = 600
LONGEST_FIELD = 120

_TODAYS = "issued_on"
_OF_CLASSES = ("dates", "hours")
_WAS = "_was"  # what stood there before somebody wrote something else


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """All that a certificate says besides the name; what is empty is left out."""

    heading: str
    course: str
    dates: str
    hours: str
    words: str
    issued_on: str
    issuer: str


@dataclass(frozen=True, slots=True)
class CertificatesJob:
    """A certificate for each name, in a language of this program."""

    NAME: ClassVar[str] = "certificates"

    words: CertificateWords
    names: Sequence[str]
    language: str


KEPT_KEYS = frozenset(
    {each.name for each in fields(CertificateWords)} | {key + _WAS for key in _OF_CLASSES}
)
"""Under which what somebody wrote is kept."""

Kept = Mapping[str, str]


def words_with(default: CertificateWords, kept: Kept) -> CertificateWords:
    """Return the words as somebody last wrote them.

    Dates and hours hold only as long as the classes are those of then: with another class they
    would be wrong.
    """
    before = asdict(default)
    edited = {
        key: text
        for key, text in kept.items()
        if key in before
        and key != _TODAYS
        and (key not in _OF_CLASSES or kept.get(key + _WAS) == before[key])
    }
    return replace(default, **edited)


def words_to_keep(default: CertificateWords, written: CertificateWords) -> dict[str, str]:
    """Return what is to be remembered of words that somebody wrote: what is not the default."""
    before = asdict(default)
    kept = {
        key: text for key, text in asdict(written).items() if key != _TODAYS and text != before[key]
    }
    was = {key + _WAS: before[key] for key in _OF_CLASSES if key in kept}
    return kept | was


def without_names(kept: Kept, names: Sequence[str]) -> dict[str, str]:
    """Return what is remembered without any text that names one of these people."""
    return {
        key: text for key, text in kept.items() if not any(name and name in text for name in names)
    }
