"""A fresh Debian in a folder: nothing of this machine's Python, Qt or libraries is in it."""

import os
import shutil
import subprocess
from pathlib import Path

MINUTES = 60


class CleanRoot:
    """A minimal system made by debootstrap; commands run in it with a mount table of their own.

    The screens of this machine (X11's sockets) are seen from inside.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        uri, release = _archive()
        _run("debootstrap", "--variant=minbase", release, str(folder), uri, minutes=10)
        # The machine's own way to its package archive serves here too.
        shutil.copytree("/etc/apt", folder / "etc/apt", dirs_exist_ok=True, symlinks=True)
        self.run("apt-get", "update", "-qq")

    def install(self, *what: str) -> None:
        """Install packages, by name or by a path in the root, with what they depend on."""
        self.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *what, minutes=10)

    def take(self, file: Path) -> str:
        """Copy a file in; return its path inside."""
        shutil.copy(file, self.folder / "tmp")
        return f"/tmp/{file.name}"  # noqa: S108 - of the clean root, not of this machine

    def run(self, *command: str, minutes: float = 1) -> str:
        """Run a command to its end and return what it printed."""
        return _run(*self.command(*command), minutes=minutes)

    def command(self, *command: str) -> list[str]:
        """Return the command line that runs `command` inside."""
        script = (
            'mount --bind /dev "$0/dev" && mount -t proc proc "$0/proc" && '
            # The folder of the screens comes with the first of them.
            'mkdir -p -m 1777 /tmp/.X11-unix "$0/tmp/.X11-unix" && '
            'mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix" && '
            'exec chroot "$0" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root '
            'LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"'
        )
        return ["unshare", "--mount", "sh", "-c", script, str(self.folder), *command]


def _archive() -> tuple[str, str]:
    """Return where this machine's packages come from, and its release."""
    listed = _run("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)", minutes=1)
    codename = _run("sh", "-c", '. /etc/os-release; echo "$VERSION_CODENAME"', minutes=1).strip()
    uri = next(line.split()[0] for line in listed.splitlines() if line.split()[1] == codename)
    return uri, codename


def _run(*command: str, minutes: float) -> str:
    done = subprocess.run(
        command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=minutes * MINUTES,
        env=dict(os.environ, LC_ALL="C.UTF-8"),
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}"
    return done.stdout
