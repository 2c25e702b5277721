"""Fills the class with names from one address, and with names that never connect."""

import asyncio
from collections import Counter

from tests.attacks.attack import LOST, Attack, Outcome, Target, sources

FROM_ONE_ADDRESS = 1_000
OF_MANY = 200
AT_ONCE = 50
# The limit in docs/SECURITY.md ("Strangers in the class"), plus one per five seconds for a while.
MOST_FROM_ONE = 120 + 10


async def fill_the_class(target: Target) -> Outcome:
    """Sign in a thousand strangers from one address, and some from others; none connects."""
    answers: Counter[str] = Counter()

    async def sign_in(number: int, source: str) -> None:
        if target.is_over:
            return
        try:
            await target.sign_in(f"Stranger {number}", source)
        except ConnectionRefusedError:
            answers["refused"] += 1
        except LOST:
            answers["lost"] += 1
        else:
            answers["let in"] += 1

    async def sign_all_in(count: int, chosen: list[str]) -> int:
        before = answers["let in"]
        for first in range(0, count, AT_ONCE):
            some = range(first, min(first + AT_ONCE, count))
            await asyncio.gather(*(sign_in(n, chosen[n % len(chosen)]) for n in some))
        return answers["let in"] - before

    others = sources(71)
    from_one = await sign_all_in(FROM_ONE_ADDRESS, [next(others)])
    from_many = await sign_all_in(OF_MANY, [next(others) for _ in range(OF_MANY)])
    harm = []
    if from_one > MOST_FROM_ONE:
        harm.append(f"one address brought {from_one} names")
    did = f"{from_one} of {FROM_ONE_ADDRESS:,} names from one address, {from_many} from others"
    return Outcome(did, harm)


ATTACK = Attack("strangers", "Signs in a thousand strangers who never come.", fill_the_class)
