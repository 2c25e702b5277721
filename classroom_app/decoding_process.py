"""What runs in the process that decodes pictures: jobs come in on stdin, answers go to stdout.

See `system/side_process.py`, which starts it and ends it. It ends by itself when nobody is there
any more, and in any case when a job has taken twice as long as it may.
"""

import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from classroom_app.server.picture_check import check_picture
from classroom_app.storage.phone_picture import phone_job
from classroom_app.storage.small_picture import cover_job, picture_job, upright_job
from classroom_app.system.side_process import ANSWER, DONE, JOB, READY, REFUSED, bound_memory

JOBS: dict[str, Callable[[bytes], bytes]] = {
    "check": check_picture,
    "small": picture_job,
    "upright": upright_job,
    "cover": cover_job,
    "phone": phone_job,
}
NICE = 5
"""The class goes first."""


def main(arguments: Sequence[str]) -> None:
    """Do jobs until nobody asks for any; `arguments` are the limits: seconds and megabytes."""
    within_s, megabytes = float(arguments[0]), int(arguments[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    else:
        os.nice(NICE)
    _load()
    bound_memory(megabytes)
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        open(0, "rb") as jobs,
        open(1, "wb") as answers,
    ):
        answers.write(READY)
        answers.flush()
        while len(head := jobs.read(JOB.size)) == JOB.size:
            name, size = JOB.unpack(head)
            content = jobs.read(size)
            faulthandler.dump_traceback_later(2 * within_s, exit=True, file=nowhere)
            _answer(answers, JOBS[name.rstrip(b"\0").decode()], content)
            faulthandler.cancel_dump_traceback_later()


def _load() -> None:
    """Load what decodes, so that its memory is not counted, and the first job is not slower."""
    from PIL import Image

    Image.preinit()


def _answer(answers: IO[bytes], job: Callable[[bytes], bytes], content: bytes) -> None:
    try:
        kind, answer = DONE, job(content)
    except MemoryError:
        kind, answer = REFUSED, b"MemoryError"
    except Exception as error:  # noqa: BLE001  # whatever a decoder finds, it is refused
        kind, answer = REFUSED, type(error).__name__.encode()
    answers.write(ANSWER.pack(kind, len(answer)) + answer)
    answers.flush()
