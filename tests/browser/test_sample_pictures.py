"""The sample lessons' pictures on a small phone: whole and in sight, above Done and Help."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom_app.bootstrap.sample_lessons import sample_paths
from tests.browser.phone import Phone, Profile
from tests.browser.program import Program
from tests.browser.test_student_pictures import PAINTED

# Those with the longest titles, and the highest picture.
LESSONS = {"en": "emergency-sos", "ko": "notifications"}
WHERE = """
  const edges = id => document.querySelector(id).getBoundingClientRect();
  const image = edges('#step-picture img');
  return [edges('#step-title').bottom, image.top, image.bottom, edges('.acts').top, image.width];
"""


@pytest.fixture(params=LESSONS)
def program(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Program, str]]:
    (path,) = (
        path for path in sample_paths()[request.param] if path.stem == LESSONS[request.param]
    )
    program = Program(tmp_path, json.loads(path.read_text(encoding="utf-8")))
    program.start()
    yield program, request.param
    program.stop()


def test_each_picture_is_in_sight_with_its_title_done_and_help(
    phone: Phone, program: tuple[Program, str]
) -> None:
    running, language = program
    phone.show_as(Profile(width=360, height=640, language=language))
    phone.join(running.join_url, "Kim")
    phone.see("#waiting")
    steps = json.loads(running.lesson.read_text(encoding="utf-8"))["subtasks"]
    with running.instructor() as instructor:
        for number, step in enumerate(steps, 1):
            instructor.go_to_step(number)
            phone.read("#step-title", step["title"])
            phone.wait(lambda: bool(phone.run(PAINTED)), "the picture is not there")
            phone.gone("#toast p")
            phone.run("scrollTo(0, 0)")
            title, top, bottom, acts, width = phone.run(WHERE)
            assert title <= top < bottom <= acts, step["title"]
            assert width > 0.8 * 360, "its letters are large"
            phone.press("#done")
            phone.see("#well-done")
    phone.show_as(phone.profile)
