"""The process that paints papers as PDF; `system/side_process.py` starts it."""

import os
import pickle
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from classroom_app.application.certificate import CertificatesJob
from classroom_app.application.handout_job import HandoutJob
from classroom_app.application.seat_card_job import SeatCardJob
from classroom_app.application.table_job import TablesJob
from classroom_app.system.side_jobs import do_jobs

if TYPE_CHECKING:
    from classroom_app.gui.handout.handout_paper import HandoutPaper


def main(arguments: Sequence[str]) -> None:
    """Do jobs until stdin is closed; `arguments` are the limits, as for `do_jobs`."""
    jobs = {
        HandoutJob.NAME: _pdf,
        TablesJob.NAME: _tables,
        CertificatesJob.NAME: _certificates,
        SeatCardJob.NAME: _cards,
    }
    do_jobs(arguments, jobs, load_painting)


def load_painting() -> None:
    """Load QtGui and make its application, even without a screen."""
    if sys.platform not in ("win32", "darwin"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    import classroom_app.gui.handout.handout_paper  # noqa: F401 - loaded before the first job

    QGuiApplication.instance() or QGuiApplication(sys.argv[:1])


def paper_of(job: HandoutJob) -> "HandoutPaper":
    """Return the paper of a handout; `load_painting` must have been called."""
    from classroom_app.gui.handout.handout_paper import HandoutPaper
    from classroom_app.gui.handout.handout_words import words_in
    from classroom_app.gui.language import system_language

    words = words_in(job.handout.language, job.otherwise or system_language())
    return HandoutPaper(job.handout, words, _families(), job.columns)


def _pdf(content: bytes) -> bytes:
    job = pickle.loads(content)  # noqa: S301 - from the program itself, over a pipe of its own
    return paper_of(job).pdf(lambda _done, _total: None)


def _tables(content: bytes) -> bytes:
    from classroom_app.gui.people.table_paper import TablePaper

    job: TablesJob = pickle.loads(content)  # noqa: S301 - as above
    return TablePaper(job.document, job.language, _families()).pdf(lambda _done, _total: None)


def _certificates(content: bytes) -> bytes:
    from classroom_app.gui.people.certificate_paper import CertificatePaper

    job: CertificatesJob = pickle.loads(content)  # noqa: S301 - as above
    return CertificatePaper(job, _families()).pdf(lambda _done, _total: None)


def _cards(content: bytes) -> bytes:
    from classroom_app.gui.people.card_paper import CardPaper
    from classroom_app.gui.people.card_words import card_words_in

    job: SeatCardJob = pickle.loads(content)  # noqa: S301 - as above
    words = card_words_in(job.language)
    return CardPaper(job, words, _families()).pdf(lambda _done, _total: None)


def _families() -> tuple[str, ...]:
    from PySide6.QtGui import QGuiApplication

    from classroom_app.gui.theme.theme import families_beside

    return families_beside(QGuiApplication.font())
