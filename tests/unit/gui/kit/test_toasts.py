"""Several toasts at once."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.toasts import Toasts
from tests.unit.gui.finding import is_shown


def test_each_keeps_its_way_back_and_undo_takes_the_last(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    toasts, undone, offered = Toasts(window, 20), list[str](), list[bool]()
    toasts.undo_offered.connect(offered.append)
    step, help_ = toasts.add(), toasts.add()
    help_.say("Kim is helped", lambda: undone.append("help"))
    step.say("Step 2 has started", lambda: undone.append("step"))
    assert is_shown(step)
    assert is_shown(help_)
    assert not step.geometry().intersects(help_.geometry())
    assert step.y() > help_.y(), "what was said last is lowest"
    toasts.undo()
    assert offered[-1:] == [True]
    toasts.undo()
    toasts.undo()
    assert undone == ["step", "help"]
    assert offered[-1:] == [False]
    assert not is_shown(step)
    assert not is_shown(help_)


def test_they_close_ranks(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    toasts = Toasts(window, 20)
    first, second = toasts.add(), toasts.add()
    first.say("one")
    place = first.pos()
    second.say("two")
    assert first.y() < place.y()
    second.dismiss()
    assert first.pos() == place


def test_room_is_left_at_the_right(window: QWidget, qtbot: QtBot) -> None:
    window.resize(800, 400)
    window.show()
    toast = Toasts(window, 20, right=lambda: 300).add()
    toast.say("글자가너무작아서안보여요" * 20)
    assert toast.geometry().right() <= 500


def test_long_words_stay_in_the_window(window: QWidget, qtbot: QtBot) -> None:
    window.resize(500, 400)
    window.show()
    toast = Toasts(window, 20).add()
    toast.say("글자가너무작아서안보여요" * 20, lambda: None)
    assert window.rect().contains(toast.geometry())
