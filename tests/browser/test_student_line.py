"""The student's page when the line, the program, the tab or the finger does what it should not."""

import signal
import sys
import time

from tests.browser.phone import HOLD_SOCKETS, HOLD_TIME, Phone
from tests.browser.program import Person, Program

# Notes the type of each message that comes in.
NOTE_ANSWERS = """
  window.answers = [];
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener('message', each => window.answers.push(JSON.parse(each.data).type));
    }
  };
"""


def in_class(phone: Phone, program: Program, instructor: Person, step: int = 2) -> None:
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    instructor.go_to_step(step)
    phone.see("#step")


def completions(instructor: Person) -> list[int]:
    """Return the steps that the instructor is told were completed, up to a second of silence."""
    return [
        each["subtask_id"]
        for each in instructor.waiting("progress_updated", 1.0)
        if each["status"] == "completed"
    ]


def test_a_phone_that_wakes_asks_whether_anybody_is_there(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(NOTE_ANSWERS)
    try:
        in_class(phone, program, instructor)
        phone.run("dispatchEvent(new Event('online'))")
        phone.wait(lambda: "heartbeat_ack" in phone.run("return answers"), "a heartbeat's answer")
    finally:
        forget()


def test_done_and_help_pressed_offline_arrive_once(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        in_class(phone, program, instructor)
        phone.cut_off()
        phone.press("#done")
        phone.read("#well-done-text", "저장했어요")
        phone.press("#help-ask")
        phone.read("#help-state", "연결되면")
        assert completions(instructor) == []

        phone.offline(False)
        phone.gone("#line p")
        phone.read("#help-state", "강사님을 불렀어요")
        assert completions(instructor) == [2]
        phone.read("#well-done-text", "기다려 주세요")
        assert phone.text("#help-text") == "내 차례: 1번째"
    finally:
        forget()


def test_the_program_is_killed_and_comes_back(phone: Phone, program: Program) -> None:
    with program.instructor() as instructor:
        in_class(phone, program, instructor)
        program.kill()
    phone.press("#done")
    phone.see("#line .sign")
    program.start()
    phone.gone("#line p")
    phone.read("#well-done-text", "기다려 주세요")
    with program.instructor() as instructor:
        phone.press("#help-ask")
        told = instructor.until("help_requested")
        phone.read("#help-text", "내 차례: 1번째")
    assert told["user_name"] == "김영희"
    assert phone.run("return localStorage.getItem('classroom.outbox')").count("subtask_id") == 0


def test_a_press_survives_an_empty_battery(phone: Phone, program: Program) -> None:
    with program.instructor() as instructor:
        in_class(phone, program, instructor)
        program.kill()
    phone.press("#done")
    phone.press("#help-ask")
    phone.see("#help-card")
    phone.open("about:blank")
    program.start()
    with program.instructor() as instructor:
        phone.open(program.join_url)
        phone.see("#well-done")
        phone.read("#help-text", "1")
        assert completions(instructor) == [2]


def test_a_reload_is_back_at_once(phone: Phone, program: Program, instructor: Person) -> None:
    in_class(phone, program, instructor)
    phone.press("#help-ask")
    phone.read("#help-text", "1")
    instructor.waiting("participant_joined", 0.3)
    phone.driver.refresh()
    phone.see("#help-card")
    phone.read("#help-text", "1")
    assert phone.text("#step-title") == "알림 찾기"
    joined = instructor.waiting("participant_joined", 0.5)
    assert {each["user_name"] for each in joined} <= {"김영희"}


def test_two_tabs_do_not_fight(phone: Phone, program: Program, instructor: Person) -> None:
    in_class(phone, program, instructor)
    first = phone.driver.current_window_handle
    phone.new_tab()
    phone.open(program.url)
    phone.see("#step")
    second = phone.driver.current_window_handle
    phone.driver.switch_to.window(first)
    phone.see("#elsewhere")
    phone.press("#use-here")
    phone.see("#step")
    phone.driver.switch_to.window(second)
    phone.see("#elsewhere")
    phone.driver.close()
    phone.driver.switch_to.window(first)
    phone.press("#done")
    phone.see("#well-done")
    assert completions(instructor) == [2]


def test_the_back_button_closes_what_was_opened(
    phone: Phone, program: Program, instructor: Person
) -> None:
    in_class(phone, program, instructor, step=3)
    phone.press("#missed-go")
    phone.see("#missed")
    phone.press("#missed-list button")
    phone.read("#step-title", "설정 열기")
    phone.driver.back()
    phone.see("#missed")
    phone.driver.back()
    phone.read("#step-title", "카카오톡 고르기")


def test_the_back_button_does_not_leave_by_accident(
    phone: Phone, program: Program, instructor: Person
) -> None:
    in_class(phone, program, instructor)
    phone.press("#step-title")
    phone.driver.back()
    phone.read("#toast", "한 번 더")
    assert phone.shown("#step")
    phone.driver.back()
    phone.wait(lambda: phone.driver.current_url != program.join_url, "the page is not left")


def test_who_is_removed_is_told_and_may_come_again(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        in_class(phone, program, instructor)
        phone.run(
            "for (const each of sockets) each.dispatchEvent(new CloseEvent('close', {code: 4003}))"
        )
        phone.see("#removed")
        phone.press("#rejoin")
        phone.see("#join")
        assert phone.find("#name").get_attribute("value") == "김영희"
        phone.press("#join-button")
        phone.see("#step")
        assert phone.text("#who") == "김영희"
    finally:
        forget()


def test_a_cookie_that_is_gone_leads_to_the_door_and_back_to_the_same_seat(
    phone: Phone, program: Program, instructor: Person
) -> None:
    in_class(phone, program, instructor)
    phone.press("#done")
    phone.see("#well-done")
    phone.cdp("Network.clearBrowserCookies")
    phone.driver.refresh()
    phone.see("#join-again")
    phone.press("#join-button")
    phone.see("#well-done")
    assert phone.text("#who") == "김영희"


def test_nothing_can_be_stored(phone: Phone, program: Program, instructor: Person) -> None:
    forget = phone.before_every_page(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})"
    )
    try:
        in_class(phone, program, instructor)
        phone.press("#done")
        phone.see("#well-done")
        assert completions(instructor) == [2]
    finally:
        forget()


def test_a_call_for_help_grows_with_the_time_without_a_line(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(HOLD_TIME)
    try:
        in_class(phone, program, instructor)
        program.kill()
        phone.see("#line .sign")
        phone.let_pass(15_000)
        phone.read("#line", "누르신 내용은 연결되면")
        phone.let_pass(45_000)
        phone.read("#line", "강사님께 보여 주세요")
        phone.press("#line button")
        phone.see("#how")
        program.start()
        phone.gone("#line p")
        phone.read("#toast", "다시 연결됐어요")
    finally:
        forget()


def test_a_lost_wifi_is_told_from_a_lost_server(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(HOLD_SOCKETS + HOLD_TIME)
    try:
        in_class(phone, program, instructor)
        phone.cut_off()
        assert phone.text("#line") == "", "quiet at first"
        phone.let_pass(3_000)
        phone.read("#line .sign", "연결 중")
        phone.let_pass(12_000)
        phone.read("#line", "와이파이가 꺼져 있는 것 같아요. 와이파이를 켜")
        phone.let_pass(45_000)
        phone.read("#line", "와이파이가 꺼져 있는 것 같아요. 이 화면을 강사님께")
        phone.offline(False)
        phone.read("#toast", "다시 연결됐어요")
    finally:
        phone.offline(False)
        forget()


def test_what_the_instructor_said_survives_a_reload(
    phone: Phone, program: Program, instructor: Person
) -> None:
    in_class(phone, program, instructor)
    instructor.send("instructor_message", message="화면 위쪽을 보세요")
    phone.read("#words", "화면 위쪽을 보세요")
    phone.driver.refresh()
    phone.read("#words", "화면 위쪽을 보세요")
    phone.press("#words-ok")
    phone.gone("#words")


def test_a_screen_that_is_switched_on_is_back_at_once(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(
        HOLD_SOCKETS + "Math.random = () => 0.999;  // the longest wait each time"
    )
    try:
        in_class(phone, program, instructor)
        program.kill()
        phone.see("#line .sign")
        program.start()
        # Whatever wait it is in ends here: the socket is opened by the event itself.
        assert (
            phone.run(
                "const before = sockets.length;"
                "document.dispatchEvent(new Event('visibilitychange'));"
                "return sockets.length - before"
            )
            == 1
        )
        phone.gone("#line p")
    finally:
        forget()


def test_a_line_that_dies_in_silence_is_known_soon(
    phone: Phone, program: Program, instructor: Person
) -> None:
    """As when an access point loses its power: nothing is closed, and nothing answers any more."""
    in_class(phone, program, instructor)
    assert program.process is not None
    if sys.platform != "win32":  # no browser runs there
        program.process.send_signal(signal.SIGSTOP)
    silent_since = time.monotonic()
    try:
        phone.see("#line .sign")
        # 2.5 s to the next heartbeat and 2 s for its answer; the sign waits for 3 s without a line.
        # A machine that is busy may double that.
        assert time.monotonic() - silent_since < 11
        phone.press("#done")
        phone.read("#well-done-text", "저장했어요")
    finally:
        if sys.platform != "win32":
            program.process.send_signal(signal.SIGCONT)
    phone.gone("#line p")
    phone.read("#well-done-text", "기다려 주세요")
    assert completions(instructor) == [2]
