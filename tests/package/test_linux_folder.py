"""The folder of the Linux packages: small, and sorting and encodings are whole."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "package" / "folder" / "classroom-app"
LARGEST_MB = 140
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
