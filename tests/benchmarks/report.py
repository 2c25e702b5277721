"""Figures to a table that people read: medians, and ratios of what was measured in one run."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.scenes import Figures

FAN_OUT_TARGET = 1.5
STEP_STORM_TARGET = 2.0
JOIN_STORM_TARGET = 2.5
MEMORY_TARGET = 1.3
STALL_TARGET_MS = 50.0


@dataclass(frozen=True)
class Fit:
    """A straight line through the medians: `ms = base + per_phone * n`, and how well it fits."""

    base_ms: float
    per_phone_ms: float
    r_squared: float


def fit(points: Mapping[int, float]) -> Fit | None:
    """Return the least-squares line, or None for fewer than three points."""
    if len(points) < 3:
        return None
    xs, ys = list(points.keys()), list(points.values())
    slope, base = statistics.linear_regression(xs, ys)
    r = statistics.correlation(xs, ys)
    return Fit(base, slope, r * r)


def middle(values: Sequence[float]) -> float | None:
    """Return the median, or None."""
    return statistics.median(values) if values else None


def table(
    bare: Mapping[int, Figures], program: Mapping[int, Figures], commit_ms: float
) -> list[str]:
    """Return the lines of the table."""
    lines = [
        f"{'scene':<22}{'phones':>7}{'bare ms':>10}{'program ms':>12}{'ratio':>8}"
        f"{'allowed':>9}{'longest stall ms':>18}"
    ]
    for scene, name, allowed in (
        ("fan-out", "fan_out_ms", FAN_OUT_TARGET),
        ("step storm", "step_storm_ms", STEP_STORM_TARGET),
        ("join storm", "join_storm_ms", JOIN_STORM_TARGET),
        ("join, with presence", "join_presence_ms", JOIN_STORM_TARGET),
    ):
        for count, figures in program.items():
            mine = middle(getattr(figures, name))
            yardstick = middle(getattr(bare[count], name))
            if mine is None or yardstick is None:
                continue
            limit_ms = allowed * yardstick + (commit_ms if scene == "fan-out" else 0.0)
            stalls = figures.stalls.get(scene, [])
            stall = f"{max(stalls):.0f}" if stalls else ""
            lines.append(
                f"{scene:<22}{count:>7}{yardstick:>10.1f}{mine:>12.1f}{mine / yardstick:>8.2f}"
                f"{f'{allowed:g} {_verdict(mine <= limit_ms)}':>9}{stall:>18}"
            )
    return lines


def _verdict(is_met: bool) -> str:
    return "ok" if is_met else "NO"


def facts(
    bare: Mapping[int, Figures], program: Mapping[int, Figures], commit_ms: float
) -> list[str]:
    """Return the lines below the table."""
    lines = [f"one disk commit: {commit_ms:.2f} ms (allowed to the fan-out on top)"]
    for count, figures in program.items():
        storm = middle(figures.step_storm_ms)
        mine, yardstick = (
            middle(figures.memory_per_phone_kb),
            middle(bare[count].memory_per_phone_kb),
        )
        if storm is None or mine is None or yardstick is None:
            continue
        lines.append(
            f"{count:>5} phones: {count / storm * 1_000:,.0f} durable completions/s; memory per "
            f"phone {mine:.1f} kB, bare {yardstick:.1f} kB, ratio {mine / yardstick:.2f} "
            f"({MEMORY_TARGET} {_verdict(mine <= MEMORY_TARGET * yardstick)})"
        )
    for name in ("fan_out_ms", "step_storm_ms"):
        points = {n: middle(getattr(f, name)) for n, f in program.items()}
        line = fit({n: ms for n, ms in points.items() if ms is not None})
        if line is not None:
            lines.append(
                f"{name}: {line.base_ms:.1f} ms + {line.per_phone_ms * 1_000:.1f} µs per phone, "
                f"R² = {line.r_squared:.3f}"
            )
    return lines
