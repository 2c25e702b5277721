"""The student's page when the server that keeps the class does not answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.phone import Phone
from tests.browser.program import Person, Program
from tests.helpers.postgres import PostgresDatabase


@pytest.fixture
def program(tmp_path: Path, postgres: PostgresDatabase) -> Iterator[Program]:
    program = Program(tmp_path, more=("--database", postgres.url))
    program.start()
    yield program
    program.stop()


def test_what_is_pressed_meanwhile_is_kept_and_arrives_once(
    phone: Phone, program: Program, instructor: Person, postgres: PostgresDatabase
) -> None:
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    instructor.go_to_step(2)
    phone.see("#step")
    postgres.server.stop_at_once()
    try:
        phone.press("#done")
        phone.read("#well-done-text", "저장했어요")
        phone.press("#help-ask")
        phone.read("#help-state", "연결되면")
    finally:
        postgres.server.start()
    phone.read("#well-done-text", "기다려 주세요")
    phone.read("#help-state", "강사님을 불렀어요")
    done = "SELECT count(*) FROM subtask_completions"
    assert postgres.one(done) == 1
    assert postgres.one("SELECT count(*) FROM help_requests") == 1
    assert phone.run("return localStorage.getItem('classroom.outbox')").count("subtask_id") == 0
