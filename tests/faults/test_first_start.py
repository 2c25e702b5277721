"""A power cut or a full disk while the database is made."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from classroom_app.storage.database import make_engine
from classroom_app.storage.migrate import HEAD, bring_up_to_date, known_revision
from classroom_app.system.paths import migrations_dir

NOW = datetime(2026, 1, 2, tzinfo=UTC)


class PowerCut(BaseException):
    """Nothing handles it."""


@pytest.mark.parametrize("statements", [1, 5, 12, 20])
def test_a_start_cut_short_leaves_a_folder_that_can_be_started_on(
    tmp_path: Path, statements: int
) -> None:
    url = f"sqlite:///{tmp_path / 'classroom.db'}"
    engine, left = make_engine(url), statements

    def cut(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        nonlocal left
        left -= statement.lstrip().startswith(("CREATE", "INSERT"))
        if left == 0:
            raise PowerCut

    event.listen(engine, "after_cursor_execute", cut)
    with pytest.raises(PowerCut):
        bring_up_to_date(engine, migrations_dir(), NOW)
    engine.dispose()

    again = make_engine(url)
    assert known_revision(again) is None
    bring_up_to_date(again, migrations_dir(), NOW)
    assert known_revision(again) == HEAD
    again.dispose()
