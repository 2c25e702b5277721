"""The page that takes pictures for a lesson, in a real browser the size of a phone."""

import io
import os
from asyncio import to_thread
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from classroom_app.application.ports import StorageError
from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES
from tests.browser.gallery import WaitingLesson, choose, screenshot
from tests.browser.phone import HOLD_SOCKETS, Phone, Profile
from tests.helpers.heavy_pictures import many_frames
from tests.helpers.school import School, open_school

SMALL_KO = Profile(height=640)
SMALL_EN = Profile(height=640, language="en", dark=True)
LARGE = Profile(width=320, height=640, font_px=32, language="en")


@pytest.fixture
def gallery(tmp_path: Path) -> Path:
    folder = tmp_path / "gallery"
    folder.mkdir()
    return folder


@pytest.fixture
def small(phone: Phone) -> Phone:
    phone.show_as(SMALL_KO)
    return phone


async def test_pictures_go_in_the_order_taken_and_can_still_be_read(
    school: School, small: Phone, gallery: Path
) -> None:
    lesson = WaitingLesson(school)
    await to_thread(small.open, lesson.upload.url)
    await to_thread(small.read, "#choose", "사진 고르기")
    assert await to_thread(small.barriers) == []
    shots = [
        screenshot(gallery / f"Screenshot_20240131-0930{10 + number}.png", number)
        for number in range(8)
    ]
    await choose(small, *reversed(shots))
    await to_thread(small.read, "#send", "8장 보내기")
    for check in (small.barriers, small.too_wide, small.small_targets, small.crammed):
        assert await to_thread(check) == []
    await to_thread(small.press, "#send")
    await to_thread(small.read, "#count", "8장 모두 컴퓨터에 저장했습니다")
    assert lesson.widths() == sorted(lesson.widths(), reverse=True), "the first taken comes first"
    assert len(set(lesson.widths())) == 8
    for picture in lesson.pictures:
        with Image.open(io.BytesIO(picture.data)) as image:
            assert max(image.size) == 1600
            assert len(picture.data) < MAX_PICTURE_BYTES
            assert sharp(image), "the words of a menu can be read"
    assert await to_thread(small.barriers) == []
    assert await to_thread(small.complaints) == []


def sharp(image: Image.Image) -> bool:
    """Tell whether letters still stand dark on white: nothing has washed their strokes away."""
    row = image.convert("L").crop((170, 200, image.width - 40, 340)).tobytes()
    return min(row) < 90 and max(row) > 245


async def test_the_order_is_changed_with_fingers_and_keys(
    school: School, small: Phone, gallery: Path
) -> None:
    lesson = WaitingLesson(school)
    shots = [screenshot(gallery / f"{number}.png", number, (300, 600)) for number in range(4)]
    for number, path in enumerate(shots):
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    await to_thread(small.open, lesson.upload.url)
    await to_thread(small.see, "#choose")
    await choose(small, *shots)
    order = "return [...document.querySelectorAll('#list img')].map(each => each.naturalWidth)"
    assert await to_thread(small.run, order) == [300, 291, 282, 273]
    await to_thread(small.press, "#list li:nth-child(4) .up")
    assert await to_thread(small.run, order) == [300, 291, 273, 282]
    focused = "return document.activeElement.getAttribute('aria-label')"
    assert await to_thread(small.run, focused) == "3번 사진 앞으로"
    await to_thread(small.run, "document.activeElement.click()")
    await to_thread(small.run, "document.activeElement.click()")
    assert await to_thread(small.run, order) == [273, 300, 291, 282]
    assert await to_thread(small.run, focused) == "1번 사진 뒤로", "the way up has ended"
    await to_thread(drag, small, "#list li:nth-child(1) .drag", "#list li:nth-child(3)")
    assert await to_thread(small.run, order) == [300, 291, 273, 282]
    await to_thread(small.press, "#list li:nth-child(2) .remove")
    await to_thread(small.press, "#send")
    await to_thread(small.read, "#count", "3장 모두")
    assert lesson.widths() == [300, 273, 282]


def drag(phone: Phone, handle: str, target: str) -> None:
    """Drag with a finger, a little beyond the middle of the target."""
    phone.cdp("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=1)
    places = phone.run(
        "scrollTo(0, 0); return arguments[0].map(each => "
        "document.querySelector(each).getBoundingClientRect().toJSON())",
        [handle, target],
    )
    start, end = places
    x = start["x"] + start["width"] / 2
    y0, y1 = start["y"] + start["height"] / 2, end["y"] + end["height"] / 2 + 4
    try:
        phone.cdp("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y0}])
        for part in range(1, 13):
            point = {"x": x, "y": y0 + (y1 - y0) * part / 12}
            phone.cdp("Input.dispatchTouchEvent", type="touchMove", touchPoints=[point])
        phone.cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    finally:
        phone.cdp("Emulation.setTouchEmulationEnabled", enabled=False)


async def test_of_what_moves_the_first_picture_is_sent_and_nothing_twice(
    school: School, small: Phone, gallery: Path
) -> None:
    lesson = WaitingLesson(school)
    path = gallery / "moving.png"
    path.write_bytes(many_frames(5))
    await to_thread(small.open, lesson.upload.url)
    await to_thread(small.see, "#choose")
    await choose(small, path)
    await to_thread(small.press, "#send")
    await to_thread(small.read, "#count", "1장 모두")
    with Image.open(io.BytesIO(lesson.pictures[0].data)) as image:
        assert (image.mode, getattr(image, "n_frames", 1)) == ("RGB", 1)
    await choose(small, path)
    assert "한 번만" in await to_thread(small.text, "#refused")


async def test_a_photograph_of_twelve_megapixels_is_made_small(
    school: School, small: Phone, gallery: Path
) -> None:
    lesson = WaitingLesson(school)
    path = gallery / "20240131_093015.jpg"
    Image.effect_noise((3000, 4000), 90).convert("RGB").save(path, quality=90)
    await to_thread(small.open, lesson.upload.url)
    await to_thread(small.see, "#choose")
    await choose(small, path)
    await to_thread(small.press, "#send")
    await to_thread(small.read, "#count", "1장 모두")
    assert len(lesson.pictures[0].data) <= MAX_PICTURE_BYTES


async def test_a_lost_line_goes_on_by_itself(school: School, phone: Phone, gallery: Path) -> None:
    lesson = WaitingLesson(school)
    lesson.gate.clear()
    forget = phone.before_every_page(HOLD_SOCKETS)
    try:
        await to_thread(phone.open, lesson.upload.url)
        await to_thread(phone.see, "#choose")
        await choose(phone, *(screenshot(gallery / f"{n}.png", n) for n in range(3)))
        await to_thread(phone.press, "#send")
        await to_thread(phone.read, "#list span", "보내는 중")
        await to_thread(phone.cut_off)
        await to_thread(phone.read, "#line", "연결이 끊겼습니다")
        lesson.gate.set()
        await to_thread(phone.offline, False)
        await to_thread(phone.read, "#count", "3장 모두")
        assert len(lesson.pictures) == 3
        assert await to_thread(phone.run, "return sockets.length") >= 2
    finally:
        forget()


async def test_a_page_that_was_loaded_again_sends_nothing_twice(
    school: School, phone: Phone, gallery: Path
) -> None:
    lesson = WaitingLesson(school)
    shots = [screenshot(gallery / f"{n}.png", n, (300, 600)) for n in range(3)]
    await to_thread(phone.open, lesson.upload.url)
    await to_thread(phone.see, "#choose")
    await choose(phone, *shots[:2])
    await to_thread(phone.press, "#send")
    await to_thread(phone.read, "#count", "2장 모두")
    await to_thread(phone.run, "location.reload()")
    await to_thread(phone.see, "#choose")
    await choose(phone, *shots)
    await to_thread(phone.read, "#send", "1장 보내기")
    await to_thread(phone.press, "#send")
    await to_thread(phone.read, "#count", "3장 모두")
    assert lesson.widths() == [300, 291, 282]


async def test_one_picture_for_one_step(school: School, phone: Phone, gallery: Path) -> None:
    lesson = WaitingLesson(school, most=1)
    shots = [screenshot(gallery / f"{n}.png", n, (300, 600)) for n in range(2)]
    await to_thread(phone.open, lesson.upload.url)
    await to_thread(phone.read, "#hint", "사진 한 장")
    assert not await to_thread(phone.run, "return document.querySelector('#files').multiple")
    await choose(phone, shots[0])
    assert await to_thread(phone.shown, "#choose")
    await choose(phone, shots[1])
    await to_thread(phone.press, "#send")
    await to_thread(phone.read, "#count", "1장 모두")
    assert lesson.widths() == [291], "the one that was chosen last"
    assert not await to_thread(phone.shown, "#choose")


async def test_a_disk_that_takes_nothing_is_said(
    school: School, phone: Phone, gallery: Path
) -> None:
    lesson = WaitingLesson(school)
    lesson.trouble = StorageError("disk full")
    await to_thread(phone.open, lesson.upload.url)
    await to_thread(phone.see, "#choose")
    await choose(phone, screenshot(gallery / "1.png", 1, (300, 600)))
    await to_thread(phone.press, "#send")
    await to_thread(phone.read, "#line", "저장하지 못했습니다")
    lesson.trouble = None
    await to_thread(phone.read, "#count", "1장 모두")


async def test_the_end_is_said(
    school: School, phones: Callable[[Profile], Phone], phone: Phone, gallery: Path
) -> None:
    lesson = WaitingLesson(school)
    url = lesson.upload.url
    await to_thread(phone.open, url)
    await to_thread(phone.see, "#choose")
    other = phones(SMALL_EN)
    await to_thread(other.open, url)
    await to_thread(other.read, "#line", "already used or has expired")
    assert await to_thread(other.barriers) == []
    await choose(phone, screenshot(gallery / "1.png", 1, (300, 600)))
    lesson.upload.close()
    await to_thread(phone.read, "#line", "1장은 보내지 못했습니다")
    assert not await to_thread(phone.shown, "#send")
    await to_thread(phone.run, "onbeforeunload = null")
    await to_thread(other.open, url.partition("#")[0])
    await to_thread(other.read, "#line", "Pictures from my phone")


async def test_large_text_and_the_dark_in_english(
    school: School, phones: Callable[[Profile], Phone], gallery: Path
) -> None:
    shots = [screenshot(gallery / f"{n}.png", n, (300, 600)) for n in range(2)]
    for profile in (SMALL_EN, LARGE):
        phone, lesson = phones(profile), WaitingLesson(school)
        await to_thread(phone.clean)
        await to_thread(phone.open, lesson.upload.url)
        await to_thread(phone.read, "#choose", "Choose pictures")
        await choose(phone, *shots)
        await to_thread(phone.read, "#send", "Send 2")
        for check in (phone.barriers, phone.too_wide, phone.small_targets, phone.crammed):
            assert await to_thread(check) == []
        await to_thread(phone.press, "#send")
        await to_thread(phone.read, "#count", "All 2 are saved")
        await to_thread(phone.open, "about:blank")


async def test_an_encrypted_class(phone: Phone, tmp_path: Path, gallery: Path) -> None:
    """The pass goes behind the `#` from the plain page to the encrypted one, and never over it."""
    async with open_school(tmp_path / "safe", tls=True) as school:
        lesson = WaitingLesson(school)
        url = lesson.upload.url
        assert url.startswith(f"http://127.0.0.1:{school.program.server.entrance_port}/upload#")
        secure = f"https://127.0.0.1:{school.program.server.port}/upload#{lesson.upload.url[-32:]}"
        await to_thread(phone.open, url)
        await to_thread(phone.see, "a.go")
        link = "return document.querySelector('section:not([hidden]) a.go').href"
        assert await to_thread(phone.run, link) == secure
        await to_thread(phone.cdp, "Security.enable")
        # In place of the certificate that a person installs.
        await to_thread(phone.cdp, "Security.setIgnoreCertificateErrors", ignore=True)
        try:
            await to_thread(phone.traffic)
            await to_thread(phone.open, "about:blank")
            await to_thread(phone.open, url)
            await to_thread(phone.see, "#choose")
            assert phone.driver.current_url == secure
            await choose(phone, screenshot(gallery / "1.png", 1, (300, 600)))
            await to_thread(phone.press, "#send")
            await to_thread(phone.read, "#count", "1장 모두")
            assert lesson.widths() == [291]
            sent = [
                each["params"]["request"]["url"]
                for each in await to_thread(phone.traffic)
                if each["method"] == "Network.requestWillBeSent"
            ]
            assert sent
            assert not [each for each in sent if lesson.upload.url[-32:] in each]
        finally:
            await to_thread(phone.cdp, "Security.setIgnoreCertificateErrors", ignore=False)
            await to_thread(phone.open, "about:blank")
