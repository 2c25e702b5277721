"""Removes pictures that no row refers to any more.

A power cut came before they were removed, or another computer deleted their class or student.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, select

from classroom_app.storage import tables
from classroom_app.system.held_files import remove, remove_tree
from classroom_app.system.stored_pictures import PICTURE_FOLDER

_AT_ONCE = 500
_sessions, _people = tables.lecture_sessions, tables.session_participants


def remove_lone_pictures(engine: Engine, home: Path) -> None:
    """Remove such pictures below `home`; no class may be storing any meanwhile. Blocks.

    Raises:
        SQLAlchemyError: the rows could not be read; folders not looked at yet are unchanged.
        OSError: another program holds one of the files.
    """
    folders = [folder for folder in (home / PICTURE_FOLDER).glob("*") if folder.is_dir()]
    for start in range(0, len(folders), _AT_ONCE):
        some = folders[start : start + _AT_ONCE]
        with engine.begin() as connection:
            known = _Known(connection, [int(each.name) for each in some if each.name.isdecimal()])
        for folder in some:
            _look_through(folder, known)


class _Known:
    """The classes, participants and paths that the rows of some classes refer to."""

    def __init__(self, connection: Connection, ids: list[int]) -> None:
        shots, calls = tables.screenshots, tables.help_requests

        def names(query: Select[Any]) -> set[str]:
            return {str(found) for found in connection.scalars(query)}

        self.classes = names(select(_sessions.c.id).where(_sessions.c.id.in_(ids)))
        self.people = names(select(_people.c.id).where(_people.c.session_id.in_(ids)))
        self.paths = names(select(shots.c.path).where(shots.c.session_id.in_(ids)))
        self.paths |= names(select(calls.c.screenshot_path).where(calls.c.session_id.in_(ids)))


def _look_through(folder: Path, known: _Known) -> None:
    if folder.name not in known.classes:
        remove_tree(folder)
        return
    for picture in folder.iterdir():
        kind, _, owner = picture.name.partition("-")
        is_known = (
            owner.partition("-")[0] in known.people
            if kind == "help"
            else f"{PICTURE_FOLDER}/{folder.name}/{picture.name}" in known.paths
        )
        if not is_known:
            remove(picture)
