"""Changes the parts of backup files, as an attacker or a fault would."""

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

from classroom_app.storage.backup import DATABASE, MANIFEST

Parts = dict[str, bytes]


def parts_of(backup: Path) -> Parts:
    """Return the files in a backup."""
    with zipfile.ZipFile(backup) as file:
        return {name: file.read(name) for name in file.namelist()}


def write_parts(backup: Path, parts: Parts) -> None:
    """Write a backup of these files."""
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)


def manifest_of(parts: Parts) -> dict[str, Any]:
    """Return a backup's manifest."""
    loaded: dict[str, Any] = json.loads(parts[MANIFEST])
    return loaded


def with_manifest(parts: Parts, **changes: Any) -> Parts:
    """Change entries of a backup's manifest."""
    return {**parts, MANIFEST: json.dumps({**manifest_of(parts), **changes}).encode()}


def entry_of(name: str, content: bytes) -> dict[str, Any]:
    """Return what a manifest says of a file."""
    return {"path": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def with_file(parts: Parts, name: str, content: bytes) -> Parts:
    """Add or replace a file, and enter its right checksum in the manifest."""
    files = [e for e in manifest_of(parts)["files"] if e["path"] != name]
    return with_manifest({**parts, name: content}, files=[*files, entry_of(name, content)])


def change_database(backup: Path, script: str, **words: str) -> None:
    """Run SQL in the database of a backup, and correct its checksums afterwards.

    Each of the `words` replaces its name in braces.
    """
    for name, word in words.items():
        script = script.replace(f"{{{name}}}", word)
    parts, path = parts_of(backup), backup.with_suffix(".changed.db")
    path.write_bytes(parts[DATABASE])
    with closing(sqlite3.connect(path)) as file:
        file.executescript(script)
    write_parts(backup, with_file(parts, DATABASE, path.read_bytes()))
    path.unlink()
