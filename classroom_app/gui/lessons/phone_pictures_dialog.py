"""The dialog for pictures from the instructor's own phone: a QR code, then the progress."""

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from classroom_app.application.picture_upload import PhonePresence, PictureUpload, RefusedPicture
from classroom_app.domain.picture_refusal import RefusalReason
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.kit.texts import breakable, clock_text

BeginUpload = Callable[[Callable[[], None]], PictureUpload]
"""Starts an upload and ends the previous one; its argument is called on every progress."""

_FULL = 1_000
# How many refused files are named at most, the newest ones.
_NAMED = 5


class PhonePicturesDialog(Sheet):
    """Shows the code, then the progress; closing the dialog ends the upload.

    `step_number` (from 1) is the step that one picture is for; None if each picture becomes a
    step.
    """

    is_about_class = False

    def __init__(self, begin: BeginUpload, parent: QWidget, step_number: int | None = None) -> None:
        super().__init__("phonePicturesDialog", parent)
        self._begin, self._step_number = begin, step_number
        centre = Qt.AlignmentFlag.AlignHCenter
        self._qr = QrCode(300, self)
        self._state = Label("", "heading", wraps=True, parent=self)
        self._state.setObjectName("uploadState")
        self._state.setAlignment(centre)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("uploadProgress")
        self._bar.setRange(0, _FULL)
        self._bar.setTextVisible(False)
        self._hint = Label("", "muted", wraps=True, parent=self)
        self._hint.setAlignment(centre)
        self._refused = Label("", "fault", wraps=True, parent=self)
        self._refused.setObjectName("uploadRefused")
        self.body.addWidget(self._qr, 0, centre)
        for part in (self._state, self._bar, self._hint, self._refused):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._renew = self.add_button("renewButton")
        self._renew.clicked.connect(self.renew)
        self._close = self.add_button("closeButton", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self._shape: tuple[bool, ...] = ()
        self._ear = _Ear(self._show_state)
        self._upload = begin(self._ear.hear)
        self._timer = QTimer(self, interval=1_000)
        self._timer.timeout.connect(self._show_state)
        self._timer.start()
        self.finished.connect(self._end)
        # A dialog destroyed with its window does not emit `finished`.
        self.destroyed.connect(self._ear.close)
        self._show_upload()

    @property
    def upload(self) -> PictureUpload:
        """The current upload."""
        return self._upload

    def renew(self) -> None:
        """Start a new upload and show its code, with the current address of this computer."""
        self._upload = self._begin(self._ear.hear)
        self._timer.start()
        self._show_upload()

    def renew_if_shown(self) -> None:
        """Replace a code that no phone has used yet, after the address has changed."""
        upload = self._upload
        is_waiting = not upload.is_over and upload.progress.phone is PhonePresence.NONE
        if is_waiting or not upload.url:
            self.renew()

    def give_way(self, pixels: int) -> bool:
        """Show a smaller code on a low screen."""
        return self._qr.shrink(pixels)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        if self._step_number is None:
            self.set_heading(self.tr("Pictures from my phone"))
        else:
            heading = self.tr("Picture for step {number} from my phone")
            self.set_heading(heading.format(number=self._step_number))
        self._qr.setAccessibleName(self.tr("QR code for pictures from your phone"))
        self._bar.setAccessibleName(self.tr("Pictures from my phone"))
        self._renew.setText(self.tr("New code"))
        self._renew.setAccessibleName(self.tr("New code"))
        self._show_state()

    def _show_upload(self) -> None:
        self._qr.show_text(self._upload.url)
        self._ear.upload = self._upload
        self.retranslate()

    def _show_state(self) -> None:
        upload, progress = self._upload, self._upload.progress
        has_come = progress.phone is not PhonePresence.NONE or progress.done > 0
        is_waiting = not has_come and not upload.is_over and bool(upload.url)
        self._qr.setVisible(is_waiting)
        self._bar.setVisible(has_come and progress.total > 0)
        self._bar.setValue(_thousandths(upload))
        self._state.setText(self._state_words(is_waiting=is_waiting, has_come=has_come))
        self._hint.setText(self._hint_words() if is_waiting else "")
        self._hint.setVisible(is_waiting)
        self._refused.setText("\n".join(map(_refused_words, progress.refused[-_NAMED:])))
        self._refused.setVisible(bool(progress.refused))
        self._renew.setVisible(not has_come or upload.is_over)
        is_busy = has_come and not upload.is_over and progress.done < progress.total
        close = self.tr("Stop") if is_busy else self.tr("Close")
        self._close.setText(close)
        self._close.setAccessibleName(close)
        # Enter is easily pressed by accident and must not stop an upload.
        self._close.setAutoDefault(not is_busy)
        self._close.setDefault(not is_busy)
        shape = (is_waiting, has_come, bool(progress.total), len(progress.refused) > 0)
        if shape != self._shape and self.isVisible():
            self._fit_anew()
        self._shape = shape

    def _fit_anew(self) -> None:
        """Resize to the height needed now: much less once the code is hidden."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.width(), 1)
        self.fit()

    def _state_words(self, *, is_waiting: bool, has_come: bool) -> str:
        upload, progress = self._upload, self._upload.progress
        if is_waiting:
            left = clock_text(upload.seconds_left)
            return self.tr("Valid once, {time} left").format(time=left)
        if not has_come:
            if upload.url:
                return self.tr("This code has expired.")
            return self.tr("This computer is in no network that phones can reach.")
        here = progress.stored + progress.known
        count = self.tr("Saved: {count} of {total}").format(count=here, total=progress.total)
        if progress.known:
            known = self.tr("Already in the lesson: {count}").format(count=progress.known)
            count = f"{count}\n{known}"
        if upload.is_over:
            ended = self.tr("The connection to the phone has ended.")
            return f"{count}\n{ended}"
        is_all_here = 0 < progress.total <= progress.done
        if progress.phone is PhonePresence.AWAY and not is_all_here:  # else it may well be put away
            lost = self.tr("The phone has lost the connection. It goes on by itself.")
            return f"{count}\n{lost}" if progress.total else lost
        if not progress.total:
            return self.tr("Your phone is connected. Choose the pictures there.")
        if is_all_here:
            done = self.tr("All pictures are here. Send more from the phone, or close this.")
            return f"{count}\n{done}" if self._step_number is None else count
        return count

    def _hint_words(self) -> str:
        scan = self.tr("Scan with your own phone, in the same Wi-Fi, and choose screenshots there.")
        if self._step_number is None:
            become = self.tr("Each picture becomes a step; Undo takes them out again.")
        else:
            become = self.tr("The picture goes to this step; Undo takes it out again.")
        return f"{scan} {become}"

    def _end(self) -> None:
        self._timer.stop()
        self._ear.close()


class _Ear:
    """Passes progress on to a dialog until `close`, which also closes the upload."""

    def __init__(self, hear: Callable[[], None]) -> None:
        self._hear: Callable[[], None] | None = hear
        self.upload: PictureUpload | None = None

    def hear(self) -> None:
        if self._hear is not None and self.upload is not None:
            self._hear()

    def close(self) -> None:
        self._hear = None
        if self.upload is not None:
            self.upload.close()


def _thousandths(upload: PictureUpload) -> int:
    progress = upload.progress
    share = (progress.done + progress.fraction) / progress.total if progress.total else 0.0
    return min(_FULL, round(_FULL * share))


def _refused_words(refused: RefusedPicture) -> str:
    """Return why a file was refused."""
    match refused.reason:
        case RefusalReason.NO_PICTURE:
            words = QCoreApplication.translate(
                "PhonePicturesDialog", "{name}: not a picture that can be opened."
            )
        case RefusalReason.HEIC:
            words = QCoreApplication.translate(
                "PhonePicturesDialog",
                "{name}: can't open HEIC pictures. Send a screenshot of it, or a JPEG.",
            )
        case RefusalReason.TOO_LARGE:
            words = QCoreApplication.translate("PhonePicturesDialog", "{name}: too large.")
        case RefusalReason.TOO_MANY:
            words = QCoreApplication.translate(
                "PhonePicturesDialog", "{name}: no more room in the lesson."
            )
        case RefusalReason.STORAGE_FAILED:
            words = QCoreApplication.translate("PhonePicturesDialog", "{name}: not saved.")
        case _:
            assert_never(refused.reason)
    return words.format(name=breakable(refused.name))
