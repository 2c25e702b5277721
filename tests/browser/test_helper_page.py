"""A helper's phone, in a real browser: a name once, who waits, who goes."""

from asyncio import to_thread
from collections.abc import Callable
from datetime import timedelta

import httpx

from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Helper
from classroom_app.domain.help_queue import HelpStatus
from tests.browser.phone import ENGLISH_DARK, HOLD_SOCKETS, LARGE_TEXT_ENGLISH, Phone, Profile
from tests.browser.program import CODE, Program
from tests.helpers.sample import picture
from tests.helpers.school import School

# All that a helper's phone loads before it shows the class.
MOST_BYTES = 40_000


def invitation(school: School) -> str:
    return school.services.helpers.new_url(school.session.id)


async def come_in(school: School, phone: Phone, name: str = "민지") -> None:
    await to_thread(phone.open, invitation(school))
    await to_thread(phone.read, "#name-title", "도우미로 함께하기")
    await to_thread(phone.write, "#name", name)
    await to_thread(phone.press, "#name-send")
    await to_thread(phone.read, "#help-title", "도움을 기다리는 분")


async def other_helper(school: School, name: str) -> Helper:
    stored = await school.services.classroom.execute(
        school.session.id, cmd.LetHelperIn(name), SYSTEM
    )
    return Helper(list(stored.session.helpers)[-1], name)


async def test_a_helper_goes_replies_and_solves(school: School, phone: Phone) -> None:
    student = await school.student("김영희")
    await come_in(school, phone, "<b>민지</b>")
    assert await to_thread(phone.barriers) == []
    await to_thread(phone.read, "#title", "<b>민지</b>")
    await school.execute(cmd.NextStep())
    await student.send("request_help", subtask_id=1, message="<i>어디요?</i>", screenshot=picture())
    await to_thread(phone.read, "#help", "“<i>어디요?</i>”")
    await to_thread(phone.read, "#help .soft", "1단계")
    await school.pictures_settled()
    await to_thread(phone.wait, lambda: phone.shown("#help img"), "the picture")
    await to_thread(phone.press, "#help .row button")
    told = await student.expect("help_response")
    assert (told["status"], told["by"]["name"]) == ("ON_THE_WAY", "<b>민지</b>")
    await to_thread(phone.read, "#help .goes", "가고 있어요: 나")
    await to_thread(phone.press, "#help .row:nth-of-type(2) button")
    await to_thread(phone.write, "#help textarea", "다 왔어요")
    assert await to_thread(phone.too_wide) == []
    await to_thread(phone.press, "#help form button")
    assert (await student.expect("instructor_message"))["message"] == "다 왔어요"
    await to_thread(phone.press, "#help .row button:nth-child(2)")
    assert (await student.expect("help_response"))["status"] == "RESOLVED"
    await to_thread(phone.read, "#nobody", "기다리는 분이 없습니다")
    await to_thread(phone.press, "#solved button")
    assert (await student.expect("help_response"))["status"] == "PENDING"
    await to_thread(phone.read, "#students", "김영희")
    assert await to_thread(phone.barriers) == []


async def test_the_second_is_told_and_chooses(school: School, phone: Phone) -> None:
    student = await school.student("김영희")
    await come_in(school, phone)
    await student.send("request_help")
    call = (await student.expect("request_help_confirmed"))["help_request_id"]
    await to_thread(phone.read, "#help", "김영희")
    suji = await other_helper(school, "수지")
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        await to_thread(phone.run, "location.reload()")
        await to_thread(phone.read, "#help", "김영희")
        await to_thread(phone.cut_off)
        await to_thread(phone.press, "#help .row button")
        going = cmd.ResolveHelp(call, HelpStatus.ON_THE_WAY)
        await school.services.classroom.execute(school.session.id, going, suji)
        await to_thread(phone.offline, False)
        await to_thread(phone.read, "#going-words", "수지 선생님이 먼저 가고 있어요")
        assert await to_thread(phone.barriers) == []
        assert await to_thread(phone.too_wide) == []
        await to_thread(phone.press, "#going-too")
        await student.expect("help_response")
        assert (await student.expect("help_response"))["by"]["name"] == "민지"
        await to_thread(phone.read, "#help .goes", "가고 있어요: 나, 수지 선생님")
    finally:
        forget()


async def test_a_part_that_is_ended_is_said(school: School, phone: Phone) -> None:
    await come_in(school, phone)
    (helper_id,) = school.session.helpers
    await school.execute(cmd.EndHelper(helper_id))
    await to_thread(phone.read, "#line", "도우미 역할이 끝났습니다")
    assert not await to_thread(phone.shown, "#help-title")
    await to_thread(phone.run, "location.reload()")
    await to_thread(phone.read, "#line", "초대받은 수업이 없습니다")


async def test_the_end_of_the_class_is_said(school: School, phone: Phone) -> None:
    await school.student("김영희")
    await come_in(school, phone)
    await school.execute(cmd.NextStep())
    await to_thread(phone.read, "#students", "김영희")
    await school.execute(cmd.EndSession())
    await to_thread(phone.read, "#line", "수업이 끝났습니다")
    assert not await to_thread(phone.shown, "#students")


async def test_the_page_is_small(school: School, phone: Phone) -> None:
    await to_thread(phone.traffic)
    await come_in(school, phone)
    sizes = [
        len((await school.http.get(str(path))).content)
        for path in await to_thread(
            phone.run,
            "return performance.getEntriesByType('resource').map(each => each.name)"
            ".filter(name => name.includes('/static/'))",
        )
    ]
    assert sum(sizes) < MOST_BYTES, sum(sizes)
    assert len(sizes) >= 10


async def test_with_letters_of_200_per_cent_names_stay_words(
    school: School, phones: Callable[[Profile], Phone]
) -> None:
    student, long_name = await school.student("김영희"), await school.student("가" * 40)
    phone = phones(LARGE_TEXT_ENGLISH)
    await to_thread(phone.clean)
    await to_thread(phone.open, invitation(school))
    await to_thread(phone.write, "#name", "Minji")
    await to_thread(phone.press, "#name-send")
    for each in (student, long_name):
        await each.send("request_help", message="버튼이 없어요")
    await to_thread(phone.see, "#help li:nth-child(2) .head, #help > :nth-child(2) .head")
    lines = (
        "const name = document.querySelector('#help .head b');"
        "return name.getClientRects()[0].height / parseFloat(getComputedStyle(name).fontSize)"
    )
    assert await to_thread(phone.run, lines) < 2, "the name is on one line"
    narrow = (
        "return [...document.querySelectorAll('#help .row button')].filter(each =>"
        " each.offsetWidth && each.offsetHeight > each.offsetWidth).map(each => each.textContent)"
    )
    assert await to_thread(phone.run, narrow) == [], "no button is a column of letters"
    assert await to_thread(phone.too_wide) == []
    await to_thread(phone.open, "about:blank")


async def test_the_student_reads_who_comes(
    school: School, phone: Phone, phones: Callable[[Profile], Phone]
) -> None:
    students_phone = phones(ENGLISH_DARK)
    await school.execute(cmd.NextStep())
    await to_thread(students_phone.join, school.base_url + "/join/TEST001", "Kim")
    await to_thread(students_phone.press, "#help-ask")
    await to_thread(students_phone.see, "#help-card")
    await come_in(school, phone, "민지")
    await to_thread(phone.press, "#help .row button")
    await to_thread(students_phone.read, "#help-state", "민지 is coming to you")
    await to_thread(phone.press, "#help .row:nth-of-type(2) button:nth-child(2)")
    await to_thread(
        students_phone.wait,
        lambda: "coming" not in students_phone.text("#help-state"),
        "it is taken back",
    )


async def test_who_was_not_visited_for_longest_is_on_top(school: School, phone: Phone) -> None:
    for name in ("김영희", "이순자"):
        await school.student(name)
    await school.execute(cmd.NextStep())
    people = school.session.participants
    started_at = school.session.started_at
    assert started_at is not None
    school.session.started_at = started_at - timedelta(minutes=60)
    people[1].joined_at = started_at - timedelta(minutes=26)
    people[2].joined_at = started_at - timedelta(minutes=31)
    await come_in(school, phone)
    await to_thread(phone.read, "#students li:first-child", "이순자")
    await to_thread(phone.read, "#students li:first-child", "31분째 못 살펴봄")
    await to_thread(phone.read, "#students li:nth-child(2)", "26분째 못 살펴봄")
    height = "return document.querySelector('#students li .soft').getBoundingClientRect().height"
    assert await to_thread(phone.run, height) < 40, "on one line, not in a column of a few letters"
    order = (
        "return [...document.querySelectorAll('#students li:first-child > :is(b, button)')]"
        ".filter(each => each.offsetWidth).map(each => each.getBoundingClientRect().left)"
    )
    places = await to_thread(phone.run, order)
    assert places == sorted(places), "the name comes first"
    assert await to_thread(phone.barriers) == []
    assert await to_thread(phone.too_wide) == []
    await to_thread(phone.press, "#students li:first-child button")
    await to_thread(phone.read, "#students li:nth-child(2)", "방금 다녀왔어요")
    await to_thread(phone.read, "#students li:first-child", "김영희")
    (visit,) = people[2].visits
    assert visit.helper_id in school.session.helpers
    await to_thread(phone.press, "#students li:nth-child(2) button:nth-of-type(2)")
    await to_thread(phone.read, "#students li:first-child", "31분째 못 살펴봄")
    assert not people[2].visits


async def test_a_helper_makes_phones_easier_to_read(school: School, phone: Phone) -> None:
    kim, lee = await school.student("김영희"), await school.student("이순자")
    await come_in(school, phone)
    await to_thread(phone.press, "#students li:first-child button:last-of-type")
    await to_thread(phone.read, "#comfort", "김영희 님 휴대폰을 보기 편하게")
    assert await to_thread(phone.barriers) == []
    await to_thread(phone.press, "#comfort button")
    told = (await kim.expect("comfort_changed"))["comfort"]
    assert (told["larger_text"], told["read_aloud"]) == (True, None)
    await to_thread(phone.see, "#comfort button[aria-pressed='true']")
    await to_thread(phone.press, "#comfort button:last-of-type")
    await to_thread(phone.press, "#comfort-all")
    await to_thread(phone.read, "#comfort", "모든 휴대폰을")
    assert not await to_thread(phone.shown, "#comfort button[aria-pressed='true']")
    await to_thread(phone.press, "#comfort button:nth-of-type(3)")
    for student in (kim, lee):
        assert (await student.expect("comfort_changed"))["comfort"]["high_contrast"]


def test_a_press_survives_a_killed_program_and_an_empty_battery(
    phone: Phone, program: Program
) -> None:
    with program.instructor() as instructor:
        phone.open(invited(program))
        phone.see("#name")
        phone.write("#name", "민지")
        phone.press("#name-send")
        phone.read("#nobody", "기다리는 분이 없습니다")
        instructor.go_to_step(1)
        with program.student("김영희") as student:
            student.send("request_help", message="어디요?")
            phone.read("#help", "어디요?")
            phone.press("#help .row button")
            told = student.until("help_response")
            assert told["by"] == {"role": "HELPER", "name": "민지"}
            phone.read("#help .goes", "가고 있어요: 나")
            program.kill()
    phone.press("#help .row:nth-of-type(2) button:nth-child(2)")
    phone.read("#wait", "다시 연결되면")
    phone.open("about:blank")
    program.start()
    with program.instructor() as instructor:
        phone.open(f"{program.url}/helper/")
        phone.read("#help .row button", "제가 갈게요")
        phone.press("#help .row button:nth-child(2)")
        while (told := instructor.until("help_updated"))["status"] != "RESOLVED":
            pass
        assert told["by"] == {"role": "HELPER", "name": "민지"}
        phone.read("#nobody", "기다리는 분이 없습니다")


def invited(program: Program) -> str:
    key = (program.data / "instructor.key").read_text(encoding="utf-8").strip()
    with httpx.Client(base_url=program.url, trust_env=False) as leader:
        leader.post("/api/instructor/login", headers={"Authorization": f"Bearer {key}"})
        made = leader.post(f"/api/sessions/{CODE}/helpers").json()
    path = made["url"].partition("/helper/")[2]
    return f"{program.url}/helper/{path}"
