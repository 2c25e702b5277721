import pytest

from classroom_app.gui.kit.toast import Toast
from tests.unit.gui.conftest import Stage


@pytest.fixture
def toast(stage: Stage) -> Toast:
    return Toast(stage.window, lift=80)
