"""Buttons with our icons; those of an action follow its text, state and tooltip."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

from classroom_app.gui.kit.held_key import HeldKey
from classroom_app.gui.theme.icons import icon
from classroom_app.gui.theme.tokens import Size, colours_of

_PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_TONE_OF_KIND = {"primary": "on_accent", "danger": "alarm", "alarm": "on_alarm"}


class IconButton(QPushButton):
    """A push button with an icon in its own colour; `kind` and `shape` give its look."""

    _icon_name = ""

    def __init__(
        self,
        icon_name: str = "",
        *,
        kind: str = "",
        shape: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._held = HeldKey()
        self._icon_name = icon_name
        if kind:
            self.setProperty("kind", kind)
        if shape:
            self.setProperty(shape, "true")
        if name:
            self.setObjectName(name)
        side = 16 if shape == "small" else Size.ICON
        self.setIconSize(QSize(side, side))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._draw_icon()

    def set_icon(self, icon_name: str) -> None:
        """Show another icon."""
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._draw_icon()

    def mouseDoubleClickEvent(self, qevent: QMouseEvent) -> None:
        """Count a double-click once: many people double-click everything."""
        qevent.accept()

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Count a key once per press, however long it is held."""
        if qevent.key() in _PRESSING and self._held.is_repeat(qevent):
            qevent.accept()
        else:
            super().keyPressEvent(qevent)

    def changeEvent(self, qevent: QEvent) -> None:
        """Draw the icon again when the colours change."""
        if qevent.type() == QEvent.Type.PaletteChange and self._icon_name:
            self._draw_icon()
        super().changeEvent(qevent)

    def _draw_icon(self) -> None:
        if self._icon_name:
            tone = _TONE_OF_KIND.get(str(self.property("kind") or ""), "text")
            size = self.iconSize().width()
            self.setIcon(icon(self._icon_name, colours_of(self.palette()), tone, size))


class ActionButton(IconButton):
    """A button that shows an action and triggers it."""

    def __init__(
        self,
        action: QAction,
        icon_name: str = "",
        *,
        kind: str = "",
        shape: str = "",
        name: str = "",
        icon_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(icon_name, kind=kind, shape=shape, name=name, parent=parent)
        self._action, self._icon_only = action, icon_only
        self.setCheckable(action.isCheckable())
        self.clicked.connect(self._on_clicked)
        action.changed.connect(self._on_changed)
        self._on_changed()

    def show_icon_alone(self, alone: bool) -> None:
        """Show the icon without the action's text, or with it."""
        if self._icon_only is not alone:
            self._icon_only = alone
            self._on_changed()

    def _on_clicked(self) -> None:
        if self.isCheckable():
            self.setChecked(self._action.isChecked())
        self._action.trigger()

    def _on_changed(self) -> None:
        text = self._action.iconText()
        self.setText("" if self._icon_only else text)
        self.setAccessibleName(text.replace("…", ""))
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleDescription(self._action.toolTip())
