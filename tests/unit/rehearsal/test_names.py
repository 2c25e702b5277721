import random

import pytest

from classroom_app.domain.names import clean_name
from classroom_app.rehearsal.names import draw_names


@pytest.mark.parametrize("language", ["ko", "en", "fr"])
def test_names_are_distinct_and_valid(language: str) -> None:
    names = draw_names(60, language, random.Random(1))
    assert len(set(names)) == 60
    assert all(clean_name(name) == name for name in names)


def test_the_language_of_the_names() -> None:
    assert all(name.isascii() for name in draw_names(20, "en", random.Random(1)))
    assert not any(name.isascii() for name in draw_names(20, "ko", random.Random(1)))


def test_the_seed_decides() -> None:
    assert draw_names(9, "ko", random.Random(5)) == draw_names(9, "ko", random.Random(5))
    assert draw_names(9, "ko", random.Random(5)) != draw_names(9, "ko", random.Random(6))
