"""A class without a roster, helpers, questions or comfort says what such a class always said.

Programs of before may compare an answer whole: what was added later is there only where it applies.
"""

from typing import Any

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from tests.helpers.sample import flat
from tests.helpers.school import School

JOIN_CONFIRMED = {
    *("session_code", "class_id", "user_id", "participant_id", "user_name", "status", "subtask"),
    *("total_steps", "completed_subtasks", "open_help_request", "open_help_status", "message"),
    *("open_help_position", "open_help_message", "heartbeat_s", "picture_spread_s"),
}
STEP = {"id", "title", "order_index", "target_action", "guide_text", "voice_guide_text"}
# Which a step has only if its lesson says so.
STEP_MAY_HAVE = {"description", "view_id", "text", "content_description", "target_package"}
BOARD = {
    *("session_code", "title", "status", "subtask", "next_subtask", "total_steps", "here", "done"),
    *("help", "can_undo", "undo_subtask"),
}
TICKET = {
    *("help_request_id", "user_name", "step", "message", "status", "waited_s", "has_picture"),
}
SESSION = {"session_code", "title", "status", "total_steps", "locked"}
SIGNED_IN = {
    *("user_id", "participant_id", "user_name", "session_code", "class_id", "status"),
}


def fields(message: dict[str, Any]) -> set[str]:
    return set(flat(message)) - {"type"}


async def test_nothing_was_added_to_what_phones_and_remotes_are_told(school: School) -> None:
    signed_in = await school.sign_in("Kim")
    assert set(signed_in.json()) == SIGNED_IN
    kim, remote = await school.student_phone("Lee"), await school.instructor()
    assert fields(await kim.join()) == JOIN_CONFIRMED
    assert fields(await remote.join()) == JOIN_CONFIRMED
    await school.execute(cmd.NextStep())
    changed = await kim.expect("step_changed")
    assert STEP <= set(changed["subtask"]) <= STEP | STEP_MAY_HAVE
    await kim.send("step_complete", subtask_id=1)
    done = await kim.expect("step_complete_confirmed")
    assert fields(done) == {"subtask_id", "message"}
    await kim.send("request_help", subtask_id=2)
    call = (await kim.expect("request_help_confirmed"))["help_request_id"]
    mine = {"Cookie": f"sessionid={await school.instructor_cookie()}"}
    board = (await school.http.get("/api/sessions/TEST001/board", headers=mine)).json()
    assert set(board) == BOARD
    assert set(board["help"][0]) == TICKET
    for status in HelpStatus.ON_THE_WAY, HelpStatus.RESOLVED:
        await remote.send("resolve_help", help_request_id=call, status=status)
        told = await kim.expect("help_response")
        assert fields(told) == {"help_request_id", "status", "message", "message_id"}
        told = await remote.expect("help_updated")
        assert fields(told) == {"help_request_id", "user_id", "status"}
    await school.execute(cmd.SendMessage("look up"))
    told = await kim.expect("instructor_message")
    assert fields(told) == {"message", "user_name", "message_id"}
    error = await kim.ask("step_complete", subtask_id=99)
    assert fields(error) == {"error", "code", "ref"}
    assert set((await school.http.get("/api/sessions/TEST001")).json()) == SESSION
