"""Fixtures for every test."""

import gc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.helpers.school import School, open_school


@pytest.fixture(scope="session", autouse=True)
def _read_picture_plugins() -> None:
    """Pillow looks for its formats once, at the first picture."""
    Image.init()


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    """A class that students sign in to."""
    async with open_school(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
async def open_house(tmp_path: Path) -> AsyncIterator[School]:
    """A class that lets guests in too."""
    async with open_school(tmp_path / "data", guests=True) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _collect_on_this_thread() -> Iterator[None]:
    """As in the program: a widget must not be destroyed on a thread that happens to allocate."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
