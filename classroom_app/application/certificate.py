"""The texts of certificates of attendance, and which of them are kept for the next ones."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import ClassVar

from msgspec import Struct

LONGEST_WORDS = 600
LONGEST_FIELD = 120

_TODAYS = "issued_on"
_OF_CLASSES = ("dates", "hours")
_WAS = "_was"  # suffix of the key that has the default text which was replaced


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """All texts of a certificate except the name; empty ones are left out."""

    heading: str
    course: str
    dates: str
    hours: str
    words: str
    issued_on: str
    issuer: str


class CertificatesJob(Struct, frozen=True):
    """A certificate for each name; `language` is one of this program's."""

    NAME: ClassVar[str] = "certificates"

    words: CertificateWords
    names: Sequence[str]
    language: str


KEPT_KEYS = frozenset(
    {each.name for each in fields(CertificateWords)} | {key + _WAS for key in _OF_CLASSES}
)
"""The keys under which edited texts are kept."""

Kept = Mapping[str, str]


def words_with(default: CertificateWords, kept: Kept) -> CertificateWords:
    """Return the texts as last edited.

    Edited dates and hours are used only while their defaults are the same as then: after another
    class they would be wrong. The date of issue is always the default.
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
    """Return what to keep of edited texts: those that differ from the default."""
    before = asdict(default)
    kept = {
        key: text for key, text in asdict(written).items() if key != _TODAYS and text != before[key]
    }
    was = {key + _WAS: before[key] for key in _OF_CLASSES if key in kept}
    return kept | was


def without_names(kept: Kept, names: Sequence[str]) -> dict[str, str]:
    """Return the kept texts without those that contain one of these names."""
    return {
        key: text for key, text in kept.items() if not any(name and name in text for name in names)
    }
