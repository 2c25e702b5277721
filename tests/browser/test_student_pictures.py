"""A step's picture: there when the step is, with its marks, and large at a tap."""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.phone import ENGLISH_DARK, Phone, Profile
from tests.browser.program import HEAD, Person, Program, screenshot
from tests.browser.test_student_load import bytes_in
from tests.browser.test_student_room import HIDDEN

MARKS = [
    {"kind": "tap", "x": 0.14, "y": 0.28},
    {"kind": "long_press", "x": 0.86, "y": 0.5},
    {"kind": "swipe", "x": 0.5, "y": 0.9, "to_x": 0.5, "to_y": 0.6},
    {"kind": "type", "x": 0.1, "y": 0.65, "width": 0.8, "height": 0.09},
]
STEPS: list[dict[str, object]] = [
    {"title": "설정 열기", "guide_text": "“설정”을 눌러 주세요.", "picture": screenshot(1)},
    {"title": "알림 찾기", "guide_text": "“알림”을 눌러 주세요.", "picture": screenshot(2)},
    {"title": "말로 하기", "guide_text": "이 단계에는 그림이 없어요."},
    {"title": "알림 켜기", "guide_text": "버튼을 눌러 주세요.", "picture": screenshot(4)},
]
STEPS[0]["marks"] = MARKS
STEPS[1]["marks"] = MARKS[:1]
LESSON: Mapping[str, object] = {**HEAD, "subtasks": STEPS}
# Each phone begins with the next picture at once; a class takes its time.
AT_ONCE = "Math.random = () => 0;"
NEVER = "Math.random = () => 1e3;"
PAINTED = """
  const image = document.querySelector('#step-picture img');
  return Boolean(image) && image.complete && image.naturalWidth > 0
    && !document.querySelector('.coming') && !document.getElementById('step-picture').hidden;
"""
# Where each mark's shape lies, in fractions of its picture.
PLACES = """
  const sheet = document.querySelector(arguments[0]);
  const box = sheet.querySelector('img').getBoundingClientRect();
  return [...sheet.querySelectorAll('.marks g')].map(group => {
    const shape = group.querySelector('.ink').getBoundingClientRect();
    const line = parseFloat(group.querySelector('.ink').getAttribute('stroke-width')) / 1000;
    return {
      x: (shape.left + shape.width / 2 - box.left) / box.width,
      y: (shape.top + shape.height / 2 - box.top) / box.height,
      width: shape.width / box.width, height: shape.height / box.height,
      line, px: line * box.width,
    };
  });
"""
FIXTURE = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "marks.json").read_text(encoding="utf-8")
)
# The rings and discs that are drawn, in pixels of the picture as the fixture has it.
CIRCLES = """
  const sheet = document.querySelector('#step-picture .drawn');
  const box = sheet.querySelector('img').getBoundingClientRect();
  const px = arguments[0] / box.width;
  return [...sheet.querySelectorAll('circle.ink')].map(each => {
    const { left, top, width, height } = each.getBoundingClientRect();
    return [(left + width / 2 - box.left) * px, (top + height / 2 - box.top) * px,
      each.getBBox().width / 2 * arguments[0] / 1000];
  });
"""
SIZES = (Profile(360, 640), Profile(412, 915), Profile(740, 360))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = Program(tmp_path, LESSON)
    program.start()
    yield program
    program.stop()


@pytest.fixture
def in_class(phone: Phone, program: Program) -> Iterator[Phone]:
    forget = phone.before_every_page(NEVER)
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    yield phone
    forget()
    phone.show_as(phone.profile)


def painted(phone: Phone) -> None:
    phone.wait(lambda: bool(phone.run(PAINTED)), "the picture is not there")


def enlarge(phone: Phone) -> None:
    painted(phone)
    phone.press("#step-picture")
    phone.see("#viewer")


def scale(phone: Phone) -> float:
    found: float = phone.run(
        "const { transform } = getComputedStyle(document.querySelector('.stage .drawn'));"
        "return new DOMMatrix(transform).a"
    )
    return found


@pytest.mark.parametrize("profile", SIZES, ids=lambda size: f"{size.width}x{size.height}")
def test_marks_lie_at_the_same_place_at_every_size_and_zoom(
    in_class: Phone, instructor: Person, profile: Profile
) -> None:
    in_class.show_as(profile)
    instructor.go_to_step(1)
    painted(in_class)
    in_class.wait(lambda: len(in_class.run(PLACES, "#step-picture")) == len(MARKS), "no marks")

    def check(where: str) -> None:
        tap, hold, swipe, box = in_class.run(PLACES, where)
        for found, mark in ((tap, MARKS[0]), (hold, MARKS[1])):
            assert (found["x"], found["y"]) == pytest.approx((mark["x"], mark["y"]), abs=0.01)
            assert found["width"] == pytest.approx(0.14, abs=0.02)
            assert found["line"] >= 0.012
            assert found["px"] >= 1.99
        assert (swipe["x"], swipe["y"]) == pytest.approx((0.5, 0.75), abs=0.02)
        assert (box["x"], box["y"]) == pytest.approx((0.5, 0.695), abs=0.01)
        assert (box["width"], box["height"]) == pytest.approx((0.8, 0.09), abs=0.03)

    check("#step-picture")
    enlarge(in_class)
    check(".stage")
    in_class.press(".viewer-bar button:last-child")
    assert scale(in_class) > 1.5
    check(".stage")


def plain_picture(width: int, height: int) -> str:
    buffer = BytesIO()
    Image.new("RGB", (width, height), "#c8a060").save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_marks_lie_where_they_lie_on_every_other_surface(phone: Phone, tmp_path: Path) -> None:
    cases = FIXTURE["cases"]
    steps = [
        {"title": each["name"], "marks": each["marks"], "picture": plain_picture(**each["picture"])}
        for each in cases
    ]
    program = Program(tmp_path, {**HEAD, "subtasks": steps})
    program.start()
    try:
        phone.join(program.join_url, "김영희")
        phone.see("#waiting")
        with program.instructor() as instructor:
            for number, case in enumerate(cases, 1):
                instructor.go_to_step(number)
                phone.read("#step-title", case["name"])
                painted(phone)
                wanted = [
                    (circle["x"], circle["y"], circle["radius"])
                    for shape in case["drawing"]["shapes"]
                    for circle in (*shape.get("rings", ()), shape.get("badge"), shape.get("dot"))
                    if circle is not None
                ]
                found = phone.run(CIRCLES, case["picture"]["width"])
                assert len(found) == len(wanted)
                for one, other in zip(found, wanted, strict=True):
                    assert one == pytest.approx(other, abs=0.6), case["name"]
    finally:
        phone.open("about:blank")
        program.stop()


def test_a_wide_picture_comes_first_only_where_it_is_whole_in_sight(
    phone: Phone, tmp_path: Path
) -> None:
    step = {"guide_text": "“설정”을 눌러 주세요.", "picture": plain_picture(600, 400)}
    steps = [{"title": "설정 열기", **step}, {"title": "알림 켜기", **step}]
    program = Program(tmp_path, {**HEAD, "subtasks": steps})
    program.start()
    before = """
      const [image, guide] = ['#step-picture img', '#step-guide']
        .map(each => document.querySelector(each).getBoundingClientRect());
      const acts = document.querySelector('.acts').getBoundingClientRect();
      return [image.bottom < guide.top, image.bottom <= acts.top];
    """
    phone.show_as(Profile(360, 640))
    try:
        phone.join(program.join_url, "김영희")
        phone.see("#waiting")
        with program.instructor() as instructor:
            instructor.go_to_step(1)
            painted(phone)
            phone.wait(lambda: phone.run(before) == [True, True], "the words come first")
            instructor.go_to_step(2)
            phone.see("#missed-go")
            phone.press("#help-ask")
            phone.see("#help-card")
            phone.wait(lambda: not phone.run(before)[0], "the picture hides the words")
            phone.run("scrollTo(0, 0)")
            assert phone.run(HIDDEN, ["step-of", "step-title", "step-guide", "help-state"]) == []
            phone.press("#help-cancel")
            phone.press("#done")
            phone.see("#well-done")
            phone.show_as(Profile(412, 915))
            phone.wait(lambda: phone.run(before) == [True, True], "there is room for both")
    finally:
        phone.open("about:blank")
        phone.show_as(phone.profile)
        program.stop()


def test_a_transparent_picture_is_on_white_on_a_dark_phone(
    phones: Callable[[Profile], Phone], tmp_path: Path
) -> None:
    buffer = BytesIO()
    Image.new("RGBA", (200, 300), (0, 0, 0, 0)).save(buffer, "PNG")
    uri = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    program = Program(tmp_path, {**HEAD, "subtasks": [{"title": "설정 열기", "picture": uri}]})
    program.start()
    phone = phones(ENGLISH_DARK)
    phone.clean()
    try:
        phone.join(program.join_url, "Kim")
        phone.see("#waiting")
        with program.instructor() as instructor:
            instructor.go_to_step(1)
            painted(phone)
            assert middle_of(phone, "#step-picture img") == (255, 255, 255)
            enlarge(phone)
            assert middle_of(phone, "#viewer img") == (255, 255, 255)
    finally:
        phone.open("about:blank")
        program.stop()


def middle_of(phone: Phone, selector: str) -> tuple[int, ...]:
    """Return the colour that is shown in an element, a third from its top."""
    centre = phone.run(
        "const { left, top, width, height } = arguments[0].getBoundingClientRect();"
        "return [(left + width / 2) / innerWidth, (top + height / 3) / innerHeight]",
        phone.find(selector),
    )
    shown = Image.open(BytesIO(phone.driver.get_screenshot_as_png())).convert("RGB")
    pixel = shown.getpixel((int(centre[0] * shown.width), int(centre[1] * shown.height)))
    assert isinstance(pixel, tuple)
    return pixel


@pytest.mark.parametrize("size", [(360, 640), (412, 915)])
def test_the_first_mark_of_an_upright_picture_is_in_sight(
    phone: Phone, tmp_path: Path, size: tuple[int, int]
) -> None:
    words = {"title": "알림 켜기", "guide_text": "동그라미를 눌러 주세요."}
    marks = [{"kind": "tap", "x": 0.14, "y": 0.9}]
    steps = [{**words, "picture": screenshot(1), "marks": each} for each in (marks, [])]
    program = Program(tmp_path, {**HEAD, "subtasks": steps})
    program.start()
    seen = """
      const top = each => document.querySelector(each).getBoundingClientRect().top;
      const ring = document.querySelector('#step-picture .ink');
      const [image, box] = ['#step-picture img', '#step-picture'].map(top);
      const { top: from, bottom: to } = ring ? ring.getBoundingClientRect() : {};
      return [scrollY, ring && box <= from && to <= top('.acts'), image < box];
    """
    phone.show_as(Profile(*size))
    try:
        phone.join(program.join_url, "김영희")
        phone.see("#waiting")
        with program.instructor() as instructor:
            instructor.go_to_step(1)
            painted(phone)
            phone.wait(lambda: phone.run(seen) == [0, True, True], "the mark is out of sight")
            phone.tap("#step-picture")
            phone.see("#viewer")
            whole = phone.run(PLACES, ".stage")[0]
            assert (whole["x"], whole["y"]) == pytest.approx((0.14, 0.9), abs=0.01)
            phone.driver.back()
            phone.gone("#viewer")
            phone.press("#help-ask")
            phone.see("#help-card")
            phone.run("scrollTo(0, 0)")
            phone.wait(lambda: phone.run(seen) == [0, True, True], "Help has hidden the mark")
            instructor.go_to_step(2)
            painted(phone)
            phone.wait(lambda: phone.run(seen) == [0, None, False], "the top is still left out")
    finally:
        phone.open("about:blank")
        phone.show_as(phone.profile)
        program.stop()


def test_a_picture_opens_and_closes_and_nothing_is_pressed_behind_it(
    in_class: Phone, instructor: Person
) -> None:
    instructor.go_to_step(1)
    ways: tuple[Callable[[], object], ...] = (
        lambda: in_class.press(".viewer-bar [data-back]"),
        in_class.driver.back,
        lambda: in_class.find("#viewer button").send_keys("\ue00c"),
    )
    for close in ways:
        enlarge(in_class)
        in_class.wait(
            lambda: bool(in_class.run("return document.activeElement.closest('#viewer') !== null")),
            "the focus is elsewhere",
        )
        assert in_class.barriers() == []
        assert in_class.small_targets() == []
        label = in_class.run("return document.getElementById('viewer').getAttribute('aria-label')")
        assert label.startswith("설정 열기. 1. 왼쪽 위를 누르세요.")
        assert in_class.run("return document.querySelector('main').hasAttribute('inert')")
        close()
        in_class.gone("#viewer")
        in_class.wait(
            lambda: in_class.run("return document.activeElement.id") == "step-picture",
            "the focus did not come back",
        )
        assert not in_class.run("return document.querySelector('main').hasAttribute('inert')")
    assert instructor.waiting("help_requested", 0.3) == []
    assert instructor.waiting("progress_updated", 0.3) == []


@pytest.mark.parametrize("gap_ms", [200, 350])
def test_a_second_tap_on_back_presses_nothing(
    in_class: Phone, instructor: Person, gap_ms: int
) -> None:
    in_class.show_as(Profile(360, 640))
    instructor.go_to_step(1)
    enlarge(in_class)
    in_class.tap_twice(".viewer-bar [data-back]", gap_ms)
    in_class.gone("#viewer")
    assert instructor.waiting("help_requested", 0.5) == []
    assert instructor.waiting("progress_updated", 0.5) == []
    assert in_class.shown("#done")
    assert in_class.shown("#help-ask")


@pytest.mark.parametrize("gap_ms", [200, 350])
def test_a_second_tap_on_the_picture_presses_nothing(
    in_class: Phone, instructor: Person, gap_ms: int
) -> None:
    in_class.show_as(Profile(360, 640))
    instructor.go_to_step(1)
    painted(in_class)
    # Where the buttons of the large picture come.
    in_class.run("document.getElementById('done').scrollIntoView()")
    in_class.tap_twice("#step-picture", gap_ms)
    in_class.see("#viewer")
    assert scale(in_class) == 1


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("font_px", [16, 32])
def test_the_buttons_of_a_large_picture_say_their_words_in_one_line(
    phones: Callable[[Profile], Phone],
    program: Program,
    instructor: Person,
    language: str,
    font_px: int,
) -> None:
    phone = phones(Profile(320, 640, language=language, font_px=font_px))
    phone.clean()
    phone.join(program.join_url, "김영희")
    phone.see("#waiting")
    instructor.go_to_step(1)
    enlarge(phone)
    lines = """
      const range = document.createRange();
      return [...document.querySelectorAll('.viewer-bar button')].map(each => {
        range.selectNodeContents(each);
        const { left, right } = range.getBoundingClientRect();
        const box = each.getBoundingClientRect();
        return [range.getClientRects().length, left >= box.left && right <= box.right];
      });
    """
    try:
        assert phone.run(lines) == [[1, True]] * 3
    finally:
        phone.open("about:blank")


def test_fingers_make_it_larger(in_class: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    enlarge(in_class)
    in_class.cdp("Emulation.setTouchEmulationEnabled", enabled=True, maxTouchPoints=2)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        in_class.cdp(
            "Input.dispatchTouchEvent",
            type=kind,
            touchPoints=[{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)],
        )

    try:
        touch("touchStart", (170, 300))
        touch("touchStart", (170, 300), (190, 300))
        for far in (20, 40, 60):
            touch("touchMove", (170 - far, 300), (190 + far, 300))
        touch("touchEnd")
        pinched = scale(in_class)
        assert pinched > 2
        for _ in range(2):
            touch("touchStart", (180, 300))
            touch("touchEnd")
        in_class.wait(lambda: scale(in_class) == 1, "a double tap does not show it whole")
        in_class.driver.execute_async_script("setTimeout(arguments[0], 500)")
        for _ in range(2):
            touch("touchStart", (180, 300))
            touch("touchEnd")
        in_class.wait(lambda: scale(in_class) == 2.5, "a double tap does not make it larger")
        before = in_class.run(PLACES, ".stage")[0]
        touch("touchStart", (180, 300))
        touch("touchMove", (180, 250))
        touch("touchMove", (180, 200))
        touch("touchEnd")
        assert in_class.run(PLACES, ".stage")[0]["x"] == pytest.approx(before["x"], abs=0.01)
        assert scale(in_class) == 2.5
    finally:
        in_class.cdp("Emulation.setTouchEmulationEnabled", enabled=False)


def test_keys_make_it_larger_and_move_it(in_class: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    enlarge(in_class)
    back = in_class.find(".viewer-bar [data-back]")
    back.send_keys("+")
    assert scale(in_class) > 1.5
    where = "return document.querySelector('.stage .drawn').style.transform"
    before = in_class.run(where)
    back.send_keys("\ue015")  # down
    assert in_class.run(where) != before
    back.send_keys("-")
    assert scale(in_class) == 1


def test_the_class_goes_on_while_a_picture_is_large(in_class: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    enlarge(in_class)
    instructor.go_to_step(2)
    in_class.gone("#viewer")
    in_class.read("#step-title", "알림 찾기")
    painted(in_class)
    in_class.wait(lambda: in_class.run("return history.state.place") == "", "a step back is left")
    enlarge(in_class)
    instructor.send("pause_session")
    in_class.see("#paused")
    in_class.gone("#viewer")
    instructor.send("resume_session")
    in_class.see("#viewer")
    instructor.send("instructor_message", message="화면을 봐 주세요")
    in_class.see("#words")
    in_class.press("#words-ok")
    in_class.gone("#words")
    instructor.send("end_session")
    in_class.see("#ended")
    in_class.gone("#viewer")


def test_the_picture_of_a_missed_step_is_that_step_s(in_class: Phone, instructor: Person) -> None:
    instructor.go_to_step(2)
    in_class.see("#missed-go")
    in_class.press("#missed-go")
    in_class.see("#missed-list button")
    in_class.press("#missed-list button")
    in_class.see("#class-at")
    enlarge(in_class)
    assert "설정 열기" in in_class.run(
        "return document.getElementById('viewer').getAttribute('aria-label')"
    )
    instructor.go_to_step(4)
    in_class.read("#class-at-text", "4")
    assert in_class.shown("#viewer"), "who catches up is not disturbed"
    in_class.driver.back()
    in_class.gone("#viewer")
    in_class.read("#step-title", "설정 열기")


def test_the_next_picture_is_there_before_its_step_and_fetched_once(
    phone: Phone, program: Program, instructor: Person
) -> None:
    forget = phone.before_every_page(AT_ONCE)
    try:
        phone.join(program.join_url, "김영희")
        phone.see("#waiting")
        traffic: list[Mapping[str, Any]] = []

        def came() -> list[str]:
            traffic.extend(phone.traffic())
            return [url for url, size in bytes_in(traffic).items() if "/pictures/" in url and size]

        def have_come(number: int) -> bool:
            return len(came()) == number

        phone.wait(lambda: have_come(1), "the first picture is not fetched while all wait")
        instructor.go_to_step(1)
        painted(phone)
        phone.wait(lambda: have_come(2), "the second picture is not fetched during the first")
        instructor.go_to_step(2)
        painted(phone)
        instructor.go_to_step(3)
        phone.read("#step-title", "말로 하기")
        phone.gone("#step-picture")
        phone.wait(lambda: have_come(3), "a step without a picture lets the next one be late")
        instructor.go_to_step(4)
        painted(phone)
        instructor.go_to_step(1)
        painted(phone)
        phone.driver.refresh()
        phone.see("#step")
        painted(phone)
        assert have_come(3), came()
    finally:
        forget()


def test_words_come_at_once_and_no_picture_of_another_step_stands_beside_them(
    in_class: Phone, instructor: Person
) -> None:
    instructor.go_to_step(1)
    painted(in_class)
    in_class.driver.set_network_conditions(
        offline=False, latency=0, download_throughput=1_500, upload_throughput=50_000
    )
    try:
        instructor.go_to_step(2)
        in_class.read("#step-title", "알림 찾기")
        assert not in_class.run(PAINTED)
        assert in_class.run("return document.querySelectorAll('.marks').length") == 0
        assert in_class.shown("#step-picture.coming")
    finally:
        in_class.offline(False)
    painted(in_class)


def test_a_picture_that_could_not_be_had_comes_when_the_line_is_back(
    in_class: Phone, program: Program, instructor: Person
) -> None:
    instructor.go_to_step(1)
    painted(in_class)
    in_class.cdp("Network.setBlockedURLs", urls=["*/pictures/*"])
    try:
        instructor.go_to_step(2)
        in_class.read("#step-title", "알림 찾기")
        in_class.gone("#step-picture")
    finally:
        in_class.cdp("Network.setBlockedURLs", urls=[])
    instructor.send("instructor_message", message="이제 보이세요?")
    in_class.see("#words")
    painted(in_class)


def test_marks_pulse_unless_motion_is_unwelcome(in_class: Phone, instructor: Person) -> None:
    instructor.go_to_step(1)
    painted(in_class)
    animation = "return getComputedStyle(document.querySelector('.marks g')).animationName"
    assert in_class.run(animation) == "none"
    in_class.cdp(
        "Emulation.setEmulatedMedia",
        features=[{"name": "prefers-reduced-motion", "value": "no-preference"}],
    )
    assert in_class.run(animation) == "pulse"


def test_who_cannot_see_the_picture_is_told_of_its_marks(
    in_class: Phone, instructor: Person
) -> None:
    instructor.go_to_step(1)
    painted(in_class)
    words = in_class.run("return document.querySelector('#step-picture .unseen').textContent")
    assert words == (
        "1. 왼쪽 위를 누르세요. 2. 오른쪽을 길게 누르세요. "
        "아래쪽 가운데에서 위로 밀어 올리세요. 아래쪽 가운데에 있는 칸에 글자를 입력하세요."
    )
