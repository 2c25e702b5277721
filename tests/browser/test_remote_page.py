"""The instructor's own phone as a remote, in a real browser."""

from asyncio import to_thread
from collections.abc import Callable
from datetime import timedelta

from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Helper
from classroom_app.domain.help_queue import HelpStatus
from tests.browser.phone import HOLD_SOCKETS, LARGE_TEXT_ENGLISH, NO_COOKIES, Phone, Profile
from tests.helpers.sample import picture
from tests.helpers.school import School


async def test_the_remote_leads_the_class_until_its_right_is_taken(
    school: School, phone: Phone
) -> None:
    student = await school.student("김영희")
    await to_thread(phone.open, school.services.remote.new_url(school.session.id))
    await to_thread(phone.read, "#done", "1명 참석")
    assert await to_thread(phone.barriers) == []
    assert await to_thread(phone.too_wide) == []
    await to_thread(phone.press, "#next")
    assert (await student.expect("step_changed"))["subtask"]["id"] == 1
    await to_thread(phone.read, "#done", "1명 중 0명 완료")
    await student.send("request_help", subtask_id=1, message="<b>어디요?</b>")
    await to_thread(phone.read, "#help", "김영희 · 1단계 · “<b>어디요?</b>”")
    await to_thread(phone.press, "#help button")
    assert (await student.expect("help_response"))["status"] == "ON_THE_WAY"
    await to_thread(phone.press, "#pause")
    assert (await student.expect("session_status_changed"))["status"] == "PAUSED"
    await to_thread(phone.read, "#pause", "계속하기")
    await school.services.remote.revoke()
    await to_thread(phone.read, "#line", "리모컨 연결이 해제되었습니다")
    assert not await to_thread(phone.shown, "#next")


async def test_a_browser_that_keeps_no_cookies_is_told_so_before_the_pass_is_spent(
    school: School, phones: Callable[[Profile], Phone], phone: Phone
) -> None:
    cookieless, url = phones(NO_COOKIES), school.services.remote.new_url(school.session.id)
    await to_thread(cookieless.open, url)
    await to_thread(cookieless.read, "#line", "쿠키를 허용한 뒤")
    assert await to_thread(cookieless.too_wide) == []
    await to_thread(cookieless.open, "about:blank")
    await to_thread(phone.open, url)
    await to_thread(phone.read, "#done", "0명 참석")


async def test_presses_without_a_connection_are_kept_and_start_one_step(
    school: School, phone: Phone
) -> None:
    student = await school.student("김영희")
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        await to_thread(phone.open, school.services.remote.new_url(school.session.id))
        await to_thread(phone.read, "#done", "1명 참석")
        await to_thread(phone.cut_off)
        for _ in range(3):
            await to_thread(phone.run, "document.getElementById('next').click()")
        await to_thread(phone.read, "#wait", "다시 연결되면")
        await to_thread(phone.offline, False)
        assert (await student.expect("step_changed"))["subtask"]["id"] == 1
        await to_thread(phone.read, "#done", "1명 중 0명 완료")
        heard = await student.hears_nothing_but("session_status_changed")
        assert [each["type"] for each in heard] == ["session_status_changed"]
        await to_thread(phone.gone, "#forget")
    finally:
        forget()


async def test_a_press_that_the_class_has_overtaken_is_given_up_and_said(
    school: School, phone: Phone
) -> None:
    student = await school.student("김영희")
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        await to_thread(phone.open, school.services.remote.new_url(school.session.id))
        await to_thread(phone.read, "#done", "1명 참석")
        await to_thread(phone.cut_off)
        await to_thread(phone.press, "#next")
        for step in (1, 2):
            await school.execute(cmd.NextStep())
            assert (await student.expect("step_changed"))["subtask"]["id"] == step
        await to_thread(phone.offline, False)
        await to_thread(phone.read, "#said", "보내지 않았습니다")
        await student.hears_nothing_but("session_status_changed")
    finally:
        forget()


async def test_a_step_can_be_taken_back(school: School, phone: Phone) -> None:
    student = await school.student("김영희")
    await to_thread(phone.open, school.services.remote.new_url(school.session.id))
    await to_thread(phone.read, "#done", "1명 참석")
    await to_thread(phone.press, "#next")
    await student.expect("step_changed")
    enabled = "return !document.querySelector('#next').disabled"
    await to_thread(phone.read, "#step", "1/")
    await to_thread(phone.wait, lambda: bool(phone.run(enabled)), "the end of the rest")
    await to_thread(phone.press, "#next")
    assert (await student.expect("step_changed"))["subtask"]["id"] == 2
    await to_thread(phone.read, "#undo", "1단계로 되돌리기")
    await to_thread(phone.press, "#undo")
    assert (await student.expect("step_changed"))["subtask"]["id"] == 1
    await to_thread(phone.read, "#undo", "시작 전으로 되돌리기")
    await to_thread(phone.press, "#undo")
    assert (await student.expect("session_status_changed"))["status"] == "WAITING"
    await to_thread(phone.gone, "#undo")
    await to_thread(phone.read, "#step", "아직 시작 전입니다")


async def test_the_remote_goes_on_with_the_next_class(school: School, phone: Phone) -> None:
    await to_thread(phone.open, school.services.remote.new_url(school.session.id))
    await to_thread(phone.read, "#done", "0명 참석")
    await school.execute(cmd.EndSession())
    await to_thread(phone.read, "#line", "수업이 끝났습니다. 다음 수업을 열면")
    assert not await to_thread(phone.shown, "#next")
    await to_thread(phone.run, "location.reload()")
    await to_thread(phone.read, "#line", "열린 수업이 없습니다")
    school.session = await school.services.instructor.open_class(school.session.lesson.id, "NEXT02")
    student = await school.student("김영희")
    await to_thread(phone.read, "#done", "1명 참석")
    await to_thread(phone.press, "#next")
    assert (await student.expect("step_changed"))["subtask"]["id"] == 1
    await to_thread(phone.run, "location.reload()")
    await to_thread(phone.read, "#done", "1명 중 0명 완료")


async def test_a_photo_is_shown_and_grows(school: School, phone: Phone) -> None:
    student = await school.student("김영희")
    await to_thread(phone.open, school.services.remote.new_url(school.session.id))
    await to_thread(phone.read, "#done", "1명 참석")
    await student.send("request_help", screenshot=picture("PNG", (400, 800)))
    await to_thread(phone.read, "#help", "김영희")
    whole = "return document.querySelector('#help img').naturalHeight === 800"
    await to_thread(phone.wait, lambda: bool(phone.run(whole)), "the photo")
    assert await to_thread(phone.barriers) == []
    small = "document.querySelector('#help img').height"
    before = await to_thread(phone.run, f"return {small}")
    await to_thread(phone.press, "#help img")
    assert await to_thread(phone.run, f"return {small}") > before
    assert await to_thread(phone.too_wide) == []


async def test_with_letters_of_200_per_cent_buttons_stay_words(
    school: School, phones: Callable[[Profile], Phone]
) -> None:
    student, phone = await school.student("김영희"), phones(LARGE_TEXT_ENGLISH)
    await to_thread(phone.clean)
    await to_thread(phone.open, school.services.remote.new_url(school.session.id))
    await student.send("request_help")
    await to_thread(phone.read, "#help", "김영희")
    narrow = (
        "return [...document.querySelectorAll('#help li div button')].filter(each =>"
        " each.offsetHeight > each.offsetWidth).map(each => each.textContent)"
    )
    assert await to_thread(phone.run, narrow) == [], "no button is a column of letters"
    assert await to_thread(phone.too_wide) == []
    await to_thread(phone.open, "about:blank")


async def test_the_remote_and_the_seat_of_its_phone_leave_each_other_alone(
    school: School, phone: Phone
) -> None:
    """An instructor tries the class as a student, then opens the remote on the same phone."""
    await to_thread(phone.join, f"{school.base_url}/join/{school.session.code}", "한강사")
    await to_thread(phone.see, "#waiting")
    (me,) = school.session.participants.values()
    student = phone.driver.current_window_handle
    await to_thread(phone.new_tab)
    remote = phone.driver.current_window_handle
    try:
        await to_thread(phone.open, school.services.remote.new_url(school.session.id))
        await to_thread(phone.read, "#done", "1명 참석")
        await to_thread(phone.press, "#next")
        await to_thread(phone.read, "#step", "1/")
        # Each after a reload, when only cookies tell who asks.
        await to_thread(phone.driver.refresh)
        await to_thread(phone.read, "#step", "1/")
        await to_thread(phone.driver.switch_to.window, student)
        await to_thread(phone.see, "#step")
        await to_thread(phone.driver.refresh)
        await to_thread(phone.press, "#done")
        await to_thread(phone.see, "#well-done")
        assert list(school.session.participants) == [me.id]
        # Removed, the student's tab neither hangs nor leads the class.
        await school.execute(cmd.RemoveParticipant(me.id))
        await to_thread(phone.see, "#removed")
        await to_thread(phone.driver.refresh)
        await to_thread(phone.see, "#join")
        await to_thread(phone.driver.switch_to.window, remote)
        await to_thread(phone.read, "#done", "0명 중 0명 완료")
    finally:
        await to_thread(phone.driver.switch_to.window, remote)
        await to_thread(phone.driver.close)
        await to_thread(phone.driver.switch_to.window, student)


async def test_who_was_not_visited_is_listed_and_noted(school: School, phone: Phone) -> None:
    student = await school.student("김영희")
    await to_thread(phone.open, school.services.remote.new_url(school.session.id))
    await to_thread(phone.read, "#done", "1명 참석")
    assert not await to_thread(phone.shown, "#visits")
    await school.execute(cmd.NextStep())
    started_at = school.session.started_at
    assert started_at is not None
    long_ago = started_at - timedelta(minutes=27)
    school.session.started_at = school.session.participants[1].joined_at = long_ago
    await student.send("step_complete", subtask_id=1)
    await to_thread(phone.read, "#visits-title", "아직 못 살펴봄 1")
    await to_thread(phone.read, "#visits-list", "김영희 · 27분째")
    assert await to_thread(phone.barriers) == []
    assert await to_thread(phone.too_wide) == []
    await to_thread(phone.press, "#visits-list button")
    await to_thread(phone.read, "#visited", "살펴봄: 김영희")
    await to_thread(phone.gone, "#visits-list li")
    person = school.session.participants[1]
    assert len(person.visits) == 1
    await to_thread(phone.press, "#visit-undo")
    await to_thread(phone.read, "#visits-list", "김영희 · 27분째")
    assert not person.visits


async def test_the_remote_invites_a_helper_and_sees_who_goes(school: School, phone: Phone) -> None:
    student = await school.student("김영희")
    await to_thread(phone.open, school.services.remote.new_url(school.session.id))
    await to_thread(phone.read, "#done", "1명 참석")
    await to_thread(phone.press, "#invite-ask")
    await to_thread(phone.see, "#invite-code")
    dark = (
        "const code = document.getElementById('invite-code');"
        "const all = code.getContext('2d').getImageData(0, 0, code.width, code.height).data;"
        "return all.filter((part, place) => place % 4 === 0 && part === 0).length;"
    )
    assert int(await to_thread(phone.run, dark)) > 1_000
    assert await to_thread(phone.barriers) == []
    assert await to_thread(phone.too_wide) == []
    await to_thread(phone.press, "#invite-close")
    stored = await school.services.classroom.execute(
        school.session.id, cmd.LetHelperIn("민지"), SYSTEM
    )
    helper = Helper(list(stored.session.helpers)[-1], "민지")
    await student.send("request_help")
    call = (await student.expect("request_help_confirmed"))["help_request_id"]
    going = cmd.ResolveHelp(call, HelpStatus.ON_THE_WAY)
    await school.services.classroom.execute(school.session.id, going, helper)
    await to_thread(phone.read, "#help", "가는 중: 민지 선생님")
    await to_thread(phone.read, "#help button", "함께 갑니다")
    await to_thread(phone.press, "#help button")
    await to_thread(phone.read, "#help", "가는 중: 민지 선생님, 강사님")
    await to_thread(phone.press, "#help .back")
    await to_thread(phone.read, "#help button", "지금 갑니다")
    await to_thread(phone.gone, "#help .back")


async def test_a_class_with_a_roster_says_how_many_are_expected(
    school: School, phone: Phone
) -> None:
    people = [(1, "김영희"), (2, "이순자"), (3, "박철수")]
    school.session.roster_id = (await school.services.rosters.create("봄", people)).id
    await school.student("김영희")
    await to_thread(phone.open, school.services.remote.new_url(school.session.id))
    await to_thread(phone.read, "#done", "3명 중 1명 참석")
    await school.execute(cmd.NextStep())
    await to_thread(phone.read, "#done", "1명 중 0명 완료")
