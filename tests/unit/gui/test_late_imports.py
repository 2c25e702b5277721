import sys

import pytest

from classroom_app.gui.late_imports import import_later, leaves_first

HISTORY = "classroom_app.gui.history.history_page"
NEEDED = ("classroom_app.gui.history.report_panel", "classroom_app.gui.history.replay_panel")
THERE = "classroom_app.gui.kit.label"


@pytest.fixture
def nothing_late_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (HISTORY, *NEEDED):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.usefixtures("nothing_late_is_there")
def test_each_module_comes_once_and_after_those_that_it_imports() -> None:
    __import__(THERE)
    names = list(leaves_first([HISTORY, NEEDED[0]]))
    assert len(names) == len(set(names))
    assert [name for name in names if name in (HISTORY, *NEEDED)] == [*reversed(NEEDED), HISTORY]
    assert THERE not in names, "it is there already"


async def test_the_modules_are_there_afterwards() -> None:
    await import_later([HISTORY])
    assert {HISTORY, *NEEDED} <= sys.modules.keys()
