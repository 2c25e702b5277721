"""A Windows PC in a folder: a fresh Wine prefix with a screen of its own."""

import asyncio
import os
import re
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
MINUTES = 60
# Takes the place of Windows' program, which Wine lacks, and writes down how it was called.
NETSH = r"""
#include <stdio.h>
#include <windows.h>
int wmain(void)
{
    FILE *file = _wfopen(L"C:\\netsh.txt", L"a, ccs=UTF-8");
    fwprintf(file, L"%ls\n", GetCommandLineW());
    return fclose(file);
}
"""


class WindowsPC:
    """What an instructor does on a PC, by programs, keys and the mouse."""

    def __init__(self, folder: Path, display: str) -> None:
        self.prefix = folder / "prefix"
        self.display = display
        subprocess.run(
            [str(ROOT / "packaging/windows/make-prefix"), str(self.prefix)],
            check=True,
            timeout=5 * MINUTES,
            env={**os.environ, "DISPLAY": display},
        )
        self.drive = self.prefix / "drive_c"
        self._record_netsh(folder)

    @property
    def home(self) -> Path:
        """The user's folder."""
        (home,) = [one for one in (self.drive / "users").iterdir() if one.name != "Public"]
        return home

    def command(self, program: Path | str, *arguments: str) -> list[str]:
        """Return the command line that runs a Windows program."""
        return ["wine", str(program), *arguments]

    @property
    def environment(self) -> dict[str, str]:
        """What Wine's programs run with."""
        return {
            **os.environ,
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;netsh.exe=n",
            "DISPLAY": self.display,
        }

    def run(self, program: Path | str, *arguments: str, minutes: float = 5) -> tuple[int, str]:
        """Run a Windows program to its end; return its exit code and what it said."""
        done = subprocess.run(
            self.command(program, *arguments),
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=minutes * MINUTES,
            env=self.environment,
        )
        return done.returncode, done.stdout.decode("utf-8", "replace")

    def registry(self, key: str) -> dict[str, str]:
        """Return the values of a registry key, empty where there is none; "@" has no name."""
        written = self.drive / "exported.reg"
        self.run("reg", "export", key, r"C:\exported.reg", "/y")
        if not written.exists():
            return {}
        content = written.read_text(encoding="utf-16")
        written.unlink()
        first = content.partition("[HKEY")[2].partition("[HKEY")[0]
        found = re.findall(r'^(?:"(.*?)"|(@))=(?:"(.*)"|dword:(\w+))$', first, re.MULTILINE)
        return {
            name or at: re.sub(r"\\(.)", r"\1", text) or number for name, at, text, number in found
        }

    def firewall(self) -> list[str]:
        """Return what Windows' firewall was told since the last time, and forget it."""
        written = self.drive / "netsh.txt"
        if not written.exists():
            return []
        lines = written.read_text(encoding="utf-8-sig").splitlines()
        written.unlink()
        return lines

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        self.xdotool("key", "--clearmodifiers", *keys)

    def xdotool(self, *arguments: str) -> str:
        """Do something with the windows of this PC's screen."""
        return subprocess.run(
            ["xdotool", *arguments],
            check=False,
            capture_output=True,
            text=True,
            timeout=MINUTES,
            env=self.environment,
        ).stdout

    async def window(self, name: str, within_s: float = 60) -> str:
        """Wait for a window to be seen, and return its number."""
        end = time.monotonic() + within_s
        while True:
            found = self.xdotool("search", "--onlyvisible", "--name", name).split()
            if found:
                return found[-1]
            assert time.monotonic() < end, f"no window {name!r}"
            await asyncio.sleep(0.2)

    def shut_down(self) -> None:
        """End all programs of this PC."""
        subprocess.run(["wineserver", "-k"], check=False, timeout=MINUTES, env=self.environment)

    def _record_netsh(self, folder: Path) -> None:
        source = folder / "netsh.c"
        source.write_text(NETSH, encoding="ascii")
        target = self.drive / "windows/system32/netsh.exe"
        target.unlink()
        subprocess.run(
            ["x86_64-w64-mingw32-gcc", "-municode", "-o", str(target), str(source)],
            check=True,
            timeout=MINUTES,
        )
