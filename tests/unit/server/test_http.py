"""Headers that carry what people wrote."""

import pytest

from classroom_app.server.http import language_header


@pytest.mark.parametrize("language", ["ko", "en", "pt-BR", "zh-Hant-TW"])
def test_a_language_is_named_by_its_code(language: str) -> None:
    assert language_header(language) == {"Content-Language": language}


@pytest.mark.parametrize("language", ["한국어", "ko\r\nX: y", "", "k", "ko-", "ko\n"])
def test_what_is_no_code_is_no_header(language: str) -> None:
    assert language_header(language) == {}
