"""A foreign page tries to read the class under a name that resolves to this PC (DNS rebinding)."""

import asyncio
from collections import Counter
from urllib.parse import urlsplit

from tests.attacks.attack import LOST, Attack, Outcome, Target

AT_ONCE = 10
PAUSE_S = 0.02
PATHS = ("/", "/healthz", "/join/{code}", "/api/sessions/{code}", "/api/sessions/{code}/subtasks")


async def read_by_another_name(target: Target) -> Outcome:
    """Request everything under a foreign name, on the class's port and the Android app's."""
    answers: Counter[int] = Counter()
    harm: set[str] = set()

    async def ask(number: int) -> None:
        while not target.is_over:
            path = PATHS[number % len(PATHS)].format(code=target.code)
            url = target.android_url if number % 7 == 0 else target.url
            number += 1
            try:
                status, body = await _under(target, f"evil-{number}.example", path, url)
            except LOST:
                await asyncio.sleep(PAUSE_S)
                continue
            answers[status] += 1
            if status < 400 or b"total_steps" in body or b"subtasks" in body:
                harm.add(f"{path} was answered with {status}")
            await asyncio.sleep(PAUSE_S)

    await asyncio.gather(*(ask(number) for number in range(AT_ONCE)))
    told = ", ".join(f"{count:,} × {status}" for status, count in sorted(answers.items()))
    return Outcome(f"asked under foreign names: {told}", sorted(harm))


async def _under(target: Target, host: str, path: str, url: str) -> tuple[int, bytes]:
    reader, writer = await target.open_line(url=url)
    try:
        lines = (f"GET {path} HTTP/1.1", f"Host: {host}:{urlsplit(url).port}")
        writer.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        async with asyncio.timeout(10):
            answer = await reader.read()
    finally:
        writer.transport.abort()
    if not answer:
        raise EOFError("hung up without an answer")
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


ATTACK = Attack("rebinding", "Reads the class under foreign names.", read_by_another_name)
