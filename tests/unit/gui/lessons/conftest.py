import pytest
from PySide6.QtWidgets import QWidget

from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.tasks import Tasks


@pytest.fixture
def pictures(window: QWidget) -> Pictures:
    return Pictures(Tasks(window), window)
