import os
import stat
from pathlib import Path

from classroom_app.system.paths import make_data_dir


def test_other_accounts_of_the_computer_cannot_read_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    make_data_dir(folder)
    make_data_dir(folder)  # once more, and nothing happens
    assert folder.is_dir()
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
