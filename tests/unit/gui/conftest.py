"""The window's parts over a class without a disk and without a loop."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.application.classroom import Classroom
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.notices import Listener, Notice, StorageFailed, Stored
from classroom_app.application.services import CertificateFacts, Network
from classroom_app.application.visit_limit import VisitLimit
from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Actor, Instructor
from classroom_app.gui.actions import Actions
from classroom_app.gui.address_watch import AddressWatch
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.command_dispatcher import CommandDispatcher
from classroom_app.gui.console import Console
from classroom_app.gui.event_bridge import EventBridge
from classroom_app.gui.preferences import Preferences
from classroom_app.gui.tasks import EXPECTED, Tasks
from classroom_app.gui.theme.theme import Scheme, Theme
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.helpers.lecture import TEACHER, Lecture

T = TypeVar("T")


class Hall(Lecture):
    """A lecture that tells its listeners, and is a classroom of one session to the window."""

    def __init__(self, steps: int = 5, asking: Collection[int] = ()) -> None:
        super().__init__(steps, asking=asking)
        self.listeners: list[Listener] = []
        self.given: list[cmd.Command] = []
        self.refusal: Exception | None = None
        self.bridge: EventBridge | None = None

    def do(self, command: cmd.Command, actor: Actor) -> list[ev.Event]:
        """Decide, apply, tell; the bridge tells on at once."""
        events = super().do(command, actor)
        self.tell(Stored(self.session, command, actor, tuple(events)))
        return events

    def tell(self, notice: Notice) -> None:
        """Tell the listeners."""
        for listener in list(self.listeners):
            listener(notice)
        if self.bridge is not None and not isinstance(notice, StorageFailed):
            self.bridge.flush()


class HallClassroom:
    """What the window asks of a classroom."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self.visit_limit = VisitLimit()

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self._hall.listeners.append(listener)
        return lambda: self._hall.listeners.remove(listener)

    def session(self, session_id: int) -> object:
        return self._hall.session if session_id == self._hall.session.id else None

    async def execute(self, session_id: int, command: cmd.Command, actor: Actor) -> Stored:
        self._hall.given.append(command)
        if self._hall.refusal is not None:
            raise self._hall.refusal
        events = self._hall.do(command, actor)
        return Stored(self._hall.session, command, actor, tuple(events))


class HallInstructor:
    """The instructor."""

    @property
    def actor(self) -> Instructor:
        return TEACHER


class HallClock:
    """The lecture's time."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def now(self) -> datetime:
        return self._hall.now

    def monotonic(self) -> float:
        return self._hall.now.timestamp()


class PromptTasks(Tasks):
    """Runs coroutines that never wait, to the end, at once."""

    def run(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        assert ended is None, "nothing here takes long"
        try:
            work.send(None)
        except StopIteration as stop:
            if done is not None:
                done(stop.value)
        except EXPECTED as error:
            assert failed is not None
            failed(error)


class Stage:
    """A hall with the window's parts around it."""

    def __init__(self, hall: Hall, window: QWidget) -> None:
        classroom = cast(Classroom, HallClassroom(hall))
        self.hall, self.window = hall, window
        self.tasks = PromptTasks(window)
        self.bridge = EventBridge(classroom, window)
        hall.bridge = self.bridge
        instructor = cast(InstructorService, HallInstructor())
        self.dispatcher = CommandDispatcher(classroom, instructor, self.tasks, window)
        self.dispatcher.session_id = hall.session.id
        self.board = ClassBoard(self.bridge, HallClock(hall), window)
        clock = HallClock(hall)
        self.actions = Actions(self.bridge, self.dispatcher, window, clock.monotonic)
        self.bridge.follow(hall.session)

    def wait(self, seconds: float) -> None:
        """Let time pass, and the board look at it."""
        self.hall.wait(seconds)
        self.board.tick()


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    widget.resize(1200, 800)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def stage(hall: Hall, window: QWidget) -> Iterator[Stage]:
    stage = Stage(hall, window)
    yield stage
    stage.bridge.follow(None)
    stage.bridge.close()


@pytest.fixture
def light(qapp: QApplication) -> Iterator[Theme]:
    """The light scheme, and the application as it was afterwards."""
    theme = Theme(qapp, Scheme.LIGHT)
    yield theme
    theme.set_scheme(Scheme.LIGHT)


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.Runner]:
    """The program's own loop."""
    qapp.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


def language_change(widget: QWidget) -> None:
    """Let a widget believe that the language was switched."""
    QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


class Address:
    """Where phones would find the program."""

    port, scheme = 8000, "http"
    certificate: CertificateFacts | None = None

    def __init__(self) -> None:
        self.known = ["http://192.168.0.12:8000"]

    def urls(self) -> list[str]:
        return list(self.known)

    def join_url(self, code: str) -> str:
        return f"{self.known[0]}/join/{code}" if self.known else ""


class Moving:
    """A network that changes when the test says so."""

    android_port = 8001

    def __init__(self, server: Address) -> None:
        self.name_url: str | None = "http://pc.local:8000"
        self._server, self._listeners = server, list[Callable[[], None]]()
        self.chosen: list[str] = []

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def choose(self, url: str) -> None:
        self.chosen.append(url)

    def move(self, *urls: str) -> None:
        """Let phones find this PC at these addresses."""
        self._server.known = list(urls)
        for listener in list(self._listeners):
            listener()


@pytest.fixture
def address() -> Address:
    return Address()


@pytest.fixture
def moving(address: Address) -> Moving:
    return Moving(address)


@pytest.fixture
def console(stage: Stage, settings: QSettings, address: Address, moving: Moving) -> Console:
    """What these parts use of a console."""
    return console_of(stage, settings, address, moving)


def console_of(stage: Stage, settings: QSettings, address: Address, moving: Moving) -> Console:
    """Return what these parts use of a console, of another class."""
    made = SimpleNamespace(
        services=SimpleNamespace(server=address, network=moving),
        addresses=AddressWatch(address, cast(Network, moving), stage.window),
        preferences=Preferences(settings, stage.window),
        tasks=stage.tasks,
        bridge=stage.bridge,
        dispatcher=stage.dispatcher,
        board=stage.board,
        actions=stage.actions,
    )
    return cast(Console, made)
