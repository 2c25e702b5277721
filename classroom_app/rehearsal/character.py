"""The characters of simulated students, drawn at random so that a class has some of each kind."""

import random
from dataclasses import dataclass

from classroom_app.rehearsal.names import draw_names


@dataclass(frozen=True, slots=True)
class Character:
    """A simulated student.

    `step_s` is the usual time for a step; `asks` and `drops` are the probabilities, per step, of
    asking for help and of losing the connection. All times are in seconds of the class.
    """

    name: str
    arrives_after_s: float
    step_s: float
    asks: float
    drops: float


@dataclass(frozen=True, slots=True)
class _Kind:
    share: float
    step_s: tuple[float, float]
    asks: float
    drops: float


# The slow ones take long enough to count as stuck (`domain.insight`: 90 s, and twice the median).
# Ranges are in seconds of the class.
_SLOW = _Kind(0.15, (100.0, 170.0), asks=0.6, drops=0.05)
_WOBBLY = _Kind(0.12, (20.0, 45.0), asks=0.1, drops=0.5)
_QUICK = _Kind(0.2, (6.0, 12.0), asks=0.0, drops=0.02)
# Everybody else: the share is not used.
_STEADY = _Kind(0.0, (14.0, 34.0), asks=0.1, drops=0.02)
_LATE_SHARE = 0.1
_ARRIVAL_S = 14.0
_LATE_S = (25.0, 90.0)


def draw_characters(count: int, language: str, rng: random.Random) -> list[Character]:
    """Return a class: a few slow students, some who lose connections, some quick, some late."""
    kinds: list[_Kind] = []
    for kind in (_SLOW, _WOBBLY, _QUICK):
        kinds += [kind] * max(1, round(kind.share * count))
    kinds += [_STEADY] * count
    kinds = kinds[:count]
    rng.shuffle(kinds)
    names = draw_names(count, language, rng)
    return [_draw(name, kind, rng) for name, kind in zip(names, kinds, strict=True)]


def _draw(name: str, kind: _Kind, rng: random.Random) -> Character:
    is_late = rng.random() < _LATE_SHARE
    return Character(
        name=name,
        arrives_after_s=rng.uniform(*_LATE_S) if is_late else rng.uniform(0.0, _ARRIVAL_S),
        step_s=rng.uniform(*kind.step_s),
        asks=kind.asks,
        drops=kind.drops,
    )
