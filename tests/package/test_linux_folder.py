"""The folder of the Linux packages: small, and sorting and encodings are whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from classroom_app.application.server_place import ServerPlace
from classroom_app.storage.migrate import HEAD
from classroom_app.system.system_keyring import SystemKeyring
from tests.helpers.postgres import GUARDED, HOST, PASSWORD, PostgresDatabase
from tests.helpers.secret_service import own_keyring

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "package" / "folder" / "classroom-app"
LARGEST_MB = 155
ASKS_ICU = """
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QLocale, QStringConverter, QStringDecoder
words = ["힣", "나", "가", "b", "A", "a10", "a9", "ä", "Z", "ㄱ", "김영희", "김 영희", "각", "漢"]
for name in ("ko_KR", "en_US", "de_DE"):
    for numeric in (False, True):
        collator = QCollator(QLocale(name))
        collator.setNumericMode(numeric)
        print(name, sorted(words, key=cmp_to_key(collator.compare)))
for name in sorted(QStringConverter.availableCodecs()):
    print(name, QStringDecoder(name).isValid())
"""


def asked(**more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ASKS_ICU],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **more},
    )
    assert done.stderr == ""
    return done.stdout


def icu_data() -> Path:
    (data,) = (FOLDER / "_internal/PySide6/Qt/lib").glob("libicudata.so.*")
    return data


def test_it_uses_a_schools_server_with_the_password_of_the_keyring(
    postgres: PostgresDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {GUARDED}")
    place = ServerPlace(HOST, GUARDED, postgres.name, postgres.server.port, "")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    command = [str(FOLDER / "classroom-app"), "doctor", "--port", "0", "--database", place.url]
    with own_keyring(tmp_path, monkeypatch):
        SystemKeyring().write(place.login, PASSWORD)
        done = subprocess.run(
            [*command, "--data-dir", str(tmp_path / "data")],
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert f"revision {HEAD}, the newest" in done.stdout, done.stdout + done.stderr
    assert PASSWORD not in done.stdout + done.stderr


def test_the_database_driver_can_be_replaced() -> None:
    """As its licence, the LGPL, wants it: nothing of it is inside the program's own file."""
    inside = FOLDER / "_internal"
    assert (inside / "psycopg" / "connection.py").is_file()
    assert list((inside / "psycopg_binary").glob("_psycopg*.so"))


def test_smaller_icu_data_sort_and_decode_as_before() -> None:
    before = asked()
    assert "EUC-KR True" in before
    assert "ko_KR ['ㄱ', '가', '각', '김 영희'" in before
    assert asked(LD_PRELOAD=str(icu_data())) == before


def test_icu_data_are_smaller_and_there_once() -> None:
    assert icu_data().stat().st_size < 12e6
    files = [path for path in FOLDER.rglob("libicudata*") if not path.is_symlink()]
    assert files == [icu_data()]


def test_it_is_small() -> None:
    files = (path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink())
    assert sum(path.stat().st_size for path in files) < LARGEST_MB * 1e6


def test_qt_can_be_replaced() -> None:
    for name in ("Core", "Gui", "Widgets", "Network"):
        assert (FOLDER / f"_internal/PySide6/Qt/lib/libQt6{name}.so.6").is_file()
