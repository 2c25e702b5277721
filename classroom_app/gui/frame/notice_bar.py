"""The red bar: what is wrong, why, and what to do."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Size, Space


class NoticeBar(Panel):
    """Hidden until something fails, and again after the next success or by its close button."""

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
        """The text of the bar."""
        return self._words.text()

    def refuse(self, text: str) -> None:
        """Show why something was refused, until the class has moved on."""
        self.say(text)
        self._is_refusal = True

    def pass_by(self) -> None:
        """Hide a refusal, since the class has moved on; other texts stay."""
        if self._is_refusal:
            self.hide()

    def say(self, text: str) -> None:
        """Show this text."""
        self._is_refusal = False
        self._words.setText(text)
        self._words.setAccessibleName(text)
        self.show()

    def storage_failed(self, cause: str) -> None:
        """Show that data could not be stored, and what to do."""
        self.say(
            self.tr(
                "Couldn't save ({cause}). Nothing was changed. Free up space or check "
                "the disk, then try again. Phones will resend what they have."
            ).format(cause=cause_text(cause))
        )

    def retranslate(self) -> None:
        """Name the close button."""
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self.tr("Close this notice"))

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        self._sign.setPixmap(
            pixmap("warning", self.colours.alarm, Size.ICON, self.devicePixelRatioF())
        )
