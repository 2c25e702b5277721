"""A lesson with pictures over a weak access point: from `step_changed` to the picture.

Forty phones that do as the student page does, and a real browser with the page itself.
"""

import asyncio
import json
import random
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.control import Child
from tests.benchmarks.noise import PICTURE_BYTES, noisy_picture
from tests.benchmarks.targets import CODE, ProgramTarget
from tests.browser.phone import Phone as Browser
from tests.browser.phone import Profile

MBIT_PER_S = 20.0
WITHIN_S = 60.0
# Steps by what is measured with them: pictures that are asked for when their step comes; those that
# came during the step before; and steps that come before all have the picture.
AT_THE_STEP, AHEAD, EARLY = 4, 2, 2
EARLY_AFTER_S = 6.0
REST_S = 1.5
AFTER_SPREAD_S = 3.0
BEAT_S = 2.5
# In the browser: how long after the page was told of a step its picture was painted.
WATCH = """
  window.isAhead = false;
  const chance = Math.random;
  Math.random = () => (window.isAhead ? chance() : 1e3);
  window.told = 0;
  window.seen = [];
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener('message', event => {
        if (event.data.includes('"type":"step_changed"')) window.told = performance.now();
      });
    }
  };
  document.addEventListener('load', async event => {
    const image = event.target;
    if (image.tagName !== 'IMG' || !image.closest('#step-picture')) return;
    await image.decode();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.seen.push(performance.now() - window.told);
    }));
  }, true);
"""


@dataclass
class PictureFigures:
    """Milliseconds from `step_changed` to the picture, of each phone and step."""

    at_the_step: list[float] = field(default_factory=list)
    ahead: list[float] = field(default_factory=list)
    early: list[float] = field(default_factory=list)
    browser: dict[str, list[float]] = field(default_factory=dict)
    words: dict[str, list[float]] = field(default_factory=dict)
    """From the press to `step_changed`."""
    slowest_heartbeat: dict[str, float] = field(default_factory=dict)


class PicturePhone:
    """One phone that does what the page does, as far as the air notices."""

    def __init__(self, port: int, number: int) -> None:
        self._port, self._number = port, number
        self._socket: ClientConnection | None = None
        self._pictures: list[str] = []
        self._kept: dict[str, asyncio.Task[None]] = {}
        self._later: asyncio.TimerHandle | None = None
        self._beat_at = 0.0
        self.is_ahead = False
        self.told_at = self.seen_at = 0.0
        self.slowest_heartbeat_s = 0.0
        self.has_seen = asyncio.Event()

    async def run(self) -> None:
        """Take part until it is cancelled."""
        at = f"/api/sessions/{CODE}"
        head, _ = await self._ask("POST", f"{at}/join?name=phone{self._number}")
        lines = head.decode("latin-1").split("\r\n")
        cookie = next(each for each in lines if each.lower().startswith("set-cookie:"))
        cookies = {"Cookie": cookie.partition(":")[2].split(";")[0].strip()}
        _, body = await self._ask("GET", f"{at}/subtasks", f"Cookie: {cookies['Cookie']}\r\n")
        self._pictures = [each["picture_url"] for each in json.loads(body)["subtasks"]]
        async with connect(
            f"ws://127.0.0.1:{self._port}/ws/sessions/{CODE}/",
            additional_headers=cookies,
            compression=None,
            proxy=None,
        ) as self._socket:
            await self._say("join", presence=False)
            beat = asyncio.ensure_future(self._beat())
            try:
                async for text in self._socket:
                    await self._hear(json.loads(text))
            finally:
                beat.cancel()

    async def _ask(self, method: str, path: str, headers: str = "") -> tuple[bytes, bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode())
        answer = await reader.read()
        writer.close()
        head, _, body = answer.partition(b"\r\n\r\n")
        return head, body

    async def _say(self, kind: str, **data: object) -> None:
        assert self._socket is not None
        await self._socket.send(json.dumps({"type": kind, "data": data}))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            self._beat_at = time.monotonic()
            await self._say("heartbeat", timestamp=1)

    async def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] == "heartbeat_ack":
            waited_s = time.monotonic() - self._beat_at
            self.slowest_heartbeat_s = max(self.slowest_heartbeat_s, waited_s)
        elif message["type"] == "step_changed":
            self.told_at = time.monotonic()
            place: int = message["subtask"]["order_index"]
            shown = self._fetch(self._pictures[place - 1])
            shown.add_done_callback(lambda _: self._see(place, message["picture_spread_s"]))

    def _fetch(self, path: str) -> asyncio.Task[None]:
        async def fetch() -> None:
            _, body = await self._ask("GET", path)
            assert len(body) > PICTURE_BYTES / 2, "no picture"

        if path not in self._kept:
            self._kept[path] = asyncio.ensure_future(fetch())
        return self._kept[path]

    def _see(self, place: int, spread_s: float) -> None:
        self.seen_at = time.monotonic()
        self.has_seen.set()
        if self._later is not None:
            self._later.cancel()
        if self.is_ahead and place < len(self._pictures):
            self._later = asyncio.get_running_loop().call_later(
                random.random() * spread_s, self._fetch, self._pictures[place]
            )


def measure_pictures(data_dir: Path, phones: int, *, with_browser: bool = True) -> PictureFigures:
    """One class on a weak line, first as if nothing came ahead, then as the page does it."""
    lesson = data_dir.with_suffix(".json")
    lesson.write_text(json.dumps(_lesson()), encoding="utf-8")
    with ExitStack() as stack:
        target = stack.enter_context(ProgramTarget(data_dir, headless=True, lesson=lesson))
        air = stack.enter_context(Child("tests.benchmarks.air", str(target.port), str(MBIT_PER_S)))
        port = int(air.answer()["port"])
        browser = None
        if with_browser:
            browser = Browser(Profile(360, 640))
            stack.callback(browser.quit)
            browser.before_every_page(WATCH)
            browser.join(f"http://127.0.0.1:{port}/join/{CODE}", "browser")
            browser.see("#waiting")
        return asyncio.run(_measure(target, port, phones, browser))


async def _measure(
    target: ProgramTarget, port: int, count: int, browser: Browser | None
) -> PictureFigures:
    figures = PictureFigures()
    phones = [PicturePhone(port, number) for number in range(count)]
    parts = [asyncio.ensure_future(phone.run()) for phone in phones]
    await asyncio.sleep(REST_S + count / 20)

    async def start_step(name: str, seen_ms: list[float]) -> None:
        for phone in phones:
            phone.has_seen.clear()
            phone.slowest_heartbeat_s = 0.0
        before = await asyncio.to_thread(_seen, browser)
        target.press()
        await asyncio.wait_for(
            asyncio.gather(*(phone.has_seen.wait() for phone in phones)), WITHIN_S
        )
        seen_ms += [(phone.seen_at - phone.told_at) * 1_000 for phone in phones]
        words = figures.words.setdefault(name, [])
        words += [(phone.told_at - target.pressed_at()) * 1_000 for phone in phones]
        if browser is not None:
            await asyncio.to_thread(
                browser.wait, lambda: len(_seen(browser)) > len(before), "no picture is seen"
            )
            figures.browser.setdefault(name, []).append(
                (await asyncio.to_thread(_seen, browser))[-1]
            )
        await asyncio.sleep(BEAT_S)
        slowest = max(phone.slowest_heartbeat_s for phone in phones) * 1_000
        figures.slowest_heartbeat[name] = max(slowest, figures.slowest_heartbeat.get(name, 0.0))

    def go_ahead() -> None:
        for phone in phones:
            phone.is_ahead = True
        if browser is not None:
            browser.run("window.isAhead = true")

    for number in range(AT_THE_STEP):
        if number == AT_THE_STEP - 1:
            await asyncio.to_thread(go_ahead)
        await start_step("at the step", figures.at_the_step)
    for _ in range(AHEAD):
        await asyncio.sleep(0.5 * (count + 1) + AFTER_SPREAD_S)
        await start_step("ahead", figures.ahead)
    for _ in range(EARLY):
        await asyncio.sleep(EARLY_AFTER_S - BEAT_S)
        await start_step("early", figures.early)
    for part in parts:
        part.cancel()
    for part in parts:
        with suppress(asyncio.CancelledError):
            await part
    return figures


def _seen(browser: Browser | None) -> list[float]:
    """Return the browser's own times, in milliseconds."""
    return [] if browser is None else list(browser.run("return window.seen"))


def table(figures: PictureFigures) -> list[str]:
    """Return the lines that people read."""
    lines = [
        f"{'picture':<14}{'median ms':>10}{'90 %':>8}{'last':>8}{'browser':>9}{'words':>8}"
        f"{'heartbeat':>11}"
    ]
    for name, values in (
        ("at the step", figures.at_the_step),
        ("ahead", figures.ahead),
        ("early", figures.early),
    ):
        seen = statistics.median(figures.browser[name]) if name in figures.browser else float("nan")
        lines.append(
            f"{name:<14}{statistics.median(values):>10.0f}{_of_ten(values, 9):>8.0f}"
            f"{max(values):>8.0f}{seen:>9.0f}{max(figures.words[name]):>8.0f}"
            f"{figures.slowest_heartbeat[name]:>11.0f}"
        )
    return lines


def _of_ten(values: Sequence[float], tenths: int) -> float:
    return statistics.quantiles(values, n=10)[tenths - 1]


def _lesson() -> dict[str, object]:
    """Return a lesson of different pictures, each of about `PICTURE_BYTES`."""
    steps = [
        {
            "title": f"Step {number}",
            "guide_text": "Tap the button.",
            "picture": noisy_picture(number),
        }
        for number in range(1, AT_THE_STEP + AHEAD + EARLY + 1)
    ]
    head = {"format": "classroom-lesson/1", "title": "Pictures", "language": "en"}
    return {**head, "subtasks": steps}
