from classroom_app.application.ids import SequenceIds


def test_each_table_counts_on_from_its_highest() -> None:
    ids = SequenceIds()
    ids.start_after({"users": 7, "lessons": 0})
    assert [ids.next_id("users"), ids.next_id("users")] == [8, 9]
    assert ids.next_id("lessons") == 1
    assert ids.next_id("help_requests") == 1


def test_ids_are_never_given_twice() -> None:
    ids = SequenceIds()
    ids.start_after({"users": 7})
    ids.start_after({"users": 3})
    assert ids.next_id("users") == 8
