"""What the instructor said and did while the student's phone slept, or under its eyes."""

from asyncio import to_thread
from collections.abc import Callable
from pathlib import Path

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from tests.browser.phone import HOLD_SOCKETS, Phone, Profile
from tests.browser.program import Person, Program
from tests.helpers.school import School

SMALL_KOREAN = Profile(width=360, height=640)
TALL_ENGLISH = Profile(width=412, height=915, language="en")
COMING = {"ko": "강사님이 오고 계세요", "en": "Your instructor is on the way"}


def in_class(phone: Phone, program: Program, instructor: Person) -> None:
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    instructor.go_to_step(2)
    phone.see("#step")


def ask_help(phone: Phone, instructor: Person) -> dict[str, int]:
    phone.press("#help-ask")
    asked = instructor.until("help_requested")
    phone.read("#help-text", "1")
    return {"help_request_id": asked["help_request_id"]}


def words(phone: Phone) -> list[str]:
    shown: list[str] = phone.run(
        "return [...document.querySelectorAll('#words-list p')].map(each => each.textContent)"
    )
    return shown


@pytest.mark.parametrize("profile", [SMALL_KOREAN, TALL_ENGLISH], ids=["ko", "en"])
def test_a_phone_that_wakes_hears_what_was_said_once(
    phones: Callable[[Profile], Phone], program: Program, profile: Profile
) -> None:
    phone = phones(profile)
    phone.clean()
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        with program.instructor() as instructor:
            in_class(phone, program, instructor)
            asked = ask_help(phone, instructor)
            phone.cut_off()
            instructor.send("instructor_message", message="모두 앞을 보세요")
            instructor.send("resolve_help", status="ON_THE_WAY", message="2분만요", **asked)
            instructor.until("help_updated")
            # What is known of whom to tell is not in the program's memory alone.
            program.kill()
        program.start()
        with program.instructor() as instructor:
            instructor.send("instructor_message", message="둘째 말씀")
            instructor.until("instructor_message")
            phone.offline(False)
            phone.wait(lambda: len(words(phone)) == 2, "both messages")
            assert words(phone) == ["모두 앞을 보세요", "둘째 말씀"]
            phone.press("#words-ok")
            phone.gone("#words")
            phone.read("#help-state", COMING[profile.language])
            phone.read("#help-text", "2분만요")
            phone.driver.refresh()
            phone.read("#help-text", "2분만요")
            phone.gone("#line p")
            assert words(phone) == []
            assert phone.too_wide() == []
            assert phone.barriers() == []
    finally:
        forget()
        phone.open("about:blank")


async def test_another_name_and_a_done_taken_back_are_seen_at_once(
    school: School, phone: Phone
) -> None:
    await to_thread(phone.join, f"{school.base_url}/join/{school.session.code}", "김영희")
    await school.execute(cmd.NextStep())
    (me,) = school.session.participants.values()
    await school.execute(cmd.RenameParticipant(me.id, "김영희 (1반)"))
    await to_thread(phone.read, "#who", "김영희 (1반)")
    await to_thread(phone.read, "#toast", "김영희 (1반)")
    await to_thread(phone.press, "#help-ask")
    await to_thread(phone.read, "#help-text", "내 차례: 1번째")
    (request,) = school.session.help_queue
    await school.execute(cmd.ResolveHelp(request.id, HelpStatus.RESOLVED))
    await to_thread(phone.see, "#help-ask")
    await school.execute(cmd.ReopenHelp(request.id))
    await to_thread(phone.read, "#help-state", "강사님을 불렀어요")
    await to_thread(phone.read, "#help-text", "내 차례: 1번째")


async def test_what_comes_to_a_dark_screen_is_not_seen_until_it_is_lit(
    school: School, phone: Phone
) -> None:
    await to_thread(phone.join, f"{school.base_url}/join/{school.session.code}", "김영희")
    await to_thread(phone.see, "#waiting")
    (me,) = school.session.participants.values()
    dark = "Object.defineProperty(document, 'visibilityState', {value: 'hidden', writable: true})"
    await to_thread(phone.run, dark)
    await school.execute(cmd.SendMessage("앞을 보세요"))
    (said,) = school.session.said
    await to_thread(phone.see, "#words")
    watcher = await school.instructor()
    await to_thread(phone.press, "#words-ok")
    assert me.seen_until < said.number
    await to_thread(
        phone.run,
        "document.visibilityState = 'visible';"
        "document.dispatchEvent(new Event('visibilitychange'))",
    )
    # Answered in order: when the help request is there, what was sent before it is too.
    await school.execute(cmd.NextStep())
    await to_thread(phone.press, "#help-ask")
    await watcher.expect("help_requested")
    assert school.session.participants[me.id].seen_until == said.number


def test_presses_and_words_of_yesterdays_class_stay_there(phone: Phone, tmp_path: Path) -> None:
    """Another database at the same address gives the same code and the same numbers."""
    yesterday, today = Program(tmp_path / "yesterday"), Program(tmp_path / "today")
    today.port = yesterday.port
    yesterday.start()
    try:
        with yesterday.instructor() as instructor:
            in_class(phone, yesterday, instructor)
            instructor.send("instructor_message", message="어제 말씀")
            phone.see("#words")
        yesterday.kill()
        phone.press("#done")
        phone.press("#help-ask")
        phone.see("#help-card")
        phone.see("#line .sign")
        today.start()
        with today.instructor() as instructor:
            instructor.go_to_step(2)
            phone.see("#join")
            assert not phone.shown("#line p"), "that line was to yesterday's class"
            phone.press("#join-button")
            phone.see("#step")
            phone.see("#help-ask")
            assert not phone.shown("#words")
            assert phone.shown("#done")
            # What the page sends of itself comes before what is pressed now.
            phone.press("#done")
            assert instructor.until("progress_updated")["subtask_id"] == 2
            assert instructor.waiting("help_requested", 0.5) == []
            assert phone.run("return localStorage['classroom.outbox']").count("request_help") == 0
    finally:
        for program in (yesterday, today):
            program.stop()
