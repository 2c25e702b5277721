from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QWidget

from classroom_app.application.picture_upload import (
    PhonePresence,
    RefusedPicture,
    UploadProgress,
)
from classroom_app.domain.picture_refusal import RefusalReason
from classroom_app.gui.lessons.phone_pictures_dialog import PhonePicturesDialog
from tests.unit.gui.finding import button


class Upload:
    """An upload whose phone does what the test says."""

    def __init__(self, changed: Callable[[], None], url: str) -> None:
        self._changed, self.url = changed, url
        self.is_over = False
        self.seconds_left = 599.4
        self.progress = UploadProgress()

    def close(self) -> None:
        self.is_over, self.seconds_left = True, 0.0
        self._changed()

    def go(self, progress: UploadProgress) -> None:
        self.progress = progress
        self._changed()


class Uploads:
    """Gives out uploads, one after another."""

    def __init__(self) -> None:
        self.given: list[Upload] = []
        self.has_network = True

    def begin(self, changed: Callable[[], None]) -> Upload:
        for upload in self.given:
            upload.close()
        url = f"http://192.168.0.12:8000/upload#{len(self.given)}" if self.has_network else ""
        self.given.append(Upload(changed, url))
        return self.given[-1]


def state(dialog: PhonePicturesDialog) -> str:
    label = dialog.findChild(QLabel, "uploadState")
    assert isinstance(label, QLabel)
    return label.text()


def test_the_code_gives_way_to_the_progress(window: QWidget) -> None:
    uploads = Uploads()
    dialog = PhonePicturesDialog(uploads.begin, window)
    dialog.open()
    assert state(dialog) == "Valid once, 9:59 left"
    assert not dialog._qr.isHidden()
    assert "becomes a step" in dialog._hint.text()
    (upload,) = uploads.given
    with_code = dialog.height()
    upload.go(UploadProgress(PhonePresence.HERE))
    assert dialog.height() < with_code / 2, "no hole where the code was"
    assert dialog._qr.isHidden()
    assert state(dialog) == "Your phone is connected. Choose the pictures there."
    upload.go(UploadProgress(PhonePresence.HERE, stored=2, total=8, fraction=0.5))
    assert state(dialog) == "Saved: 2 of 8"
    bar = dialog.findChild(QProgressBar, "uploadProgress")
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (312, 1000)
    assert button(dialog, "closeButton").text() == "Stop"
    upload.go(UploadProgress(PhonePresence.AWAY, stored=2, total=8))
    assert "goes on by itself" in state(dialog)
    refused = (RefusedPicture("<b>a</b>.heic", RefusalReason.HEIC),)
    upload.go(UploadProgress(PhonePresence.HERE, stored=6, known=1, total=8, refused=refused))
    assert state(dialog).startswith(
        "Saved: 7 of 8\nAlready in the lesson: 1\nAll pictures are here"
    )
    upload.go(UploadProgress(PhonePresence.AWAY, stored=7, total=8, refused=refused))
    assert "All pictures are here" in state(dialog), "the phone was put away"
    label = dialog.findChild(QLabel, "uploadRefused")
    assert isinstance(label, QLabel)
    assert label.text().startswith("<b>a</b>.heic: can't open HEIC")
    assert button(dialog, "closeButton").text() == "Close"
    button(dialog, "closeButton").click()
    assert upload.is_over


def test_each_reason_has_words(window: QWidget) -> None:
    uploads = Uploads()
    dialog = PhonePicturesDialog(uploads.begin, window)
    refused = tuple(RefusedPicture(f"{reason}.png", reason) for reason in RefusalReason)
    uploads.given[0].go(UploadProgress(PhonePresence.HERE, total=9, refused=refused))
    lines = dialog._refused.text().splitlines()
    assert len(lines) == len(RefusalReason)
    for line, reason in zip(lines, RefusalReason, strict=True):
        assert line.replace("\u200b", "").startswith(f"{reason}.png: ")
    dialog.close()


def test_a_code_that_has_lapsed_is_renewed(window: QWidget) -> None:
    uploads = Uploads()
    dialog = PhonePicturesDialog(uploads.begin, window, step_number=3)
    dialog.open()
    assert dialog.windowTitle() == "Picture for step 3 from my phone"
    uploads.given[0].close()
    assert state(dialog) == "This code has expired."
    assert dialog._qr.isHidden()
    button(dialog, "renewButton").click()
    assert len(uploads.given) == 2
    assert not dialog._qr.isHidden()
    uploads.given[1].go(UploadProgress(PhonePresence.HERE, stored=1, total=1))
    assert state(dialog) == "Saved: 1 of 1"
    uploads.given[1].close()
    assert state(dialog).endswith("The connection to the phone has ended.")
    dialog.close()
    uploads.given[1].go(UploadProgress())  # nobody listens any more


def test_another_network_means_another_code_while_no_phone_has_come(window: QWidget) -> None:
    uploads = Uploads()
    uploads.has_network = False
    dialog = PhonePicturesDialog(uploads.begin, window)
    dialog.open()
    assert "no network" in state(dialog)
    uploads.has_network = True
    dialog.renew_if_shown()
    assert state(dialog).startswith("Valid once")
    dialog.renew_if_shown()
    assert len(uploads.given) == 3
    uploads.given[2].go(UploadProgress(PhonePresence.AWAY, stored=1, total=2))
    dialog.renew_if_shown()
    assert len(uploads.given) == 3, "its phone finds back by itself"
    dialog.close()


def test_a_window_that_goes_ends_the_upload(window: QWidget) -> None:
    uploads = Uploads()
    parent = QWidget(window)
    PhonePicturesDialog(uploads.begin, parent)
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert uploads.given[0].is_over
    uploads.given[0].go(UploadProgress())
