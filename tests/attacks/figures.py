"""The measurements of a class under attack, and their bounds."""

from dataclasses import dataclass, field
from pathlib import Path

from classroom_app.system.disk_room import RESERVE_FILE
from tests.attacks.attack import Outcome
from tests.attacks.honest_class import Served

REPLY_S, MEMORY_MB, STOP_S = 1.0, 400, 5.0
FLOODED_REPLY_S = 2.0
"""The bound for replies while all floods go on at once, more than two processor cores can serve."""
DISK_MB = 300
"""What a class may take on the disk: its pictures and its events."""
HEADINGS = (
    *("attack", "honest replies", "median", "worst", "memory", "disk", "window away", "stop"),
    "within the bounds",
)


@dataclass
class Figures:
    """Measurements of one class under one attack, or several. Sizes are in bytes."""

    name: str
    served: Served = field(default_factory=Served)
    reply_s: float = REPLY_S
    """The bound for replies."""
    memory: int = 0
    disk: int = 0
    stop_s: float = 0.0
    stall_s: float | None = None
    exit_status: int = 0
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    said: str = ""

    def faults(self) -> list[str]:
        """Return a sentence for each figure that is out of bounds, and each fault."""
        served = self.served
        found = [*served.lost[:5], *served.refused[:5]]
        if not served.waits or served.worst_s > self.reply_s:
            found.append(f"an honest reply took {served.worst_s:.2f} s ({served.worst})")
        if self.memory > MEMORY_MB << 20:
            found.append(f"it took {self.memory >> 20} MB of memory")
        if self.disk > DISK_MB << 20:
            found.append(f"the data grew by {self.disk >> 20} MB")
        if self.stop_s > STOP_S:
            found.append(f"it took {self.stop_s:.1f} s to stop")
        if self.exit_status:
            found.append(f"it ended with {self.exit_status}")
        if self.said:
            found.append(f"it said: {self.said[:2_000]}")
        found += [harm for outcome in self.outcomes.values() for harm in outcome.harm]
        return found

    def row(self) -> tuple[str, ...]:
        """Return the line of the table."""
        served = self.served
        away = "–" if self.stall_s is None else f"{self.stall_s:.2f} s"
        return (
            self.name,
            f"{len(served.waits):,}",
            f"{served.median_s * 1_000:.0f} ms",
            f"{served.worst_s:.2f} s",
            f"{self.memory >> 20} MB",
            f"{self.disk / (1 << 20):.1f} MB",
            away,
            f"{self.stop_s:.1f} s",
            "no" if self.faults() else "yes",
        )


def table(all_figures: list[Figures]) -> list[str]:
    """Return the lines of a table in Markdown."""
    rows = [HEADINGS, *(figures.row() for figures in all_figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
    lines = [
        "| " + " | ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return [lines[0], "| " + " | ".join("-" * width for width in widths) + " |", *lines[1:]]


def size_of(folder: Path) -> int:
    """Return how many bytes a class has stored: all files but the reserve for a full disk."""
    size = 0
    for path in folder.rglob("*"):
        if path.name == RESERVE_FILE:
            continue
        try:
            size += path.stat().st_size if path.is_file() else 0
        except OSError:  # deleted meanwhile
            continue
    return size


def memory_of(pid: int) -> int:
    """Return the memory of a process and its children, in bytes (Linux)."""
    parents, sizes = {}, {}
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(
                line.split(":", 1) for line in path.read_text("utf-8").splitlines() if ":" in line
            )
        except OSError:  # it has ended meanwhile
            continue
        one = int(path.parent.name)
        parents[one] = int(lines["PPid"])
        sizes[one] = int(lines.get("VmRSS", "0 kB").split()[0]) << 10
    family = {pid}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(sizes.get(one, 0) for one in family)
