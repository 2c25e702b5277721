"""A class as the student's page shows it: steps, help, words, pause, the end."""

import json
import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.phone import LANDSCAPE, PORTRAIT, Phone, Profile
from tests.browser.program import LESSON, Person, Program, photo

OWNER = (
    "const {classId, participantId} = JSON.parse(localStorage['classroom.state']);"
    "return classId + ' ' + participantId"
)
WAITING = "return JSON.parse(localStorage.getItem('classroom.outbox')).items"


@pytest.fixture
def seated(phone: Phone, program: Program) -> Phone:
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    return phone


def test_a_step_is_shown_large_and_told_to_ears(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    seated.read("#step-title", "설정 열기")
    assert seated.text("#step-of") == "5단계 중 1단계"
    guide = seated.find("#step-guide")
    assert float(guide.value_of_css_property("font-size").removesuffix("px")) >= 22
    instructor.go_to_step(2)
    seated.read("#step-title", "알림 찾기")
    said = seated.find("#said")
    assert said.get_attribute("aria-live") == "polite"
    assert (said.get_attribute("textContent") or "").startswith("5단계 중 2단계. 알림 찾기. 아래로")
    assert seated.driver.title.startswith("알림 찾기")


def test_done_is_praised_and_told_once(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    seated.see("#done")
    seated.press("#done")
    seated.see("#well-done")
    assert not seated.shown("#done")
    assert seated.shown("#help-ask")
    told = instructor.until("progress_updated")
    assert (told["subtask_id"], told["status"]) == (1, "completed")
    instructor.go_to_step(2)
    seated.see("#done")
    assert not seated.shown("#well-done")


def test_what_the_lesson_says_stays_text(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(5)
    seated.read("#step-title", "<b>확인</b> & 끝")
    seated.read("#step-guide", "<img src=x onerror=alert(1)>")
    seated.see("#step-picture")
    seated.wait(
        lambda: bool(
            seated.run("return document.querySelector('#step-picture img')?.naturalWidth === 540")
        ),
        "the picture does not load",
    )
    assert seated.complaints() == []


def test_the_instructors_words_stay_text_until_tapped_away(
    seated: Phone, instructor: Person
) -> None:
    instructor.send("instructor_message", message="<script>alert(1)</script>")
    instructor.send("instructor_message", message="둘째 줄")
    seated.read("#words", "둘째 줄")
    assert "<script>alert(1)</script>" in seated.text("#words")
    assert seated.text("#words h2").startswith("강사님 말씀 · ")
    instructor.go_to_step(1)
    seated.see("#step")
    assert seated.shown("#words")
    seated.press("#words-ok")
    seated.gone("#words")


def test_help_has_a_place_in_line_and_can_be_taken_back(
    seated: Phone, program: Program, instructor: Person
) -> None:
    instructor.go_to_step(1)
    with program.student("박순자") as other:
        other.send("request_help")
        other.until("request_help_confirmed")
        seated.see("#help-ask")
        seated.press("#help-ask")
        seated.read("#help-text", "내 차례: 2번째")
        other.send("cancel_help")
        other.until("cancel_help_confirmed")
        seated.read("#help-text", "내 차례: 1번째")
    seated.press("#help-cancel")
    seated.see("#help-ask")
    seated.gone("#help-card")
    while instructor.until("help_updated")["status"] != "CANCELLED":
        pass


def test_the_instructor_is_coming_and_says_a_word(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    seated.see("#help-ask")
    seated.press("#help-ask")
    ticket = instructor.until("help_requested")["help_request_id"]
    instructor.send(
        "resolve_help", help_request_id=ticket, status="ON_THE_WAY", message="2분만 기다려 주세요"
    )
    seated.read("#help-state", "강사님이 오고 계세요")
    seated.read("#help-text", "2분만 기다려 주세요")
    seated.driver.refresh()
    seated.read("#help-state", "강사님이 오고 계세요")
    instructor.send("resolve_help", help_request_id=ticket, status="RESOLVED")
    seated.gone("#help-card")
    seated.see("#help-ask")


def test_words_and_a_photo_follow_the_call(
    seated: Phone, program: Program, instructor: Person, tmp_path: Path
) -> None:
    instructor.go_to_step(1)
    seated.see("#help-ask")
    seated.press("#help-ask")
    assert instructor.until("help_requested")["has_screenshot"] is False
    seated.press("#help-details")
    seated.see("#help")
    (tmp_path / "photo.jpg").write_bytes(photo(3000, 4000))
    seated.write("#gallery", str(tmp_path / "photo.jpg"))
    seated.see("#picture-shown")
    seated.wait(
        lambda: bool(
            seated.run(
                "return document.getElementById('help-send').getBoundingClientRect().bottom"
                " <= innerHeight"
            )
        ),
        "what to press next is out of sight",
    )
    seated.write("#help-words", "<i>버튼</i>이 안 보여요")
    seated.press("#help-form .primary")
    told = instructor.until("help_requested")
    assert told["message"] == "<i>버튼</i>이 안 보여요"
    if not told["has_screenshot"]:  # decoding took long: the picture follows the words
        told = instructor.until("help_requested")
    assert told["has_screenshot"] is True
    seated.see("#step")
    with sqlite3.connect(program.data / "classroom.db") as database:
        (name,) = database.execute("SELECT screenshot_path FROM help_requests").fetchone()
    database.close()
    sent = program.data / name
    with Image.open(BytesIO(sent.read_bytes())) as image:
        assert image.format == "JPEG"
        assert image.size == (960, 1280)
    assert sent.stat().st_size <= 1_500_000


def test_half_an_emoji_blocks_nothing_that_follows(seated: Phone, instructor: Person) -> None:
    write = "document.getElementById('help-words').value = 'a ' + String.fromCharCode(0xd83d)"
    instructor.go_to_step(1)
    seated.see("#help-ask")
    seated.press("#help-ask")
    seated.press("#help-details")
    seated.see("#help")
    seated.run(write)
    seated.press("#help-form .primary")
    seated.read("#toast", "강사님께 보냈어요")
    while instructor.until("help_requested")["message"] != "a":
        pass
    # Left over by an older page, which sent it as it was.
    kept = {"type": "request_help", "data": {"subtask_id": 1, "message": "\ud83d"}}
    box = {"items": [kept], "owner": seated.run(OWNER)}
    seated.run("localStorage.setItem('classroom.outbox', arguments[0])", json.dumps(box))
    seated.driver.refresh()
    seated.read("#toast", "보내지 못했어요")
    seated.press("#done")
    seated.read("#well-done-text", "다른 분들을 기다려 주세요")
    assert instructor.until("progress_updated")["status"] == "completed"
    seated.wait(lambda: seated.run(WAITING) == [], "the outbox is not empty")


def test_what_is_no_picture_is_said_so(seated: Phone, instructor: Person, tmp_path: Path) -> None:
    instructor.go_to_step(1)
    seated.see("#help-ask")
    seated.press("#help-ask")
    seated.see("#help-details")
    seated.press("#help-details")
    (tmp_path / "note.jpg").write_text("not a picture", encoding="utf-8")
    seated.write("#gallery", str(tmp_path / "note.jpg"))
    seated.read("#picture-error", "이 사진은 열 수 없어요")


def test_who_comes_late_catches_up_in_any_order(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(3)
    seated.read("#missed-go", "못 한 단계 2개")
    seated.press("#missed-go")
    seated.see("#missed")
    seated.press("#missed-list li:nth-child(2) button")
    seated.read("#step-title", "알림 찾기")
    seated.press("#done")
    seated.see("#well-done")

    instructor.go_to_step(4)
    seated.read("#class-at", "수업은 4단계를 하고 있어요")
    assert seated.text("#step-title") == "알림 찾기", "the class does not pull anybody away"
    seated.press("#to-class")
    seated.read("#step-title", "알림 켜기")
    seated.read("#missed-go", "못 한 단계 2개")
    seated.press("#missed-go")
    seated.see("#missed")
    assert [each.text.split("\n")[0] for each in seated.find_all("#missed-list b")] == ["1", "3"]


def test_a_pause_dims_the_page(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    seated.see("#step")
    light = seated.run("return getComputedStyle(document.body).backgroundColor")
    instructor.send("pause_session")
    seated.read("#paused", "강사님을 봐 주세요")
    assert seated.run("return getComputedStyle(document.body).backgroundColor") != light
    instructor.send("resume_session")
    seated.see("#step")
    assert seated.run("return getComputedStyle(document.body).backgroundColor") == light


def test_the_end_shows_what_was_finished_and_can_be_looked_at_again(
    seated: Phone, program: Program, instructor: Person
) -> None:
    for step in (1, 2):
        instructor.go_to_step(step)
        seated.see("#done")
        seated.press("#done")
        seated.see("#well-done")
        instructor.until("progress_updated")
    instructor.send("end_session")
    seated.read("#ended", "단계 5개 중 2개를 해냈어요")
    assert [each.text for each in seated.find_all("#ended-list li")] == ["설정 열기", "알림 찾기"]
    seated.driver.refresh()
    seated.read("#ended", "단계 5개 중 2개를 해냈어요")


def test_the_end_counts_no_steps_for_who_finished_none(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    seated.see("#done")
    instructor.send("end_session")
    seated.read("#ended", "고맙습니다")
    assert not seated.shown("#ended-count")


def test_who_missed_the_end_is_told_so(seated: Phone, program: Program) -> None:
    with program.instructor() as instructor:
        instructor.go_to_step(1)
        seated.see("#done")
        seated.press("#done")
        seated.read("#well-done", "기다려 주세요")
        instructor.until("progress_updated")
        seated.open("about:blank")
        instructor.send("end_session")
        instructor.until("session_status_changed")
    # Only a program that was started anew has nothing left to say to late phones.
    program.stop()
    program.start("NEXT01")
    seated.open(program.join_url)
    seated.read("#ended", "수업이 끝났어요")
    seated.read("#ended-count", "단계 5개 중 1개를 해냈어요")
    assert [each.text for each in seated.find_all("#ended-list li")] == ["설정 열기"]
    seated.open(program.url)
    seated.see("#code-field")


def test_the_next_class_may_have_the_same_code(
    seated: Phone, program: Program, instructor: Person
) -> None:
    instructor.send("end_session")
    seated.see("#ended")
    program.stop()
    program.start()
    seated.open(program.join_url)
    seated.see("#join-form")
    assert not seated.shown("#join-again"), "this is another class"
    seated.press("#join-button")
    seated.see("#waiting")


def test_a_voice_reads_the_step_where_there_is_one(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(
        """
        window.spoken = [];
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
        Object.defineProperty(window, 'speechSynthesis', {value: {
          getVoices: () => ['en-US', 'ko-KR'].map(lang => ({lang, localService: true})),
          speak: words => { spoken.push([words.lang, words.text]); },
          cancel() {},
        }});
        """
    )
    try:
        phone.join(program.join_url, "김영희")
        instructor.go_to_step(1)
        phone.see("#step")
        assert phone.run("return spoken") == []
        phone.press("#listen")
        assert phone.run("return spoken") == [
            ["ko-KR", "설정 열기. 톱니바퀴 모양의 “설정”을 찾아 한 번 눌러 주세요."]
        ]
        assert phone.text("#listen") == "그만 듣기"
        phone.press("#auto")
        instructor.go_to_step(2)
        phone.wait(lambda: phone.run("return spoken.length") == 2, "the new step is not read")
        assert not phone.shown("#no-voice")
    finally:
        forget()


def test_a_phone_without_a_voice_says_so_where_it_can_be_seen(
    seated: Phone, instructor: Person
) -> None:
    instructor.go_to_step(3)
    seated.see("#listen")
    seated.press("#listen")
    seated.read("#no-voice", "목소리가 없어요")
    seated.wait(
        lambda: bool(
            seated.run(
                "const bottomOf = id => document.getElementById(id).getBoundingClientRect().bottom;"
                "return bottomOf('no-voice') <= document.querySelector('#step .acts')"
                ".getBoundingClientRect().top"
            )
        ),
        "the hint is behind the buttons",
    )


def test_a_new_step_shakes_the_phone(phone: Phone, program: Program, instructor: Person) -> None:
    forget = phone.before_every_page(
        "window.shaken = []; navigator.vibrate = pattern => shaken.push(pattern)"
    )
    try:
        phone.join(program.join_url, "김영희")
        phone.see("#waiting")
        instructor.go_to_step(1)
        phone.see("#step")
        assert phone.run("return shaken.length") == 1
    finally:
        forget()


def test_the_screen_stays_on_while_the_class_lasts(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(
        """
        window.locks = [];
        Object.defineProperty(navigator, 'wakeLock', {value: {
          async request(kind) {
            const lock = {kind, released: false, release() { this.released = true; }};
            locks.push(lock);
            return lock;
          },
        }});
        """
    )

    def held() -> list[str]:
        kinds: list[str] = phone.run(
            "return locks.filter(each => !each.released).map(each => each.kind)"
        )
        return kinds

    try:
        phone.open(program.join_url)
        phone.see("#join")
        assert held() == [], "not for who has only opened the door"
        phone.write("#name", "김영희\n")
        phone.wait(lambda: held() == ["screen"], "the screen may go dark")
        # The phone takes the lock away when it is put aside.
        phone.run("locks[0].released = true; document.dispatchEvent(new Event('visibilitychange'))")
        phone.wait(lambda: held() == ["screen"], "the lock is not asked for again")
        instructor.send("end_session")
        phone.see("#ended")
        assert held() == []
    finally:
        forget()


def test_reading_goes_on_where_the_last_press_led(seated: Phone, instructor: Person) -> None:
    """A button that vanishes under the finger must not send TalkBack back to the top."""
    focused = "return document.activeElement.id || document.activeElement.textContent"
    instructor.go_to_step(3)
    seated.see("#done")
    assert seated.run(focused) == "step-title"
    seated.press("#done")
    assert seated.run(focused) == "잘하셨어요!"
    seated.press("#help-ask")
    assert seated.run(focused) == "help-state"
    seated.press("#help-cancel")
    assert seated.run(focused) == "help-ask"
    instructor.send("instructor_message", message="천천히 하세요")
    seated.see("#words")
    seated.press("#words-ok")
    assert seated.run(focused) == "step-title"
    seated.press("#missed-go")
    seated.wait(lambda: seated.run(focused) == "못 한 단계", "the list is not read")
    seated.press("#missed-list button")
    seated.wait(lambda: seated.run(focused) == "step-title", "the missed step is not read")
    seated.press("#to-class")
    seated.gone("#class-at")
    seated.wait(lambda: seated.run(focused) == "step-title", "the class's step is not read")


def test_help_with_a_missed_step_is_asked_for_that_step(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(3)
    seated.see("#missed-go")
    seated.press("#missed-go")
    seated.see("#missed-list button")
    seated.press("#missed-list button")
    seated.see("#class-at")
    seated.press("#help-ask")
    assert instructor.until("help_requested")["subtask_id"] == 1
    seated.press("#help-details")
    seated.see("#help")
    seated.write("#help-words", "여기가 어디예요?")
    seated.press("#help-form .primary")
    assert instructor.until("help_requested")["subtask_id"] == 1
    seated.read("#step-title", "설정 열기")


def test_two_hundred_steps_and_long_names_fit_a_small_phone(
    phones: Callable[[Profile], Phone], tmp_path: Path
) -> None:
    step = {"title": "가" * 255, "guide_text": "https://" + "a" * 300}
    lesson = {**LESSON, "title": "긴 " * 100, "subtasks": [step] * 200}
    program = Program(tmp_path, lesson)
    program.start()
    phone = phones(PORTRAIT)
    phone.clean()
    phone.show_as(Profile(width=320, height=568))
    try:
        with program.instructor() as instructor:
            phone.join(program.join_url, "W" * 40)
            phone.see("#waiting")
            assert phone.too_wide() == []
            instructor.go_to_step(150)
            phone.see("#step")
            assert phone.too_wide() == []
            assert phone.run("return document.querySelectorAll('#beads i').length") == 200
            beads = phone.find("#beads").rect
            last = phone.find("#beads i:last-child").rect
            assert last["x"] + last["width"] <= beads["x"] + beads["width"] + 1
            assert last["width"] > 0
    finally:
        phone.open("about:blank")
        program.stop()


def test_larger_letters_are_kept(seated: Phone) -> None:
    size = "return parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = seated.run(size)
    seated.press("#bigger")
    seated.driver.refresh()
    seated.see("#waiting")
    assert seated.run(size) > before * 1.2
    assert seated.find("#bigger").get_attribute("aria-pressed") == "true"


def test_a_press_in_reach_leaves_the_guide_where_it_is(seated: Phone, instructor: Person) -> None:
    instructor.go_to_step(3)
    seated.see("#done")
    seated.show_as(Profile(width=360, height=584))
    for button in ("#help-ask", "#done"):
        seated.press(button)
        assert seated.run("return scrollY") == 0, button


def test_both_buttons_are_in_reach_however_the_phone_is_held(
    seated: Phone, instructor: Person
) -> None:
    instructor.go_to_step(3)
    seated.see("#done")
    for profile in (seated.profile, LANDSCAPE):
        seated.show_as(profile)
        for button in ("#done", "#help-ask"):
            bottom = seated.run(
                "return arguments[0].getBoundingClientRect().bottom", seated.find(button)
            )
            assert bottom <= profile.height, button


def test_a_page_that_nobody_has_touched_yet_does_not_shake_the_phone(
    phone: Phone, program: Program, instructor: Person
) -> None:
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    phone.driver.refresh()  # as after a night in the pocket: the browser would complain
    phone.see("#waiting")
    phone.complaints()
    instructor.go_to_step(1)
    phone.read("#step-title", "설정 열기")
    assert phone.complaints() == []
