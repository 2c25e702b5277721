"""What a file of names holds is shown letter by letter, wherever the mouse is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from classroom_app.gui.people.import_preview import NAME, NOTE, ImportPreview
from classroom_app.protocol.roster_rows import Line, Problem
from tests.unit.gui.item_models import under_test

# A tooltip that took it for markup would ask another computer for the picture.
MARKUP = '<img src="//elsewhere/x.png">'


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (Line(2, 3, MARKUP), NAME),
        (Line(2, None, "김영희", Problem.BAD_NUMBER, MARKUP), NOTE),
    ],
)
def test_a_cell_is_no_markup(window: QWidget, line: Line, column: int) -> None:
    preview = ImportPreview(window.palette())
    under_test(preview)
    preview.show_lines([line])
    cell = preview.index(0, column)
    assert MARKUP in cell.data()
    assert "<img" not in cell.data(Qt.ItemDataRole.ToolTipRole)
