"""A frame that updates its texts when the language changes, and its icons with the colours."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QWidget

from classroom_app.gui.kit.calm_wheel import calm_wheel
from classroom_app.gui.theme.tokens import Colours, colours_of


class Panel(QFrame):
    """Base of the window's parts; a subclass ends its `__init__` with `finish()`."""

    _is_finished = False

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if role:
            self.setProperty("role", role)

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        return colours_of(self.palette())

    def finish(self) -> None:
        """Set texts and icons, now that everything is built."""
        self._is_finished = True
        calm_wheel(self)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        """Set all texts in the current language."""

    def restyle(self) -> None:
        """Draw all icons in the current colours."""

    def changeEvent(self, qevent: QEvent) -> None:
        """Follow a change of the language or the palette."""
        if self._is_finished:
            if qevent.type() == QEvent.Type.LanguageChange:
                self.retranslate()
            elif qevent.type() == QEvent.Type.PaletteChange:
                self.restyle()
        super().changeEvent(qevent)


def set_flag(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet depends on, and apply the style sheet again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
