"""Fixtures for every test."""

import gc
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from PIL import Image
from PySide6.QtCore import QCoreApplication, Qt

from tests.helpers import exclusions
from tests.helpers.databases import add_option, databases
from tests.helpers.exclusions import Exclusions
from tests.helpers.postgres import PostgresDatabase, PostgresServer, fresh_database
from tests.helpers.school import School, open_school
from tests.helpers.started import end_what_still_runs
from tests.helpers.systems import REASONS, is_wine
from tests.postgresql_exclusions import NOT_ON_POSTGRESQL
from tests.windows_exclusions import NOT_ON_WINDOWS, NOT_UNDER_WINE

# How long an example takes says nothing on a computer that has other work, or under Wine.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that try what is excluded, and choose the database."""
    exclusions.add_option(parser)
    add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what this system cannot run, or this database, and say so."""
    databases.is_server = config.getoption("--database") == "postgresql"
    excluded = {
        **(NOT_ON_WINDOWS if sys.platform == "win32" else {}),
        **(NOT_ON_POSTGRESQL if databases.is_server else {}),
        **(NOT_UNDER_WINE if is_wine() else {}),
    }
    config.pluginmanager.register(Exclusions(excluded, REASONS), "exclusions")


def pytest_unconfigure() -> None:
    """End the database server, if a test has asked for it."""
    databases.end()


def pytest_collection_finish() -> None:
    """Spare what every test shares: each of them collects the garbage that it made."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _use_dialogs_that_a_test_can_drive() -> None:
    """Windows' own file dialogs run on a thread of the system, out of a test's reach."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


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


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """The PostgreSQL server of this run; who stops it starts it again."""
    return databases.server


@pytest.fixture(autouse=True)
def _drop_databases() -> Iterator[None]:
    kept = databases.known()
    yield
    databases.drop_all_but(kept)


@pytest.fixture
def postgres(postgres_server: PostgresServer) -> Iterator[PostgresDatabase]:
    """A database of a test's own on PostgreSQL, with the newest schema and no rows."""
    with fresh_database(postgres_server) as database:
        yield database


@pytest.fixture
def empty_postgres(postgres_server: PostgresServer) -> Iterator[PostgresDatabase]:
    """A database of a test's own on PostgreSQL, without any table."""
    with fresh_database(postgres_server, empty=True) as database:
        yield database


@pytest.fixture(autouse=True)
def _no_process_outlives_its_test() -> Iterator[None]:
    yield
    end_what_still_runs()


@pytest.fixture(autouse=True)
def _collect_on_this_thread() -> Iterator[None]:
    """As in the program: a widget must not be destroyed on a thread that happens to allocate."""
    gc.disable()
    yield
    gc.collect()
    if not gc.get_freeze_count():  # the program that the test has run gave all of it back
        gc.freeze()
    gc.enable()
