from hypothesis import given
from hypothesis import strategies as st

from classroom_app.gui.kit.wrapped_text import wrapped


def test_words_are_kept_whole() -> None:
    lines = wrapped("설정을 열어 주세요\n\n다음 ABCDEFGHIJKLMN", 8, len)
    assert lines == ["설정을 열어", "주세요", "", "다음", "ABCDEFGH", "IJKLMN"]


@given(st.text(), st.integers(1, 12))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width, len)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)
