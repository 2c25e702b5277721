"""A second start and the first: two processes, as in life."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from classroom_app.gui.single_instance import NAME_FILE, SingleInstance
from tests.helpers.access_list import who_may_read
from tests.helpers.timing import PATIENCE_S

KNOCK = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from classroom_app.gui.single_instance import SingleInstance
app = QCoreApplication(sys.argv)
lesson = Path(sys.argv[2]) if sys.argv[2:] else None
sys.exit(0 if SingleInstance(Path(sys.argv[1])).is_shown_by_first(lesson) else 3)
"""


def knock(folder: Path, *lesson: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", KNOCK, str(folder), *lesson])


def test_nobody_is_there(tmp_path: Path, qtbot: QtBot) -> None:
    assert not SingleInstance(tmp_path).is_shown_by_first()


@pytest.mark.parametrize("lesson", [(), ("알림 켜기.json",)])
def test_second_start_is_answered_by_the_first(
    tmp_path: Path, qtbot: QtBot, lesson: tuple[str, ...]
) -> None:
    first = SingleInstance(tmp_path)
    assert first.listen()
    with qtbot.waitSignal(first.asked_to_show, timeout=int(PATIENCE_S * 1000)) as asked:
        second = knock(tmp_path, *lesson)
    assert asked.args == [str(Path(*lesson).absolute()) if lesson else ""]
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=int(PATIENCE_S * 1000))
    assert second.returncode == 0
    first.close()


def test_other_folders_have_their_own(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "one").mkdir()
    first = SingleInstance(tmp_path / "one")
    assert first.listen()
    assert not SingleInstance(tmp_path / "two").is_shown_by_first()
    first.close()


def test_name_of_a_killed_program_is_taken_over(tmp_path: Path, qtbot: QtBot) -> None:
    listening = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; "
        "from classroom_app.gui.single_instance import SingleInstance; "
        "app = QCoreApplication(sys.argv); one = SingleInstance(Path(sys.argv[1])); "
        "one.listen(); print('listening', flush=True); app.exec()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", listening, str(tmp_path)], stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        said = program.stdout.readline()
        program.kill()
    assert said.strip() == b"listening"
    assert not SingleInstance(tmp_path).is_shown_by_first()
    heir = SingleInstance(tmp_path)
    assert heir.listen()
    heir.close()


def test_the_name_cannot_be_guessed_and_is_told_to_its_owner_alone(tmp_path: Path) -> None:
    """Another account of this computer cannot be there first, nor answer in the program's place."""
    names = []
    for _run in range(2):
        first = SingleInstance(tmp_path)
        assert first.listen()
        assert who_may_read(tmp_path / NAME_FILE) == "owner"
        names.append((tmp_path / NAME_FILE).read_text("ascii").strip())
        assert first._server.serverName() == names[-1]
        first.close()
        assert not (tmp_path / NAME_FILE).exists()
    assert names[0] != names[1]
    assert all(len(name) > 32 for name in names)


def test_somebody_who_listens_under_the_old_name_is_not_asked(tmp_path: Path) -> None:
    """That was made of the folder's path, which other accounts know."""
    digest = hashlib.sha256(os.fsencode(str(tmp_path.resolve()))).hexdigest()[:24]
    impostor = QLocalServer()
    assert impostor.listen(f"classroom_app-{digest}")
    assert not SingleInstance(tmp_path).is_shown_by_first(Path("secret.json"))
    assert not SingleInstance(tmp_path).is_first_there()
    assert not impostor.hasPendingConnections()
    impostor.close()


@pytest.mark.parametrize("content", ["", "../../evil", "classroom_app-", "classroom_app-a/b"])
def test_a_file_that_holds_no_name_of_ours(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME_FILE).write_text(content)
    assert not SingleInstance(tmp_path).is_first_there()
    first = SingleInstance(tmp_path)
    assert first.listen()
    first.close()


def test_without_its_file_it_is_not_the_first(tmp_path: Path) -> None:
    (tmp_path / NAME_FILE).mkdir()
    assert not SingleInstance(tmp_path).listen()
