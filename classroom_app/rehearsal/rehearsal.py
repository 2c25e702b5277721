"""A rehearsal: a class of simulated phones that take part until it ends or they are stopped."""

import asyncio
import random
import ssl
from collections.abc import Callable, Sequence

from classroom_app.rehearsal.character import draw_characters
from classroom_app.rehearsal.helper import SimulatedHelper
from classroom_app.rehearsal.names import draw_names
from classroom_app.rehearsal.phone import SimulatedPhone
from classroom_app.rehearsal.sign_in import Address
from classroom_app.rehearsal.student import SimulatedStudent

FEWEST = 5
MOST = 60
FLOOD_WITHIN_S = 4.0  # seconds of the class


class Rehearsal:
    """Simulated students in a live class, over real sockets.

    Runs in any asyncio loop, also the program's own: each phone is one task that waits nearly all
    the time. The same seed gives the same people with the same habits.

    Args:
        base_url: The server's URL, such as `http://127.0.0.1:8000`.
        code: The session's code.
        count: The number of students.
        seed: The seed from which the class is drawn.
        language: The language of names and messages, `ko` or `en`.
        pace: How many seconds of the class pass in one real second.
        tls: The context to connect with, if the URL is `https`.
        numbers: The numbers with which the first students sign in, in a class that asks for
            numbers; the others sign in by name.
        helpers: The number of helpers; 0 without `invite`.
        invite: Returns the pass of an invitation for one helper, a new one for each call.

    Raises:
        ValueError: the URL, the code, the count or the pace is not valid.
    """

    def __init__(
        self,
        base_url: str,
        code: str,
        count: int,
        seed: int = 1,
        language: str = "ko",
        *,
        pace: float = 1.0,
        tls: ssl.SSLContext | None = None,
        numbers: Sequence[int] = (),
        helpers: int = 0,
        invite: Callable[[], str] | None = None,
    ) -> None:
        if not 1 <= count <= MOST or pace <= 0:
            raise ValueError(f"a rehearsal has 1 to {MOST} students and a pace above 0")
        self._address = Address.of(base_url, code, tls)
        self._count, self._seed, self._language, self._pace = count, seed, language, pace
        self._numbers = dict(enumerate(numbers, start=1))
        self._helpers, self._invite = helpers if invite is not None else 0, invite
        self._phones: list[SimulatedPhone] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._stopped = asyncio.Event()
        self._stopped.set()

    @property
    def is_running(self) -> bool:
        """Whether `run` is running."""
        return not self._stopped.is_set()

    @property
    def online(self) -> int:
        """How many phones are in the class now."""
        return sum(phone.is_online for phone in self._phones)

    async def run(self) -> None:
        """Take part until the class is over; `stop` or cancellation ends it cleanly.

        Raises:
            RuntimeError: it is running already.
        """
        if self.is_running:
            raise RuntimeError("the rehearsal is running already")
        self._stopped.clear()
        try:
            loop = asyncio.get_running_loop()
            self._phones = [*self._make_phones(loop), *self._make_helpers(loop)]
            async with asyncio.TaskGroup() as tasks:
                self._tasks = [tasks.create_task(phone.run()) for phone in self._phones]
        finally:
            self._phones, self._tasks = [], []
            self._stopped.set()

    async def stop(self) -> None:
        """Disconnect every phone, and wait until all are.

        A `run` whose task was created just before may not have begun: it is allowed to, then ended.
        """
        await asyncio.sleep(0)
        for task in self._tasks:
            task.cancel()
        await self._stopped.wait()

    def flood(self, within_s: float = FLOOD_WITHIN_S) -> None:
        """Make all students ask for help within these seconds of the class."""
        for phone in self._phones:
            phone.ask_for_help(within_s)

    def _make_phones(self, loop: asyncio.AbstractEventLoop) -> list[SimulatedPhone]:
        rng = random.Random(self._seed)
        characters = draw_characters(self._count, self._language, rng)
        phones = []
        for number, character in enumerate(characters, start=1):
            own = random.Random(rng.random())
            student = SimulatedStudent(character, self._language, own)
            phones.append(
                SimulatedPhone(
                    self._address,
                    student,
                    f"rehearsal-{self._seed}-{self._count}-{number}",
                    pace=self._pace,
                    rng=own,
                    clock=loop.time,
                    number=self._numbers.get(number),
                )
            )
        return phones

    def _make_helpers(self, loop: asyncio.AbstractEventLoop) -> list[SimulatedPhone]:
        # From a generator of their own: the same seed gives the same students with or without them.
        rng = random.Random(f"helpers {self._seed}")
        phones = []
        for name in draw_names(self._helpers, self._language, rng):
            own = random.Random(rng.random())
            phones.append(
                SimulatedPhone(
                    self._address,
                    SimulatedHelper(name, own),
                    f"{own.getrandbits(128):032x}",
                    pace=self._pace,
                    rng=own,
                    clock=loop.time,
                    invite=self._invite,
                )
            )
        return phones
