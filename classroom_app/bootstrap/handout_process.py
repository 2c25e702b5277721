"""Makes handouts and other printed papers in a separate process, with or without a window.

Qt holds the GIL while it paints: on a thread, each page would keep the class waiting. And a
headless program has no QtGui application, which cannot be made later.
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
    """Implements `application.ports.PaintingMaker`, with a process for each job.

    A class needs such a job once, so the process is not kept.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = command

    async def __call__(self, job: PaintingJob) -> bytes:
        """Return the paper as a PDF; if this is cancelled, the process is ended at once.

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
    """Return it pickled in pieces, so that the GIL is not held to copy its pictures together."""
    pieces = _Pieces()
    pickle.dump(job, pieces)
    return pieces
