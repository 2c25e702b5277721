"""Makes the screenshots of the window: `python scripts/screenshots.py`.

Without a folder it makes those in docs/images that the instructors' guide and the README show;
`python scripts/screenshots.py FOLDER [WIDTHxHEIGHT]` makes one of every state, language and scheme,
for review. It runs the real program with a database of its own; students are simulated command by
command, and the clock stands still, so that the pictures are the same every time.
"""

import asyncio
import hashlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from classroom_app.application.ports import Grant, Identity
from classroom_app.application.services import AddressReport
from classroom_app.bootstrap import Program
from classroom_app.config import Config
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Student
from classroom_app.domain.attendance import Mark
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.gui.board.students_panel import StudentsPanel, View
from classroom_app.gui.kit.sheet import Sheet
from classroom_app.gui.lessons.lesson_document import LESSON
from classroom_app.gui.main_window import MainWindow
from classroom_app.gui.people.people_page import ATTENDANCE
from classroom_app.gui.preferences import Key
from classroom_app.system.event_loop import ClassroomEventLoop

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZE = (1280, 720)
ADDRESS = "http://192.168.0.12:8000"
# The states whose pictures the documents show, as `guide-<state>-<language>.png`.
SHOWN = (
    "welcome",
    "open",
    "projector-join",
    "running",
    "help-cards",
    "help-matrix",
    "undo",
    "remote",
    "network",
    "recovery",
    "own-lesson",
    "phone-pictures",
    "lesson-pictures",
    "people",
    "expected",
    "attendance",
    "certificates",
)
COLOURS = 192
NAMES = {
    "ko": "김영희 이철수 최민수 박순자 정미경 강영수 조은정 윤상호 장옥순 임정자 한동수 오경숙 "
    "서말순 신재호 권춘자 황인숙 안병철 송영자 류기현 홍금자 전복례 고상철 문숙희 양정호 배옥희",
    "en": "Alice Bob Carol David Emma Frank Grace Henry Irene Jack Kate Leo Mary Nora Oscar Paula "
    "Quinn Rose Sam Tina Uma Victor Wendy Xavier Yvonne",
}
COURSE = {"ko": "시니어 스마트폰 기초반", "en": "Smartphones for beginners"}
ISSUER = {"ko": "행복동 노인복지관장", "en": "Riverside Community Centre"}
WORDS = {"ko": "버튼이 안 보여요", "en": "I cannot find the button"}
MESSAGES = {
    "ko": "모두 큰 화면을 봐 주세요. 톱니바퀴는 오른쪽 위에 있습니다.",
    "en": "Please look at the big screen: the gear is at the top right.",
}
SHIFT = timedelta(seconds=1)


class StillClock:
    """A clock that advances only when `seconds` is set."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        """Return nine o'clock plus `seconds`."""
        return datetime(2026, 3, 2, 9, tzinfo=UTC) + self.seconds * SHIFT

    def monotonic(self) -> float:
        """Return the seconds so far."""
        return self.seconds


class ShownAddress:
    """A server with the address of a typical classroom."""

    port = 8000
    scheme = "http"
    certificate = None

    def urls(self) -> list[str]:
        """Return an address like that of most classrooms."""
        return [ADDRESS]

    def join_url(self, code: str) -> str:
        """Return what the QR code holds."""
        return f"{ADDRESS}/join/{code}"


class ShownNetwork:
    """A network in which all is well."""

    name_url = "http://teacher-pc.local:8000"
    android_port = None
    android_fault = None

    async def check(self) -> list[AddressReport]:
        """Return the Wi-Fi and the cable."""
        return [
            AddressReport(ADDRESS, "Wi-Fi", answers=True, was_reached=True),
            AddressReport("http://10.0.0.5:8000", "Ethernet", answers=True, was_reached=False),
        ]

    async def firewall(self) -> None:
        """There is none."""

    def subscribe(self, _listener: Callable[[], None]) -> Callable[[], None]:
        """Return without subscribing: nothing changes here."""
        return lambda: None

    async def choose(self, _url: str) -> None:
        """Do nothing."""


class Walk:
    """Leads one class from the first start to the end, in one language and one scheme."""

    def __init__(
        self, folder: Path, language: str, scheme: str, size: tuple[int, int] = SIZE
    ) -> None:
        self._size = size
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
        settings.setValue(Key.WIFI_NAME, "Class Wi-Fi")
        settings.setValue(Key.WIFI_PASSWORD, "12345678")
        services = replace(self._program.services, server=ShownAddress(), network=ShownNetwork())
        await services.instructor.rename({"ko": "김선생", "en": "Kim"}[self._language])
        self.window = MainWindow(
            services, settings, language=self._language, rehearse=lambda *_asked: None
        )
        self.window.resize(*self._size)
        self.window.show()
        self.window.class_page.take_focus()

    async def stop(self) -> None:
        """Close the window and stop the program."""
        self.window.allow_close()
        self.window.close()
        await self._program.stop()

    async def run(self, save: "Shots") -> None:
        """Go through the class, and call `save` for each state."""
        services, page = self._program.services, self.window.class_page
        await save("welcome", self.window)
        await services.lessons.import_samples(self._language)
        page.show_opener()
        await save("open", self.window)
        for name in ("lessons", "history", "settings"):
            self.window.show_page(name)
            await save(name, self.window)
        await self._write(save)
        self.window.show_page("settings")
        settings = self.window.settings_page
        for _twice in range(2):  # the results of the check make this part higher
            settings.show_part(settings.network)
            await save("network", self.window)
        settings.show_part(settings.start)
        await save("computer", self.window)
        lesson = (await services.lessons.lessons())[0]
        self._session = await services.instructor.open_class(lesson.id, "482913")
        self.window.show_session(self._session)
        actions = self.window.console.actions
        await save("empty", self.window)
        await self._dialog("qr", actions.show_qr, save)
        await self._dialog("remote", actions.remote, save)
        await self._dialog("message", actions.message_all, save)
        await self._dialog("end", actions.end, save)
        for name in NAMES[self._language].split():
            await self._sign_in(name)
        await save("waiting", self.window)
        await self._projector("join", save)
        await self._lead()
        await save("running", self.window)
        await self._projector("step", save)
        await self._ask_for_help()
        panel = self.window.findChildren(StudentsPanel)[0]
        for view in (View.MATRIX, View.CARDS):
            panel.choose_view(view)
            await save(f"help-{view.value}", self.window)
        await self._flood()
        await save("help-group", self.window)
        await self._say_and_see()
        await save("message-seen", self.window)
        self.window.console.actions.next_step.trigger()
        await save("undo", self.window, keeps_toast=True)
        await self._teach(cmd.PauseSession())
        await save("paused", self.window)
        await self._projector("paused", save)
        self.window.class_page.leave_session()
        services.classroom.close_session(self._session.id)
        page.show_opener()
        await save("recovery", self.window)
        await self._dialog("rehearsal", actions.rehearse, save)
        self._session = await services.instructor.recover(services.classroom.unfinished[-1])
        self.window.show_session(self._session)
        await self._teach(cmd.EndSession())
        await save("ended", self.window)
        await self._attend(save)

    async def _attend(self, save: "Shots") -> None:
        """Hold a course with a roster, in which some students are late and some absent."""
        services, names = self._program.services, NAMES[self._language].split()[:12]
        course = COURSE[self._language]
        roster = await services.rosters.create(course, enumerate(names, start=1))
        lesson = (await services.lessons.lessons())[0]
        for week in range(8):
            self._session = await services.instructor.open_class(
                lesson.id, f"{710_000 + week}", roster_id=roster.id
            )
            self._students = []
            here = [name for n, name in enumerate(names) if (7 * n + 3 * week) % 11 > 1]
            late = here.pop(week % len(here))
            for name in here:
                await self._sign_in(name)
            if week == 0:
                self.window.show_session(self._session)
                await save("expected", self.window)
            for step in self._session.lesson.subtasks:
                await self._teach(cmd.NextStep(step.id))
                for place in range(len(self._students)):
                    await self._say(place, cmd.CompleteStep(step.id))
                self._clock.seconds += 18 * 60
                if late:
                    await self._sign_in(late)
                    late = ""
            await self._teach(cmd.EndSession())
            self._clock.seconds += timedelta(days=7).total_seconds() - 18 * 60 * len(
                self._session.lesson.subtasks
            )
        first = (await services.attendance.course(roster.id)).attendance
        absent = next(row for row in first.rows if row.count(Mark.ABSENT))
        meeting = next(cell for cell in absent.cells if cell.mark is Mark.ABSENT)
        change = (meeting.session_id, absent.person.id, Mark.PRESENT)
        await services.attendance.correct([change])
        self.window.show_page("people")
        page = self.window.people_page
        page.choose(roster.id)
        await save("people", self.window)
        page.tabs.setCurrentIndex(ATTENDANCE)
        await asyncio.sleep(1)  # until all classes have been read
        await save("attendance", self.window)
        page.attendance.ask_certificates()
        (dialog,) = (one for one in self.window.findChildren(Sheet) if one.isVisible())
        issuer = dialog.findChild(QLineEdit, "certificate_issuerField")
        assert issuer is not None
        issuer.setText(ISSUER[self._language])
        await asyncio.sleep(1)  # until the page has been painted again
        await save("certificates", dialog)
        dialog.close()

    async def _write(self, save: "Shots") -> None:
        """Make a lesson from a phone's pictures, here those of a sample lesson."""
        lessons = self._program.services.lessons
        sample = await lessons.draft((await lessons.lessons())[0].id)
        self.window.show_page("lessons")
        self.window.lessons_page.write_new()
        editor = self.window.lessons_page.editor
        editor.document.write(LESSON, "title", sample.title)
        await editor.saver.flush()
        await save("own-lesson", self.window)
        pictures = editor.phone_pictures
        pictures.ask_for_steps(0)
        assert pictures.dialog is not None
        await save("phone-pictures", pictures.dialog)
        for step in sample.subtasks:
            if step.picture is not None:
                await pictures.take(pictures.number, step.picture)
        pictures.dialog.close()
        first = sample.subtasks[0]
        editor.document.write(0, "title", first.title)
        editor.document.write(0, "guide_text", first.guide_text or "")
        editor.document.set_marks(0, first.marks)
        await editor.saver.flush()
        await save("lesson-pictures", self.window)
        lesson_id = editor.saver.lesson_id
        editor.close_lesson()
        if lesson_id is not None:
            await lessons.delete(lesson_id)

    async def _dialog(self, name: str, action: QAction, save: "Shots") -> None:
        action.trigger()
        (dialog,) = (one for one in self.window.findChildren(Sheet) if one.isVisible())
        await save(name, dialog)
        dialog.close()

    async def _projector(self, name: str, save: "Shots") -> None:
        self.window.projector.toggle()
        projector = self.window.projector.projector
        assert projector is not None
        await save(f"projector-{name}", projector)
        self.window.projector.toggle()

    async def _flood(self) -> None:
        step = self._session.lesson.subtasks[2]
        for place in (18, 20, 21):
            await self._say(place, cmd.RequestHelp(step.id))
        self._clock.seconds += 160

    async def _say_and_see(self) -> None:
        first = next(iter(self._session.help_queue))
        await self._teach(cmd.ResolveHelp(first.id, HelpStatus.ON_THE_WAY))
        await self._teach(cmd.SendMessage(MESSAGES[self._language]))
        for place in range(19):
            if place != 3:
                await self._say(place, cmd.MarkSeen(self._session.said[-1].number))

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
        token = hashlib.sha256(f"{session.code}{name}".encode()).hexdigest()
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
        await services.classroom.execute(self._session.id, command, services.instructor.actor)

    async def _execute(self, command: cmd.Command, student: int | None) -> None:
        actor = SYSTEM if student is None else Student(student)
        await self._program.services.classroom.execute(self._session.id, command, actor)


class Shots:
    """Saves pictures of the window, after everything has been painted."""

    def __init__(
        self, window: MainWindow, folder: Path, form: str, only: tuple[str, ...] = ()
    ) -> None:
        self._window, self._folder, self._form, self._only = window, folder, form, only

    async def __call__(self, name: str, widget: QWidget, *, keeps_toast: bool = False) -> None:
        """Save one picture; few colours keep the repository small."""
        if self._only and name not in self._only:
            return
        for _turn in range(20):
            await asyncio.sleep(0.01)
        self._window.console.bridge.flush()
        self._window.console.board.tick()
        if not keeps_toast:
            self._window.class_page.board.toasts.dismiss()
        QApplication.sendPostedEvents()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.ReadWrite)
        widget.grab().save(buffer, "PNG")
        with Image.open(io.BytesIO(bytes(buffer.data().data()))) as image:
            small = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(self._folder / self._form.format(name=name), optimize=True)


async def take(
    folder: Path,
    language: str,
    scheme: str,
    form: str,
    only: tuple[str, ...] = (),
    size: tuple[int, int] = SIZE,
) -> None:
    """Take the pictures of one language and scheme."""
    with tempfile.TemporaryDirectory() as scratch:
        walk = Walk(Path(scratch), language, scheme, size)
        await walk.start()
        try:
            await walk.run(Shots(walk.window, folder, form, only))
        finally:
            await walk.stop()


async def take_for_documents() -> None:
    """Take what the guide and the README show."""
    for language in NAMES:
        await take(IMAGES, language, "light", f"guide-{{name}}-{language}.png", SHOWN)
    await take(IMAGES, "ko", "dark", "class-{name}-dark.png", ("help-cards",))


async def take_all(folder: Path, size: tuple[int, int]) -> None:
    """Take every state in each language and scheme."""
    for language in NAMES:
        for scheme in ("light", "dark"):
            await take(folder, language, scheme, f"{{name}}-{language}-{scheme}.png", (), size)


def application(size: tuple[int, int]) -> QApplication:
    """Return an application on an offscreen screen of this size."""
    screen = {"name": "screen", "x": 0, "y": 0, "width": size[0], "height": size[1]}
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".json") as file:
        json.dump({"screens": [{**screen, **dots}]}, file)
        file.flush()
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file.name}"
        app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    return app


def main() -> None:
    """Take the pictures asked for."""
    size = SIZE
    if len(sys.argv) > 2:
        width, height = sys.argv[2].split("x")
        size = (int(width), int(height))
    app = application(size)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(app)) as runner:
        if len(sys.argv) == 1:
            runner.run(take_for_documents())
            return
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        runner.run(take_all(folder, size))


if __name__ == "__main__":
    main()
