"""Every bad picture at every door of the editor: taken rightly, or refused with its name."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from classroom_app.gui.kit.file_dialog import FileDialog
from classroom_app.gui.lessons.picture_box import PictureBox
from tests.end2end.test_window_lessons import Study, Work
from tests.end2end.test_window_lessons import at_study as at_study
from tests.helpers.bad_pictures import BAD_PICTURES, BadPicture
from tests.helpers.qt_wait import until
from tests.helpers.timing import SCALE

# While a picture is looked at, the window does what else is asked of it. A decoder on its thread
# would keep it for minutes; a file dialog, starting a process and reading a file cost some of this.
AWAY_S = 5.0 * SCALE
NO_PICTURE, HEIC = "It may be damaged or too large. Choose a JPEG or PNG file.", "HEIC pictures"

Door = Callable[[PictureBox, BadPicture, Path], None]


def by_file(box: PictureBox, _bad: BadPicture, path: Path) -> None:
    box.choose_file()
    dialog = box.findChild(FileDialog)
    assert isinstance(dialog, FileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()


def by_drop(box: PictureBox, _bad: BadPicture, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop(box, mime)


def by_drop_from_a_browser(box: PictureBox, bad: BadPicture, _path: Path) -> None:
    drop(box, content_of(bad))


def by_paste(box: PictureBox, bad: BadPicture, _path: Path) -> None:
    QGuiApplication.clipboard().setMimeData(content_of(bad))
    box.paste()


def by_paste_of_a_file(box: PictureBox, _bad: BadPicture, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(mime)
    box.paste()


def content_of(bad: BadPicture) -> QMimeData:
    """Return what another program puts into the clipboard, whatever it calls it."""
    mime = QMimeData()
    mime.setData(f"image/{bad.kind or 'png'}", bad.content)
    return mime


def drop(box: PictureBox, mime: QMimeData) -> None:
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), action, mime, button, none)
    QApplication.sendEvent(box, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(box, QDropEvent(QPointF(9, 9), action, mime, button, none))


@pytest.fixture(autouse=True)
def clipboard_is_left_empty(qapp: QApplication) -> Iterator[None]:
    """Qt would let go of what Python has put there after Python has ended, which crashes."""
    yield
    qapp.clipboard().clear()


@pytest.mark.parametrize(
    "door", [by_file, by_drop, by_drop_from_a_browser, by_paste, by_paste_of_a_file]
)
def test_at_a_door_of_the_editor(at_study: Callable[[Work], None], door: Door) -> None:
    async def work(study: Study) -> None:
        editor = await study.open_editor()
        editor.steps.setCurrentIndex(editor.model.index(0))
        box = editor.step_form.picture
        for bad in BAD_PICTURES.values():
            path = study.folder / bad.name
            await asyncio.to_thread(path.write_bytes, bad.content)
            await try_at(door, study, box, bad, path)

    at_study(work)


async def try_at(door: Door, study: Study, box: PictureBox, bad: BadPicture, path: Path) -> None:
    document, fault = study.editor.document, box.findChild(QLabel, "pictureFault")
    assert fault is not None
    before = document.picture_at(0)
    box._fault.hide()
    over = asyncio.Event()
    watching = asyncio.create_task(longest_absence(over))
    await asyncio.sleep(0)
    door(box, bad, path)
    if bad.content or door in (by_file, by_drop, by_paste_of_a_file):
        await until(
            lambda: document.picture_at(0) is not before or fault.isVisible(),
            document.changed,
            study.editor.step_pictures.refused,
        )
    over.set()
    assert await watching < AWAY_S, bad.name
    if bad.is_picture:
        picture = document.picture_at(0)
        assert picture is not None
        assert bad.is_shown_by(picture.data), bad.name
        return
    assert document.picture_at(0) is before, "what was there stays"
    said = fault.text()
    if not bad.content and door in (by_paste, by_drop_from_a_browser):
        return
    assert (HEIC if bad.name.endswith("HEIC") else NO_PICTURE) in said, bad.name
    if door in (by_file, by_drop, by_paste_of_a_file):
        assert said.startswith(f"{bad.name}: ")


async def longest_absence(over: asyncio.Event) -> float:
    """Return for how long the window did nothing else, until something is over."""
    longest, before = 0.0, time.perf_counter()
    while not over.is_set():
        await asyncio.sleep(0.005)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    return longest
