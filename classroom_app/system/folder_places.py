"""Finds out whether a folder is in a place where a database would be damaged.

SQLite's write-ahead log needs memory that all programs with the file open share, which computers
cannot. And a program that copies the folder elsewhere while it changes makes a broken copy.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

_MOUNT_INFO = Path("/proc/self/mountinfo")
_MOUNT = "/sbin/mount"
_TIMEOUT_S = 5.0
# The systems' names for file systems on another computer, or on the host of a virtual machine.
_REMOTE = frozenset(
    [
        "9p",
        "acfs",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "davfs2",
        "drvfs",
        "ftp",
        "gfs",
        "gfs2",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs3",
        "nfs4",
        "ocfs2",
        "orangefs",
        "prl_fs",
        "pvfs2",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "vmhgfs",
        "webdav",
    ]
)
_REMOTE_BY_FUSE = frozenset(
    [
        "afp",
        "ceph",
        "curlftpfs",
        "davfs",
        "davfs2",
        "gcsfuse",
        "glusterfs",
        "google-drive-ocamlfuse",
        "gvfsd-fuse",
        "juicefs",
        "mount.davfs",
        "onedriver",
        "rclone",
        "s3fs",
        "smbnetfs",
        "sshfs",
        "vmhgfs-fuse",
    ]
)
_OCTAL = re.compile(r"\\([0-7]{3})")
_MAC_MOUNT = re.compile(r"^.* on (/.*) \(([^,)]+)[,)]")

# How the names of synchronised folders begin, and the program; the marker files that some leave
# there; and the environment variables with OneDrive's folders on Windows.
_BY_NAME = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "내 드라이브": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "naver mybox": "Naver MYBOX",
}
_BY_MARK = {".dropbox": "Dropbox", ".stfolder": "Syncthing", ".nextcloudsync.log": "Nextcloud"}
_BY_VARIABLE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def network_of(folder: Path) -> str:
    """Return how a folder on another computer is reached, or "" if it is on this one. Blocks.

    The folder need not exist yet.
    """
    place = Path(os.path.abspath(folder))  # noqa: PTH100 - keeps the letter of a drive
    if sys.platform == "win32":
        return share_of(str(place)) or _network_drive_of(place)
    elif sys.platform == "darwin":  # noqa: RET505 - each system reads its own branch alone
        return remote_kind(PurePosixPath(place.resolve()), _mac_mounts())
    else:
        return remote_kind(PurePosixPath(place.resolve()), _linux_mounts())


def synchroniser_of(folder: Path, environment: Mapping[str, str] = os.environ) -> str:
    """Return the name of the program that copies a folder to other computers, or "". Blocks.

    It goes by the usual names and markers, so not every one is found.
    """
    place = folder.absolute()
    for name in _BY_VARIABLE:
        root = environment.get(name)
        if root and _is_inside(place, Path(root)):
            return "OneDrive"
    for one in (place, *place.parents):
        for part, who in _BY_NAME.items():
            if one.name.casefold().startswith(part):
                return who
        for mark, who in _BY_MARK.items():
            if (one / mark).exists():
                return who
    return ""


def share_of(path: str) -> str:
    r"""Return the `\\server\share` that a Windows path is in, or ""."""
    path = path.replace("/", "\\")
    if path.upper().startswith("\\\\?\\UNC\\"):
        path = "\\\\" + path[8:]
    elif path.startswith(("\\\\?\\", "\\\\.\\")):  # a disk or a device of this computer
        return ""
    if not path.startswith("\\\\"):
        return ""
    return "\\\\" + "\\".join(path[2:].split("\\")[:2])


def linux_mounts(text: str) -> list[tuple[str, str]]:
    """Return each mount point and its file system from the text of `/proc/self/mountinfo`."""
    found = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if len(fields) > 4 and kind:
            found.append((_OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[4]), kind))
    return found


def mac_mounts(text: str) -> list[tuple[str, str]]:
    """Return each mount point and its file system from the output of `mount` on macOS."""
    matches = map(_MAC_MOUNT.match, text.splitlines())
    return [(match[1], match[2]) for match in matches if match]


def remote_kind(folder: PurePosixPath, mounts: Iterable[tuple[str, str]]) -> str:
    """Return the file system that a folder is on if that is on another computer, or ""."""
    depth, kind = -1, ""
    for place, its_kind in mounts:
        parts = PurePosixPath(place).parts
        # Of two mounts at one place, the later one hides the earlier.
        if len(parts) >= depth and folder.parts[: len(parts)] == parts:
            depth, kind = len(parts), its_kind
    by_fuse = kind.removeprefix("fuse.")
    is_remote = kind in _REMOTE or (by_fuse != kind and by_fuse in _REMOTE_BY_FUSE)
    return by_fuse if is_remote else ""


def _is_inside(place: Path, root: Path) -> bool:
    ours, theirs = ([part.casefold() for part in one.absolute().parts] for one in (place, root))
    return ours[: len(theirs)] == theirs


def _linux_mounts() -> list[tuple[str, str]]:
    try:
        return linux_mounts(_MOUNT_INFO.read_text("utf-8", "surrogateescape"))
    except OSError:  # another Unix: nothing is known, so nothing is refused
        return []


def _mac_mounts() -> list[tuple[str, str]]:
    try:
        said = subprocess.run(  # noqa: S603 - a program of the system, by its full name
            [_MOUNT], check=True, capture_output=True, timeout=_TIMEOUT_S
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return mac_mounts(said.decode("utf-8", "surrogateescape"))


if sys.platform == "win32":
    import ctypes

    _DRIVE_REMOTE = 4

    def _network_drive_of(place: Path) -> str:
        """Return the letter of a drive that is on another computer, or a share behind a link."""
        kernel32 = ctypes.WinDLL("kernel32")
        if kernel32.GetDriveTypeW(ctypes.c_wchar_p(place.anchor)) == _DRIVE_REMOTE:
            return place.drive
        return share_of(str(place.resolve()))
