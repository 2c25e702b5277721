"""Runs jobs in a separate process, which can be killed at any moment and does not slow the class.

A decoder cannot be interrupted: a thread with one would keep the program from ending, and would use
the program's own memory and could crash it. Painting in a thread would hold the GIL meanwhile. The
process is started with the first job, kept for the next ones, killed when a job takes too long, and
limited in its memory. `side_jobs.py` runs in it, with the jobs of `decoding_process.py` or
`painting_process.py`.
"""

import asyncio
import logging
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import IO

log = logging.getLogger(__name__)

DECODING, PAINTING = "decoding_process", "painting_process"
"""The modules with the jobs of such a process."""
ARGUMENTS = {"--decode-for-parent": DECODING, "--paint-for-parent": PAINTING}
"""The argument with which the packaged program becomes such a process."""
JOB = struct.Struct(">16sI")
"""The header of a job: its name, and how many bytes follow."""
ANSWER = struct.Struct(">cI")
DONE, REFUSED = b"+", b"-"
READY = b"!"
MAX_ANSWER_BYTES = 64 * 1024 * 1024
START_S = 30.0
IDLE_S = 120.0


class SideProcessError(Exception):
    """The process was killed during the job, or could not be started."""


class JobRefusedError(ValueError):
    """The job's function raised an error; `str()` is the name of its class."""


class SideProcess:
    """Does one job after another; `within_s` and `memory_mb` bound each of them."""

    def __init__(
        self,
        within_s: float,
        memory_mb: int,
        command: Sequence[str] | None = None,
        *,
        module: str = DECODING,
        max_answer_bytes: int = MAX_ANSWER_BYTES,
    ) -> None:
        self._within_s, self._memory_mb = within_s, memory_mb
        self._command = command or command_of(within_s, memory_mb, module)
        self._module, self._max_answer_bytes = module, max_answer_bytes
        self._turn = asyncio.Lock()
        self._thread: ThreadPoolExecutor | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._idle: asyncio.TimerHandle | None = None
        self._is_closed = False

    @property
    def pid(self) -> int | None:
        """The process id, or None if there is no process now."""
        process = self._process
        return None if process is None else process.pid

    async def run(self, job: str, *content: bytes) -> bytes:
        """Return the result of a job for some bytes, which may be given in pieces.

        Raises:
            JobRefusedError: the job does not accept them, or needs too much memory.
            SideProcessError: it took too long, the process died, or `close` was called.
        """
        async with self._turn:
            if self._is_closed:
                raise SideProcessError("closed")
            if self._thread is None:
                self._thread = ThreadPoolExecutor(1, "side process")
            if self._idle is not None:
                self._idle.cancel()
            loop = asyncio.get_running_loop()
            try:
                return await loop.run_in_executor(self._thread, self._do, job, content)
            finally:
                if not self._is_closed:
                    self._idle = loop.call_later(IDLE_S, self._end)

    async def close(self) -> None:
        """Kill the process at once, with the job that it is doing."""
        self._is_closed = True
        if self._idle is not None:
            self._idle.cancel()
        self._end()
        thread, self._thread = self._thread, None
        if thread is not None:
            await asyncio.get_running_loop().run_in_executor(thread, self._let_go)
            thread.shutdown()

    def _end(self) -> None:
        """Kill the process; the thread that waits for its answer notices, and closes the pipes."""
        with self._guard:
            if self._process is not None:
                self._process.kill()

    # On the thread ------------------------------------------------------------------------------

    def _do(self, job: str, content: Sequence[bytes]) -> bytes:
        try:
            process = self._running()
            with self._ended_after(self._within_s, process):
                return _ask(process, job, content, self._max_answer_bytes)
        except JobRefusedError:
            raise
        except (OSError, EOFError, ValueError) as error:
            self._let_go()
            if not self._is_closed:
                said = "A job of %s took too long or too much memory, and was given up"
                log.warning(said, self._module)
            raise SideProcessError(str(error) or "it ended") from None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._let_go()  # it was ended when idle, or has died
        if self._process is not None:
            return self._process
        process = start(self._command)
        with self._guard:
            self._process = process
            if self._is_closed:
                process.kill()
        with self._ended_after(START_S, process):
            if _read(process.stdout, len(READY)) != READY:
                raise ValueError("it did not start")
        return process

    @contextmanager
    def _ended_after(self, seconds: float, process: "subprocess.Popen[bytes]") -> Iterator[None]:
        timer = threading.Timer(seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _let_go(self) -> None:
        with self._guard:
            process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def command_of(within_s: float, memory_mb: int, module: str = DECODING) -> list[str]:
    """Return the command that starts such a process, whether installed, packaged or neither."""
    limits = (str(within_s), str(memory_mb))
    if getattr(sys, "frozen", False):
        argument = next(each for each, jobs in ARGUMENTS.items() if jobs == module)
        return [sys.executable, argument, *limits]
    # Not `-m`, which would look for modules in the folder that the program happens to run in.
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; "
        f"from classroom_app.{module} import main; main(sys.argv[1:])"
    )
    return [sys.executable, "-I", "-c", code, *limits]


def start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a process that is connected to this one by pipes. Blocks."""
    flags = 0
    if sys.platform == "win32":
        # Without a console, whose process would hold our pipes open after a kill.
        flags = (
            subprocess.DETACHED_PROCESS
            | subprocess.CREATE_NEW_PROCESS_GROUP
            | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        )
    return subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=flags,
        start_new_session=True,  # a Ctrl-C at the console is for the program
    )


def _ask(
    process: "subprocess.Popen[bytes]", job: str, content: Sequence[bytes], max_answer_bytes: int
) -> bytes:
    assert process.stdin is not None
    process.stdin.write(JOB.pack(job.encode(), sum(map(len, content))))
    for piece in content:
        process.stdin.write(piece)
    process.stdin.flush()
    kind, size = ANSWER.unpack(_read(process.stdout, ANSWER.size))
    if kind not in (DONE, REFUSED) or size > max_answer_bytes:
        raise ValueError("it answered something else")
    answer = _read(process.stdout, size)
    if kind == REFUSED:
        raise JobRefusedError(answer.decode("utf-8", "replace"))
    return answer


def _read(stream: IO[bytes] | None, size: int) -> bytes:
    assert stream is not None
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content


def bound_memory(megabytes: int) -> None:
    """Limit this process to so much more memory than it has now, on systems that can do that."""
    if sys.platform == "win32":
        _bound_memory_of_windows(megabytes)
    else:
        import resource

        taken = 0
        with suppress(OSError), open("/proc/self/statm", "rb") as statm:  # noqa: PTH123
            taken = int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        with suppress(ValueError, OSError):  # macOS has no such limit
            limit = taken + megabytes * 1024 * 1024
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _bound_memory_of_windows(megabytes: int) -> None:
    """Put this process into a job object that limits the memory that it may commit."""
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        class Basic(ctypes.Structure):
            _fields_ = (
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            )

        class Extended(ctypes.Structure):
            _fields_ = (
                ("BasicLimitInformation", Basic),
                ("IoInfo", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            )

        process_memory, extended_information = 0x100, 9
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (
            *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD),
        )
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        job = kernel.CreateJobObjectW(None, None)
        limits = Extended()
        limits.BasicLimitInformation.LimitFlags = process_memory
        limits.ProcessMemoryLimit = (megabytes + 64) * 1024 * 1024  # plus what Python has taken
        if job and kernel.SetInformationJobObject(
            job, extended_information, ctypes.byref(limits), ctypes.sizeof(limits)
        ):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
