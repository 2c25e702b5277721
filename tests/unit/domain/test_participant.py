import pytest

from classroom_app.domain.participant import Participant, ParticipantStatus
from tests.helpers.lecture import NINE


@pytest.mark.parametrize(
    ("status", "here"),
    [
        (ParticipantStatus.WAITING, False),
        (ParticipantStatus.ACTIVE, True),
        (ParticipantStatus.COMPLETED, True),
        (ParticipantStatus.DISCONNECTED, False),
    ],
)
def test_who_is_here(status: ParticipantStatus, here: bool) -> None:
    participant = Participant(1, 2, "김영희", None, NINE, status)
    assert participant.is_here is here


def test_two_participants_share_nothing() -> None:
    one, two = (Participant(n, n, "a", None, NINE) for n in (1, 2))
    one.completed.add(1, NINE, 2.0)
    assert not two.completed
    assert not two.completed.seconds()
