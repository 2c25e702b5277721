"""A walk through every state of the student's page, in the order of a class."""

from collections.abc import Iterator
from pathlib import Path

from tests.browser.phone import HOLD_SOCKETS, HOLD_TIME, Phone
from tests.browser.program import CODE, Person, Program, drawing

# The next sign-in meets a closed door.
LOCK = """
  const fetchAsEver = window.fetch;
  window.fetch = async () => {
    window.fetch = fetchAsEver;
    return new Response('{"error": {"code": "locked"}}', {status: 403});
  };
"""
REMOVE = "sockets.forEach(each => each.dispatchEvent(new CloseEvent('close', {code: 4003})))"


def walk(phone: Phone, program: Program) -> Iterator[str]:
    """Yield the name of each state while the phone shows it. The class ends with the walk."""
    forget = phone.before_every_page(HOLD_SOCKETS + HOLD_TIME)
    try:
        yield from _door(phone, program)
        with program.instructor() as instructor, program.student("박순자") as other:
            phone.press("#join-button")
            phone.see("#waiting")
            phone.see("#here")
            yield "waiting"
            phone.press("#not-you")
            phone.see("#other-person")
            yield "not-you"
            phone.driver.back()
            phone.see("#waiting")
            instructor.go_to_step(3)
            phone.see("#missed-go")
            yield from _step(phone, other)
            yield from _help(phone, program.folder, instructor)
            yield from _catch_up(phone)
            instructor.go_to_step(5)
            phone.see("#step-picture .marks")
            yield "picture"
            yield from _picture(phone)
            instructor.send("pause_session")
            phone.see("#paused")
            yield "paused"
            instructor.send("resume_session")
            phone.see("#step")
            yield from _elsewhere(phone, program)
        yield from _lost(phone, program)
        yield from _end(phone, program)
    finally:
        phone.offline(False)
        forget()


def _door(phone: Phone, program: Program) -> Iterator[str]:
    phone.open(program.url)
    phone.see("#code")
    yield "code"

    phone.write("#code", "48")
    phone.press("#join-button")
    phone.see("#code-error")
    yield "code-error"

    phone.open(f"{program.url}/join/{CODE[::-1]}")
    phone.see("#code-error")
    yield "unknown-code"

    phone.open(program.join_url)
    phone.read("#join-title", "카카오톡")
    yield "join"

    phone.press("[data-place=how]")
    phone.see("#how")
    yield "how"

    phone.driver.back()
    phone.see("#join")
    phone.write("#name", "김영희")
    phone.run(LOCK)
    phone.press("#join-button")
    phone.see("#join-error")
    yield "door-closed"


def _step(phone: Phone, other: Person) -> Iterator[str]:
    yield "step"

    phone.press("#bigger")
    yield "step-bigger"

    phone.press("#bigger")
    phone.press("#listen")
    phone.see("#no-voice")
    yield "no-voice"

    phone.press("#done")
    phone.see("#well-done")
    yield "done"

    other.send("request_help")
    other.until("request_help_confirmed")
    phone.press("#help-ask")
    phone.read("#help-text", "2")
    yield "help"


def _help(phone: Phone, folder: Path, instructor: Person) -> Iterator[str]:
    phone.press("#help-details")
    phone.see("#help")
    yield "help-words"

    (folder / "picture.png").write_bytes(drawing())
    phone.write("#gallery", str(folder / "picture.png"))
    phone.see("#picture")
    phone.write("#help-words", "버튼이 안 보여요")
    yield "help-picture"

    phone.press("#help-form .primary")
    phone.see("#step")
    phone.see("#toast p")
    yield "sent"

    ticket = instructor.until("help_requested")
    while ticket["user_name"] != "김영희":
        ticket = instructor.until("help_requested")
    instructor.send("resolve_help", help_request_id=ticket["help_request_id"], status="ON_THE_WAY")
    phone.see("#help-card.coming")
    yield "coming"

    instructor.send("instructor_message", message="천천히 하셔도 돼요. 화면 위쪽을 보세요!")
    phone.see("#words")
    yield "words"

    phone.press("#words-ok")
    phone.gone("#words")


def _catch_up(phone: Phone) -> Iterator[str]:
    phone.press("#missed-go")
    phone.see("#missed")
    yield "missed"

    phone.press("#missed-list button")
    phone.see("#class-at")
    yield "catch-up"

    phone.press("#to-class")
    phone.gone("#class-at")


def _picture(phone: Phone) -> Iterator[str]:
    phone.press("#step-picture")
    phone.see("#viewer")
    yield "picture-large"

    phone.press(".viewer-bar button:last-child")
    yield "picture-zoomed"

    phone.driver.back()
    phone.gone("#viewer")


def _elsewhere(phone: Phone, program: Program) -> Iterator[str]:
    first = phone.driver.current_window_handle
    phone.new_tab()
    phone.open(program.join_url)
    phone.see("#step")
    second = phone.driver.current_window_handle
    phone.driver.switch_to.window(first)
    phone.see("#elsewhere")
    yield "elsewhere"

    phone.press("#use-here")
    phone.see("#step")
    phone.driver.switch_to.window(second)
    phone.driver.close()
    phone.driver.switch_to.window(first)


def _lost(phone: Phone, program: Program) -> Iterator[str]:
    phone.cut_off()
    phone.let_pass(3_000)
    phone.see("#line .sign")
    yield "line-lost"

    phone.let_pass(12_000)
    phone.see("#line button")
    yield "wifi-lost"

    phone.offline(False)
    phone.gone("#line p")
    program.kill()
    phone.see("#line .sign")
    phone.let_pass(12_000)
    phone.see("#line p:not(.sign)")
    yield "line-lost-long"

    phone.let_pass(45_000)
    phone.see("#line button")
    yield "line-lost-longer"

    program.start()
    phone.gone("#line p")


def _end(phone: Phone, program: Program) -> Iterator[str]:
    phone.run(REMOVE)
    phone.see("#removed")
    yield "removed"

    phone.press("#rejoin")
    phone.see("#join-again")
    yield "join-again"

    phone.press("#join-button")
    phone.see("#step")
    with program.instructor() as instructor:
        instructor.send("end_session")
        phone.see("#ended")
        yield "ended"
