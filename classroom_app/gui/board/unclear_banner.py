"""When many students are stuck, the step is the likely cause: shown once, not at every name."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Space


class UnclearBanner(Panel):
    """Shown while more than 40 % of the students here are stuck."""

    def __init__(self, board: ClassBoard, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("unclearBanner")
        self._board, self._is_aside = board, False
        card = Panel("notice", self)
        self._sign = QLabel(card)
        self._words = Label("", wraps=True, parent=card)
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(Space.M, 0, Space.M, 0)
        outer.addWidget(card)
        board.reset.connect(self.refresh)
        board.refreshed.connect(self.refresh)
        self.hide()
        self.finish()

    def refresh(self) -> None:
        """Show the banner with the current counts, while the step may be unclear."""
        session = self._board.session
        is_unclear = session is not None and self._board.insight.step_may_be_unclear
        if is_unclear:
            heads = self._board.insight.counters
            self._words.setText(
                self.tr("This step may be unclear: {stuck} of {here} are stuck.").format(
                    stuck=heads.stuck, here=heads.here
                )
            )
        self.setVisible(is_unclear and not self._is_aside)

    def set_aside(self, on: bool) -> None:
        """Leave the room to another widget, or take it again."""
        if on is not self._is_aside:
            self._is_aside = on
            self.refresh()

    def retranslate(self) -> None:
        """Set the text in the current language."""
        self.refresh()

    def restyle(self) -> None:
        """Draw the icon in the current colours."""
        colour = self.colours.warning
        self._sign.setPixmap(pixmap("warning", colour, 18, self.devicePixelRatioF()))
