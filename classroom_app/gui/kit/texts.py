"""Durations, tooltips and paths, the same in every part of the window."""

import html
import re
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QDir, Qt, QTextBoundaryFinder
from PySide6.QtWidgets import QWidget

PATH_WIDTH = 560
_LONG_WORD = re.compile(r"\S{16,}")
_ANYWHERE = "\N{ZERO WIDTH SPACE}"


def clock_text(seconds: float | None) -> str:
    """Return `0:42`, `12:41` or `1:02:03`; "" for None."""
    if seconds is None:
        return ""
    whole = max(0, int(seconds))
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


def shown_path(path: str | Path, widget: QWidget) -> str:
    """Return a path as the system writes it, elided in the middle if it is very long."""
    text = QDir.toNativeSeparators(str(path))
    return widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, PATH_WIDTH)


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows `text` verbatim, whatever markup a student put into it."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def breakable(text: str) -> str:
    """Return a text whose long words may be broken anywhere; a label breaks only between words.

    Those words then contain zero-width spaces: show it, do not store it.
    """
    return _LONG_WORD.sub(lambda word: _ANYWHERE.join(_letters(word[0])), text)


def _letters(word: str) -> list[str]:
    """Return what readers take for letters (grapheme clusters): each may be several characters."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    # The finder counts in UTF-16 units.
    units = word.encode("utf-16-le")
    ends = [0]
    while (end := finder.toNextBoundary()) != -1:
        ends.append(end)
    return [units[2 * a : 2 * b].decode("utf-16-le") for a, b in pairwise(ends)]
