"""The real program, run as a person would run it, and somebody who leads the class."""

import base64
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
from PIL import Image, ImageDraw
from websockets.sync.client import ClientConnection, connect

CODE = "482913"
PATIENCE_S = 20.0


def drawing() -> bytes:
    """Return a picture for a step: a phone's switch, turned on."""
    image = Image.new("RGB", (480, 240), "#f3efe6")
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((120, 60, 360, 180), 60, fill="#0d6659")
    pen.ellipse((252, 72, 348, 168), fill="white")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def screenshot(number: int) -> str:
    """Return a picture of a phone's screen, each another one, as a lesson file holds it."""
    image = Image.new("RGB", (540, 1170), "#f3efe6")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 540, 110), fill=f"#{(number * 53) % 200 + 20:02x}3a8c")
    for row in range(8):
        top = 140 + row * 124
        pen.rounded_rectangle((24, top, 516, top + 104), 24, fill="white")
        pen.ellipse((48, top + 22, 108, top + 82), fill=("#c2483d", "#3f8f5b", "#4262b5")[row % 3])
        pen.rectangle((140, top + 40, 200 + (row * number * 37) % 280, top + 64), fill="#444")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


HEAD = {"format": "classroom-lesson/1", "title": "카카오톡 알림 켜기", "language": "ko"}
STEPS = [
    {"title": "설정 열기", "guide_text": "톱니바퀴 모양의 “설정”을 찾아 한 번 눌러 주세요."},
    {"title": "알림 찾기", "guide_text": "아래로 천천히 밀어서 “알림”을 찾아 눌러 주세요."},
    {
        "title": "카카오톡 고르기",
        "guide_text": "목록에서 노란색 “카카오톡”을 찾아 눌러 주세요.",
        "description": "안 보이면 아래로 더 밀어 보세요.",
    },
    {"title": "알림 켜기", "guide_text": "오른쪽 위의 동그란 버튼을 눌러 주세요."},
]
LAST = {
    "title": "소리 확인하기",
    "guide_text": "소리가 나는지 들어 보세요.",
    "picture": screenshot(5),
    "marks": [
        {"kind": "tap", "x": 0.145, "y": 0.164},
        {"kind": "long_press", "x": 0.145, "y": 0.376},
        {"kind": "swipe", "x": 0.7, "y": 0.88, "to_x": 0.7, "to_y": 0.55},
    ],
}
MARKUP = {
    "title": "<b>확인</b> & 끝",
    "guide_text": "<img src=x onerror=alert(1)> 소리가 나는지 들어 보세요.",
}
PLAIN_LESSON: Mapping[str, object] = {**HEAD, "subtasks": [*STEPS, LAST]}
# Its last step shows whether the page takes text for markup.
LESSON = {**HEAD, "subtasks": [*STEPS, {**LAST, **MARKUP}]}


class Program:
    """The program on one data folder and one port; it can be killed and started again."""

    def __init__(
        self, folder: Path, lesson: Mapping[str, object] = LESSON, more: Sequence[str] = ()
    ) -> None:
        self.folder, self.more = folder, more
        self.data = folder / "data"
        self.lesson = folder / "lesson.json"
        folder.mkdir(exist_ok=True)
        self.lesson.write_text(json.dumps(lesson), encoding="utf-8")
        self.port = free_port()
        self.process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def join_url(self) -> str:
        return f"{self.url}/join/{CODE}"

    def start(self, code: str = CODE) -> None:
        with (self.folder / "program.log").open("a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "classroom_app", "--headless", "--host", "127.0.0.1"),
                    *("--lesson", str(self.lesson), "--code", code),
                    *("--port", str(self.port), "--data-dir", str(self.data)),
                    *self.more,
                ],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        assert self.process.stdout is not None
        # A start that hangs is ended: then there is no line, and what it said is shown.
        watchdog = threading.Timer(PATIENCE_S * 2, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline()
        watchdog.cancel()
        if not line.startswith("Listening on "):
            self.stop()
            said = (self.folder / "program.log").read_text(encoding="utf-8")
            raise RuntimeError(f"The program did not start: {line}\n{said}")

    def kill(self) -> None:
        """As a power cut would."""
        assert self.process is not None
        self.process.kill()
        self._reap()

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        self._reap()

    def _reap(self) -> None:
        assert self.process is not None
        self.process.wait(PATIENCE_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process = None

    def instructor(self) -> "Person":
        key = (self.data / "instructor.key").read_text(encoding="utf-8").strip()
        answer = httpx.post(
            f"{self.url}/api/instructor/login",
            headers={"Authorization": f"Bearer {key}"},
            trust_env=False,
        )
        return Person(self, answer)

    def student(self, name: str) -> "Person":
        """Somebody else in the class, whose phone is not looked at."""
        answer = httpx.post(
            f"{self.url}/api/sessions/{CODE}/join", params={"name": name}, trust_env=False
        )
        person = Person(self, answer)
        person.send("join")
        person.until("join_confirmed")
        return person


class Person:
    """A signed-in person and the socket."""

    def __init__(self, program: Program, answer: httpx.Response) -> None:
        answer.raise_for_status()
        self._opened = ExitStack()
        self.socket: ClientConnection = self._opened.enter_context(
            connect(
                f"ws://127.0.0.1:{program.port}/ws/sessions/{CODE}/",
                additional_headers={"Cookie": f"sessionid={answer.cookies['sessionid']}"},
                proxy=None,
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._opened.close()

    def send(self, kind: str, **data: object) -> None:
        self.socket.send(json.dumps({"type": kind, "data": data}))

    def until(self, kind: str) -> dict[str, Any]:
        """Return the next message of a kind; what comes before it is passed over."""
        while True:
            message: dict[str, Any] = json.loads(self.socket.recv(timeout=PATIENCE_S))
            if message["type"] == kind:
                return message
            assert message["type"] != "error", message

    def go_to_step(self, subtask_id: int) -> None:
        self.send("next_step", subtask_id=subtask_id)
        self.until("step_changed")

    def waiting(self, kind: str, silence_s: float) -> list[dict[str, Any]]:
        """Return the messages of a kind that have come or come before a silence."""
        found = []
        try:
            while True:
                message = json.loads(self.socket.recv(timeout=silence_s))
                if message["type"] == kind:
                    found.append(message)
        except TimeoutError:
            return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def photo(width: int, height: int) -> bytes:
    """Return a JPEG as rich as those of a phone's camera."""
    buffer = BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(buffer, "JPEG", quality=90)
    return buffer.getvalue()
