import pytest

from classroom_app.gui.kit.changed_runs import changed_runs


@pytest.mark.parametrize(
    ("before", "now", "runs"),
    [
        ("", "", []),
        ("abc", "abc", []),
        ("abc", "xyz", [(0, 2)]),
        ("abcdef", "xbcyzf", [(0, 0), (3, 4)]),
        ("abc", "ab", []),
        ("abc", "abx", [(2, 2)]),
    ],
)
def test_places_beside_each_other_are_one_run(
    before: str, now: str, runs: list[tuple[int, int]]
) -> None:
    assert list(changed_runs(before, now)) == runs
