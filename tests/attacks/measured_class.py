"""A class in the real program, attacked for some seconds while honest phones take part in it."""

import asyncio
import contextlib
import json
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.attacks.attack import Attack, Outcome, Target, sources
from tests.attacks.figures import Figures, memory_of, size_of
from tests.attacks.honest_class import STEPS, HonestClass
from tests.benchmarks.control import MARK
from tests.faults.lesson import write_lesson
from tests.helpers.free_ports import free_pair
from tests.helpers.school import HOST

CODE = "ATTACK"
START_S, ANSWER_S, STOP_S = 60.0, 20.0, 60.0
GOES_ON_S = 3.0
"""How long the attacks continue after the program was asked to stop."""
LOOK_EVERY_S = 0.2


class MeasuredProgram:
    """The program with a clock in its loop (`tests.benchmarks.measured_program`)."""

    def __init__(self, process: Process, errors: Path) -> None:
        self.process, self._errors = process, errors

    @classmethod
    @contextlib.asynccontextmanager
    async def running(cls, data_dir: Path, *options: str) -> AsyncIterator["MeasuredProgram"]:
        """Start it; it is stopped at the end of the context in any case."""
        errors = data_dir.parent / f"{data_dir.name}.stderr"
        with errors.open("wb") as stderr:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.benchmarks.measured_program", "--usual-bounds"),
                *("--host", HOST, "--data-dir", str(data_dir), "--language", "en", *options),
                stdin=PIPE,
                stdout=PIPE,
                stderr=stderr,
            )
        program = cls(process, errors)
        try:
            await program.line("Listening on ", START_S)
            yield program
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def line(self, beginning: str, within_s: float = ANSWER_S) -> str:
        """Return its next line with this beginning."""
        assert self.process.stdout is not None
        async with asyncio.timeout(within_s):
            while line := (await self.process.stdout.readline()).decode():
                if line.startswith(beginning):
                    return line.removeprefix(beginning)
        raise AssertionError(f"the program ended: {self.said}")

    async def ask(self, do: str) -> dict[str, Any]:
        """Give an order and return its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do}).encode() + b"\n")
        answer: dict[str, Any] = json.loads(await self.line(MARK))
        return answer

    async def press(self) -> None:
        """Press *Next step* in the window."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": "press"}).encode() + b"\n")

    async def stop(self) -> float:
        """Stop it like Ctrl-C; return how many seconds that took."""
        begun = time.monotonic()
        self.process.terminate()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(STOP_S):
                await self.process.communicate()
        return time.monotonic() - begun

    @property
    def said(self) -> str:
        """Its stderr."""
        return self._errors.read_text("utf-8", "replace")


async def measure(
    name: str, attacks: Sequence[Attack], folder: Path, seconds: float, phones: int, headless: bool
) -> Figures:
    """Attack a class for some seconds and stop it in the middle; return the measurements."""
    data_dir = folder / name.replace(" ", "-")
    data_dir.mkdir()
    for attack in attacks:
        if attack.prepare is not None:
            await attack.prepare(data_dir)
    port = free_pair()
    options = sorted({option for attack in attacks for option in attack.options})
    lesson = write_lesson(folder / "lesson.json", STEPS)
    options += ["--port", str(port), "--lesson", str(lesson), "--code", CODE, "--guests"]
    scheme = "https" if "--tls" in options else "http"
    target = Target(
        url=f"{scheme}://{HOST}:{port}",
        android_url=f"http://{HOST}:{port + 1}",
        code=CODE,
        deadline=0.0,
    )
    figures = Figures(name)
    more = ("--headless",) if headless else ()
    async with MeasuredProgram.running(data_dir, *options, *more) as program:
        honest = HonestClass(target.url, CODE, phones, target.tls)
        await honest.begin()
        if not headless:
            await program.press()
        targets = [
            await _seated(replace(target, source=f"127.{20 + n}.0.1"), attack, sources(20 + n))
            for n, attack in enumerate(attacks)
        ]
        before = size_of(data_dir)
        await program.ask("watch")
        watching = asyncio.create_task(_watch(program.process.pid, figures))
        deadline = time.monotonic() + seconds + GOES_ON_S
        attacking = [
            asyncio.create_task(_attack(attack, replace(target, deadline=deadline)))
            for attack, target in zip(attacks, targets, strict=True)
        ]
        await asyncio.sleep(seconds)
        figures.served = await honest.end()
        figures.disk = size_of(data_dir) - before
        figures.stall_s = (await program.ask("report"))["longest_stall_ms"] / 1_000
        figures.stop_s = await program.stop()
        watching.cancel()
        figures.exit_status = program.process.returncode or 0
        for attack, outcome in zip(attacks, await asyncio.gather(*attacking), strict=True):
            figures.outcomes[attack.name] = outcome
        figures.disk = max(figures.disk, size_of(data_dir) - before)
        figures.said = program.said
    return figures


async def _seated(target: Target, attack: Attack, addresses: Iterator[str]) -> Target:
    """Sign in an attack's strangers, each from a different address, before the attack."""
    chosen = [next(addresses) for _ in range(attack.seats)]
    seats = [
        (await target.sign_in(f"{attack.name} {n}", address), address)
        for n, address in enumerate(chosen)
    ]
    return replace(target, seats=tuple(seats))


async def _watch(pid: int, figures: Figures) -> None:
    """Record the peak memory."""
    while True:
        figures.memory = max(figures.memory, await asyncio.to_thread(memory_of, pid))
        await asyncio.sleep(LOOK_EVERY_S)


async def _attack(attack: Attack, target: Target) -> Outcome:
    """Run an attacking process until the deadline; it is killed soon after."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.attacks.attacker", attack.run.__module__, target.as_json()),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        async with asyncio.timeout(target.deadline - time.monotonic() + 15):
            out, errors = await process.communicate()
    except TimeoutError:
        return Outcome("went on after its deadline", [f"{attack.name} did not end"])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        said = errors.decode("utf-8", "replace")[-1_500:]
        return Outcome("failed", [f"{attack.name} failed: mend the attack\n{said}"])
    return Outcome(**json.loads(out))
