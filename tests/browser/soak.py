"""Five phones through restarts and cuts: `python -m tests.browser.soak --minutes 30`.

Every step that a phone calls done must be stored once, however often the program was killed
and the line was lost in between. Prints the figures; fails if any completion is missing.
"""

import argparse
import random
import sqlite3
import tempfile
import time
from pathlib import Path

from tests.browser.phone import PORTRAIT, Phone
from tests.browser.program import LESSON, Program

PHONES = 5
STEPS = len(LESSON["subtasks"])
PAUSE_S = 0.5
HOLD_SOCKETS = """
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...all) { super(...all); window.sockets.push(this); }
  };
"""


def disturb(chance: random.Random, program: Program, phones: list[Phone]) -> str:
    """Do one of the things that go wrong in a class room; return what it was."""
    what = chance.choice(["kill", "offline", "reload", "nothing", "nothing"])
    phone = chance.choice(phones)
    if what == "kill":
        program.kill()
        time.sleep(chance.random())
        program.start()
    elif what == "offline":
        phone.offline(True)
        phone.run("sockets.forEach(each => each.close())")
    elif what == "reload":
        phone.offline(False)
        phone.driver.refresh()
        phone.see("#step")
    return what


def lesson_once(chance: random.Random, program: Program, phones: list[Phone]) -> dict[str, int]:
    """Lead one class through its steps; return what went wrong how often, and what is stored."""
    counts: dict[str, int] = {}
    for number, phone in enumerate(phones, 1):
        phone.clean()
        phone.join(program.join_url, f"학생 {number}")
    for step in range(1, STEPS + 1):
        with program.instructor() as instructor:
            instructor.go_to_step(step)
        for phone in phones:
            phone.read("#step-of", f"{step}단계")
            what = disturb(chance, program, phones)
            counts[what] = counts.get(what, 0) + 1
            phone.press("#done")
            phone.see("#well-done")
        for phone in phones:
            phone.offline(False)
            wait_until_settled(phone)
    with program.instructor() as instructor:
        instructor.send("end_session")
        instructor.until("session_status_changed")
    for phone in phones:
        phone.see("#ended")
        phone.run("localStorage.clear()")
        phone.open("about:blank")
    return counts


def wait_until_settled(phone: Phone) -> None:
    """Wait until the phone is back and has nothing left to send."""

    def settled() -> bool:
        kept = phone.run("return localStorage.getItem('classroom.outbox')")
        return not phone.shown("#line p") and (kept is None or '"items":[]' in kept)

    phone.wait(settled, "a press was not confirmed")


def main() -> None:
    parser = argparse.ArgumentParser(description="Five phones through restarts and cuts")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    phones = [Phone(PORTRAIT) for _ in range(PHONES)]
    for phone in phones:
        phone.before_every_page(HOLD_SOCKETS)
    classes, counts = 0, dict[str, int]()
    end = time.monotonic() + asked.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        program = Program(Path(folder))
        program.start()
        try:
            while time.monotonic() < end:
                for what, times in lesson_once(chance, program, phones).items():
                    counts[what] = counts.get(what, 0) + times
                classes += 1
                program.stop()
                program.start()
        finally:
            program.stop()
            for phone in phones:
                phone.quit()
        database = sqlite3.connect(program.data / "classroom.db")
        (stored,) = database.execute("SELECT COUNT(*) FROM subtask_completions").fetchone()
        database.close()
    wanted = classes * PHONES * STEPS
    print(f"{classes} classes, {wanted} presses of Done, {stored} stored; {counts}")  # noqa: T201
    assert stored == wanted


if __name__ == "__main__":
    main()
