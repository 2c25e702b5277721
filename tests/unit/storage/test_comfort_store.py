"""What is kept of somebody's page on the roster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.comfort import Comfort
from classroom_app.storage.comfort_store import from_text, to_text

wishes = st.none() | st.booleans()


@given(wishes, wishes, wishes)
def test_what_is_stored_is_read_again(
    larger_text: bool | None, read_aloud: bool | None, high_contrast: bool | None
) -> None:
    text = to_text(larger_text=larger_text, read_aloud=read_aloud, high_contrast=high_contrast)
    comfort = Comfort(larger_text, read_aloud, high_contrast)
    assert from_text(text) == (None if comfort == Comfort() else comfort)


@pytest.mark.parametrize(
    "nonsense",
    [
        *(None, "", "{", "[]", "5", '"x"', '{"larger_text": "yes"}', '{"number": 5}'),
        "[" * 100_000,
    ],
)
def test_nonsense_of_a_restored_backup_counts_as_nothing(nonsense: str | None) -> None:
    assert from_text(nonsense) is None


def test_what_is_right_counts_beside_nonsense() -> None:
    text = '{"larger_text": 1, "read_aloud": true, "colour": "red"}'
    assert from_text(text) == Comfort(read_aloud=True)
