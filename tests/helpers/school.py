"""A running program inside the test's own loop, with real sockets and a real database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from classroom_app.application.ports import Clock, Journal
from classroom_app.bootstrap import Program
from classroom_app.config import Config
from classroom_app.domain.class_session import ClassSession
from classroom_app.server.bounds import Bounds
from classroom_app.storage.database import Database
from classroom_app.storage.journal import SqlJournal
from tests.helpers.databases import database_url_of
from tests.helpers.phone import Phone, cookie_of

LESSON = Path(__file__).parent / "lesson.json"
HOST = "127.0.0.1"


class School:
    """The program, the class that it opened, and clients for it."""

    def __init__(self, program: Program, session: ClassSession) -> None:
        self.program = program
        self.session = session
        self.services = program.services
        self.http = httpx.AsyncClient(base_url=self.base_url, trust_env=False)
        self.phones: list[Phone] = []

    @property
    def base_url(self) -> str:
        return f"http://{HOST}:{self.program.server.port}"

    @property
    def socket_url(self) -> str:
        return f"ws://{HOST}:{self.program.server.port}/ws/sessions/{self.session.code}/"

    async def sign_in(self, name: str, **query: str) -> httpx.Response:
        """Sign in as a student and return the response."""
        self.http.cookies.clear()
        response = await self.http.post(
            f"/api/sessions/{self.session.code}/join", params={"name": name, **query}
        )
        self.http.cookies.clear()
        return response

    async def student_cookie(self, name: str) -> str:
        """Sign in as a student and return the cookie."""
        return cookie_of(await self.sign_in(name))

    async def instructor_cookie(self) -> str:
        """Sign in as the instructor and return the cookie."""
        key = (self.program.config.data_dir / "instructor.key").read_text("ascii").strip()
        response = await self.http.post(
            "/api/instructor/login", headers={"Authorization": f"Bearer {key}"}
        )
        self.http.cookies.clear()
        return cookie_of(response)

    async def connect(self, cookie: str | None = None, **options: Any) -> Phone:
        """Open a socket."""
        phone = await Phone.open(self.socket_url, cookie, **options)
        self.phones.append(phone)
        return phone

    async def student_phone(self, name: str) -> Phone:
        """Sign in and connect, without a join."""
        return await self.connect(await self.student_cookie(name))

    async def student(self, name: str, **join: Any) -> Phone:
        """Sign in, connect and join."""
        phone = await self.student_phone(name)
        await phone.join(**join)
        return phone

    async def instructor(self) -> Phone:
        """Sign in as instructor and connect."""
        phone = await self.connect(await self.instructor_cookie())
        await phone.hears_nothing_but()
        return phone

    async def pictures_settled(self) -> None:
        """Wait until the pictures of all help requests so far are stored or refused."""
        await self.program.help_pictures.settled()

    async def execute(self, command: Any) -> Any:
        """Execute a command as the window does."""
        return await self.services.classroom.execute(
            self.session.id, command, self.services.instructor.actor
        )

    async def close(self) -> None:
        await asyncio.gather(*(phone.close() for phone in self.phones))
        await self.http.aclose()


@asynccontextmanager
async def open_school(
    data_dir: Path,
    *,
    guests: bool = False,
    code: str = "TEST001",
    host: str = HOST,
    port: int = 0,
    clock: Clock | None = None,
    bounds: Bounds | None = None,
    make_journal: Callable[[Database], Journal] = SqlJournal,
    lesson: Path = LESSON,
    database_url: str | None = None,
    **config: Any,
) -> AsyncIterator[School]:
    """Start the program on a free port with a class open, and stop it in order."""
    program = Program(
        Config(
            data_dir=data_dir,
            host=host,
            port=port,
            lesson_file=lesson,
            code=code,
            guests=guests,
            database_url=database_url or database_url_of(data_dir),
            **config,
        ),
        clock=clock,
        bounds=bounds,
        make_journal=make_journal,
    )
    program.prepare()
    try:
        await program.start()
        session = await program.open_initial_session()
        school = School(program, session)
        try:
            yield school
        finally:
            await school.close()
    finally:
        await program.stop()


async def refusal(school: School, cookie: str | None = None, **options: Any) -> int:
    """Try to open a socket and return the HTTP status of the refusal."""
    url = options.pop("url", school.socket_url)
    with pytest.raises(InvalidStatus) as caught:
        await Phone.open(url, cookie, **options)
    response = caught.value.response
    assert response.headers["Content-Type"] == "application/json"
    assert b'{"error":{"code":' in (response.body or b"")
    return response.status_code


def url_of(school: School, code: str, end: str = "/") -> str:
    """Return the socket address of a session of this code."""
    return f"{school.base_url.replace('http', 'ws')}/ws/sessions/{code}{end}"
