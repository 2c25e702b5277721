"""Why a step was started, from a client's socket and from an older program's file to the report."""

import json

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_report import Control
from classroom_app.domain.step_reason import StepReason
from tests.helpers.databases import change, rows_of
from tests.helpers.school import School


async def starts_in_report(school: School) -> list[tuple[StepReason, str]]:
    record = await school.services.reports.record(school.session.id)
    return [
        (line.reason, line.words)
        for line in record.report.controls
        if line.control is Control.START_STEP
    ]


async def test_what_a_client_writes_is_a_message(school: School) -> None:
    instructor = await school.instructor()
    for message in ("auto", "undo", "천천히"):
        await instructor.send("next_step", message=message)
        await instructor.expect("step_changed")
    await school.execute(cmd.NextStep(1, reason=StepReason.UNDO))
    assert await starts_in_report(school) == [
        (StepReason.INSTRUCTOR, "auto"),
        (StepReason.INSTRUCTOR, "undo"),
        (StepReason.INSTRUCTOR, "천천히"),
        (StepReason.UNDO, ""),
    ]


async def test_a_client_can_take_a_step_back(school: School) -> None:
    instructor = await school.instructor()
    await instructor.send("next_step", subtask_id=2)
    await instructor.expect("step_changed")
    await instructor.send("next_step", subtask_id=1, reason="UNDO")
    await instructor.expect("step_changed")
    for wrong in ("AUTO", "undo", 1):
        answer = await instructor.ask("next_step", subtask_id=1, reason=wrong)
        assert (answer["code"], answer["ref"]) == ("invalid_field", "next_step")
    assert await starts_in_report(school) == [
        (StepReason.INSTRUCTOR, ""),
        (StepReason.UNDO, ""),
    ]


async def test_a_history_that_an_older_program_stored(school: School) -> None:
    for message in ("", "auto", "undo", "천천히"):
        await school.execute(cmd.NextStep(1, message))
    folder = school.program.config.data_dir
    query = "SELECT id, payload FROM session_events WHERE kind = 'StepStarted' ORDER BY id"
    for row_id, payload in rows_of(folder, query):
        old = {name: value for name, value in json.loads(payload).items() if name != "reason"}
        update = "UPDATE session_events SET payload = ? WHERE id = ?"
        change(folder, update, json.dumps(old), row_id)
    assert await starts_in_report(school) == [
        (StepReason.INSTRUCTOR, ""),
        (StepReason.AUTO, ""),
        (StepReason.UNDO, ""),
        (StepReason.INSTRUCTOR, "천천히"),
    ]
