"""Letting a painter draw one cell, in both schemes."""

import pytest
from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from classroom_app.gui.theme.theme import palette_of
from classroom_app.gui.theme.tokens import DARK, LIGHT, Colours

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def canvas(scheme: Colours, width: int = 200, height: int = 60) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(scheme.surface))
    return image


def painted(
    delegate: QStyledItemDelegate,
    index: QModelIndex,
    scheme: Colours,
    *states: QStyle.StateFlag,
    width: int = 200,
    height: int = 60,
) -> QImage:
    image = canvas(scheme, width, height)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, image.width(), image.height())
    option.palette = palette_of(scheme)
    for state in states:
        option.state |= state
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image
