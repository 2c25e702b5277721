"""Every bad picture at the phones' own doors: taken rightly, or refused with its name."""

import base64
import time
from asyncio import to_thread
from pathlib import Path

from tests.browser.gallery import WaitingLesson, choose, screenshot
from tests.browser.phone import Phone, Profile
from tests.browser.program import Person, Program
from tests.helpers.bad_pictures import BAD_PICTURES
from tests.helpers.school import School
from tests.helpers.timing import SCALE

SMALL_KO = Profile(height=640)
# What would keep a browser for minutes is known in less.
SOON_S = 10.0 * SCALE
TAKEN = [bad for bad in BAD_PICTURES.values() if bad.is_picture]
REFUSED = [bad for bad in BAD_PICTURES.values() if not bad.is_picture]


async def test_on_the_page_that_takes_pictures_for_a_lesson(
    school: School, phone: Phone, tmp_path: Path
) -> None:
    phone.show_as(SMALL_KO)
    lesson = WaitingLesson(school)
    paths = []
    for bad in BAD_PICTURES.values():
        paths.append(tmp_path / bad.name)
        await to_thread(paths[-1].write_bytes, bad.content)
    good = screenshot(tmp_path / "z.png", 1)
    await to_thread(phone.open, lesson.upload.url)
    await to_thread(phone.see, "#choose")
    begun = time.monotonic()
    await choose(phone, *paths, good)
    assert time.monotonic() - begun < SOON_S, "nothing keeps the browser"
    said = (await to_thread(phone.text, "#refused")).splitlines()
    words = dict(line.split(": ", 1) for line in said)
    assert set(words) == {bad.name for bad in REFUSED}, "each is named, and nothing else"
    for name, reason in words.items():
        is_large = name.startswith(("huge", "scans"))
        assert ("너무 커서 열 수 없습니다" in reason) == is_large, name
        assert ("JPEG로 저장해 주세요" in reason) == name.endswith("HEIC"), name
    assert await to_thread(phone.too_wide) == []
    await to_thread(phone.press, "#send")
    await to_thread(phone.read, "#count", f"{len(TAKEN) + 1}장 모두")
    wrong = [bad.name for bad in TAKEN if not any(bad.is_shown_by(p.data) for p in lesson.pictures)]
    assert wrong == [], "upright, in their colours"
    assert len(lesson.pictures) == len(TAKEN) + 1
    assert await to_thread(phone.complaints) == []


def test_on_the_students_page(
    phone: Phone, program: Program, instructor: Person, tmp_path: Path
) -> None:
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    instructor.go_to_step(1)
    phone.see("#help-ask")
    phone.press("#help-ask")
    phone.see("#help-details")
    phone.press("#help-details")
    for bad in BAD_PICTURES.values():
        path = tmp_path / bad.name
        path.write_bytes(bad.content)
        begun = time.monotonic()
        phone.write("#gallery", str(path))
        if bad.is_picture:
            phone.see("#picture-shown")
            url = phone.run("return document.getElementById('picture').src")
            assert bad.is_shown_by(base64.b64decode(url.partition(",")[2])), bad.name
            phone.press("#picture-remove")
            phone.gone("#picture-shown")
        else:
            phone.read("#picture-error", "이 사진은 열 수 없어요")
            assert not phone.shown("#picture-shown"), bad.name
            phone.run("document.getElementById('picture-error').textContent = ''")
        assert time.monotonic() - begun < SOON_S, bad.name
    good = screenshot(tmp_path / "z.png", 1)
    phone.write("#gallery", str(good))
    phone.see("#picture-shown")
    phone.write("#help-words", "버튼이 안 보여요")
    phone.press("#help-form .primary")
    while not instructor.until("help_requested")["has_screenshot"]:
        pass
    assert phone.complaints() == []


def test_a_photo_is_chosen_again_when_what_shrinks_it_could_not_be_loaded(
    phone: Phone, program: Program, instructor: Person, tmp_path: Path
) -> None:
    good = screenshot(tmp_path / "z.png", 1)
    phone.join(program.join_url, "김영희")
    instructor.go_to_step(1)
    phone.see("#help-ask")
    phone.press("#help-ask")
    phone.see("#help-details")
    phone.cdp("Network.setBlockedURLs", urls=["*/static/picture.*"])
    try:
        phone.press("#help-details")
        phone.write("#gallery", str(good))
        phone.read("#picture-error", "사진은 못 보냈어요")
    finally:
        phone.cdp("Network.setBlockedURLs", urls=[])
    phone.write("#gallery", str(good))
    phone.see("#picture-shown")
    assert phone.text("#picture-error") == ""
    phone.complaints()
