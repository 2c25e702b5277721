"""The default texts of certificates, in each language of the program."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import QT_TRANSLATE_NOOP, QTranslator

from classroom_app.application.certificate import CertificateWords
from classroom_app.domain.attendance import Attendance
from classroom_app.gui.language import LANGUAGES
from classroom_app.system.paths import resources_dir

_CONTEXT = "CertificateWords"
_NAME, _COURSE, _DATES, _HOURS, _SEAL = map(
    str,
    (
        QT_TRANSLATE_NOOP("CertificateWords", "Name"),
        QT_TRANSLATE_NOOP("CertificateWords", "Course"),
        QT_TRANSLATE_NOOP("CertificateWords", "Dates"),
        QT_TRANSLATE_NOOP("CertificateWords", "Hours"),
        QT_TRANSLATE_NOOP("CertificateWords", "(seal)"),
    ),
)
_HEADING, _WORDS, _PERIOD, _LENGTH, _LENGTH_OF_ONE, _MINUTES, _MINUTES_OF_ONE = map(
    str,
    (
        QT_TRANSLATE_NOOP("CertificateWords", "Certificate of Attendance"),
        QT_TRANSLATE_NOOP(
            "CertificateWords",
            "This certifies that the person named above attended this course and completed it "
            "with diligence.",
        ),
        QT_TRANSLATE_NOOP("CertificateWords", "{first} to {last}"),
        QT_TRANSLATE_NOOP("CertificateWords", "{hours} h ({classes} classes)"),
        QT_TRANSLATE_NOOP("CertificateWords", "{hours} h (1 class)"),
        QT_TRANSLATE_NOOP("CertificateWords", "{minutes} min ({classes} classes)"),
        QT_TRANSLATE_NOOP("CertificateWords", "{minutes} min (1 class)"),
    ),
)


@dataclass(frozen=True, slots=True)
class CertificateLabels:
    """The labels of the fields, and the text in the place for a seal."""

    name: str
    course: str
    dates: str
    hours: str
    seal: str


def labels_in(language: str) -> CertificateLabels:
    """Return the labels in one of the program's languages. Reads a file: blocks."""
    said = _Speech(language)
    return CertificateLabels(said(_NAME), said(_COURSE), said(_DATES), said(_HOURS), said(_SEAL))


def default_words(
    language: str, course: str, attendance: Attendance, issuer: str, today: date
) -> CertificateWords:
    """Return the default texts for the certificates of a course. Reads a file: blocks."""
    said = _Speech(language)
    days = [meeting.held_at.astimezone().date() for meeting in attendance.meetings]
    dates = ""
    if days:
        first, last = (day_words(language, day) for day in (days[0], days[-1]))
        dates = first if days[0] == days[-1] else said(_PERIOD).format(first=first, last=last)
    hours = hours_text(attendance.length)
    minutes = max(1, round(attendance.length.total_seconds() / 60))
    one, more = (_LENGTH_OF_ONE, _LENGTH) if hours != "0" else (_MINUTES_OF_ONE, _MINUTES)
    length = said(one if len(days) == 1 else more)
    return CertificateWords(
        heading=said(_HEADING),
        course=course,
        dates=dates,
        hours=length.format(hours=hours, minutes=minutes, classes=len(days)) if days else "",
        words=said(_WORDS),
        issued_on=day_words(language, today),
        issuer=issuer,
    )


def day_words(language: str, day: date | datetime) -> str:
    """Return a day in the language's long format."""
    if language == "ko":
        return f"{day.year}년 {day.month}월 {day.day}일"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def hours_text(length: timedelta) -> str:
    """Return a duration in hours, to the nearest half, without a unit: `1.5`."""
    halves = round(length.total_seconds() / 1800)
    return f"{halves / 2:g}"


class _Speech:
    """Translates into one language, independent of the window's."""

    def __init__(self, language: str) -> None:
        self._translator: QTranslator | None = None
        if language != "en" and language in LANGUAGES:
            translator = QTranslator()
            file = resources_dir() / "translations" / f"classroom_app_{language}.qm"
            if translator.load(str(file)):
                self._translator = translator

    def __call__(self, text: str) -> str:
        if self._translator is None:
            return text
        return self._translator.translate(_CONTEXT, text) or text
