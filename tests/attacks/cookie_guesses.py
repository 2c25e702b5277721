"""Somebody who is in a class, or was, guesses the codes of others with the cookie."""

import asyncio

from tests.attacks.attack import LOST, Attack, Outcome, Target, sources

AT_ONCE = 20
ADDRESSES = 20
# What docs/SECURITY.md says ("Brute force"), and some that were under way.
MOST_TRIES = 40 + AT_ONCE


async def guess(target: Target) -> Outcome:
    """Try one code after the other with one cookie, from several addresses."""
    tried = told = 0
    ((cookie, _address),) = target.seats
    elsewhere = sources(81)
    addresses = [next(elsewhere) for _ in range(ADDRESSES)]

    async def one(number: int) -> None:
        nonlocal tried, told
        for code in range(200_000 + number, 1_000_000, AT_ONCE):
            if target.is_over:
                return
            try:
                status, _, _ = await target.ask(
                    f"GET /api/sessions/{code}",
                    f"Cookie: {cookie}",
                    source=addresses[number % ADDRESSES],
                )
            except LOST:
                await asyncio.sleep(0.05)
                continue
            tried += 1
            told += status != 429

    await asyncio.gather(*(one(n) for n in range(AT_ONCE)))
    harm = [f"one cookie had {told} codes tried"] if told > MOST_TRIES else []
    return Outcome(f"{tried:,} codes of others with a cookie, {told} of them answered", harm)


ATTACK = Attack(
    "cookie-guesses",
    "Guesses the codes of other classes with a student's cookie.",
    guess,
    seats=1,
)
