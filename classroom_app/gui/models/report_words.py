"""A class's figures in words: the tables that screen, files and paper show."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from classroom_app.application.report_document import Cell, Column, Document, Fact, Kind, Table
from classroom_app.domain.class_report import (
    ClassReport,
    Control,
    ControlLine,
    HelpLine,
    Outcome,
    StudentLine,
)
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.session_code import spoken_code
from classroom_app.domain.step_reason import StepReason


def outcome_word(outcome: Outcome) -> str:
    """Say how a student stood at the end."""
    return {
        Outcome.FINISHED: QCoreApplication.translate("Report", "Finished"),
        Outcome.STAYED: QCoreApplication.translate("Report", "Stayed to the end"),
        Outcome.LEFT: QCoreApplication.translate("Report", "Left early"),
        Outcome.NEVER_JOINED: QCoreApplication.translate("Report", "Never joined"),
        Outcome.REMOVED: QCoreApplication.translate("Report", "Removed"),
    }[outcome]


def control_word(line: ControlLine) -> str:
    """Say what the instructor did."""
    if line.control is Control.START_STEP:
        return QCoreApplication.translate("Report", "Step {number} started").format(
            number=line.step
        )
    return {
        Control.PAUSE: QCoreApplication.translate("Report", "Paused"),
        Control.RESUME: QCoreApplication.translate("Report", "Resumed"),
        Control.END: QCoreApplication.translate("Report", "Class ended"),
        Control.LOCK: QCoreApplication.translate("Report", "Class locked"),
        Control.UNLOCK: QCoreApplication.translate("Report", "Class unlocked"),
        Control.MESSAGE: QCoreApplication.translate("Report", "Message sent"),
        Control.REMOVE: QCoreApplication.translate("Report", "Student removed"),
        Control.TAKE_UP: QCoreApplication.translate("Report", "Resumed after interruption"),
    }[line.control]


def help_word(status: HelpStatus) -> str:
    """Say what became of a call for help."""
    return {
        HelpStatus.PENDING: QCoreApplication.translate("Report", "Not answered"),
        HelpStatus.ON_THE_WAY: QCoreApplication.translate("Report", "On the way"),
        HelpStatus.RESOLVED: QCoreApplication.translate("Report", "Resolved"),
        HelpStatus.CANCELLED: QCoreApplication.translate("Report", "Cancelled"),
    }[status]


def document_of(report: ClassReport, *, anonymous: bool = False) -> Document:
    """Return the report in the window's language.

    When `anonymous`, students are numbered in the order of signing in, and nothing that anybody
    wrote is in it.
    """
    return _Writer(report, anonymous).document()


class _Writer:
    """Writes one report."""

    def __init__(self, report: ClassReport, anonymous: bool) -> None:
        self._report, self._anonymous = report, anonymous
        numbered = QCoreApplication.translate("Report", "Student {number}")
        self._names = {
            line.participant_id: numbered.format(number=n) if anonymous else line.name
            for n, line in enumerate(report.students, start=1)
        }

    def document(self) -> Document:
        report = self._report
        return Document(
            title=report.title,
            facts=self._facts(),
            people=len(report.counted),
            students=self._students(),
            steps=self._steps(),
            help=self._help(),
            controls=self._controls(),
        )

    def _facts(self) -> list[Fact]:
        report = self._report
        medians = [s.spread.median for s in report.steps if s.spread is not None]
        facts = [
            Fact(QCoreApplication.translate("Report", "Class code"), spoken_code(report.code)),
            Fact(QCoreApplication.translate("Report", "Opened"), report.opened_at, Kind.MOMENT),
            Fact(QCoreApplication.translate("Report", "Started"), report.started_at, Kind.MOMENT),
            Fact(QCoreApplication.translate("Report", "Ended"), report.ended_at, Kind.MOMENT),
            Fact(QCoreApplication.translate("Report", "Length"), report.class_s, Kind.SECONDS),
            Fact(
                QCoreApplication.translate("Report", "Time paused"), report.paused_s, Kind.SECONDS
            ),
            Fact(
                QCoreApplication.translate("Report", "Students who joined"),
                len(report.counted),
                Kind.COUNT,
            ),
            Fact(
                QCoreApplication.translate("Report", "Finished every step"),
                report.finished,
                Kind.COUNT,
            ),
            Fact(
                QCoreApplication.translate("Report", "Help requests"), len(report.help), Kind.COUNT
            ),
        ]
        if medians:
            whole = Fact(
                QCoreApplication.translate("Report", "Typical time, finished steps"),
                sum(medians),
                Kind.SECONDS,
            )
            facts.append(whole)
        return facts

    def _students(self) -> Table:
        steps = self._report.steps
        words = {outcome: outcome_word(outcome) for outcome in Outcome}
        done = QCoreApplication.translate("Report", "done")
        return Table(
            QCoreApplication.translate("Report", "Students"),
            (
                Column(QCoreApplication.translate("Report", "No."), Kind.COUNT),
                Column(QCoreApplication.translate("Report", "Name")),
                Column(QCoreApplication.translate("Report", "Final status")),
                Column(QCoreApplication.translate("Report", "Joined"), Kind.MOMENT),
                Column(QCoreApplication.translate("Report", "Last seen"), Kind.MOMENT),
                Column(QCoreApplication.translate("Report", "Time in class"), Kind.SECONDS),
                Column(QCoreApplication.translate("Report", "Steps done"), Kind.COUNT),
                Column(QCoreApplication.translate("Report", "Help requests"), Kind.COUNT),
                *(Column(f"{step.number}. {step.title}", Kind.SECONDS) for step in steps),
            ),
            [
                (
                    number,
                    self._names[line.participant_id],
                    words[line.outcome],
                    line.joined_at,
                    line.last_here_at,
                    line.here_s,
                    len(line.done_at),
                    line.help_count,
                    *_step_cells(line, [step.subtask_id for step in steps], done),
                )
                for number, line in enumerate(self._report.students, start=1)
            ],
        )

    def _steps(self) -> Table:
        people = len(self._report.counted)
        return Table(
            QCoreApplication.translate("Report", "Steps"),
            (
                Column(QCoreApplication.translate("Report", "Step"), Kind.COUNT),
                Column(QCoreApplication.translate("Report", "Title")),
                Column(QCoreApplication.translate("Report", "Finished"), Kind.COUNT),
                Column(QCoreApplication.translate("Report", "Share"), Kind.SHARE),
                Column(QCoreApplication.translate("Report", "Help requests"), Kind.COUNT),
                Column(QCoreApplication.translate("Report", "Time on step"), Kind.SECONDS),
                Column(QCoreApplication.translate("Report", "Shortest"), Kind.SECONDS),
                Column(QCoreApplication.translate("Report", "Lower quartile"), Kind.SECONDS),
                Column(QCoreApplication.translate("Report", "Median"), Kind.SECONDS),
                Column(QCoreApplication.translate("Report", "Upper quartile"), Kind.SECONDS),
                Column(QCoreApplication.translate("Report", "Longest"), Kind.SECONDS),
            ),
            [
                (
                    step.number,
                    step.title,
                    step.done,
                    step.done / people if people else None,
                    step.help_count,
                    step.class_s if step.began_at else None,
                    *(
                        (None,) * 5
                        if step.spread is None
                        else (
                            step.spread.least,
                            step.spread.lower,
                            step.spread.median,
                            step.spread.upper,
                            step.spread.most,
                        )
                    ),
                )
                for step in self._report.steps
            ],
        )

    def _help(self) -> Table:
        return Table(
            QCoreApplication.translate("Report", "Help"),
            (
                Column(QCoreApplication.translate("Report", "Asked"), Kind.MOMENT),
                Column(QCoreApplication.translate("Report", "Name")),
                Column(QCoreApplication.translate("Report", "Step"), Kind.COUNT),
                Column(QCoreApplication.translate("Report", "Message")),
                Column(QCoreApplication.translate("Report", "Outcome")),
                Column(QCoreApplication.translate("Report", "Waited"), Kind.SECONDS),
            ),
            [self._help_row(line) for line in self._report.help],
        )

    def _help_row(self, line: HelpLine) -> tuple[Cell, ...]:
        return (
            line.asked_at,
            self._names[line.participant_id],
            line.step,
            None if self._anonymous else line.message,
            help_word(line.status),
            line.answered_s,
        )

    def _controls(self) -> Table:
        began = self._report.started_at or self._report.opened_at
        return Table(
            QCoreApplication.translate("Report", "Activity log"),
            (
                Column(QCoreApplication.translate("Report", "When"), Kind.MOMENT),
                Column(QCoreApplication.translate("Report", "Since start"), Kind.SECONDS),
                Column(QCoreApplication.translate("Report", "Action")),
                Column(QCoreApplication.translate("Report", "Details")),
            ),
            [
                (
                    line.at,
                    max((line.at - began).total_seconds(), 0.0),
                    control_word(line),
                    self._words(line),
                )
                for line in self._report.controls
            ],
        )

    def _words(self, line: ControlLine) -> str | None:
        match line.reason:
            case StepReason.UNDO:
                return QCoreApplication.translate("Report", "undone")
            case StepReason.AUTO:
                return QCoreApplication.translate("Report", "automatic")
            case StepReason.INSTRUCTOR:
                return None if self._anonymous else line.words


def _step_cells(line: StudentLine, steps: Iterable[int], done: str) -> Iterable[Cell]:
    for step in steps:
        yield line.step_s.get(step, done if step in line.done_at else None)
