"""Durations, tooltips and paths, the same in every part of the window."""

import html
from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QWidget

PATH_WIDTH = 560


def clock_text(seconds: float | None) -> str:
    """Return `0:42`, `12:41` or `1:02:03`; nothing for None."""
    if seconds is None:
        return ""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def shown_path(path: str | Path, widget: QWidget) -> str:
    """Return a path as the system writes it, its middle left out where it is very long."""
    text = QDir.toNativeSeparators(str(path))
    return widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, PATH_WIDTH)


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows `text` letter by letter, whatever a student put in it."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""
