"""A pytest plugin that skips the tests on a list, and no others: no test is skipped silently.

The list maps tests to reasons. The end of the run reports which tests were skipped and why. The run
fails when a test was skipped that is not on the list, and when an entry matches no test. With
`--try-excluded` the tests on the list run too, and one that passes fails the run: its entry is no
longer needed.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePath

import pytest

STALE = "stale_exclusions"


class Exclusions:
    """`reasons` are the prefixes that the reason of a test's own skip mark may have."""

    def __init__(self, excluded: Mapping[str, str], reasons: tuple[str, ...] = ()) -> None:
        self._excluded, self._reasons = excluded, reasons
        self._stale: set[str] = set()
        self._skipped: Counter[str] = Counter()
        self._unexplained: list[str] = []

    def entry_of(self, nodeid: str) -> str | None:
        """Return the entry that excludes a test."""
        found = [
            entry
            for entry in self._excluded
            if nodeid == entry or nodeid.startswith((f"{entry}/", f"{entry}::", f"{entry}["))
        ]
        return max(found, key=len, default=None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Mark the tests on the list, before any are deselected."""
        used = set()
        for item in items:
            entry = self.entry_of(item.nodeid)
            if entry is None:
                continue
            used.add(entry)
            reason = self._excluded[entry]
            if config.getoption("--try-excluded"):
                item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
            else:
                item.add_marker(pytest.mark.skip(reason=reason))
        self._stale = {entry for entry in self._excluded.keys() - used if _is_asked(entry, config)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count skipped tests; one that was expected to fail and did is not counted."""
        if not report.skipped or hasattr(report, "wasxfail"):
            return
        entry = self.entry_of(report.nodeid)
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        reason = reason.removeprefix("Skipped: ")
        if entry is not None or reason.startswith(self._reasons):
            self._skipped[f"{entry or report.nodeid.partition('[')[0]}: {reason}"] += 1
        else:
            self._unexplained.append(f"{report.nodeid}: {reason}")

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:
        """Add the stale entries that a pytest-xdist worker found."""
        self._stale |= set(getattr(node, "workeroutput", {}).get(STALE, ()))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Fail the run if the list is wrong."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[STALE] = sorted(self._stale)
        elif (self._stale or self._unexplained) and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print which tests did not run."""
        for title, lines in (
            ("not run on this system", [f"{n} × {what}" for what, n in self._skipped.items()]),
            ("SKIPPED WITHOUT BEING ON THE LIST", self._unexplained),
            ("ON THE LIST AND MATCHING NO TEST", sorted(self._stale)),
        ):
            if lines:
                terminalreporter.section(title)
                for line in lines:
                    terminalreporter.line(line)


def add_option(parser: pytest.Parser) -> None:
    """Define `--try-excluded`."""
    parser.addoption(
        "--try-excluded",
        action="store_true",
        help="run the tests that are excluded on this system too; one that passes is a failure",
    )


def _is_asked(entry: str, config: pytest.Config) -> bool:
    """Return whether this run collected all tests of the entry's file, if there are any."""
    if config.getoption("lf", default=False):
        return False  # only tests that failed before were collected
    path = config.rootpath / PurePath(entry.partition("::")[0])
    asked = [Path(config.invocation_params.dir, argument) for argument in config.args]
    return not path.exists() or any(path == each or each in path.parents for each in asked)
