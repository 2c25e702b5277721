"""The row of a person on the roster who is not here, shown among the students."""

from classroom_app.domain.roster import Person
from classroom_app.gui.board.student_row import Sign, StudentRow


def absent_row(person: Person, total: int) -> StudentRow:
    """Return the row of a person without a seat, in a class with `total` steps.

    They are not a participant: the row has the negative of the person's id.
    """
    return StudentRow(
        participant_id=-person.id,
        user_id=0,
        name=person.name,
        sign=Sign.ABSENT,
        is_offline=False,
        is_here=False,
        is_done=False,
        done=0,
        total=total,
        step=None,
        seconds=None,
        missed=0,
        stuck=None,
        number=person.number,
    )
