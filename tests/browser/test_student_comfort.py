"""A phone that is made easier to read from the desk, in a real browser."""

from asyncio import to_thread

from classroom_app.domain import commands as cmd
from tests.browser.phone import Phone
from tests.helpers.numbered import NumberedClass
from tests.helpers.school import School

BIGGER = "return document.documentElement.classList.contains('bigger')"
CONTRAST = "return document.documentElement.classList.contains('contrast')"
ALOUD = "return document.getElementById('auto').checked"
TEXT_SIZE = "return parseFloat(getComputedStyle(document.documentElement).fontSize)"
COLOURS = "return getComputedStyle(document.body).color"


def join_url(school: School) -> str:
    return f"{school.base_url}/join/{school.session.code}"


async def told(school: School, phone: Phone, command: cmd.SetComfort, words: str) -> None:
    await school.execute(command)
    await to_thread(phone.read, "#comfort", words)


async def test_it_is_said_and_can_be_undone(school: School, phone: Phone) -> None:
    await to_thread(phone.join, join_url(school), "김영희")
    await to_thread(phone.see, "#waiting")
    await school.execute(cmd.NextStep())
    await to_thread(phone.see, "#step")
    size = await to_thread(phone.run, TEXT_SIZE)

    await told(school, phone, cmd.SetComfort(1, larger_text=True), "글자를 크게 바꿨어요")
    assert await to_thread(phone.run, TEXT_SIZE) > size
    assert await to_thread(phone.text, "#bigger[aria-pressed='true']") != ""
    assert await to_thread(phone.barriers) == []
    assert await to_thread(phone.too_wide) == []
    assert await to_thread(phone.small_targets) == []
    kim = school.session.participants[1]
    remote = await school.instructor()
    await to_thread(phone.press, "#comfort button")
    assert (await remote.expect("comfort_updated"))["comfort"]["larger_text"] is False
    await to_thread(phone.gone, "#comfort p")
    assert await to_thread(phone.run, TEXT_SIZE) == size
    assert kim.comfort.larger_text is False

    await told(school, phone, cmd.SetComfort(None, read_aloud=True), "이제 새 단계를 읽어 드려요")
    assert await to_thread(phone.run, ALOUD)
    await to_thread(phone.press, "#comfort button:last-child")
    await to_thread(phone.gone, "#comfort p")
    assert await to_thread(phone.run, ALOUD), "OK leaves it as it is"


async def test_contrast_is_seen_kept_over_a_reload_and_given_up_by_hand(
    school: School, phone: Phone
) -> None:
    await to_thread(phone.join, join_url(school), "김영희")
    await school.execute(cmd.NextStep())
    await to_thread(phone.see, "#step")
    before = await to_thread(phone.run, COLOURS)
    await told(school, phone, cmd.SetComfort(1, high_contrast=True), "또렷하게")
    await to_thread(phone.wait, lambda: phone.run(COLOURS) == "rgb(0, 0, 0)", "black on white")
    assert await to_thread(phone.barriers) == []
    await to_thread(phone.driver.refresh)
    await to_thread(phone.see, "#step")
    await to_thread(phone.wait, lambda: bool(phone.run(CONTRAST)), "the contrast is back")
    assert not await to_thread(phone.shown, "#comfort p"), "it is said once"
    remote = await school.instructor()
    await to_thread(phone.press, "#contrast")
    assert (await remote.expect("comfort_updated"))["comfort"]["high_contrast"] is False
    await to_thread(phone.wait, lambda: phone.run(COLOURS) == before, "the colours of before")
    await to_thread(phone.driver.refresh)
    await to_thread(phone.see, "#step")
    await to_thread(phone.see, "#contrast")
    assert not await to_thread(phone.run, CONTRAST), "the student has the last word"
    assert await to_thread(phone.complaints) == []


async def test_a_phone_that_was_away_and_one_that_comes_late_get_it(
    school: School, phone: Phone
) -> None:
    await school.execute(cmd.SetComfort(None, larger_text=True))
    await to_thread(phone.join, join_url(school), "김영희")
    await to_thread(phone.read, "#comfort", "글자를 크게 바꿨어요")
    await to_thread(phone.press, "#comfort button:last-child")
    await to_thread(phone.open, "about:blank")
    await school.execute(cmd.SetComfort(1, larger_text=False))
    await to_thread(phone.open, join_url(school))
    await to_thread(phone.read, "#comfort", "글자를 보통 크기로")
    assert not await to_thread(phone.run, BIGGER)


async def test_the_button_of_the_page_is_told_too(school: School, phone: Phone) -> None:
    await to_thread(phone.join, join_url(school), "김영희")
    await told(school, phone, cmd.SetComfort(1, larger_text=True), "글자를 크게")
    remote = await school.instructor()
    await to_thread(phone.press, "#bigger")
    comfort = (await remote.expect("comfort_updated"))["comfort"]
    assert comfort["larger_text"] is False


async def test_the_next_class_has_it_on_another_phone(school: School, phone: Phone) -> None:
    room = await NumberedClass.open(school)
    await room.phone(12)
    await school.execute(cmd.SetComfort(room.seat(12).id, larger_text=True, high_contrast=True))
    await school.execute(cmd.EndSession())
    lesson = school.session.lesson.id
    school.session = await school.services.instructor.open_class(
        lesson, "NUM002", roster_id=room.roster.id
    )
    await to_thread(phone.open, join_url(school))
    await to_thread(phone.see, "#keys")
    for key in ("1", "2", "ok"):
        await to_thread(phone.press, f"#key-{key}")
    await to_thread(phone.read, "#pad-who", "이순자")
    await to_thread(phone.press, "#pad-yes")
    await to_thread(phone.read, "#comfort", "글자를 크게 바꿨어요")
    assert await to_thread(phone.run, BIGGER)
    assert await to_thread(phone.run, CONTRAST)
