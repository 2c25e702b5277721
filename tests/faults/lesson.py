"""A lesson that is long enough for a whole night of faults."""

import json
from pathlib import Path

from classroom_app.protocol.lesson_file import FORMAT


def write_lesson(path: Path, steps: int) -> Path:
    """Write a lesson of that many steps; in a fresh database their ids are 1, 2, 3, …"""
    subtasks = [{"title": f"{n}단계", "guide_text": "눌러 주세요"} for n in range(1, steps + 1)]
    content = {"format": FORMAT, "title": "긴 수업", "subtasks": subtasks}
    path.write_text(json.dumps(content), "utf-8")
    return path
