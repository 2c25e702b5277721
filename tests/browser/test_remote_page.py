"""The instructor's own phone as a remote, in a real browser."""

from asyncio import to_thread

from tests.browser.phone import Phone
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
    pressed_too_late = (
        "const next = document.getElementById('next'); next.disabled = false; next.click()"
    )
    await to_thread(phone.run, pressed_too_late)
    await to_thread(phone.read, "#said", "지금은 할 수 없습니다.")
    await school.services.remote.revoke()
    await to_thread(phone.read, "#line", "리모컨 연결이 해제되었습니다")
    assert not await to_thread(phone.shown, "#next")
