"""The step, Done and Help are in sight on every phone, whatever else is shown."""

from collections.abc import Callable

import pytest

from tests.browser.phone import Phone, Profile
from tests.browser.program import Person, Program

SMALL = [Profile(width=360, height=height) for height in (640, 600, 740)]
SIZES = [
    *SMALL,
    Profile(width=360, height=640, language="en"),
    Profile(width=412, height=915),
    Profile(width=320, height=640, font_px=32),
    Profile(width=320, height=640, font_px=32, language="en"),
    Profile(width=740, height=360),
    Profile(width=640, height=360, language="en"),
]
REPLY = "지금 가고 있어요. 2분만 기다려 주세요. 그동안 화면 위쪽에 있는 톱니바퀴를 찾아보세요. " * 2
WORDS = "천천히 하셔도 돼요. 화면 위쪽을 보세요! 모두 함께 다음으로 넘어갈게요. " * 4

# What cannot be seen whole and pressed: of the step, its number, its title and a line of the guide.
HIDDEN = """
  const isSeen = (x, y, element) => {
    const hit = document.elementFromPoint(x, y);
    return Boolean(hit) && (element.contains(hit) || hit.contains(element));
  };
  const isWhole = box => box.top >= -1 && box.left >= -1
    && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
  const found = [];
  for (const id of arguments[0]) {
    const element = document.getElementById(id);
    let box = element.getBoundingClientRect();
    if (id === 'step-guide' || id === 'step-title') {
      const range = document.createRange();
      range.selectNodeContents(element);
      box = range.getClientRects()[0];
    }
    const x = box.left + box.width / 2;
    const covered = !isSeen(x, box.top + 3, element) || !isSeen(x, box.bottom - 3, element);
    if (!box.height || !isWhole(box) || covered)
      found.push(`${id} ${Math.round(box.top)}-${Math.round(box.bottom)}`);
  }
  return found;
"""


def larger(phone: Phone) -> None:
    phone.run("document.documentElement.classList.toggle('bigger'); scrollTo(0, 0)")


@pytest.mark.parametrize("profile", SIZES, ids=str)
def test_the_step_done_and_help_are_always_in_sight(
    phones: Callable[[Profile], Phone], program: Program, instructor: Person, profile: Profile
) -> None:
    phone = phones(profile)
    phone.clean()
    faults: dict[str, list[str]] = {}

    def look(state: str, *ids: str, can_be_larger: bool = profile.font_px == 16) -> None:
        phone.run("scrollTo(0, 0)")
        for size in ("", "larger") if can_be_larger else ("",):
            if size:
                larger(phone)
            found = phone.run(HIDDEN, ids)
            if found:
                faults[f"{state} {size}"] = found
        if can_be_larger:
            larger(phone)

    # Letters of twice the size leave room for less: what is to do is read below the call for help.
    step = ("step-of", "step-title", "step-guide")[: 3 if profile.font_px == 16 else 2]
    whole_step = ("step-of", "step-title", "step-guide", "listen")
    help_card = ("help-state", "help-cancel", "help-details")
    try:
        phone.join(program.join_url, "김영희")
        phone.see("#waiting")
        instructor.go_to_step(3)
        phone.see("#missed-go")
        look("step", "who", *whole_step, "done", "help-ask")

        phone.press("#help-ask")
        phone.see("#help-card")
        look("asked", "who", *step, "listen", "done", *help_card)

        ticket = instructor.until("help_requested")["help_request_id"]
        instructor.send("resolve_help", help_request_id=ticket, status="ON_THE_WAY", message=REPLY)
        phone.see("#help-card.coming")
        look("coming", *step, "done", *help_card)

        instructor.send("instructor_message", message=WORDS)
        phone.see("#words")
        look("message", "words-ok", "step-title", "done", "help-state", "help-cancel")
        room = phone.run("return document.getElementById('step-title').getBoundingClientRect().top")
        phone.press("#words-ok")
        phone.gone("#words")
        after = phone.run(
            "return document.getElementById('step-title').getBoundingClientRect().top"
        )
        assert after < room, "a message gives the room back"

        phone.press("#done")
        phone.see("#help-ask")
        look("done", "who", *step, "well-done", "help-ask")
        phone.press("#help-ask")
        phone.see("#help-card")
        look("done, asked", *step[:2], "well-done", *help_card)

        phone.press("#help-cancel")
        instructor.go_to_step(5)
        phone.see("#step-picture img")
        look("picture", "who", *step, "listen", "done", "help-ask")
    finally:
        phone.open("about:blank")
    assert faults == {}


def test_connecting_covers_nobodys_name(phone: Phone, program: Program) -> None:
    with program.instructor() as instructor:
        phone.join(program.join_url, "김영희" * 10)
        phone.see("#waiting")
        instructor.go_to_step(1)
        phone.see("#step")
        program.kill()
    phone.see("#line .sign")
    assert phone.run(HIDDEN, ["who", "not-you", "bigger", "step-title", "done", "help-ask"]) == []
