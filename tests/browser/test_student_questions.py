"""A step's question: large answers, the chosen one marked, changed until the next step."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.phone import HOLD_SOCKETS, LARGE_TEXT, Phone, Profile
from tests.browser.program import HEAD, Person, Program

QUESTION = {
    "text": "글자가 더 커졌나요?",
    "answers": ["네, 커졌어요", "아니요, 그대로예요", "잘 모르겠어요"],
}
SIX = {
    "text": "지금 어느 화면이 보이나요?",
    "answers": ["설정", "알림", "카카오톡", "전화", "사진", "다른 화면이 보여요"],
}
STEPS: list[dict[str, object]] = [
    {"title": "설정 열기", "guide_text": "“설정”을 눌러 주세요."},
    {"title": "글자 크기", "guide_text": "화면을 보고 답해 주세요.", "question": QUESTION},
    {"title": "화면 확인", "guide_text": "화면을 보고 답해 주세요.", "question": SIX},
]
LESSON: Mapping[str, object] = {**HEAD, "subtasks": STEPS}
ANSWERS = "#step-question button"
CHOSEN = "return [...document.querySelectorAll('#step-question [aria-pressed=true]')]"
SIZES = (Profile(360, 640), Profile(360, 640, language="en", dark=True), Profile(740, 360))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path, LESSON)
    program.start()
    yield program
    program.stop()


@pytest.fixture
def in_class(phone: Phone, program: Program) -> Phone:
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    return phone


def chosen(phone: Phone) -> list[str]:
    found: list[str] = phone.run(f"{CHOSEN}.map(each => each.textContent)")
    return found


def choose(phone: Phone, place: int) -> None:
    phone.press(f"{ANSWERS}:nth-child({place + 1})")


def in_sight(phone: Phone, element: WebElement) -> bool:
    hit: bool = phone.run(
        "const box = arguments[0].getBoundingClientRect();"
        "return arguments[0].contains(document.elementFromPoint("
        "box.left + box.width / 2, box.top + box.height / 2))",
        element,
    )
    return hit


def counts(program: Program, instructor: Person) -> list[int]:
    """Return how often each answer was given, as the remote reads it."""
    key = (program.data / "instructor.key").read_text(encoding="utf-8").strip()
    with httpx.Client(base_url=program.url, trust_env=False) as client:
        client.post("/api/instructor/login", headers={"Authorization": f"Bearer {key}"})
        board = client.get("/api/sessions/482913/board").json()
    found: list[int] = board["answers"]
    return found


def test_an_answer_is_marked_sent_and_changed_until_the_next_step(
    in_class: Phone, program: Program, instructor: Person
) -> None:
    phone = in_class
    instructor.go_to_step(2)
    phone.read("#question-text", QUESTION["text"])  # type: ignore[arg-type]
    phone.gone("#done")
    assert [each.text for each in phone.find_all(ANSWERS)] == QUESTION["answers"]
    assert chosen(phone) == []
    choose(phone, 1)
    phone.see("#well-done")
    instructor.until("progress_updated")
    assert chosen(phone) == [QUESTION["answers"][1]]
    assert QUESTION["answers"][1] in phone.run("return document.getElementById('said').textContent")
    choose(phone, 0)
    phone.wait(lambda: counts(program, instructor) == [1, 0, 0], "the answer did not change")
    assert chosen(phone) == [QUESTION["answers"][0]]
    assert phone.run("return document.activeElement.textContent") == QUESTION["answers"][0]
    phone.driver.refresh()
    phone.see("#step-question")
    phone.wait(lambda: chosen(phone) == [QUESTION["answers"][0]], "a reload forgot the answer")
    instructor.go_to_step(1)
    phone.see("#done")
    phone.gone("#step-question")


def test_without_a_line_the_newest_answer_is_kept_and_sent(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        phone.join(program.join_url, "김영희")
        instructor.go_to_step(2)
        phone.see("#step-question")
        choose(phone, 2)
        phone.wait(lambda: counts(program, instructor) == [0, 0, 1], "the answer did not come")
        phone.cut_off()
        choose(phone, 0)
        choose(phone, 1)
        assert chosen(phone) == [QUESTION["answers"][1]]
        kept = phone.run("return JSON.parse(localStorage.getItem('classroom.outbox')).items")
        assert [item["data"]["answer"] for item in kept] == [1]
        phone.offline(False)
        phone.wait(lambda: counts(program, instructor) == [0, 1, 0], "the newest did not come")
    finally:
        phone.offline(False)
        forget()


def test_a_missed_question_is_answered_later(in_class: Phone, instructor: Person) -> None:
    phone = in_class
    instructor.go_to_step(2)
    phone.see("#step-question")
    instructor.go_to_step(3)
    phone.read("#question-text", SIX["text"])  # type: ignore[arg-type]
    phone.press("#missed-go")
    phone.press("#missed-list li:nth-child(2) button")
    phone.read("#question-text", QUESTION["text"])  # type: ignore[arg-type]
    choose(phone, 0)
    phone.see("#well-done")
    choose(phone, 2)  # a slip can be mended, until the class goes on
    assert chosen(phone) == [QUESTION["answers"][2]]
    phone.press("#to-class")
    phone.read("#question-text", SIX["text"])  # type: ignore[arg-type]
    assert chosen(phone) == []


def test_what_comes_too_late_is_shown_as_it_stands(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        phone.join(program.join_url, "김영희")
        instructor.go_to_step(2)
        phone.see("#step-question")
        choose(phone, 0)
        phone.see("#well-done")
        phone.wait(lambda: counts(program, instructor) == [1, 0, 0], "the answer did not come")
        phone.cut_off()
        choose(phone, 1)
        instructor.go_to_step(3)
        phone.offline(False)
        phone.read("#question-text", SIX["text"])  # type: ignore[arg-type]
        instructor.go_to_step(2)
        phone.wait(lambda: chosen(phone) == [QUESTION["answers"][0]], "it shows what was not taken")
    finally:
        phone.offline(False)
        forget()


def test_everything_is_in_reach_in_every_size(
    phones: Callable[[Profile], Phone], program: Program, instructor: Person
) -> None:
    for number, profile in enumerate((*SIZES, LARGE_TEXT)):
        phone = phones(profile)
        phone.clean()
        phone.join(program.join_url, f"학생 {number}")
        for step in (2, 3):
            instructor.go_to_step(step)
            phone.see("#step-question")
            for answered in (False, True):
                if answered:
                    choose(phone, 1)
                    phone.see("#well-done")
                    assert in_sight(phone, phone.find_all(ANSWERS)[1]), "the choice is covered"
                assert phone.too_wide() == []
                assert phone.small_targets() == []
                assert phone.crammed() == []
                assert phone.barriers() == []
                last = phone.find_all(ANSWERS)[-1]
                phone.run("arguments[0].scrollIntoView({block: 'nearest'})", last)
                assert in_sight(phone, last), "an answer lies behind the buttons"
        assert phone.complaints() == []
        phone.open("about:blank")


def test_a_finger_that_taps_twice_answers_once(in_class: Phone, instructor: Person) -> None:
    phone = in_class
    instructor.go_to_step(2)
    phone.see("#step-question")
    phone.tap_twice(f"{ANSWERS}:nth-child(1)", 80)
    phone.see("#well-done")
    assert chosen(phone) == [QUESTION["answers"][0]]


def test_the_question_is_read_aloud_with_its_answers(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(
        """
        window.spoken = [];
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
        Object.defineProperty(window, 'speechSynthesis', {value: {
          getVoices: () => [{lang: 'ko-KR', localService: true}],
          speak: words => { spoken.push(words.text); },
          cancel() {},
        }});
        """
    )
    try:
        phone.join(program.join_url, "김영희")
        instructor.go_to_step(2)
        phone.see("#step-question")
        phone.press("#listen")
        assert phone.run("return spoken") == [
            "글자 크기. 화면을 보고 답해 주세요. 글자가 더 커졌나요? "
            "네, 커졌어요, 아니요, 그대로예요, 잘 모르겠어요"
        ]
        instructor.go_to_step(1)
        phone.gone("#step-question")
        phone.press("#listen")
        assert QUESTION["text"] not in phone.run("return spoken")[1]
    finally:
        forget()


def test_only_a_lesson_that_asks_loads_what_questions_need(
    phone: Phone, program: Program, instructor: Person
) -> None:
    with httpx.Client(headers={"Accept-Encoding": "identity"}, trust_env=False) as client:
        phone.join(program.join_url, "김영희")
        phone.see("#waiting")
        phone.wait(
            lambda: bool(phone.run("return document.querySelector('#step-question')")), "not loaded"
        )
        names: list[str] = phone.run(
            "return performance.getEntriesByType('resource').map(each => each.name)"
        )
        needed = {name for name in names if "lesson_question" in name}
        assert len(needed) == 2, names
        assert not any("lesson_picture" in name for name in names)
        assert all(client.get(name).status_code == 200 for name in needed)
