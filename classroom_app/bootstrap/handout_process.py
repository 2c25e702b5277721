"""Makes handouts for phones where no window is: a program of its own paints them.

Painting needs the part of Qt that draws, with its fonts, which a program without a window does not
load; and it cannot be loaded later.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path

from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.protocol.lesson_file import write_lesson_file

LONGEST_S = 120.0


class HandoutProcess:
    """Implements `application.ports.HandoutMaker`."""

    async def __call__(self, lesson: LessonDraft, reached: Collection[int]) -> bytes:
        """Return the handout as PDF.

        Raises:
            OSError: it could not be made.
        """
        job = _Job()
        try:
            return await asyncio.to_thread(job.run, lesson, reached)
        finally:
            job.stop()


class _Job:
    """One handout being made; it can be stopped from another thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    def run(self, lesson: LessonDraft, reached: Collection[int]) -> bytes:
        """Make it. Blocks."""
        with tempfile.TemporaryDirectory(prefix="classroom-handout-") as folder:
            source, target = Path(folder, "lesson.json"), Path(folder, "handout.pdf")
            source.write_bytes(write_lesson_file(lesson))
            command = [*own_command(), "handout", str(source), str(target)]
            if reached:
                command += ["--steps", ",".join(map(str, reached))]
            with self._start(command) as process:
                try:
                    said, _ = process.communicate(timeout=LONGEST_S)
                except subprocess.TimeoutExpired as error:
                    process.kill()
                    raise OSError("the handout took too long") from error
            if process.returncode != 0 or not target.is_file():
                last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
                raise OSError(last or f"ended with {process.returncode}")
            return target.read_bytes()

    def stop(self) -> None:
        """End it, if it still runs."""
        self._is_stopped = True
        if self._process is not None and self._process.poll() is None:
            self._process.kill()

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        self._process = process = subprocess.Popen(  # noqa: S603 - this program itself
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # What ends the program from the terminal ends this one by `stop`.
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        if self._is_stopped:
            process.kill()
        return process


def own_command() -> list[str]:
    """Return what starts this program again."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    # Not `-m`, which would look for modules in the folder that the program happens to run in.
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; "
        "from classroom_app.cli import main; raise SystemExit(main())"
    )
    return [sys.executable, "-I", "-X", "utf8", "-c", code]
