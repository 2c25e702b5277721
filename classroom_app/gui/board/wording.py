"""Texts for the instructor: states, places, why a student counts as stuck."""

from PySide6.QtCore import QCoreApplication

from classroom_app.domain.insight import StuckReason
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.student_row import Sign, StudentRow
from classroom_app.gui.kit.texts import clock_text


def status_word(status: SessionStatus) -> str:
    """Return the session's status in one or two words."""
    return {
        SessionStatus.WAITING: QCoreApplication.translate("Wording", "Waiting"),
        SessionStatus.IN_PROGRESS: QCoreApplication.translate("Wording", "In progress"),
        SessionStatus.PAUSED: QCoreApplication.translate("Wording", "Paused"),
        SessionStatus.ENDED: QCoreApplication.translate("Wording", "Ended"),
    }[status]


def sign_word(sign: Sign) -> str:
    """Return the word that goes with a sign."""
    return {
        Sign.HELP: QCoreApplication.translate("Wording", "Needs help"),
        Sign.STUCK: QCoreApplication.translate("Wording", "Stuck"),
        Sign.LOST: QCoreApplication.translate("Wording", "Offline"),
        Sign.WORKING: QCoreApplication.translate("Wording", "Working"),
        Sign.READY: QCoreApplication.translate("Wording", "Ready"),
        Sign.ARRIVING: QCoreApplication.translate("Wording", "Joining"),
        Sign.DONE: QCoreApplication.translate("Wording", "Done"),
        Sign.ABSENT: QCoreApplication.translate("Wording", "Not here"),
    }[sign]


def state_word(row: StudentRow) -> str:
    """Return the word for a student's state: that of the sign, or a hint at a new phone."""
    if row.is_new_phone and row.sign not in (Sign.HELP, Sign.STUCK):
        return QCoreApplication.translate("Wording", "New phone?")
    return sign_word(row.sign)


def place_text(row: StudentRow) -> str:
    """Return where a student is: the step, or why there is none."""
    if row.is_offline:
        return QCoreApplication.translate("Wording", "offline")
    if row.sign in (Sign.ARRIVING, Sign.ABSENT):
        return QCoreApplication.translate("Wording", "not here yet")
    if row.step is None:
        return QCoreApplication.translate("Wording", "waiting to start")
    return QCoreApplication.translate("Wording", "on step {number}").format(number=row.step)


def behind_text(row: StudentRow) -> str:
    """Return `−2` for two missed steps, "" for none."""
    return f"−{row.missed}" if row.missed else ""


def stuck_reason(reason: StuckReason) -> str:
    """Return why a student counts as stuck."""
    if reason.median_s is None:
        return QCoreApplication.translate(
            "Wording", "On this step for {time}, longer than {limit}."
        ).format(time=clock_text(reason.on_step_s), limit=clock_text(reason.limit_s))
    return QCoreApplication.translate(
        "Wording", "On this step for {time}. Half of those who finished took {median} or less."
    ).format(time=clock_text(reason.on_step_s), median=clock_text(reason.median_s))


def unvisited_text(minutes: int) -> str:
    """Return for how long nobody has visited a student."""
    return QCoreApplication.translate("Wording", "not visited for {count} min").format(
        count=minutes
    )


def student_summary(row: StudentRow) -> str:
    """Return one line about a student, for tooltips and screen readers."""
    if row.sign is Sign.ABSENT:
        number = QCoreApplication.translate("Wording", "number {number}").format(number=row.number)
        return f"{row.name} · {number} · {sign_word(row.sign)}"
    parts = [
        row.name,
        sign_word(row.sign),
        QCoreApplication.translate("Wording", "{done} of {total} steps done").format(
            done=row.done, total=row.total
        ),
        place_text(row),
    ]
    if row.missed:
        parts.append(
            QCoreApplication.translate("Wording", "steps missed: {count}").format(count=row.missed)
        )
    if row.is_new_phone:
        parts.append(
            QCoreApplication.translate(
                "Wording", "on another phone now, while the first was still connected"
            )
        )
    if row.unvisited_min is not None:
        parts.append(unvisited_text(row.unvisited_min))
    if row.stuck is not None:
        parts.append(stuck_reason(row.stuck))
    return " · ".join(parts)
