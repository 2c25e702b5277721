"""A world of its own for a program: networks and mounts that end with it and touch nothing else.

As root, or in a user namespace where the system lets everybody have one.
"""

import os
import subprocess
import sys
from pathlib import Path

SERVER = "server"
SERVER_ADDRESS = "10.77.0.2"
PHONES_ADDRESS = "10.77.0.1"


def own_world() -> list[str]:
    """Return what comes before a command that is to run in a world of its own."""
    return ["unshare", *_as_root(), "--mount", "--net", "--fork", "--kill-child"]


def is_root() -> bool:
    """Whether this process may do all."""
    return sys.platform != "win32" and os.geteuid() == 0


def _as_root() -> list[str]:
    return [] if is_root() else ["--map-root-user"]


def run(*command: str) -> None:
    """Run a command of the system that must succeed."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr or done.stdout}"


class Wire:
    """A pair of network namespaces: this process is on the phones' side, the server on its own.

    Only for a process that runs in `own_world`.
    """

    inside_server = ("ip", "netns", "exec", SERVER)

    def __init__(self, loss: float) -> None:
        run("mount", "-t", "tmpfs", "tmpfs", "/run")
        Path("/run/netns").mkdir()
        run("ip", "netns", "add", SERVER)
        run("ip", "link", "set", "lo", "up")
        run(*("ip", "link", "add", "phones", "type", "veth"), *("peer", SERVER, "netns", SERVER))
        run("ip", "address", "add", f"{PHONES_ADDRESS}/24", "dev", "phones")
        run(*self.inside_server, "ip", "address", "add", f"{SERVER_ADDRESS}/24", "dev", SERVER)
        run(*self.inside_server, "ip", "link", "set", SERVER, "up")
        run(*self.inside_server, "ip", "link", "set", "lo", "up")
        self.link(up=True)
        drop = ("-m", "statistic", "--mode", "random", "--probability", str(loss), "-j", "DROP")
        run("iptables", "-A", "INPUT", "-i", "phones", *drop)
        run("iptables", "-A", "OUTPUT", "-o", "phones", *drop)

    def link(self, *, up: bool) -> None:
        """Plug the cable in, or pull it."""
        run("ip", "link", "set", "phones", "up" if up else "down")

    def dropped(self) -> list[int]:
        """Return how many packets were dropped on their way in and out."""
        return [
            int(line.split()[0])
            for chain in ("INPUT", "OUTPUT")
            for line in subprocess.run(
                ["iptables", "-L", chain, "-v", "-n", "-x"],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.splitlines()
            if "DROP" in line and not line.startswith("Chain")
        ]


def on_a_small_disk(folder: Path, megabytes: int) -> list[str]:
    """Return what comes before a command whose `folder` is to be a small disk of its own.

    From outside it is seen through `inside`; it is gone with the command.
    """
    mount = f'mount -t tmpfs -o size={megabytes}m tmpfs "$0" && exec "$@"'
    return ["unshare", *_as_root(), "--mount", "sh", "-c", mount, str(folder)]


def on_a_network_drive(folder: Path, kind: str, note: Path) -> list[str]:
    """Return what comes before a command for whom `folder` is a file system of this kind.

    The system's table says so to that process alone; `note` is where the table is written to.
    """
    line = f"9999 1 0:99 / {folder} rw - {kind} nas:/export rw"
    lie = (
        'cp /proc/$$/mountinfo "$0" && echo "$1" >> "$0" && mount --bind "$0" /proc/$$/mountinfo '
        '&& shift && exec "$@"'
    )
    return ["unshare", *_as_root(), "--mount", "sh", "-c", lie, str(note), line]


def inside(pid: int, folder: Path) -> Path:
    """Return the way to a folder as the process sees it."""
    return Path(f"/proc/{pid}/root") / folder.relative_to("/")
