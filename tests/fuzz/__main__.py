"""`make fuzz`: attackers throw a million frames and raw HTTP at a class of twenty honest phones.

    python -m tests.fuzz [--frames 1000000] [--http 20000] [--phones 20] [--seed N] …

Ends with 0 when the program neither crashed nor said a word on stderr, its memory did not grow once
it was warm, each honest request was served within a second, and the books agree at the end. Says
the figures either way.
"""

import argparse
import asyncio
import json
import random
import secrets
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

import httpx

from tests.faults.books import check_books, read_books
from tests.faults.honest import HonestInstructor, HonestPhone
from tests.faults.lesson import write_lesson
from tests.helpers.free_ports import free_pair
from tests.helpers.phone import cookie_of
from tests.helpers.real_program import RealProgram

CODE = "FUZZ01"
STEPS = 200
SERVED_WITHIN_S = 1.0
WARM_AT = 0.25
"""The share of the frames after which the program's memory is taken as its size."""
MAY_GROW_KB = 32 * 1024
"""What a class may grow by: a thousand guests, the help they asked for, the allocator's slack."""


class Attackers:
    """The attacking processes, and how far they are."""

    def __init__(self, program: RealProgram) -> None:
        self._program = program
        self._done: dict[int, int] = {}
        self.outcomes: dict[int, Counter[str]] = {}
        self.news = asyncio.Event()

    @property
    def frames(self) -> int:
        return sum(self._done.values())

    async def attack(self, what: str, count: int, seed: int, *more: str) -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.fuzz.attack", what, "--url", self._program.url),
            *("--code", CODE, "--count", str(count), "--seed", str(seed), *more),
            stdout=PIPE,
        )
        assert process.stdout is not None
        try:
            async for line in process.stdout:
                told = json.loads(line)
                done = told.pop("done")
                self.outcomes[seed] = Counter(told)
                if what == "frames":
                    self._done[seed] = done
                self.news.set()
            assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()

    async def cookies(self, count: int) -> list[str]:
        """Sign attackers in; every third comes as a guest, without."""
        cookies = []
        async with httpx.AsyncClient(base_url=self._program.url, trust_env=False) as http:
            for n in range(count):
                if n % 3 == 2:
                    cookies.append("")
                    continue
                answer = await http.post(f"/api/sessions/{CODE}/join?name=A{n}")
                http.cookies.clear()
                cookies.append(cookie_of(answer))
        return cookies


async def study(phone: HonestPhone, chance: random.Random) -> None:
    """Follow the class as a student does, until it is over."""
    await phone.join()
    while phone.status != "ENDED":
        await phone.listen(0.5 * chance.random())
        if phone.step is not None and phone.step not in phone.completed:
            await phone.complete(phone.step)
        if chance.random() < 0.05:
            await phone.call_for_help(chance.randint(1, STEPS), message="도와주세요")
        await phone.beat()


async def lead(instructor: HonestInstructor, over: asyncio.Event) -> None:
    """Go on a step every two seconds, pausing now and then, until the attack is over."""
    step = 0
    while not over.is_set():
        step = step % STEPS + 1
        await instructor.go_to(step)
        if step % 5 == 0:
            await instructor.pause()
            await instructor.say(f"잠깐만요 {len(instructor.sent)}")
            await instructor.resume()
        await instructor.listen(2.0)
    await instructor.end()


def resident_kb(pid: int) -> int:
    """Return how much memory a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))


class Memory:
    """The program's size as the frames come in."""

    def __init__(self, pid: int, frames: int) -> None:
        self._pid, self._frames = pid, frames
        self.sizes: list[tuple[int, int]] = []

    async def watch(self, attackers: Attackers) -> None:
        """Note it at each twentieth of the frames."""
        while True:
            attackers.news.clear()
            await attackers.news.wait()
            if attackers.frames >= len(self.sizes) * self._frames // 20:
                self.sizes.append((attackers.frames, resident_kb(self._pid)))

    @property
    def grown_kb(self) -> int:
        """How much it grew since it was warm."""
        warm = [kb for frames, kb in self.sizes if frames >= self._frames * WARM_AT]
        return warm[-1] - warm[0]


async def fuzz(arguments: argparse.Namespace, folder: Path) -> list[str]:
    """Run it all; return what is wrong."""
    program = RealProgram(
        folder / "data",
        CODE,
        lesson=write_lesson(folder / "lesson.json", STEPS),
        port=free_pair(),
        guests=True,
    )
    await program.start()
    try:
        return await hold_out(program, arguments)
    finally:
        if program.process is not None:
            await program.kill()


async def hold_out(program: RealProgram, arguments: argparse.Namespace) -> list[str]:
    """Hold a class under attack; return what is wrong."""
    chance = random.Random(arguments.seed)
    phones = [HonestPhone(f"S{n}", program.url, CODE) for n in range(arguments.phones)]
    instructor = HonestInstructor(program.instructor_key, program.url, CODE)
    attackers, over = Attackers(program), asyncio.Event()
    memory = Memory(program.pid, arguments.frames)

    async def attack() -> None:
        async with asyncio.TaskGroup() as group:
            for n in range(arguments.attackers):
                cookies = ",".join(await attackers.cookies(arguments.connections))
                count = arguments.frames // arguments.attackers
                group.create_task(attackers.attack("frames", count, n + 1, "--cookies", cookies))
            group.create_task(attackers.attack("http", arguments.http, 100))
        over.set()

    begun = time.monotonic()
    async with asyncio.timeout(arguments.within), asyncio.TaskGroup() as group:
        watching = group.create_task(memory.watch(attackers))
        for phone in phones:
            group.create_task(phone.live(partial(study, phone, chance)))
        group.create_task(instructor.live(partial(lead, instructor, over)))
        await attack()
        watching.cancel()
    took_s = time.monotonic() - begun

    tell(phones, instructor, attackers, memory, took_s)
    books = read_books(program.database, CODE)
    check_books(books, phones, instructor)
    faults = [
        f"not served within {SERVED_WITHIN_S} s: {kind} took {wait:.2f} s"
        for caller in (*phones, instructor)
        for wait, kind in caller.latencies
        if wait > SERVED_WITHIN_S
    ]
    faults += [
        f"{phone.name} lost its line {phone.connections - 1} times: {phone.close_codes}"
        for phone in phones
        if phone.connections != 1
    ]
    if memory.grown_kb > MAY_GROW_KB:
        faults.append(f"grew by {memory.grown_kb} kB: {memory.sizes}")
    if program.process is None or program.process.returncode is not None:
        faults.append("the program crashed")
    elif await program.stop() != 0:
        faults.append("the program did not stop in order")
    if program.said:
        faults.append(f"it said: {program.said[:4_000]}")
    return faults + bad_lines(program.data_dir / "logs")


def bad_lines(folder: Path) -> list[str]:
    """Return what the logs hold that nobody should have to read."""
    return [
        f"{path.name}: {line}"
        for path in sorted(folder.iterdir())
        for line in path.read_text("utf-8").splitlines()
        if any(word in line for word in (" ERROR ", " CRITICAL ", " WARNING ", "Traceback"))
    ][:20]


def tell(
    phones: list[HonestPhone],
    instructor: HonestInstructor,
    attackers: Attackers,
    memory: Memory,
    took_s: float,
) -> None:
    print(f"{attackers.frames:,} frames in {took_s:.0f} s")
    for seed, outcomes in sorted(attackers.outcomes.items()):
        print(f"  attacker {seed}: {dict(outcomes.most_common())}")
    by_kind: dict[str, list[float]] = defaultdict(list)
    for caller in (*phones, instructor):
        for wait, kind in caller.latencies:
            by_kind[kind].append(wait * 1000)
    for kind, waits in sorted(by_kind.items()):
        waits.sort()
        print(
            f"  {len(waits):,} {kind}: median {waits[len(waits) // 2]:.1f} ms, "
            f"99% {waits[len(waits) * 99 // 100]:.1f} ms, longest {waits[-1]:.1f} ms"
        )
    print("memory (frames: MB): " + ", ".join(f"{n:,}: {kb // 1024}" for n, kb in memory.sizes))


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.fuzz")
    parser.add_argument("--frames", type=int, default=1_000_000)
    parser.add_argument("--http", type=int, default=20_000)
    parser.add_argument("--phones", type=int, default=20)
    parser.add_argument("--attackers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--folder", type=Path, help="where the program keeps its data")
    parser.add_argument("--within", type=float, default=3_600.0)
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        faults = asyncio.run(fuzz(arguments, Path(folder)))
    for fault in faults:
        print(f"FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
