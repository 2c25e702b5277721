"""Make the pictures of the window in docs/images: `python scripts/screenshots.py [folder]`.

The real program with a database of its own; students are simulated command by command, and the
clock stands still, so that the same picture comes out every time.
"""

import asyncio
import hashlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from classroom_app.application.ports import Grant, Identity
from classroom_app.bootstrap import Program
from classroom_app.config import Config
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.event_loop import ClassroomEventLoop
from classroom_app.gui.main_window import MainWindow
from classroom_app.gui.preferences import Key
from classroom_app.gui.widgets.students_panel import StudentsPanel, View

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZE = (1280, 720)
COLOURS = 192
NAMES = {
    "ko": "김영희 이철수 최민수 박순자 정미경 강영수 조은정 윤상호 장옥순 임정자 한동수 오경숙 "
    "서말순 신재호 권춘자 황인숙 안병철 송영자 류기현 홍금자 전복례 고상철 문숙희 양정호 배옥희",
    "en": "Alice Bob Carol David Emma Frank Grace Henry Irene Jack Kate Leo Mary Nora Oscar Paula "
    "Quinn Rose Sam Tina Uma Victor Wendy Xavier Yvonne",
}
WORDS = {"ko": "버튼이 안 보여요", "en": "I cannot find the button"}
SHIFT = timedelta(seconds=1)


class StillClock:
    """Goes on when told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        """Return nine o'clock and what has passed since."""
        return datetime(2026, 3, 2, 9, tzinfo=UTC) + self.seconds * SHIFT

    def monotonic(self) -> float:
        """Return the seconds so far."""
        return self.seconds


class Walk:
    """One class from the first start to the end, in one language and one scheme."""

    def __init__(self, folder: Path, language: str, scheme: str) -> None:
        self._folder, self._language, self._scheme = folder, language, scheme
        self._clock = StillClock()
        config = Config(data_dir=folder / "data", host="127.0.0.1", port=0)
        self._program = Program(config, clock=self._clock)
        self._students: list[int] = []
        self._session: ClassSession
        self.window: MainWindow

    async def start(self) -> None:
        """Start the program and its window."""
        self._program.prepare()
        await self._program.start()
        settings = QSettings(str(self._folder / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue(Key.SCHEME, self._scheme)
        self.window = MainWindow(self._program.services, settings, language=self._language)
        self.window.resize(*SIZE)
        self.window.show()

    async def stop(self) -> None:
        """Stop in order."""
        self.window.allow_close()
        self.window.close()
        await self._program.stop()

    async def run(self, save: "Shots") -> None:
        """Go through the class and take each picture."""
        services, page = self._program.services, self.window.class_page
        await save("welcome", self.window)
        await services.lessons.import_samples(self._language)
        page.show_opener()
        await save("open", self.window)
        for name in ("lessons", "settings"):
            self.window.show_page(name)
            await save(name, self.window)
        lesson = (await services.lessons.lessons())[0]
        self._session = await services.desk.open_class(lesson.id, "482913")
        self.window.show_session(self._session)
        await save("empty", self.window)
        for name in NAMES[self._language].split():
            await self._sign_in(name)
        await save("waiting", self.window)
        await self._lead()
        await save("running", self.window)
        await self._ask_for_help()
        panel = self.window.findChildren(StudentsPanel)[0]
        for view in View:
            panel.choose_view(view)
            await save(f"help-{view.value}", self.window)
        panel.choose_view(View.LIST)
        await self._teach(cmd.PauseSession())
        await save("paused", self.window)
        await self._teach(cmd.EndSession())
        await save("ended", self.window)

    async def _lead(self) -> None:
        steps = self._session.lesson.subtasks
        last = len(self._students) - 1
        for step, count in zip(steps, (last, last - 2, last * 2 // 3), strict=False):
            self._clock.seconds += 12
            await self._teach(cmd.NextStep(step.id))
            for place in range(count):
                self._clock.seconds += 1.5
                if step is not steps[2] or place not in (3, 7):
                    await self._say(place, cmd.CompleteStep(step.id))
        await self._execute(cmd.Leave(self._students[5], joined=True), None)

    async def _ask_for_help(self) -> None:
        step = self._session.lesson.subtasks[2]
        self._clock.seconds += 8
        await self._say(3, cmd.RequestHelp(step.id, WORDS[self._language]))
        self._clock.seconds += 130
        await self._say(7, cmd.RequestHelp(step.id))
        self._clock.seconds += 24

    async def _sign_in(self, name: str) -> None:
        classroom, session = self._program.services.classroom, self._session
        token = hashlib.sha256(name.encode()).hexdigest()
        participant, _is_new = await classroom.sign_in(
            session.id,
            cmd.SignIn(name),
            lambda person: Grant(
                token,
                Identity(person.user_id, "STUDENT", session.id, person.id),
                self._clock.now(),
            ),
        )
        self._students.append(participant.id)
        await self._say(len(self._students) - 1, cmd.Join())

    async def _say(self, place: int, command: cmd.StudentCommand) -> None:
        await self._execute(command, self._students[place])

    async def _teach(self, command: cmd.InstructorCommand) -> None:
        services = self._program.services
        await services.classroom.execute(self._session.id, command, services.desk.actor)

    async def _execute(self, command: cmd.Command, student: int | None) -> None:
        actor = SYSTEM if student is None else Student(student)
        await self._program.services.classroom.execute(self._session.id, command, actor)


class Shots:
    """Keeps what the window shows, once everything has been painted."""

    def __init__(self, window: MainWindow, folder: Path, ending: str) -> None:
        self._window, self._folder, self._ending = window, folder, ending

    async def __call__(self, name: str, widget: QWidget) -> None:
        """Save one picture; few colours keep the repository small."""
        for _turn in range(20):
            await asyncio.sleep(0.01)
        self._window.console.bridge.flush()
        self._window.console.board.tick()
        self._window.class_page.board.toast.dismiss()
        QApplication.sendPostedEvents()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.ReadWrite)
        widget.grab().save(buffer, "PNG")
        with Image.open(io.BytesIO(bytes(buffer.data().data()))) as image:
            small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(self._folder / f"window-{name}{self._ending}.png", optimize=True)


def kinds() -> Iterator[tuple[str, str, str]]:
    """Yield language, scheme and the end of the file's name."""
    for language in ("ko", "en"):
        for scheme in ("light", "dark"):
            yield language, scheme, f"-{language}-{scheme}"


async def take(folder: Path, language: str, scheme: str, ending: str) -> None:
    """Take all pictures of one kind."""
    with tempfile.TemporaryDirectory() as scratch:
        walk = Walk(Path(scratch), language, scheme)
        await walk.start()
        try:
            await walk.run(Shots(walk.window, folder, ending))
        finally:
            await walk.stop()


def main() -> None:
    """Take all pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(app)) as runner:
        for language, scheme, ending in kinds():
            runner.run(take(folder, language, scheme, ending))


if __name__ == "__main__":
    main()
