"""A walk through every state of the student's page, in the order of a class."""

from collections.abc import Iterator

from tests.browser.phone import Phone
from tests.browser.program import CODE, Program


def walk(phone: Phone, program: Program, *, patient: bool = True) -> Iterator[str]:
    """Yield the name of each state while the phone shows it. The class ends with the walk.

    Without patience the lost line is not waited for until the page finds words for it.
    """
    with program.instructor() as instructor, program.student("박순자") as other:
        phone.open(program.url)
        phone.see("#code")
        yield "code"

        phone.write("#code", "48")
        phone.press("#join-button")
        phone.see("#code-error")
        yield "code-error"

        phone.open(program.join_url)
        phone.read("#join-title", "카카오톡")
        yield "join"

        phone.press("[data-place=how]")
        phone.see("#how")
        yield "how"

        phone.driver.back()
        phone.see("#join")
        phone.write("#name", "김영희")
        phone.press("#join-button")
        phone.see("#waiting")
        phone.see("#here")
        yield "waiting"

        instructor.go_to_step(3)
        phone.see("#missed-go")
        yield "step"

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

        phone.press("#help-details")
        phone.see("#help")
        yield "help-words"

        phone.write("#help-words", "버튼이 안 보여요")
        phone.press("#help-form .primary")
        phone.see("#step")
        ticket = instructor.until("help_requested")
        while ticket["user_name"] != "김영희":
            ticket = instructor.until("help_requested")
        instructor.send(
            "resolve_help", help_request_id=ticket["help_request_id"], status="ON_THE_WAY"
        )
        phone.see("#help-card.coming")
        yield "coming"

        instructor.send("instructor_message", message="천천히 하셔도 돼요. 화면 위쪽을 보세요!")
        phone.see("#words")
        yield "words"

        phone.press("#words-ok")
        phone.gone("#words")
        phone.press("#missed-go")
        phone.see("#missed")
        yield "missed"

        phone.press("#missed-list button")
        phone.see("#class-at")
        yield "catch-up"

        phone.press("#to-class")
        phone.gone("#class-at")
        instructor.go_to_step(5)
        phone.see("#step-picture")
        yield "picture"

        instructor.send("pause_session")
        phone.see("#paused")
        yield "paused"

        instructor.send("resume_session")
        phone.see("#step")
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

        program.kill()
        phone.see("#line .sign")
        yield "line-lost"

        if patient:
            phone.see("#line .words-2")
            yield "line-lost-long"

        program.start()
        phone.gone("#line p")

    with program.instructor() as instructor:
        instructor.send("end_session")
        phone.see("#ended")
        yield "ended"

        phone.open(f"{program.url}/join/{CODE[::-1]}")
        phone.see("#code-error")
        yield "unknown-code"
