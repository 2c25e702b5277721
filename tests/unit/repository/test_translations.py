"""Each language is complete: nothing untranslated, nothing left over, every placeholder kept."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import PySide6
import pytest

from classroom_app.cli import parser
from classroom_app.gui.language import LANGUAGES
from classroom_app.system.paths import resources_dir

GUI = Path(__file__).parents[3] / "classroom_app" / "gui"
FILES = sorted((resources_dir() / "translations").glob("*.ts"))
REFRESH = "run `make texts`, then translate what is marked unfinished"
PLACEHOLDER = re.compile(r"\{(\w+)\}")

Texts = dict[tuple[str, str], ElementTree.Element]


def texts_of(path: Path) -> Texts:
    texts: Texts = {}
    root = ElementTree.parse(path).getroot()  # noqa: S314 - our own file
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            texts[name, message.findtext("source", "")] = translation
    return texts


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    """All that the window says, as the extractor finds it."""
    lupdate = shutil.which("lupdate", path=Path(PySide6.__file__).parent)
    assert lupdate is not None
    fresh = tmp_path_factory.mktemp("translations") / "fresh.ts"
    files = [str(path) for path in sorted(GUI.rglob("*.py"))]
    subprocess.run([lupdate, "-silent", *files, "-ts", str(fresh)], check=True)
    return texts_of(fresh)


def test_the_window_has_a_file_for_each_of_its_languages() -> None:
    codes = {path.stem.removeprefix("classroom_app_") for path in FILES}
    assert codes | {"en"} == set(LANGUAGES)
    option = next(action for action in parser()._actions if action.dest == "language")
    assert set(option.choices or ()) == set(LANGUAGES), "--language takes the same"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_in_the_file(path: Path, sources: Texts) -> None:
    assert sources.keys() - texts_of(path).keys() == set(), REFRESH


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_left_over(path: Path, sources: Texts) -> None:
    assert texts_of(path).keys() - sources.keys() == set(), REFRESH


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_is_translated(path: Path) -> None:
    unfinished = [
        key
        for key, translation in texts_of(path).items()
        if translation.get("type") or not (translation.text or "").strip()
    ]
    assert unfinished == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_placeholder_is_kept(path: Path) -> None:
    for (context, source), translation in texts_of(path).items():
        kept = sorted(PLACEHOLDER.findall(translation.text or ""))
        assert kept == sorted(PLACEHOLDER.findall(source)), (context, source)
