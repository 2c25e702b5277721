from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.board.wording import sign_word, status_word


def test_every_state_has_its_own_word() -> None:
    assert len({sign_word(sign) for sign in Sign}) == len(Sign)
    assert len({status_word(status) for status in SessionStatus}) == len(SessionStatus)
