"""Where a folder is: on this computer, on another one, or copied to others."""

from pathlib import Path, PurePosixPath

import pytest

from classroom_app.system.folder_places import (
    linux_mounts,
    mac_mounts,
    network_of,
    remote_kind,
    share_of,
    synchroniser_of,
)
from tests.helpers.systems import windows_only

MOUNT_INFO = r"""
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:30 / /home/kim/Class\040room rw shared:2 - nfs4 nas:/export rw,vers=4.2
31 22 0:31 / /mnt/share rw - cifs //nas/share rw
32 22 0:32 / /mnt/share/local rw - tmpfs tmpfs rw
33 22 0:33 / /mnt/ssh rw,nosuid master:9 propagate_from:2 - fuse.sshfs pc:/ rw
34 22 8:17 / /media/kim/STICK rw - vfat /dev/sdb1 rw
35 22 8:18 / /media/kim/disk rw - fuseblk /dev/sdb2 rw
36 22 0:36 / /auto rw - autofs systemd-1 rw
37 36 0:37 / /auto rw - nfs nas:/ rw
38 22 0:38 / /mnt/c rw - 9p C:\134 rw
broken line
""".strip()

MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//kim@nas._smb._tcp.local/Class on /Volumes/Class (1) (smbfs, nodev, nosuid, mounted by kim)
nas:/export on /Volumes/nfs (nfs)
/dev/disk4s1 on /Volumes/STICK (msdos, local, nodev, nosuid)
""".strip()


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/kim", ""),
        ("/home/kim/Class room", "nfs4"),
        ("/home/kim/Class room/data", "nfs4"),
        ("/home/kim/Class room2", ""),
        ("/mnt/share/data", "cifs"),
        ("/mnt/share/local/data", ""),
        ("/mnt/ssh/data", "sshfs"),
        ("/media/kim/STICK", ""),
        ("/media/kim/disk", ""),
        ("/auto/kim", "nfs"),
        ("/mnt/c/Users", "9p"),
    ],
)
def test_linux_says_what_is_mounted(folder: str, kind: str) -> None:
    assert remote_kind(PurePosixPath(folder), linux_mounts(MOUNT_INFO)) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/kim", ""),
        ("/Volumes/Class (1)/data", "smbfs"),
        ("/Volumes/nfs", "nfs"),
        ("/Volumes/STICK/data", ""),
    ],
)
def test_macos_says_what_is_mounted(folder: str, kind: str) -> None:
    assert remote_kind(PurePosixPath(folder), mac_mounts(MAC)) == kind


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\nas\수업\data", r"\\nas\수업"),
        ("//nas/class/data", r"\\nas\class"),
        (r"\\?\UNC\nas\class\data", r"\\nas\class"),
        (r"\\wsl.localhost\Debian\home", r"\\wsl.localhost\Debian"),
        (r"\\?\C:\data", ""),
        (r"\\.\C:\data", ""),
        (r"C:\Users\홍길동", ""),
        ("data", ""),
    ],
)
def test_a_share_of_windows_is_known_by_its_name(path: str, share: str) -> None:
    assert share_of(path) == share


def test_a_folder_of_this_computer_is_none_of_a_network(tmp_path: Path) -> None:
    assert network_of(tmp_path) == ""
    assert network_of(tmp_path / "not" / "yet") == ""


@windows_only
def test_windows_tells_shares_and_drives_of_this_computer() -> None:
    assert network_of(Path(r"\\nas\class\data")) == r"\\nas\class"
    assert network_of(Path(r"C:\Users\홍길동\data")) == ""


@pytest.mark.parametrize(
    ("parts", "who"),
    [
        (("OneDrive", "데이터"), "OneDrive"),
        (("OneDrive - 노인복지관", "데이터"), "OneDrive"),
        (("Dropbox",), "Dropbox"),
        (("Library", "Mobile Documents", "com~apple~CloudDocs"), "iCloud"),
        (("Library", "CloudStorage", "GoogleDrive-kim@example.org"), "Google Drive"),
        (("Documents", "data"), ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(
    tmp_path: Path, parts: tuple[str, ...], who: str
) -> None:
    assert synchroniser_of(tmp_path.joinpath(*parts), {}) == who


def test_or_by_the_mark_that_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert synchroniser_of(tmp_path / "class" / "data", {}) == "Syncthing"


def test_or_by_what_the_system_says(tmp_path: Path) -> None:
    there = {"OneDriveCommercial": str(tmp_path / "문서")}
    assert synchroniser_of(tmp_path / "문서" / "data", there) == "OneDrive"
    assert synchroniser_of(tmp_path / "다른 곳", there) == ""
