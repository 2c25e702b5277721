"""Requests to end that only Windows has: a closed console, the end of the session, WM_CLOSE.

After the first two, Windows kills the program as soon as the handler returns, and after some five
seconds in any case. So both handlers return only when everything has stopped.
"""

import asyncio
import ctypes
import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QEventLoop, QTimer

assert sys.platform == "win32", "elsewhere, signals say all this"

from ctypes import wintypes  # noqa: E402 - of Windows alone

log = logging.getLogger(__name__)

PATIENCE_S = 30.0
"""How long a handler waits for the stop, in seconds; Windows itself waits for less."""

CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT = 2, 5, 6
WM_CLOSE, WM_QUERYENDSESSION, WM_ENDSESSION = 0x10, 0x11, 0x16
WM_POWERBROADCAST, PBT_APMRESUMEAUTOMATIC = 0x218, 0x12
WS_EX_TOOLWINDOW = 0x80
CLASS_NAME = "classroom-app ends"

_ConsoleHandler = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)
_MESSAGE = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
_WindowProcedure = ctypes.WINFUNCTYPE(wintypes.LPARAM, *_MESSAGE)


class _WindowClass(ctypes.Structure):
    """`WNDCLASSW`."""

    _fields_ = (
        ("style", wintypes.UINT),
        ("procedure", _WindowProcedure),
        ("class_extra", ctypes.c_int),
        ("window_extra", ctypes.c_int),
        ("instance", wintypes.HINSTANCE),
        ("icon", wintypes.HANDLE),
        ("cursor", wintypes.HANDLE),
        ("background", wintypes.HANDLE),
        ("menu_name", wintypes.LPCWSTR),
        ("class_name", wintypes.LPCWSTR),
    )


class SystemEnds:
    """Handles events of the console and, with a hidden window, of the session and of sleep.

    The window exists even without a console or Qt's windows: a headless program gets the end of the
    session in no other way, since every program that loads user32 counts as one with windows.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_end: Callable[[str], None],
        on_wake: Callable[[], None],
    ) -> None:
        self._loop, self._on_end, self._on_wake = loop, on_end, on_wake
        self._is_over = False
        self._waiting: list[QEventLoop] = []
        self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        self._user = ctypes.WinDLL("user32", use_last_error=True)
        # References, since ctypes would free the callbacks otherwise.
        self._console_handler = _ConsoleHandler(self._on_console)
        self._procedure = _WindowProcedure(self._on_message)
        self._kernel.SetConsoleCtrlHandler(self._console_handler, True)
        self._window = self._make_window()

    def close(self) -> None:
        """Stop listening; a session that waits for us may end."""
        self._is_over = True
        for waiting in self._waiting:
            waiting.quit()
        self._kernel.SetConsoleCtrlHandler(self._console_handler, False)
        self._user.DestroyWindow(wintypes.HWND(self._window))
        self._user.UnregisterClassW(CLASS_NAME, wintypes.HINSTANCE(self._instance))

    # The console ---------------------------------------------------------------------------------

    def _on_console(self, event: int) -> bool:
        """Stop, and keep Windows waiting; runs on a thread of Windows."""
        if event not in (CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT):
            return False  # Ctrl-C and Ctrl-Break: Python makes signals of them
        with suppress(RuntimeError):  # the loop is closed: everything has stopped
            self._loop.call_soon_threadsafe(self._on_end, "the console closes")
        # The process ends meanwhile, with its own exit status.
        threading.Event().wait(PATIENCE_S)
        return True

    # The window that is never shown --------------------------------------------------------------

    def _make_window(self) -> int:
        user = self._user
        self._kernel.GetModuleHandleW.restype = wintypes.HMODULE
        self._instance = self._kernel.GetModuleHandleW(None)
        user.DefWindowProcW.restype = wintypes.LPARAM
        user.DefWindowProcW.argtypes = _MESSAGE
        user.CreateWindowExW.restype = wintypes.HWND
        user.CreateWindowExW.argtypes = (
            *(wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD),
            *(ctypes.c_int,) * 4,
            *(wintypes.HWND, wintypes.HMENU, wintypes.HINSTANCE, wintypes.LPVOID),
        )
        made = _WindowClass(
            procedure=self._procedure, instance=self._instance, class_name=CLASS_NAME
        )
        user.RegisterClassW(ctypes.byref(made))
        # Not a message-only window: those do not get broadcast messages.
        window = user.CreateWindowExW(
            WS_EX_TOOLWINDOW,
            CLASS_NAME,
            CLASS_NAME,
            0,
            0,
            0,
            0,
            0,
            None,
            None,
            self._instance,
            None,
        )
        if not window:
            log.warning("The end of the session will not be heard (%d)", ctypes.get_last_error())
        return int(window or 0)

    def _on_message(self, window: int, message: int, wide: int, long: int) -> int:
        if message == WM_QUERYENDSESSION:
            return 1  # no objection; other programs may have one, so nothing is stopped yet
        if message == WM_ENDSESSION:
            if wide:
                self._stop_now("the session ends")
            return 0
        if message == WM_CLOSE:
            self._on_end("another program asked for it")
            return 0
        if message == WM_POWERBROADCAST and wide == PBT_APMRESUMEAUTOMATIC:
            self._on_wake()
            return 1
        return int(self._user.DefWindowProcW(window, message, wide, long))

    def _stop_now(self, why: str) -> None:
        """Stop, and return when everything has stopped: Windows ends the process right after."""
        self._on_end(why)
        if self._is_over:
            return
        waiting = QEventLoop()
        self._waiting.append(waiting)
        QTimer.singleShot(int(PATIENCE_S * 1_000), waiting, waiting.quit)
        waiting.exec()
        self._waiting.remove(waiting)
