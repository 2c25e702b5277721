"""The main loop of a process that `side_process.py` starts: jobs on stdin, answers on stdout.

It ends by itself when stdin is closed, and in any case when a job takes twice its time limit.
"""

import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from classroom_app.system.side_process import ANSWER, DONE, JOB, READY, REFUSED, bound_memory

Job = Callable[[bytes], bytes]
NICE = 5
"""A lower priority, since the class goes first."""


def do_jobs(arguments: Sequence[str], jobs: Mapping[str, Job], load: Callable[[], None]) -> None:
    """Do jobs until stdin is closed; `arguments` are the limits: seconds and megabytes.

    The limits do not include the time and memory that `load` takes.
    """
    within_s, megabytes = float(arguments[0]), int(arguments[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    else:
        os.nice(NICE)
    load()
    bound_memory(megabytes)
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        open(0, "rb") as asked,
        open(1, "wb") as answers,
    ):
        answers.write(READY)
        answers.flush()
        while len(head := asked.read(JOB.size)) == JOB.size:
            name, size = JOB.unpack(head)
            content = asked.read(size)
            faulthandler.dump_traceback_later(2 * within_s, exit=True, file=nowhere)
            _answer(answers, jobs[name.rstrip(b"\0").decode()], content)
            faulthandler.cancel_dump_traceback_later()


def _answer(answers: IO[bytes], job: Job, content: bytes) -> None:
    try:
        kind, answer = DONE, job(content)
    except MemoryError:
        kind, answer = REFUSED, b"MemoryError"
    except Exception as error:  # noqa: BLE001  # whatever is raised, the job is refused
        kind, answer = REFUSED, type(error).__name__.encode()
    answers.write(ANSWER.pack(kind, len(answer)))
    answers.write(answer)
    answers.flush()
