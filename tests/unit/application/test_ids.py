from classroom_app.application.ids import SequenceIds
from classroom_app.domain.numbered import Numbered


def test_each_kind_counts_on_from_its_highest() -> None:
    ids = SequenceIds()
    ids.start_after({Numbered.USER: 7, Numbered.LESSON: 0})
    assert [ids.next_id(Numbered.USER), ids.next_id(Numbered.USER)] == [8, 9]
    assert ids.next_id(Numbered.LESSON) == 1
    assert ids.next_id(Numbered.HELP_REQUEST) == 1


def test_ids_are_never_given_twice() -> None:
    ids = SequenceIds()
    ids.start_after({Numbered.USER: 7})
    ids.start_after({Numbered.USER: 3})
    assert ids.next_id(Numbered.USER) == 8
