"""The red bar: what is wrong, why, and the way out."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Size, Space


class NoticeBar(Panel):
    """Hidden until something fails; gone after the next success or by its cross."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("alarm", parent)
        self.setObjectName("noticeBar")
        self._is_refusal = False
        self._sign = QLabel(self)
        self._words = Label("", wraps=True, parent=self)
        self._words.setObjectName("noticeText")
        self._close = IconButton("close", kind="quiet", name="noticeCloseButton", parent=self)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._close)
        self.hide()
        self.finish()

    @property
    def text(self) -> str:
        """What the bar says."""
        return self._words.text()

    def refuse(self, text: str) -> None:
        """Show why something was refused; gone when the class has gone on."""
        self.say(text)
        self._is_refusal = True

    def pass_by(self) -> None:
        """Let a refusal be: something has been done since."""
        if self._is_refusal:
            self.hide()

    def say(self, text: str) -> None:
        """Show these words."""
        self._is_refusal = False
        self._words.setText(text)
        self._words.setAccessibleName(text)
        self.show()

    def storage_failed(self, cause: str) -> None:
        """Say that the disk refuses, and what to do."""
        self.say(
            self.tr(
                "Couldn't save ({cause}). Nothing was changed. Free up space or check "
                "the disk, then try again. Phones will resend what they have."
            ).format(cause=cause_text(cause))
        )

    def retranslate(self) -> None:
        """Name the cross."""
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self.tr("Close this notice"))

    def restyle(self) -> None:
        """Draw the icon in the present colours."""
        self._sign.setPixmap(
            pixmap("warning", self.colours.alarm, Size.ICON, self.devicePixelRatioF())
        )
