import pickle

from classroom_app.domain.errors import ClassroomError, RefusalCode, Refused


def test_a_refusal_says_its_sentence_and_keeps_its_code() -> None:
    refused = Refused(RefusalCode.LOCKED, "The door is closed")
    assert str(refused) == "The door is closed"
    assert refused.code == "locked"
    assert isinstance(refused, ClassroomError)


def test_a_refusal_can_be_copied() -> None:
    copied = pickle.loads(pickle.dumps(Refused(RefusalCode.FULL, "full")))  # noqa: S301
    assert (copied.code, copied.message) == (RefusalCode.FULL, "full")
