from PySide6.QtWidgets import QWidget

from classroom_app.gui.address_watch import AddressWatch
from tests.unit.gui.conftest import Address, Moving

W, E = "http://192.168.0.12:8000", "http://10.0.0.5:8000"


def test_a_change_is_told_once(window: QWidget, address: Address, moving: Moving) -> None:
    watch = AddressWatch(address, moving, window)  # type: ignore[arg-type]
    heard: list[tuple[list[str], list[str]]] = []
    watch.changed.connect(lambda before, now: heard.append((before, now)))
    for urls in ((W,), (W, E), (W, E), (E,), ()):
        moving.move(*urls)
    assert heard == [([W], [W, E]), ([W, E], [E]), ([E], [])]
    assert list(watch.urls) == []
    moving.name_url = None
    moving.move()
    assert heard[3:] == [([], [])], "the name is no address, and has changed"
    watch.close()
    moving.move(W)
    assert len(heard) == 4
