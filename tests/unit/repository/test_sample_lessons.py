"""The lessons that come with the program keep to what they were written for."""

import subprocess
import sys
from pathlib import Path

import pytest

from classroom_app.bootstrap.sample_lessons import sample_paths
from classroom_app.protocol.lesson_file import read_lesson_file
from classroom_app.protocol.picture_head import picture_head

ROOT = Path(__file__).parents[3]
SAMPLES = sample_paths()
PATHS = [path for paths in SAMPLES.values() for path in paths]
# So much of a step is read at a glance in the phone's large letters.
LONGEST_GUIDE = {"ko": 100, "en": 200}
LONGEST_TITLE = 28
# Of the picture of a step; forty phones take it over one Wi-Fi.
LARGEST_PICTURE = 25_000
# Words that nobody had to know before there were phones like these.
JARGON = (
    *("UI", "URL", "앱바", "네비게이션", "토글", "탭하", "스와이프", "팝업", "인터페이스"),
    *("toggle", "navigate", "interface", "popup", "pop-up", "launch", "enable", "SSID"),
)


def test_both_languages_have_the_same_six() -> None:
    names = [[path.name for path in SAMPLES[language]] for language in ("ko", "en")]
    assert names[0] == names[1]
    assert len(names[0]) == 6


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_short_spoken_and_without_jargon(path: Path) -> None:
    lesson = read_lesson_file(path.read_bytes())
    assert lesson.language == path.parent.name
    assert lesson.description
    assert 4 <= len(lesson.subtasks) <= 9
    for step in lesson.subtasks:
        assert len(step.title) <= LONGEST_TITLE, step.title
        assert step.guide_text, step.title
        assert len(step.guide_text) <= LONGEST_GUIDE[lesson.language], step.title
        assert step.voice_guide_text, step.title
        for text in (step.title, step.guide_text, step.description or ""):
            assert not [word for word in JARGON if word in text], text
        said = step.voice_guide_text
        assert not set("()|“”<>") & set(said), f"a voice stumbles over these: {said}"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_step_has_a_small_picture(path: Path) -> None:
    for step in read_lesson_file(path.read_bytes()).subtasks:
        assert step.picture is not None, step.title
        assert len(step.picture.data) <= LARGEST_PICTURE, step.title
        head = picture_head(step.picture.data)
        assert head is not None
        assert head.width == 800, step.title
        assert head.height <= 0.8 * head.width, step.title


# Run by itself: other tests have loaded what this one looks for.
READ_ALL = """
import asyncio, sys
from classroom_app.bootstrap.sample_lessons import sample_paths
from classroom_app.storage.lesson_files import LessonFilesOnDisk
for path in sample_paths()["ko"]:
    draft, _fingerprints = asyncio.run(LessonFilesOnDisk().read_sample(path))
    assert all(step.picture is not None for step in draft.subtasks)
sys.exit("PIL was loaded" if "PIL" in sys.modules else 0)
"""


def test_they_are_imported_at_the_first_start_without_a_library_for_pictures() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_file_in_the_documentation_is_one() -> None:
    text = (ROOT / "docs" / "LESSONS.md").read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    assert read_lesson_file(example.encode()).title == "Turn notifications on"
