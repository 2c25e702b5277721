"""No line of the log can be repeated without a limit, and no other line is lost for it."""

import logging
import sys
from pathlib import Path

import pytest

from classroom_app.system.log_setup import set_up_logging
from classroom_app.system.repeated_lines import LINES_AT_ONCE, WINDOW_S, RepeatedLines
from tests.helpers.sample import HandClock


class Kept(logging.Handler):
    """Keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def handlers(clock: HandClock) -> list[Kept]:
    limit = RepeatedLines(clock.monotonic)
    handlers = [Kept(), Kept()]
    for handler in handlers:
        handler.addFilter(limit)
    return handlers


@pytest.fixture
def log(handlers: list[Kept]) -> logging.Logger:
    logger = logging.Logger("test")
    for handler in handlers:
        logger.addHandler(handler)
    return logger


def repeat(log: logging.Logger, times: int) -> None:
    for number in range(times):
        log.warning("again %d", number)


def test_a_line_is_written_so_many_times_a_minute(
    log: logging.Logger, handlers: list[Kept], clock: HandClock
) -> None:
    repeat(log, 1_000)
    log.warning("another")
    some = [f"again {number}" for number in range(LINES_AT_ONCE)]
    some[-1] += " (more like this are left out for a minute)"
    for handler in handlers:
        assert handler.lines == [*some, "another"]
    clock.seconds += WINDOW_S
    repeat(log, 1)
    for handler in handlers:
        assert (
            handler.lines[-1] == f"again 0 ({1_000 - LINES_AT_ONCE} more like this were left out)"
        )
    clock.seconds += WINDOW_S
    repeat(log, 1)
    assert handlers[0].lines[-1] == "again 0"


def test_another_fault_at_the_same_place_is_another_line(
    log: logging.Logger, handlers: list[Kept]
) -> None:
    for fault in (ValueError, TypeError):
        for _ in range(100):
            try:
                raise fault
            except (ValueError, TypeError):
                log.exception("failed")
    assert len(handlers[0].lines) == 2 * LINES_AT_ONCE


def test_arguments_that_do_not_fit_harm_nobody(log: logging.Logger, handlers: list[Kept]) -> None:
    handlers[0].emit = handlers[1].emit = lambda record: None  # type: ignore[method-assign]
    for _ in range(100):
        log.warning("%d", "no number")


def test_no_log_of_the_program_is_rotated_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    names = (None, "websockets", "alembic", "qasync", "asyncio")
    levels = {name: logging.getLogger(name).level for name in names}
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(logging, "raiseExceptions", True)
    monkeypatch.setattr(sys, "stderr", None)
    set_up_logging(tmp_path / "first")
    set_up_logging(tmp_path)  # the data folder was changed
    logging.getLogger("somebody").warning("what happened before")
    for _ in range(100_000):
        logging.getLogger("asyncio").warning("socket.send() raised exception.")
    (log,) = tmp_path.glob("classroom_app.log*")
    lines = log.read_text(encoding="utf-8").splitlines()
    assert "what happened before" in lines[0]
    assert len(lines) == 1 + LINES_AT_ONCE
    for handler in root.handlers:
        handler.close()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
