import random

import pytest

from classroom_app.protocol.limits import MAX_HELP_MESSAGE
from classroom_app.rehearsal.phrases import help_words


@pytest.mark.parametrize(("language", "is_ascii"), [("ko", False), ("en", True), ("fr", False)])
def test_words_are_of_the_language_and_sometimes_missing(language: str, is_ascii: bool) -> None:
    rng = random.Random(1)
    words = {help_words(language, rng) for _ in range(200)}
    assert len(words) > 5
    assert None in words
    spoken = words - {None}
    assert all(w is not None and w.isascii() is is_ascii for w in spoken)
    assert all(w is not None and len(w) <= MAX_HELP_MESSAGE for w in spoken)
