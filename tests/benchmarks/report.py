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


Measured = Mapping[str, Mapping[int, Figures]]
"""Figures by what was measured (`baseline`, `no storage`, `program`) and number of phones."""

ROWS = (
    ("fan-out", "fan_out_ms", "baseline", FAN_OUT_TARGET),
    ("step storm", "step_storm_ms", "no storage", STEP_STORM_TARGET),
    ("step storm", "step_storm_ms", "baseline", None),
    ("join storm", "join_storm_ms", "baseline", JOIN_STORM_TARGET),
    ("join, with presence", "join_presence_ms", "baseline", None),
)


def table(measured: Measured, commit_ms: float) -> list[str]:
    """Return the lines of the table."""
    lines = [
        f"{'scene':<20}{'phones':>7}  {'beside':<10}{'its ms':>8}{'ours ms':>9}{'ratio':>7}"
        f"{'allowed':>9}{'stall ms':>10}"
    ]
    for scene, name, beside, allowed in ROWS:
        for count, figures in measured["program"].items():
            mine = middle(getattr(figures, name))
            base = middle(getattr(measured[beside][count], name))
            if mine is None or base is None:
                continue
            verdict = ""
            if allowed is not None:
                limit_ms = allowed * base + (commit_ms if scene == "fan-out" else 0.0)
                verdict = f"{allowed:g} {_verdict(mine <= limit_ms)}"
            stalls = figures.stalls.get(scene, [])
            stall = f"{max(stalls):.0f} {_verdict(max(stalls) < STALL_TARGET_MS)}" if stalls else ""
            lines.append(
                f"{scene:<20}{count:>7}  {beside:<10}{base:>8.1f}{mine:>9.1f}"
                f"{mine / base:>7.2f}{verdict:>9}{stall:>10}"
            )
    return lines


def beside_itself(without: Mapping[int, Figures], pictures: Mapping[int, Figures]) -> list[str]:
    """Return the lines of a table of the program with pictures, beside it without them."""
    lines = [
        f"{'scene':<20}{'phones':>7}{'without ms':>12}{'with ms':>9}{'ratio':>7}{'stall ms':>10}"
        f"{'pictures':>10}"
    ]
    for scene, name in (
        ("fan-out", "fan_out_ms"),
        ("step storm", "step_storm_ms"),
        ("join storm", "join_storm_ms"),
    ):
        for count, figures in pictures.items():
            mine, base = middle(getattr(figures, name)), middle(getattr(without[count], name))
            if mine is None or base is None:
                continue
            stall = max(figures.stalls.get(scene, [0.0]))
            lines.append(
                f"{scene:<20}{count:>7}{base:>12.1f}{mine:>9.1f}{mine / base:>7.2f}{stall:>7.0f} "
                f"{_verdict(stall < STALL_TARGET_MS)}{figures.pictures:>10}"
            )
    return lines


def _verdict(is_met: bool) -> str:
    return "ok" if is_met else "NO"


def facts(measured: Measured, commit_ms: float) -> list[str]:
    """Return the lines below the table."""
    baseline, program = measured["baseline"], measured["program"]
    lines = [f"one disk commit: {commit_ms:.2f} ms (allowed to the fan-out on top)"]
    for count, figures in program.items():
        storm = middle(figures.step_storm_ms)
        mine, base = (
            middle(figures.memory_per_phone_kb),
            middle(baseline[count].memory_per_phone_kb),
        )
        if storm is None or mine is None or base is None:
            continue
        lines.append(
            f"{count:>5} phones: {count / storm * 1_000:,.0f} durable completions/s; memory per "
            f"phone {mine:.1f} kB, baseline {base:.1f} kB, ratio {mine / base:.2f} "
            f"({MEMORY_TARGET} {_verdict(mine <= MEMORY_TARGET * base)})"
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
