import random

import pytest

from classroom_app.rehearsal.character import draw_characters


@pytest.mark.parametrize("count", [1, 5, 12, 60])
@pytest.mark.parametrize("seed", range(5))
def test_a_class_has_its_size_and_distinct_names(count: int, seed: int) -> None:
    people = draw_characters(count, "ko", random.Random(seed))
    assert len({person.name for person in people}) == count
    assert all(person.step_s > 0 <= person.arrives_after_s for person in people)


@pytest.mark.parametrize("count", [5, 12, 60])
@pytest.mark.parametrize("seed", range(5))
def test_every_class_has_some_of_each_kind(count: int, seed: int) -> None:
    people = draw_characters(count, "ko", random.Random(seed))
    slow = [person for person in people if person.step_s >= 90]
    assert slow
    assert all(person.asks > 0.5 for person in slow)
    assert any(person.drops >= 0.5 for person in people)
    assert any(person.step_s <= 12 for person in people)
    assert any(12 < person.step_s < 90 for person in people)


def test_the_seed_decides() -> None:
    once, again, other = (draw_characters(12, "ko", random.Random(s)) for s in (1, 1, 2))
    assert once == again != other
