"""A number in place of a name, as a phone of 360x640 shows and takes it, in both languages."""

from asyncio import to_thread
from collections.abc import Callable

import pytest

from classroom_app.domain import commands as cmd
from tests.browser.phone import Phone, Profile
from tests.helpers.numbered import NumberedClass
from tests.helpers.school import School

SMALL_KOREAN = Profile(width=360, height=640)
SMALL_ENGLISH = Profile(width=360, height=640, language="en")
LARGE_TEXT = Profile(width=320, height=640, font_px=32)
NO_COOKIES = Profile(width=360, height=640, keeps_cookies=False)
WHO = {"ko": "이순자 님 맞으세요?", "en": "Are you 이순자?"}
USED = {"ko": "12번은 다른 휴대폰에서 쓰고 있어요", "en": "Number 12 is in use on another phone"}
UNKNOWN = {"ko": "99번은 명단에 없어요", "en": "No one has the number 99"}
PROFILES = pytest.mark.parametrize(
    "profile", [SMALL_KOREAN, SMALL_ENGLISH], ids=["ko", "en"], indirect=False
)


def address(school: School, end: str = "") -> str:
    return f"{school.base_url}/join/{school.session.code}{end}"


def tap_number(phone: Phone, number: int) -> None:
    for digit in str(number):
        phone.tap(f"#key-{digit}")


def press_number(phone: Phone, number: int) -> None:
    """As `tap_number`, where the keys have only just come: a finger would have to aim anew."""
    for digit in str(number):
        phone.press(f"#key-{digit}")
    phone.press("#key-ok")


def is_fit(phone: Phone) -> None:
    """Nothing sticks out, nothing is too small for a finger, everybody can use it."""
    assert phone.too_wide() == []
    assert phone.crammed() == []
    assert phone.small_targets() == []
    assert phone.barriers() == []


def ok_bottom(phone: Phone) -> float:
    bottom: float = phone.run(
        "return document.getElementById('key-ok').getBoundingClientRect().bottom + scrollY"
    )
    return bottom


@PROFILES
async def test_with_a_number_somebody_is_in_by_three_taps(
    school: School, phones: Callable[[Profile], Phone], profile: Profile
) -> None:
    phone = phones(profile)
    phone.clean()
    numbered = await NumberedClass.open(school)

    def come() -> None:
        phone.open(address(school))
        phone.see("#keys")
        assert not phone.shown("#name")
        bottom = ok_bottom(phone)
        assert bottom <= profile.height, "all keys are in sight"
        is_fit(phone)
        tap_number(phone, 99)
        phone.tap("#key-ok")
        phone.read("#pad-error", UNKNOWN[profile.language])
        assert ok_bottom(phone) == bottom, "the keys stay where they are"
        for _ in "99":
            phone.tap("#key-erase")
        tap_number(phone, 12)
        assert phone.find("#my-number").get_attribute("value") == "12"
        phone.tap("#key-ok")
        phone.read("#pad-who", WHO[profile.language])
        is_fit(phone)
        phone.press("#pad-yes")
        phone.see("#waiting")
        phone.read("#who", "이순자")

    try:
        await to_thread(come)
        assert numbered.seat(12).is_here
        await to_thread(phone.driver.refresh)
        await to_thread(phone.see, "#waiting")
    finally:
        await to_thread(phone.open, "about:blank")


@PROFILES
async def test_a_number_in_use_asks_and_the_wrong_person_is_asked_again(
    school: School, phones: Callable[[Profile], Phone], profile: Profile
) -> None:
    phone = phones(profile)
    phone.clean()
    numbered = await NumberedClass.open(school)
    first = await numbered.phone(12, "another phone")

    def take_over() -> None:
        phone.open(address(school, "#12"))
        phone.read("#pad-who", WHO[profile.language])
        phone.read("#pad-note", USED[profile.language])
        is_fit(phone)
        phone.press("#pad-yes")
        phone.see("#waiting")

    def be_asked_again() -> None:
        phone.see("#keys")
        press_number(phone, 1)
        phone.read("#pad-who", "김영희")
        phone.press("#pad-yes")
        phone.see("#waiting")
        phone.read("#who", "김영희")

    try:
        await to_thread(take_over)
        assert await first.close_code() == 4001
        await school.execute(cmd.GiveSeatBack(numbered.seat(12).id))
        await to_thread(be_asked_again)
        assert numbered.seat(1).is_here
        assert not numbered.seat(12).is_here
    finally:
        await to_thread(phone.open, "about:blank")


async def test_without_a_number_a_name_is_asked_for(school: School, phone: Phone) -> None:
    await NumberedClass.open(school)

    def come() -> None:
        phone.open(address(school))
        phone.see("#keys")
        phone.press("#no-number")
        phone.see("#name")
        assert not phone.shown("#keys")
        is_fit(phone)
        phone.press("#with-number")
        phone.see("#keys")
        assert not phone.shown("#name")
        assert not phone.shown("#with-number")
        phone.press("#no-number")
        phone.write("#name", "손님")
        phone.press("#join-button")
        phone.see("#waiting")

    await to_thread(come)
    (guest,) = school.session.participants.values()
    assert (guest.name, guest.person_id) == ("손님", None)


async def test_the_keys_of_a_keyboard_do_as_well(school: School, phone: Phone) -> None:
    numbered = await NumberedClass.open(school)

    def come() -> None:
        phone.open(address(school))
        phone.see("#keys")
        phone.wait(
            lambda: phone.run("return document.activeElement.id") == "my-number", "the field"
        )
        phone.write("#my-number", "1a")
        phone.write("#key-5", "9\ue003")  # on another key: 9, and backspace
        assert phone.find("#my-number").get_attribute("value") == "1"
        phone.write("#my-number", "\ue007")
        phone.read("#pad-who", "김영희")
        phone.press("#pad-no")
        phone.see("#keys")
        assert phone.find("#my-number").get_attribute("value") == ""
        phone.press("#key-ok")
        phone.read("#pad-error", "내 번호를 먼저 눌러 주세요")
        phone.write("#my-number", "2\ue007")
        phone.read("#pad-who", "박철수")
        phone.press("#pad-yes")
        phone.see("#waiting")

    await to_thread(come)
    assert numbered.seat(2).is_here


async def test_a_card_that_is_scanned_too_early_goes_on_by_itself(
    school: School, phone: Phone
) -> None:
    roster = await school.services.rosters.create("목요일", [(7, "김영희")])
    token = await school.services.seat_cards.token_of(roster.id)
    await to_thread(phone.open, f"{school.base_url}/n/{token}#7")
    await to_thread(phone.read, "h1", "아직 수업이 열리지 않았어요")
    assert await to_thread(phone.barriers) == []
    school.session = await school.services.instructor.open_class(
        school.session.lesson.id, "NUM003", roster_id=roster.id
    )
    await to_thread(phone.read, "#pad-who", "김영희 님 맞으세요?")
    await to_thread(phone.press, "#pad-yes")
    await to_thread(phone.see, "#waiting")
    assert school.session.participant_of_person(roster.people[0].id) is not None


async def test_two_people_share_a_phone_by_their_numbers(school: School, phone: Phone) -> None:
    numbered = await NumberedClass.open(school)

    def come(number: int, name: str) -> None:
        phone.see("#keys")
        press_number(phone, number)
        phone.read("#pad-who", name)
        phone.press("#pad-yes")
        phone.see("#waiting")
        phone.read("#who", name)

    await to_thread(phone.open, address(school))
    await to_thread(come, 1, "김영희")
    await to_thread(phone.press, "#not-you")
    await to_thread(come, 2, "박철수")
    await to_thread(phone.press, "#not-you")
    await to_thread(come, 1, "김영희")
    assert len(school.session.participants) == 2
    assert numbered.seat(1).taken_over_at is None


async def test_a_browser_that_keeps_no_cookies_is_in_too(
    school: School, phones: Callable[[Profile], Phone]
) -> None:
    phone = phones(NO_COOKIES)
    phone.clean()
    numbered = await NumberedClass.open(school)

    def come() -> None:
        phone.open(address(school, "#12"))
        phone.read("#pad-who", "이순자")
        phone.press("#pad-yes")
        phone.see("#waiting")

    try:
        await to_thread(come)
        assert [p.id for p in school.session.present_participants] == [numbered.seat(12).id]
    finally:
        await to_thread(phone.open, "about:blank")


async def test_with_letters_of_200_per_cent_the_keypad_can_be_used(
    school: School, phones: Callable[[Profile], Phone]
) -> None:
    phone = phones(LARGE_TEXT)
    phone.clean()
    await NumberedClass.open(school)
    try:
        await to_thread(phone.open, address(school))
        await to_thread(phone.see, "#keys")
        await to_thread(is_fit, phone)
    finally:
        await to_thread(phone.open, "about:blank")
