"""Makes handouts and other paper in a process of its own, with a window and without one.

Qt paints under Python's lock: on a thread, it would keep the class waiting for a page at a time.
And where no window is, the part of Qt that draws is not there, and cannot be loaded later.
"""

import asyncio
import pickle
from collections.abc import Sequence

from classroom_app.application.ports import PaintingJob
from classroom_app.system.side_process import (
    PAINTING,
    JobRefusedError,
    SideProcess,
    SideProcessError,
)

LONGEST_S = 120.0  # a lesson of 200 steps on a busy PC
MEMORY_MB = 2048
MAX_PDF_BYTES = 256 * 1024 * 1024


class HandoutProcess:
    """Implements `application.ports.PaintingMaker`; a process for each job, ended with it.

    A class needs one, so that none is kept for the next.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = command

    async def __call__(self, job: PaintingJob) -> bytes:
        """Return the paper as PDF; cancelled, its process is ended at once.

        Raises:
            OSError: it could not be made.
        """
        process = SideProcess(
            LONGEST_S, MEMORY_MB, self._command, module=PAINTING, max_answer_bytes=MAX_PDF_BYTES
        )
        try:
            content = await asyncio.to_thread(_pickled, job)
            return await process.run(job.NAME, *content)
        except (JobRefusedError, SideProcessError) as error:
            raise OSError(f"the PDF was not painted: {error}") from error
        finally:
            await process.close()


class _Pieces(list[bytes]):
    def write(self, piece: bytes) -> None:
        self.append(piece)


def _pickled(job: PaintingJob) -> list[bytes]:
    """Return it in pieces, its pictures as they are: Python does nothing else while it copies."""
    pieces = _Pieces()
    pickle.dump(job, pieces)
    return pieces
