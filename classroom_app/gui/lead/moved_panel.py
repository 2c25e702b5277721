"""The class led here now runs on another computer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from classroom_app.application.ports import Leader
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.session_code import formatted_code
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.flowing_page import FlowingPage, scrolled
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.tokens import Space


class MovedPanel(Panel):
    """`understood` is emitted when the instructor has confirmed."""

    understood = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._about: tuple[str, str, Leader] | None = None
        card = Panel("panel", self)
        card.setFixedWidth(560)
        self._heading = Label("", "large", wraps=True, parent=card)
        self._heading.setObjectName("movedHeading")
        self._class = Label("", "muted", wraps=True, parent=card)
        self._words = Label("", wraps=True, parent=card)
        self._words.setObjectName("movedWords")
        self._ok = IconButton("check", kind="primary", shape="big", name="movedButton", parent=card)
        self._ok.setAutoDefault(True)
        self._ok.clicked.connect(self.understood)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XXL)
        column.setSpacing(Space.M)
        for widget in (self._heading, self._class, self._words):
            column.addWidget(widget)
        column.addSpacing(Space.M)
        column.addWidget(self._ok)
        page = FlowingPage(self)
        centred = QVBoxLayout(page)
        centred.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(page, self))
        self.finish()

    def show_moved(self, session: ClassSession, leader: Leader) -> None:
        """Show which class it is, and who leads it now."""
        self._about = session.title, session.code, leader
        self.retranslate()

    @property
    def heading(self) -> str:
        """The heading, such as for a notice."""
        return self._heading.text()

    def take_focus(self) -> None:
        """Make Return press OK."""
        self._ok.setFocus()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._ok.setText(self.tr("OK"))
        self._ok.setAccessibleName(self.tr("OK"))
        if self._about is None:
            return
        title, code, leader = self._about
        computer = leader.computer or self.tr("another computer")
        self._heading.setText(self.tr("The class now runs on {computer}").format(computer=computer))
        self._class.setText(f"{title} · {formatted_code(code)}")
        self._words.setText(
            self.tr(
                "It was resumed there at {time}, while this computer was out of reach. Everything "
                "that was saved here is there too. Phones join again with the QR code on that "
                "computer."
            ).format(time="" if leader.since is None else f"{leader.since.astimezone():%H:%M}")
        )
