"""Codes are guessed from one address after another, and through a student's browser."""

import asyncio
import secrets
import time
from collections import Counter

from tests.attacks.attack import LOST, Attack, Outcome, Target, sources

ADDRESSES = 254
AT_ONCE = 40
TRIES = 19_000
BROWSER = ("User-Agent: Mozilla/5.0 (Linux; Android 14)", "Accept: image/avif,image/webp,*/*")
# docs/SECURITY.md, "Brute force": the tries before it is noticed, the first of each address, those
# that were in flight, and five a second.
MOST_AT_ONCE, MOST_A_SECOND = 200 + ADDRESSES + 100, 5


async def guess_codes(target: Target) -> Outcome:
    """Try codes from 254 addresses; then check that a newcomer with the right code gets in."""
    answers: Counter[int] = Counter()
    chosen = [address for address, _ in zip(sources(72), range(ADDRESSES), strict=False)]
    began = time.monotonic()

    async def guess(worker: int) -> None:
        for n in range(worker, TRIES, AT_ONCE):
            if target.is_over:
                return
            headers = BROWSER if n % 10 == 0 else ()
            path = f"GET /api/sessions/{secrets.randbelow(10**6):06}"
            try:
                status, _, _ = await target.ask(path, *headers, source=chosen[n % ADDRESSES])
            except LOST:
                continue
            answers[status] += 1

    await asyncio.gather(*(guess(worker) for worker in range(AT_ONCE)))
    looked_at, took_s = answers[404], time.monotonic() - began
    harm = []
    # A page's requests are counted separately, so each address has some more tries.
    if looked_at > MOST_AT_ONCE + ADDRESSES + MOST_A_SECOND * took_s:
        harm.append(f"{looked_at} codes were tried in {took_s:.1f} s")
    tried = sum(answers.values())
    return Outcome(f"{looked_at} of {tried:,} codes were looked at, in {took_s:.1f} s", harm)


ATTACK = Attack("guesses", "Tries codes from 254 addresses, as fast as it can.", guess_codes)
