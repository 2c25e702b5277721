"""Five phones through restarts and cuts: `make soak`, or `ARGS="--minutes 2"` for a short one.

Every step that a phone calls done must be stored once, however often the program was killed
and the line was lost in between. Prints the figures; fails if a completion is missing or was
taken twice.
"""

import argparse
import random
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.browser.phone import HOLD_SOCKETS, PORTRAIT, Phone
from tests.browser.program import LESSON, Program

PHONES = 5
STEPS = len(LESSON["subtasks"])
# Between two troubles: the point is how long it goes on, not how busy it is.
PAUSE_S = 1.0
TROUBLES = ("kill", "stop", "cut", "reload", "none")


def disturb(chance: random.Random, program: Program, phones: list[Phone]) -> str:
    """Do one of the things that go wrong in a class room; return what it was."""
    trouble = chance.choice(TROUBLES)
    phone = chance.choice(phones)
    if trouble in ("kill", "stop"):
        program.kill() if trouble == "kill" else program.stop()
        time.sleep(chance.random())
        program.start()
    elif trouble == "cut":
        phone.cut_off()
    elif trouble == "reload":
        phone.offline(False)
        phone.driver.refresh()
        phone.see("#step")
    return trouble


def hold_a_class(chance: random.Random, program: Program, phones: list[Phone]) -> Counter[str]:
    """Lead one class through its steps; return what went wrong how often."""
    troubles: Counter[str] = Counter()
    for number, phone in enumerate(phones, 1):
        phone.clean()
        phone.join(program.join_url, f"학생 {number}")
    for step in range(1, STEPS + 1):
        with program.instructor() as instructor:
            instructor.go_to_step(step)
        for phone in phones:
            phone.read("#step-of", f"{step}단계")
            troubles[disturb(chance, program, phones)] += 1
            phone.press("#done")
            phone.see("#well-done")
            time.sleep(PAUSE_S)
        for phone in phones:
            phone.offline(False)
            wait_until_settled(phone)
    with program.instructor() as instructor:
        instructor.send("end_session")
        instructor.until("session_status_changed")
    for phone in phones:
        phone.read("#ended-count", f"단계 {STEPS}개 중 {STEPS}개")
        phone.run("localStorage.clear()")
        phone.open("about:blank")
    return troubles


def wait_until_settled(phone: Phone) -> None:
    """Wait until the phone is back and has nothing left to send."""

    def settled() -> bool:
        kept = phone.run("return localStorage.getItem('classroom.outbox')")
        return not phone.shown("#line p") and (kept is None or '"items":[]' in kept)

    phone.wait(settled, "a press was not confirmed")


def stored(program: Program) -> tuple[int, int]:
    """Return how many completions there are, and how many times one was decided."""
    with closing(sqlite3.connect(program.data / "classroom.db")) as database:
        (rows,) = database.execute("SELECT COUNT(*) FROM subtask_completions").fetchone()
        (events,) = database.execute(
            "SELECT COUNT(*) FROM session_events WHERE kind = 'StepCompleted'"
        ).fetchone()
    return rows, events


def main() -> None:
    parser = argparse.ArgumentParser(description="Five phones through restarts and cuts")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    phones = [Phone(PORTRAIT) for _ in range(PHONES)]
    classes, troubles = 0, Counter[str]()
    start = time.monotonic()
    try:
        for phone in phones:
            phone.before_every_page(HOLD_SOCKETS)
        with tempfile.TemporaryDirectory() as folder:
            program = Program(Path(folder))
            program.start()
            try:
                while time.monotonic() - start < asked.minutes * 60:
                    troubles += hold_a_class(chance, program, phones)
                    classes += 1
                    # The code is free again for the next class.
                    program.stop()
                    program.start()
            finally:
                program.stop()
            rows, events = stored(program)
    finally:
        for phone in phones:
            phone.quit()
    wanted = classes * PHONES * STEPS
    print(  # noqa: T201
        f"{(time.monotonic() - start) / 60:.1f} min, {classes} classes, {PHONES} phones: "
        f"Done pressed {wanted} times, {rows} completions stored, decided {events} times; "
        f"troubles {dict(sorted(troubles.items()))}"
    )
    assert (rows, events) == (wanted, wanted)


if __name__ == "__main__":
    main()
