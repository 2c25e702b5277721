"""The list of tests that a system cannot run is the truth, or the run fails."""

import pytest

pytest_plugins = ("pytester",)

TESTS = """
import pytest

@pytest.mark.parametrize("n", [1, 2])
def test_fails(n):
    assert False

def test_passes():
    pass

@pytest.mark.skip(reason="only here: a mark")
def test_marked():
    pass

@pytest.mark.skip(reason="no reason that counts")
def test_in_silence():
    pass
"""


CONFTEST = """
from tests.helpers import exclusions

def pytest_addoption(parser):
    exclusions.add_option(parser)

def pytest_configure(config):
    excluded = {{entry: f"why {{entry}}" for entry in {entries}}}
    config.pluginmanager.register(exclusions.Exclusions(excluded, ("only here: ",)), "exclusions")
"""


@pytest.fixture
def folder(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # they take seconds to load
    pytester.makepyfile(test_it=TESTS)
    pytester.makeini("[pytest]\naddopts = -p no:cacheprovider")
    return pytester


def run(folder: pytest.Pytester, entries: list[str], *arguments: str) -> pytest.RunResult:
    folder.makeconftest(CONFTEST.format(entries=entries))
    return folder.runpytest_inprocess(*arguments)


def test_what_is_on_the_list_is_skipped_and_said(folder: pytest.Pytester) -> None:
    result = run(folder, ["test_it.py::test_fails"], "-k", "not silence")
    result.assert_outcomes(passed=1, skipped=3, deselected=1)
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(
        [
            "*not run on this system*",
            "2 × test_it.py::test_fails: why test_it.py::test_fails",
            "1 × test_it.py::test_marked: only here: a mark",
        ]
    )


def test_a_skip_that_is_not_on_the_list_fails_the_run(folder: pytest.Pytester) -> None:
    result = run(folder, ["test_it.py::test_fails"])
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*WITHOUT BEING ON THE LIST*", "test_it.py::test_in_silence: *"])


@pytest.mark.parametrize(
    "entry", ["test_it.py::test_gone", "test_gone.py", "test_it.py::test_fail"]
)
def test_an_entry_that_matches_no_test_fails_the_run(folder: pytest.Pytester, entry: str) -> None:
    result = run(folder, ["test_it.py::test_fails", entry], "-k", "passes")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*MATCHING NO TEST*", entry])


def test_an_entry_of_a_test_that_was_not_asked_for_is_no_fault(folder: pytest.Pytester) -> None:
    result = run(folder, ["test_it.py::test_fails"], "test_it.py::test_passes")
    assert result.ret == pytest.ExitCode.OK


def test_a_whole_file_is_excluded(folder: pytest.Pytester) -> None:
    result = run(folder, ["test_it.py"])
    result.assert_outcomes(skipped=5)
    assert result.ret == pytest.ExitCode.OK


def test_a_whole_folder_is_excluded(folder: pytest.Pytester) -> None:
    folder.mkpydir("slow")
    folder.path.joinpath("test_it.py").rename(folder.path / "slow" / "test_it.py")
    result = run(folder, ["slow"])
    result.assert_outcomes(skipped=5)
    assert result.ret == pytest.ExitCode.OK


def test_one_parameter_is_excluded(folder: pytest.Pytester) -> None:
    result = run(folder, ["test_it.py::test_fails[2]"], "-k", "fails")
    result.assert_outcomes(failed=1, skipped=1, deselected=3)


def test_a_test_that_would_now_pass_is_found(folder: pytest.Pytester) -> None:
    entries = ["test_it.py::test_fails", "test_it.py::test_passes"]
    assert run(folder, entries, "-k", "not silence").ret == pytest.ExitCode.OK
    result = run(folder, entries, "-k", "not silence", "--try-excluded")
    result.assert_outcomes(failed=1, xfailed=2, skipped=1, deselected=1)
    result.stdout.fnmatch_lines(["*test_passes*XPASS(strict)*why test_it.py::test_passes*"])


def test_the_workers_of_a_parallel_run_tell_what_they_found(folder: pytest.Pytester) -> None:
    entries = ["test_it.py::test_fails", "test_it.py::test_gone"]
    result = run(folder, entries, "-k", "not silence", "-p", "xdist", "-n", "1")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["*MATCHING NO TEST*", "test_it.py::test_gone"])
    result.assert_outcomes(passed=1, skipped=3)


def test_what_failed_can_be_run_once_more(folder: pytest.Pytester) -> None:
    folder.makeini("[pytest]")
    folder.makepyfile(
        test_once="""
        from pathlib import Path

        def test_fails_once():
            mark = Path("mark")
            was = mark.exists()
            mark.touch()
            assert was
        """
    )
    asked = ("-p", "cacheprovider", "-k", "once or passes or fails")
    assert run(folder, ["test_it.py::test_fails"], *asked).ret == pytest.ExitCode.TESTS_FAILED
    again = run(folder, ["test_it.py::test_fails"], *asked, "--last-failed")
    again.assert_outcomes(passed=1)
    assert again.ret == pytest.ExitCode.OK
