"""All data in one zip file: a manifest with checksums, the database, the students' pictures.

It contains neither the instructor key nor the cookies of remotes, so that whoever finds a backup
cannot lead a class, nor the window's settings, which belong to the computer and hold the Wi-Fi
password. Students' cookies are included as hashes, so that their phones are recognized again.

A backup to restore may come from anybody: everything in it is checked here before it is used, and
of its database only the rows are copied (`foreign_database`).
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import msgspec
from msgspec import Struct
from sqlalchemy import Engine

from classroom_app import __version__
from classroom_app.application.backup_service import BackupError, BackupFacts, Flaw
from classroom_app.application.ports import StorageError
from classroom_app.application.report_document import Progress
from classroom_app.domain.lesson_rules import MAX_PICTURE_PIXELS
from classroom_app.protocol.limits import MAX_SCREENSHOT_BYTES
from classroom_app.protocol.picture_head import is_modest
from classroom_app.storage.eraser import BEFORE_RESTORE
from classroom_app.storage.foreign_database import rebuild
from classroom_app.storage.migrate import KNOWN_REVISIONS
from classroom_app.storage.shared import is_shared
from classroom_app.system.atomic_write import PARTS, atomic_write
from classroom_app.system.bounded_file import check_is_file
from classroom_app.system.held_files import bring, remove, remove_tree, replace
from classroom_app.system.owner_only import make_folder_private
from classroom_app.system.paths import migrations_dir
from classroom_app.system.stored_pictures import PICTURE_FOLDER, is_picture_path

FORMAT, FORMAT_FAMILY = "classroom-backup/1", "classroom-backup/"
MANIFEST, DATABASE = "manifest.json", "classroom.db"
READY, STAGING, FOREIGN = "restore.ready", "restore.part", "foreign.db"

_CHUNK = 1 << 20
_MOST_FILES = 500_000
_LARGEST_MANIFEST = 100 << 20
_ROOM_TO_SPARE = 100 << 20
# A database compresses to about a tenth; a much higher ratio is a zip bomb.
_SUSPICIOUS_SIZE, _SUSPICIOUS_RATIO = 50 << 20, 300
# Pictures are compressed already: no honest one shrinks to a tenth.
_PICTURES_RATIO = 10
# The size limit of the manifest: for each file (path, checksum, size), and for the rest.
_LONGEST_ENTRY, _REST_OF_MANIFEST = 512, 64 << 10
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class ZipBackups:
    """Implements `application.backup_service.BackupStore`."""

    def __init__(self, engine: Engine, data_dir: Path) -> None:
        self._engine, self._data_dir = engine, data_dir

    def write(self, path: Path, now: datetime, progress: Progress) -> None:
        """Write all data to one file, completely or not at all; a class may go on meanwhile."""
        original = database_file(self._engine)
        with (
            tempfile.TemporaryDirectory(
                prefix="backup-",
                suffix=".part",
                dir=self._data_dir,
                ignore_cleanup_errors=True,  # the next start removes what is held open
            ) as scratch,
            atomic_write(path, private=True) as beside,
        ):
            copy = Path(scratch) / DATABASE
            try:
                facts = _copy_database(original, copy)
            except sqlite3.Error as error:  # the disk is full, or the database is damaged
                raise StorageError(str(error)) from error
            pictures = self._pictures()
            total = copy.stat().st_size + sum(size for _path, size in pictures)
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as file:
                packing = _Packing(file, total, progress)
                packing.add(DATABASE, copy, zipfile.ZIP_DEFLATED)
                for picture, _size in pictures:
                    name = picture.relative_to(self._data_dir).as_posix()
                    packing.add(name, picture, zipfile.ZIP_STORED)  # compressed already
                manifest = {
                    "format": FORMAT,
                    "created_at": now.isoformat(),
                    "version": __version__,
                    **facts,
                    "files": packing.files,
                }
                # Without the present time: zip has no year before 1980, where the clock of a PC
                # with an empty battery may stand.
                info = zipfile.ZipInfo(MANIFEST)
                file.writestr(info, json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)

    def check(self) -> None:
        """Check that the database can be backed up here.

        Raises:
            BackupError: it is on a server.
        """
        database_file(self._engine)

    def facts(self, path: Path) -> BackupFacts:
        """Return the facts from a backup's manifest."""
        with _opened(path) as (_file, manifest):
            return _facts_of(manifest)

    def stage(self, path: Path, now: datetime, progress: Progress) -> Path:
        """Check a backup completely and stage it for the next start.

        Returns the path of a backup of the present data, made before.
        """
        database_file(self._engine)
        staging = self._data_dir / STAGING
        remove_tree(staging)
        _withdraw(self._data_dir / READY, staging)
        try:
            with _opened(path) as (file, manifest):
                total = _unpack(file, manifest, staging, progress)
            foreign = staging / FOREIGN
            rebuild(foreign, staging / DATABASE, migrations_dir(), lambda: progress(total, total))
            remove(foreign)
            copy = self._data_dir / f"{BEFORE_RESTORE}{now:%Y%m%dT%H%M%S}.zip"
            self.write(copy, now, lambda done, of: None)
            replace(staging, self._data_dir / READY)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        return copy

    def _pictures(self) -> list[tuple[Path, int]]:
        """Return the pictures with their sizes; one deleted meanwhile is skipped."""
        found = []
        for path in sorted((self._data_dir / PICTURE_FOLDER).glob("*/*")):
            if is_picture_path(path.relative_to(self._data_dir).as_posix()):
                try:
                    found.append((path, path.stat().st_size))
                except FileNotFoundError:
                    continue
        return found


def database_file(engine: Engine) -> Path:
    """Return the SQLite file of an engine.

    Raises:
        BackupError: it is on a server; its `detail` are the commands to use.
    """
    if is_shared(engine):
        # Imported here: SQLite does not need it.
        from classroom_app.storage.shared.dump_command import dump_command, restore_command

        lines = (dump_command(engine.url), restore_command(engine.url))
        raise BackupError(Flaw.OTHER_DATABASE, "\n".join(lines))
    return Path(engine.url.database or "")


def take_over(engine: Engine, data_dir: Path) -> bool:
    """Put a staged restore in place; return whether there was one. Blocks.

    Must run before the database is opened. With a server, a restore staged for the folder's own
    file stays staged. After a power cut at any point, or if another program holds a file, the next
    start continues.

    Raises:
        OSError: another program holds a file, or the disk is full.
    """
    for left in (data_dir / STAGING, *data_dir.glob("backup-*.part")):
        shutil.rmtree(left, ignore_errors=True)
    for part in data_dir.glob(f".{PARTS}"):
        with suppress(OSError):
            remove(part)
    ready = data_dir / READY
    if is_shared(engine) or not ready.is_dir():
        return False
    present = database_file(engine)
    if (ready / DATABASE).exists():
        for ending in ("-wal", "-shm"):
            remove(present.with_name(present.name + ending))
        bring(ready / DATABASE, present)
    if (ready / PICTURE_FOLDER).is_dir():
        remove_tree(data_dir / PICTURE_FOLDER)
        replace(ready / PICTURE_FOLDER, data_dir / PICTURE_FOLDER)
    remove_tree(ready)
    return True


def _withdraw(ready: Path, staging: Path) -> None:
    """Discard an earlier staged restore; renamed first, so that half of it is never used."""
    if ready.is_dir():
        replace(ready, staging)
        remove_tree(staging)


class _Packing:
    """Adds files to a zip and records their checksums."""

    def __init__(self, file: zipfile.ZipFile, total: int, progress: Progress) -> None:
        self._file, self._total, self._progress = file, total, progress
        self._done = 0
        self.files: list[dict[str, Any]] = []

    def add(self, name: str, path: Path, method: int) -> None:
        try:
            source = path.open("rb")
        except FileNotFoundError:  # deleted since it was listed
            return
        info = zipfile.ZipInfo(name)
        info.compress_type = method
        size, sha256 = 0, hashlib.sha256()
        with source, self._file.open(info, "w", force_zip64=True) as target:
            for chunk in _chunks(source):
                self._progress(self._done, self._total)
                sha256.update(chunk)
                target.write(chunk)
                size += len(chunk)
                self._done += len(chunk)
        self.files.append({"path": name, "size": size, "sha256": sha256.hexdigest()})


class _Kind(Struct):
    """The field that tells a manifest from other JSON."""

    format: str = ""


class _Entry(Struct):
    path: str
    size: int
    sha256: str


class _Manifest(Struct):
    created_at: str
    version: str
    classes: int
    people: int
    revision: str
    files: list[_Entry]


# Raised for a zip that is truncated or overwritten, depending on where.
_DAMAGES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    TypeError,
    UnicodeDecodeError,
    msgspec.DecodeError,
)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, _Manifest]]:
    """Open a backup and read its manifest.

    Raises:
        BackupError: it is not a backup, or it is damaged.
        OSError: it cannot be read, or is not a regular file: reading a pipe could block for ever.
    """
    check_is_file(path)
    try:
        file = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise BackupError(Flaw.NOT_A_BACKUP, str(error)) from error
    with file:
        try:
            yield file, _manifest_of(file)
        except _DAMAGES as error:
            raise BackupError(Flaw.DAMAGED, str(error)) from error


def _manifest_of(file: zipfile.ZipFile) -> _Manifest:
    try:
        info = file.getinfo(MANIFEST)
    except KeyError:
        raise BackupError(Flaw.NOT_A_BACKUP, "no manifest") from None
    longest = _REST_OF_MANIFEST + _LONGEST_ENTRY * len(file.infolist())
    if info.file_size > min(longest, _LARGEST_MANIFEST):
        raise BackupError(Flaw.DAMAGED, "the manifest is too long")
    content = file.read(info)
    # Decoded into types: millions of tiny values would take gigabytes otherwise, and block the
    # event loop's thread meanwhile, because the decoder holds Python's lock.
    try:
        family = msgspec.json.decode(content, type=_Kind).format
    except msgspec.ValidationError:
        family = ""
    if not family.startswith(FORMAT_FAMILY):
        raise BackupError(Flaw.NOT_A_BACKUP, "no format")
    if family != FORMAT:
        raise BackupError(Flaw.NEWER, family)
    manifest = msgspec.json.decode(content, type=_Manifest)
    _facts_of(manifest)
    if manifest.revision not in KNOWN_REVISIONS:
        raise BackupError(Flaw.NEWER, manifest.revision)
    return manifest


def _facts_of(manifest: _Manifest) -> BackupFacts:
    try:
        created_at = datetime.fromisoformat(manifest.created_at)
    except ValueError as error:
        raise BackupError(Flaw.DAMAGED, str(error)) from error
    return BackupFacts(created_at, manifest.version, manifest.classes, manifest.people)


def _unpack(file: zipfile.ZipFile, manifest: _Manifest, staging: Path, progress: Progress) -> int:
    """Unpack exactly the files that the manifest names; return their size in bytes.

    Only the database and names of our own pictures are accepted. The database becomes `FOREIGN`,
    since it is not trusted yet.
    """
    infos = {info.filename: info for info in file.infolist() if info.filename != MANIFEST}
    named = {entry.path: entry for entry in manifest.files}
    if len(file.infolist()) != len(infos) + 1 or infos.keys() != named.keys():
        raise BackupError(Flaw.DAMAGED, "other files than the manifest names")
    if DATABASE not in named or len(named) > _MOST_FILES:
        raise BackupError(Flaw.DAMAGED, "no database")
    for name, info in infos.items():
        _check_entry(name, info, named[name])
    _check_packing(Path(str(file.filename)), infos)
    total = sum(info.file_size for info in infos.values())
    staging.mkdir(parents=True)
    make_folder_private(staging)
    (staging / PICTURE_FOLDER).mkdir()
    needed = total + infos[DATABASE].file_size  # there are two until it is rebuilt
    if needed + _ROOM_TO_SPARE > shutil.disk_usage(staging).free:
        raise BackupError(Flaw.NO_ROOM, f"{total >> 20} MB")
    done = 0
    for name, info in infos.items():
        target = staging / (FOREIGN if name == DATABASE else name)
        target.parent.mkdir(parents=True, exist_ok=True)
        sha256 = hashlib.sha256()
        with file.open(info) as source, target.open("xb") as unpacked:
            for chunk in _chunks(source):
                progress(done, total)
                sha256.update(chunk)
                unpacked.write(chunk)
                done += len(chunk)
        if sha256.hexdigest() != named[name].sha256:
            raise BackupError(Flaw.DAMAGED, f"the checksum of {name}")
        if name != DATABASE and not is_modest(target.read_bytes(), MAX_PICTURE_PIXELS):
            raise BackupError(Flaw.DAMAGED, f"{name} would take too much to show")
    return total


def _check_entry(name: str, info: zipfile.ZipInfo, entry: _Entry) -> None:
    is_ours = name == DATABASE or (is_picture_path(name) and info.file_size <= MAX_SCREENSHOT_BYTES)
    is_plain = info.compress_type in _METHODS and not info.flag_bits & 0x1
    if not is_ours or not is_plain or entry.size != info.file_size:
        raise BackupError(Flaw.DAMAGED, f"{name[:80]!r} does not belong in it")
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > _SUSPICIOUS_SIZE and ratio > _SUSPICIOUS_RATIO:
        raise BackupError(Flaw.DAMAGED, f"{name} would fill the disk")


def _check_packing(path: Path, infos: dict[str, zipfile.ZipInfo]) -> None:
    """Refuse a file that would fill the disk by many small entries that unpack to much."""
    packed = {name: info.compress_size for name, info in infos.items()}
    if sum(packed.values()) > path.stat().st_size:
        raise BackupError(Flaw.DAMAGED, "its parts lie one upon the other")
    size = sum(info.file_size for name, info in infos.items() if name != DATABASE)
    if size > _SUSPICIOUS_SIZE and size > _PICTURES_RATIO * (sum(packed.values())):
        raise BackupError(Flaw.DAMAGED, "its pictures would fill the disk")


def _copy_database(original: Path, copy: Path) -> dict[str, Any]:
    """Copy a snapshot of the database, even while it is written to; return facts about it."""
    with (
        closing(sqlite3.connect(f"{original.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy, isolation_level=None)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        target.execute("PRAGMA secure_delete=ON")
        target.execute("DELETE FROM cookies WHERE remote OR role <> 'STUDENT'")
        target.execute("VACUUM")
        (revision,) = target.execute("SELECT version_num FROM alembic_version").fetchone()
        (classes,) = target.execute(
            "SELECT count(*) FROM lecture_sessions WHERE NOT rehearsal"
        ).fetchone()
        (people,) = target.execute(
            "SELECT count(*) FROM session_participants AS p JOIN lecture_sessions AS s "
            "ON s.id = p.session_id WHERE NOT s.rehearsal"
        ).fetchone()
    return {"revision": revision, "classes": classes, "people": people}


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk
