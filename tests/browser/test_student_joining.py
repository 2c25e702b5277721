"""The door of a class: the code, the name, and plain words for all that may be wrong."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

import httpx
import pytest

from tests.browser.phone import ENGLISH_DARK, NO_COOKIES, Phone, Profile
from tests.browser.program import CODE, Person, Program

FULL_WIDTH = "".join(chr(0xFEE0 + ord(digit)) for digit in CODE)
# What the server would say is put in its mouth: some of it only a full or a tired one says.
SAY = """
  const [status, code, retryAfter] = arguments;
  window.fetch = async () => {
    if (!status) throw new TypeError('Failed to fetch');
    const headers = {'Retry-After': retryAfter};
    return new Response(JSON.stringify({error: {code}}), {status, headers});
  };
"""


def test_the_link_leaves_only_the_name_to_write(phone: Phone, program: Program) -> None:
    phone.open(program.join_url)
    phone.read("#join-title", "카카오톡 알림 켜기")
    assert not phone.shown("#code-field")
    phone.write("#name", "김영희\n")
    phone.read("#welcome", "김영희 님, 어서 오세요.")
    phone.read("#here", "지금 1분이 함께하고 있어요")


def test_without_the_link_the_code_is_written_as_it_is_read_aloud(
    phone: Phone, program: Program
) -> None:
    phone.open(program.url)
    assert phone.find("#code").get_attribute("inputmode") == "numeric"
    phone.write("#code", f"{CODE[:3]} -{CODE[3:]}")
    assert phone.find("#code").get_attribute("value") == CODE
    assert phone.run("return document.getElementById('code').scrollLeft") == 0
    phone.write("#name", "이철수")
    phone.press("#join-button")
    phone.see("#waiting")
    assert phone.driver.current_url == program.join_url


@pytest.mark.parametrize("digits", ["٤٨٢٩١٣", "۴۸۲۹۱۳", "४८२९१३", FULL_WIDTH])
def test_a_code_may_be_typed_in_the_digits_of_any_keyboard(
    phone: Phone, program: Program, digits: str
) -> None:
    phone.open(program.url)
    phone.see("#code")
    phone.press("#code")
    for digit in digits:
        phone.cdp("Input.insertText", text=digit)
    assert phone.find("#code").get_attribute("value") == CODE


def test_a_keyboard_that_composes_doubles_no_letters(phone: Phone, program: Program) -> None:
    """Android's keyboards hold back a word until it is finished, and write over it meanwhile."""
    phone.open(program.url)
    phone.press("#code-letters")
    for end in range(1, 7):
        phone.cdp(
            "Input.imeSetComposition", text="k7m4px"[:end], selectionStart=end, selectionEnd=end
        )
    phone.write("#name", "김영희")
    assert phone.find("#code").get_attribute("value") == "K7M4PX"
    # Sent while it is still composed.
    phone.run("document.getElementById('code').value = ''; document.getElementById('code').focus()")
    phone.cdp("Input.imeSetComposition", text=CODE, selectionStart=6, selectionEnd=6)
    phone.run("document.getElementById('join-form').requestSubmit()")
    phone.see("#waiting")


def test_codes_with_letters_have_a_keyboard_and_room(phone: Phone, program: Program) -> None:
    phone.open(program.url)
    phone.press("#code-letters")
    assert phone.find("#code").get_attribute("inputmode") == "email"
    assert phone.text("#code-hint") == "영어와 숫자만 쓸 수 있어요."
    phone.write("#code", "k7m4px9q2w3e5")
    code = phone.find("#code")
    assert code.get_attribute("value") == "K7M4PX9Q2W3E"
    assert phone.run("return arguments[0].scrollLeft", code) == 0


@pytest.mark.parametrize(
    ("code", "name", "field", "words"),
    [
        ("", "김영희", "code", "수업 번호를 넣어 주세요"),
        ("48", "김영희", "code", "수업 번호를 넣어 주세요"),
        ("999999", "김영희", "code", "이 번호의 수업을 찾지 못했어요"),
        (CODE, "", "name", "이름을 적어 주세요"),
        (CODE, "가" * 41, "name", "40자까지"),
    ],
)
def test_what_is_missing_is_said_where_it_is(
    phone: Phone, program: Program, code: str, name: str, field: str, words: str
) -> None:
    phone.open(program.url)
    phone.write("#code", code)
    phone.write("#name", name)
    phone.press("#join-button")
    phone.read(f"#{field}-error", words)
    assert phone.run("return document.activeElement.id") == field
    assert phone.find(f"#{field}").get_attribute("aria-invalid") == "true"


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (0, "", "와이파이를 확인하고"),
        (403, "locked", "지금은 새로 들어갈 수 없어요"),
        (403, "forbidden", "이 주소로는 들어갈 수 없어요"),
        (410, "session_ended", "이미 끝난 수업"),
        (429, "rate_limited", "30초 기다렸다가"),
        (503, "full", "자리가 다 찼어요"),
        (500, "", "다시 눌러 주세요"),
    ],
)
def test_a_refusal_says_what_to_do_next(
    phone: Phone, program: Program, status: int, code: str, words: str
) -> None:
    phone.open(program.join_url)
    phone.read("#join-title", "카카오톡")
    phone.run(SAY, status, code, "30")
    phone.write("#name", "김영희")
    phone.press("#join-button")
    phone.read("#join-error", words)
    assert phone.find("#join-button").is_enabled()


def test_half_an_emoji_in_a_name_is_none_of_it(phone: Phone, program: Program) -> None:
    phone.open(program.join_url)
    phone.see("#join")
    phone.run("document.getElementById('name').value = '김영희' + String.fromCharCode(0xd83d)")
    phone.press("#join-button")
    phone.see("#waiting")
    assert phone.text("#who") == "김영희"


def test_two_of_one_name_are_told_apart(phone: Phone, program: Program) -> None:
    with program.student("김영희"):
        phone.join(program.join_url, "김영희")
        phone.read("#toast", "이 수업에서 보이는 이름: 김영희 (2)")
        assert phone.text("#who") == "김영희 (2)"


def test_a_name_that_the_program_tidies_is_no_twin(phone: Phone, program: Program) -> None:
    phone.open(program.join_url)
    phone.see("#join")
    phone.run("document.getElementById('name').value = '김\u00a0\u200b영희'")
    phone.press("#join-button")
    phone.see("#waiting")
    assert phone.text("#who") == "김 영희"
    assert phone.text("#toast") == ""


def test_a_mistyped_name_is_put_right_on_the_phone(
    phone: Phone, program: Program, instructor: Person
) -> None:
    phone.join(program.join_url, "김영흐")
    instructor.go_to_step(2)
    phone.see("#done")
    phone.press("#done")
    phone.see("#well-done")
    phone.press("#not-you")
    phone.read("#join-title", "본인이 아니세요?")
    phone.driver.back()
    phone.see("#step")
    phone.press("#not-you")
    phone.see("#join")
    phone.find("#name").clear()
    phone.write("#name", "김영희")
    phone.press("#join-button")
    phone.see("#well-done")
    assert phone.text("#who") == "김영희"
    assert instructor.until("participant_renamed")["user_name"] == "김영희"
    phone.driver.refresh()
    phone.see("#well-done")
    assert phone.text("#who") == "김영희"


def test_a_second_person_on_one_phone_has_a_seat_of_their_own(
    phone: Phone, program: Program, instructor: Person
) -> None:
    phone.join(program.join_url, "김영희")
    instructor.go_to_step(2)
    phone.see("#done")
    phone.press("#done")
    phone.see("#well-done")

    phone.open(program.join_url)
    phone.see("#not-you")
    phone.press("#not-you")
    phone.see("#other-person")
    phone.press("#other-person")
    assert phone.find("#name").get_attribute("value") == ""
    phone.write("#name", "박순자\n")
    phone.see("#done")
    assert phone.text("#who") == "박순자"
    phone.driver.refresh()
    phone.see("#done")
    assert phone.text("#who") == "박순자"

    phone.press("#not-you")
    phone.press("#other-person")
    phone.write("#name", "김영희\n")
    phone.see("#well-done")
    assert phone.text("#who") == "김영희", "the first is back in the first seat"


def test_a_rude_name_goes_with_its_removal(
    phone: Phone, program: Program, instructor: Person
) -> None:
    phone.join(program.join_url, "바보")
    phone.see("#waiting")
    phone.cdp("Network.clearBrowserCookies")
    phone.driver.refresh()
    phone.see("#join-again")
    phone.find("#name").clear()
    phone.write("#name", "김영희\n")
    phone.see("#waiting")
    assert phone.text("#who") == "김영희"
    assert phone.text("#toast") == "", "there is no twin"
    assert instructor.until("participant_renamed")["user_name"] == "김영희"


def test_the_name_is_kept_for_the_next_class(phone: Phone, program: Program) -> None:
    phone.join(program.join_url, "김영희")
    phone.run("localStorage.removeItem('classroom.seat')")
    phone.open(program.join_url)
    phone.see("#join")
    assert phone.find("#name").get_attribute("value") == "김영희"


def test_a_closed_door_is_told_before_anything_is_written(phone: Phone, program: Program) -> None:
    facts = {"session_code": CODE, "title": "수업", "status": "WAITING", "locked": True}
    forget = phone.before_every_page(
        f"window.fetch = async () => new Response('{json.dumps(facts)}', {{status: 200}})"
    )
    try:
        phone.open(program.join_url)
        phone.read("#join-error", "지금은 새로 들어갈 수 없어요")
    finally:
        forget()


def test_a_seat_that_is_not_known_here_is_given_up_while_the_address_waits(
    phone: Phone, program: Program
) -> None:
    """After a reinstall, behind a router where others have mistyped: 429 is an answer too."""
    login = f"{program.url}/api/instructor/login"
    for n in range(20):
        httpx.post(login, headers={"Authorization": f"Bearer {n}"}, trust_env=False)
    assert httpx.get(f"{program.url}/api/sessions/{CODE}", trust_env=False).status_code == 429
    phone.open(program.url)
    phone.run("localStorage.setItem('classroom.seat', '\"731642\"')")
    phone.open(program.url)
    phone.read("#code-error", "이 번호의 수업을 찾지 못했어요")
    assert not phone.shown("#join-again"), "nothing goes on in a class that is not there"
    phone.find("#code").clear()
    phone.write("#code", CODE)
    phone.write("#name", "김영희")
    phone.press("#join-button")
    phone.see("#waiting")


def test_a_browser_that_keeps_no_cookies_gets_in_and_stays_in(
    phones: Callable[[Profile], Phone], program: Program, instructor: Person
) -> None:
    phone = phones(NO_COOKIES)
    phone.open(program.join_url)
    assert not phone.run("document.cookie = 'a=b'; return document.cookie")
    phone.write("#name", "김영희\n")
    phone.read("#welcome", "김영희 님, 어서 오세요.")
    phone.read("#here", "지금 1분이 함께하고 있어요")
    instructor.go_to_step(1)
    phone.read("#step-title", "설정 열기")
    phone.press("#done")
    assert instructor.until("progress_updated")["status"] == "completed"
    phone.driver.refresh()
    phone.read("#step-title", "설정 열기")
    instructor.go_to_step(2)
    phone.read("#step-title", "알림 찾기")
    with closing(sqlite3.connect(program.data / "classroom.db")) as file:
        people = file.execute("SELECT count(*) FROM session_participants").fetchone()
    assert people == (1,), "nobody came twice"
    phone.open("about:blank")


def test_a_broken_link_still_leads_to_the_door(phone: Phone, program: Program) -> None:
    phone.open(f"{program.url}/join/%E0%A4%A")
    phone.see("#join-form")


def test_a_name_stays_text(phone: Phone, program: Program, instructor: Person) -> None:
    name = "<b>x</b><img src=x onerror=1>"
    phone.join(program.join_url, name)
    phone.see("#waiting")
    assert phone.text("#who") == name
    assert name in phone.text("#welcome")
    assert phone.run("return document.querySelectorAll('b, img').length") == phone.run(
        "return document.querySelectorAll('#bigger b, #step-picture img, #picture').length"
    )


def test_the_bare_address_leads_back_to_the_class(phone: Phone, program: Program) -> None:
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    phone.open(program.url)
    phone.see("#waiting")
    assert phone.driver.current_url == program.join_url


def test_a_phone_in_english_reads_english(
    phones: Callable[[Profile], Phone], program: Program
) -> None:
    phone = phones(ENGLISH_DARK)
    phone.clean()
    phone.open(program.join_url)
    phone.read("#join-button", "Join")
    assert phone.run("return document.documentElement.lang") == "en"
    phone.open("about:blank")
