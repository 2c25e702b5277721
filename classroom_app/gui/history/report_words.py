"""A class's report as translated tables, for the screen, files and paper."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from classroom_app.application.report_document import (
    Cell,
    Column,
    ControlColumn,
    Document,
    Fact,
    FactKey,
    HelpColumn,
    Kind,
    QuestionColumn,
    StepColumn,
    StudentColumn,
    Table,
    answer_key,
    step_key,
)
from classroom_app.domain.class_report import (
    ClassReport,
    Control,
    ControlReportRow,
    HelpReportRow,
    Outcome,
    Spread,
    StudentReportRow,
)
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.session_code import formatted_code
from classroom_app.domain.step_reason import StepReason


def outcome_word(outcome: Outcome) -> str:
    """Return the text for a student's outcome."""
    return {
        Outcome.FINISHED: QCoreApplication.translate("Report", "Finished"),
        Outcome.STAYED: QCoreApplication.translate("Report", "Stayed to the end"),
        Outcome.LEFT: QCoreApplication.translate("Report", "Left early"),
        Outcome.NEVER_JOINED: QCoreApplication.translate("Report", "Never joined"),
        Outcome.REMOVED: QCoreApplication.translate("Report", "Removed"),
    }[outcome]


def control_word(line: ControlReportRow) -> str:
    """Return the text for an entry of the activity log."""
    if line.control is Control.START_STEP:
        return QCoreApplication.translate("Report", "Step {number} started").format(
            number=line.step
        )
    if line.control is Control.MARK_DONE:
        return QCoreApplication.translate("Report", "Step {number} marked as done").format(
            number=line.step
        )
    if line.control is Control.MARK_NOT_DONE:
        return QCoreApplication.translate("Report", "Step {number} marked as not done").format(
            number=line.step
        )
    return {
        Control.UNDO_START: QCoreApplication.translate("Report", "Start undone"),
        Control.PAUSE: QCoreApplication.translate("Report", "Paused"),
        Control.RESUME: QCoreApplication.translate("Report", "Resumed"),
        Control.END: QCoreApplication.translate("Report", "Class ended"),
        Control.LOCK: QCoreApplication.translate("Report", "Class locked"),
        Control.UNLOCK: QCoreApplication.translate("Report", "Class unlocked"),
        Control.MESSAGE: QCoreApplication.translate("Report", "Message sent"),
        Control.REMOVE: QCoreApplication.translate("Report", "Student removed"),
        Control.NEW_CODE: QCoreApplication.translate("Report", "New class code"),
        Control.HELPER_IN: QCoreApplication.translate("Report", "Helper joined"),
        Control.HELPER_OUT: QCoreApplication.translate("Report", "Helper's part ended"),
        Control.RECOVER: QCoreApplication.translate("Report", "Resumed after interruption"),
    }[line.control]


def help_word(status: HelpStatus) -> str:
    """Return the text for the status of a help request."""
    return {
        HelpStatus.PENDING: QCoreApplication.translate("Report", "Not answered"),
        HelpStatus.ON_THE_WAY: QCoreApplication.translate("Report", "On the way"),
        HelpStatus.RESOLVED: QCoreApplication.translate("Report", "Resolved"),
        HelpStatus.CANCELLED: QCoreApplication.translate("Report", "Cancelled"),
    }[status]


def document_of(report: ClassReport, *, anonymous: bool = False) -> Document:
    """Return the report in the window's language.

    If `anonymous`, students and helpers are numbered, and messages are left out.
    """
    return _Writer(report, anonymous).document()


class _Writer:
    """Builds the document of one report."""

    def __init__(self, report: ClassReport, anonymous: bool) -> None:
        self._report, self._anonymous = report, anonymous
        numbered = QCoreApplication.translate("Report", "Student {number}")
        self._names = {
            line.participant_id: numbered.format(number=n) if anonymous else line.name
            for n, line in enumerate(report.students, start=1)
        }
        helper = QCoreApplication.translate("Report", "Helper {number}")
        self._helpers = {
            helper_id: helper.format(number=n) if anonymous else name
            for n, (helper_id, name) in enumerate(report.helpers.items(), start=1)
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
            questions=self._questions(),
        )

    def _facts(self) -> list[Fact]:
        report = self._report
        medians = [s.spread.median for s in report.steps if s.spread is not None]
        facts = [
            Fact(
                FactKey.CODE,
                QCoreApplication.translate("Report", "Class code"),
                formatted_code(report.code),
            ),
            Fact(
                FactKey.OPENED,
                QCoreApplication.translate("Report", "Opened"),
                report.opened_at,
                Kind.MOMENT,
            ),
            Fact(
                FactKey.STARTED,
                QCoreApplication.translate("Report", "Started"),
                report.started_at,
                Kind.MOMENT,
            ),
            Fact(
                FactKey.ENDED,
                QCoreApplication.translate("Report", "Ended"),
                report.ended_at,
                Kind.MOMENT,
            ),
            Fact(
                FactKey.LENGTH,
                QCoreApplication.translate("Report", "Length"),
                report.class_s,
                Kind.SECONDS,
            ),
            Fact(
                FactKey.PAUSED,
                QCoreApplication.translate("Report", "Time paused"),
                report.paused_s,
                Kind.SECONDS,
            ),
            Fact(
                FactKey.CAME,
                QCoreApplication.translate("Report", "Students who joined"),
                len(report.counted),
                Kind.COUNT,
            ),
            Fact(
                FactKey.FINISHED,
                QCoreApplication.translate("Report", "Finished every step"),
                report.finished,
                Kind.COUNT,
            ),
            Fact(
                FactKey.HELP,
                QCoreApplication.translate("Report", "Help requests"),
                len(report.help),
                Kind.COUNT,
            ),
            Fact(
                FactKey.NEVER_VISITED,
                QCoreApplication.translate("Report", "Students never visited"),
                report.never_visited,
                Kind.COUNT,
            ),
        ]
        if report.absent:
            title = QCoreApplication.translate("Report", "On the roster, not here")
            absent = Fact(FactKey.ABSENT, title, len(report.absent), Kind.COUNT)
            facts.insert([fact.key for fact in facts].index(FactKey.CAME) + 1, absent)
        if medians:
            whole = Fact(
                FactKey.USUAL_TIME,
                self._usual_time_title(len(medians)),
                sum(medians),
                Kind.SECONDS,
            )
            facts.append(whole)
        return facts

    def _usual_time_title(self, timed: int) -> str:
        """Name the number of steps with a time: a class that ended early did not reach all."""
        steps = len(self._report.steps)
        if timed == steps:
            return QCoreApplication.translate("Report", "Typical time, all steps")
        text = QCoreApplication.translate("Report", "Typical time, {timed} of {all} steps")
        return text.format(timed=timed, all=steps)

    def _students(self) -> Table:
        steps = self._report.steps
        asking = [step for step in steps if step.question is not None]
        words = {outcome: outcome_word(outcome) for outcome in Outcome}
        done = QCoreApplication.translate("Report", "done")
        return Table.of(
            QCoreApplication.translate("Report", "Students"),
            (
                Column(
                    StudentColumn.NUMBER, QCoreApplication.translate("Report", "No."), Kind.COUNT
                ),
                Column(StudentColumn.NAME, QCoreApplication.translate("Report", "Name")),
                Column(StudentColumn.OUTCOME, QCoreApplication.translate("Report", "Final status")),
                Column(
                    StudentColumn.JOINED,
                    QCoreApplication.translate("Report", "Joined"),
                    Kind.MOMENT,
                ),
                Column(
                    StudentColumn.LAST_HERE,
                    QCoreApplication.translate("Report", "Last seen"),
                    Kind.MOMENT,
                ),
                Column(
                    StudentColumn.HERE,
                    QCoreApplication.translate("Report", "Time in class"),
                    Kind.SECONDS,
                ),
                Column(
                    StudentColumn.DONE,
                    QCoreApplication.translate("Report", "Steps done"),
                    Kind.COUNT,
                ),
                Column(
                    StudentColumn.HELP,
                    QCoreApplication.translate("Report", "Help requests"),
                    Kind.COUNT,
                ),
                Column(
                    StudentColumn.VISITS,
                    QCoreApplication.translate("Report", "Visits"),
                    Kind.COUNT,
                ),
                Column(
                    StudentColumn.UNVISITED,
                    QCoreApplication.translate("Report", "Longest without a visit"),
                    Kind.SECONDS,
                ),
                *(
                    Column(step_key(step.subtask_id), f"{step.number}. {step.title}", Kind.SECONDS)
                    for step in steps
                ),
                *(
                    Column(answer_key(step.subtask_id), f"{step.number}. {step.question}")
                    for step in asking
                ),
            ),
            [
                {
                    StudentColumn.NUMBER: number,
                    StudentColumn.NAME: self._names[line.participant_id],
                    StudentColumn.OUTCOME: words[line.outcome],
                    StudentColumn.JOINED: line.joined_at,
                    StudentColumn.LAST_HERE: line.last_here_at,
                    StudentColumn.HERE: line.here_s,
                    StudentColumn.DONE: len(line.done_at),
                    StudentColumn.HELP: line.help_count,
                    StudentColumn.VISITS: line.visit_count,
                    StudentColumn.UNVISITED: line.unvisited_s,
                    **_step_cells(line, [step.subtask_id for step in steps], done),
                    **{
                        answer_key(step.subtask_id): line.answers.get(step.subtask_id)
                        for step in asking
                    },
                }
                for number, line in enumerate(self._report.students, start=1)
            ]
            + self._absent(),
            frozen=2,  # number and name
        )

    def _absent(self) -> list[dict[str, Cell]]:
        """Return a row for each person on the roster who never joined; most cells are empty."""
        report = self._report
        numbered = QCoreApplication.translate("Report", "Student {number}")
        ids = [step.subtask_id for step in report.steps]
        keys = [*StudentColumn, *map(step_key, ids), *map(answer_key, ids)]
        return [
            {
                **dict.fromkeys(map(str, keys)),
                StudentColumn.NUMBER: number,
                StudentColumn.NAME: numbered.format(number=number)
                if self._anonymous
                else person.name,
                StudentColumn.OUTCOME: QCoreApplication.translate("Report", "Not here"),
            }
            for number, person in enumerate(report.absent, start=len(report.students) + 1)
        ]

    def _steps(self) -> Table:
        people = len(self._report.counted)
        return Table.of(
            QCoreApplication.translate("Report", "Steps"),
            (
                Column(StepColumn.NUMBER, QCoreApplication.translate("Report", "Step"), Kind.COUNT),
                Column(StepColumn.TITLE, QCoreApplication.translate("Report", "Title")),
                Column(
                    StepColumn.DONE, QCoreApplication.translate("Report", "Finished"), Kind.COUNT
                ),
                Column(StepColumn.SHARE, QCoreApplication.translate("Report", "Share"), Kind.SHARE),
                Column(
                    StepColumn.HELP,
                    QCoreApplication.translate("Report", "Help requests"),
                    Kind.COUNT,
                ),
                Column(
                    StepColumn.ON_STEP,
                    QCoreApplication.translate("Report", "Time on step"),
                    Kind.SECONDS,
                ),
                Column(
                    StepColumn.LEAST, QCoreApplication.translate("Report", "Shortest"), Kind.SECONDS
                ),
                Column(
                    StepColumn.LOWER,
                    QCoreApplication.translate("Report", "Lower quartile"),
                    Kind.SECONDS,
                ),
                Column(
                    StepColumn.MEDIAN, QCoreApplication.translate("Report", "Median"), Kind.SECONDS
                ),
                Column(
                    StepColumn.UPPER,
                    QCoreApplication.translate("Report", "Upper quartile"),
                    Kind.SECONDS,
                ),
                Column(
                    StepColumn.MOST, QCoreApplication.translate("Report", "Longest"), Kind.SECONDS
                ),
            ),
            [
                {
                    StepColumn.NUMBER: step.number,
                    StepColumn.TITLE: step.title,
                    StepColumn.DONE: step.done,
                    StepColumn.SHARE: step.done / people if people else None,
                    StepColumn.HELP: step.help_count,
                    StepColumn.ON_STEP: step.class_s if step.began_at else None,
                    **_spread_cells(step.spread),
                }
                for step in self._report.steps
            ],
        )

    def _questions(self) -> Table:
        """Return how often each answer was given; without columns if there are no questions."""
        title = QCoreApplication.translate("Report", "Questions")
        asking = [step for step in self._report.steps if step.question is not None]
        if not asking:
            return Table(title, (), ())
        answered = {step.number: sum(count for _, count in step.answers) for step in asking}
        return Table.of(
            title,
            (
                Column(
                    QuestionColumn.STEP, QCoreApplication.translate("Report", "Step"), Kind.COUNT
                ),
                Column(QuestionColumn.QUESTION, QCoreApplication.translate("Report", "Question")),
                Column(QuestionColumn.ANSWER, QCoreApplication.translate("Report", "Answer")),
                Column(
                    QuestionColumn.COUNT,
                    QCoreApplication.translate("Report", "Students"),
                    Kind.COUNT,
                ),
                Column(
                    QuestionColumn.SHARE, QCoreApplication.translate("Report", "Share"), Kind.SHARE
                ),
            ),
            [
                {
                    QuestionColumn.STEP: step.number,
                    QuestionColumn.QUESTION: step.question,
                    QuestionColumn.ANSWER: answer,
                    QuestionColumn.COUNT: count,
                    QuestionColumn.SHARE: (
                        count / answered[step.number] if answered[step.number] else None
                    ),
                }
                for step in asking
                for answer, count in step.answers
            ],
        )

    def _help(self) -> Table:
        helper = Column(HelpColumn.HELPER, QCoreApplication.translate("Report", "Helped by"))
        helpers = (helper,) if self._helpers else ()
        return Table.of(
            QCoreApplication.translate("Report", "Help"),
            (
                Column(
                    HelpColumn.ASKED, QCoreApplication.translate("Report", "Asked"), Kind.MOMENT
                ),
                Column(HelpColumn.NAME, QCoreApplication.translate("Report", "Name")),
                Column(HelpColumn.STEP, QCoreApplication.translate("Report", "Step"), Kind.COUNT),
                Column(HelpColumn.MESSAGE, QCoreApplication.translate("Report", "Message")),
                Column(HelpColumn.STATUS, QCoreApplication.translate("Report", "Outcome")),
                Column(
                    HelpColumn.WAITED, QCoreApplication.translate("Report", "Waited"), Kind.SECONDS
                ),
                *helpers,
                Column(HelpColumn.PICTURE, QCoreApplication.translate("Report", "Picture")),
            ),
            [self._help_row(line) for line in self._report.help],
        )

    def _help_row(self, line: HelpReportRow) -> Mapping[str, Cell]:
        return {
            HelpColumn.ASKED: line.asked_at,
            HelpColumn.NAME: self._names[line.participant_id],
            HelpColumn.STEP: line.step,
            HelpColumn.MESSAGE: None if self._anonymous else line.message,
            HelpColumn.STATUS: help_word(line.status),
            HelpColumn.WAITED: line.answered_s,
            HelpColumn.HELPER: ", ".join(map(self._helped_by, line.helped_by)) or None,
            HelpColumn.PICTURE: (
                None
                if line.screenshot_path is None
                else QCoreApplication.translate("Report", "yes")
            ),
        }

    def _helped_by(self, helper_id: int | None) -> str:
        if helper_id is None:
            return QCoreApplication.translate("Report", "Instructor")
        return self._helpers.get(helper_id, "")

    def _controls(self) -> Table:
        began = self._report.started_at or self._report.opened_at
        return Table.of(
            QCoreApplication.translate("Report", "Activity log"),
            (
                Column(
                    ControlColumn.WHEN, QCoreApplication.translate("Report", "When"), Kind.MOMENT
                ),
                Column(
                    ControlColumn.SINCE_START,
                    QCoreApplication.translate("Report", "Since start"),
                    Kind.SECONDS,
                ),
                Column(ControlColumn.WHAT, QCoreApplication.translate("Report", "Action")),
                Column(ControlColumn.WORDS, QCoreApplication.translate("Report", "Details")),
            ),
            [
                {
                    ControlColumn.WHEN: line.at,
                    ControlColumn.SINCE_START: max((line.at - began).total_seconds(), 0.0),
                    ControlColumn.WHAT: control_word(line),
                    ControlColumn.WORDS: self._words(line),
                }
                for line in self._report.controls
            ],
        )

    def _words(self, line: ControlReportRow) -> str | None:
        match line.reason:
            case StepReason.UNDO:
                return QCoreApplication.translate("Report", "undone")
            case StepReason.AUTO:
                return QCoreApplication.translate("Report", "automatic")
            case StepReason.INSTRUCTOR:
                if self._anonymous:
                    return None
                by = self._helpers.get(line.helper_id or 0)
                return f"{by}: {line.words}" if by else line.words


def _step_cells(line: StudentReportRow, steps: Iterable[int], done: str) -> Mapping[str, Cell]:
    return {
        step_key(step): line.step_s.get(step, done if step in line.done_at else None)
        for step in steps
    }


def _spread_cells(spread: Spread | None) -> Mapping[str, Cell]:
    return {
        StepColumn.LEAST: spread.least if spread else None,
        StepColumn.LOWER: spread.lower if spread else None,
        StepColumn.MEDIAN: spread.median if spread else None,
        StepColumn.UPPER: spread.upper if spread else None,
        StepColumn.MOST: spread.most if spread else None,
    }
