from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.session_code import (
    formatted_code,
    is_easy_to_guess,
    make_code,
    normalise_code,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("482913", "482913"),
        (" 482 913 ", "482913"),
        ("482-913", "482913"),
        ("k7m4px", "K7M4PX"),
        ("ABCD", "ABCD"),
        ("ABCDEFGH1234", "ABCDEFGH1234"),
    ],
)
def test_a_code_is_read_in_any_form(text: str, code: str) -> None:
    assert normalise_code(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "ABC", "ABCDEFGH12345", "join", "J-O-I-N", "AB_CD", "가나다라", "ÀBCD", "١٢٣٤٥٦", "ßßß1!"],
)
def test_what_is_no_code(text: str) -> None:
    assert normalise_code(text) is None


@given(st.text())
def test_reading_twice_is_reading_once(text: str) -> None:
    code = normalise_code(text)
    if code is not None:
        assert normalise_code(code) == code
        assert 4 <= len(code) <= 12
        assert code.isascii()
        assert code.isalnum()


@pytest.mark.parametrize("digits", ["000000", "777777", "123456", "012345", "654321", "987654"])
def test_easy_to_guess(digits: str) -> None:
    assert is_easy_to_guess(digits)


@pytest.mark.parametrize("digits", ["482913", "112233", "123457", "121212"])
def test_hard_enough_to_guess(digits: str) -> None:
    assert not is_easy_to_guess(digits)


def test_made_up_codes_leave_out_the_easy_ones_and_keep_their_zeros() -> None:
    numbers: Iterator[int] = iter([0, 123456, 654321, 42])

    def random_below(limit: int) -> int:
        assert limit == 1_000_000
        return next(numbers)

    assert make_code(random_below) == "000042"


@given(st.integers(0, 999_999))
def test_a_made_up_code_is_a_code(number: int) -> None:
    numbers = iter([number, 482913])
    code = make_code(lambda _limit: next(numbers))
    assert normalise_code(code) == code == normalise_code(formatted_code(code))


@pytest.mark.parametrize(
    ("code", "spoken"), [("482913", "482 913"), ("K7M4PX", "K7M4PX"), ("1234", "1234")]
)
def test_formatted_code(code: str, spoken: str) -> None:
    assert formatted_code(code) == spoken
