"""Files and folders that other accounts of this computer cannot read.

On Linux and macOS this is done with mode bits; on Windows with an access list that inherits
nothing, as Windows has it for SSH keys: this account, the system, and administrators, whom nothing
keeps from reading. A file system without permissions (FAT on a memory stick) is not an error, since
there is nothing to set, nor is a network drive, whose server has its own permissions.
"""

import errno
import logging
import os
import sys
from pathlib import Path
from typing import BinaryIO

log = logging.getLogger(__name__)

_NO_RIGHTS_HERE = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _FULL, _ALL_BELOW = "FA", "OICI"
    _SYSTEM, _ADMINISTRATORS = "SY", "BA"
    _SDDL_REVISION, _TOKEN_QUERY, _TOKEN_USER = 1, 0x8, 1
    _DACL, _PROTECTED_DACL = 0x4, 0x8000_0000
    _GENERIC_READ, _GENERIC_WRITE, _CREATE_NEW, _NORMAL = 0x8000_0000, 0x4000_0000, 1, 0x80
    _PERSISTENT_ACLS, _DRIVE_REMOTE = 0x8, 4
    _INVALID_HANDLE = ctypes.c_void_p(-1).value

    _advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
    _kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)

    class _SecurityAttributes(ctypes.Structure):
        _fields_ = (
            ("length", wintypes.DWORD),
            ("descriptor", ctypes.c_void_p),
            ("inherit_handle", wintypes.BOOL),
        )

    _kernel32.GetCurrentProcess.restype = wintypes.HANDLE
    _kernel32.CloseHandle.argtypes = (wintypes.HANDLE,)
    _kernel32.LocalFree.argtypes = (ctypes.c_void_p,)
    _kernel32.LocalFree.restype = ctypes.c_void_p
    _kernel32.CreateFileW.restype = wintypes.HANDLE
    _kernel32.CreateFileW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.POINTER(_SecurityAttributes),
        wintypes.DWORD,
        wintypes.DWORD,
        wintypes.HANDLE,
    )
    _kernel32.GetVolumePathNameW.argtypes = (wintypes.LPCWSTR, wintypes.LPWSTR, wintypes.DWORD)
    _kernel32.GetVolumeInformationW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.LPWSTR,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
        ctypes.POINTER(wintypes.DWORD),
        ctypes.POINTER(wintypes.DWORD),
        wintypes.LPWSTR,
        wintypes.DWORD,
    )
    _advapi32.OpenProcessToken.argtypes = (
        wintypes.HANDLE,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.HANDLE),
    )
    _advapi32.GetTokenInformation.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
        ctypes.POINTER(wintypes.DWORD),
    )
    _advapi32.ConvertSidToStringSidW.argtypes = (
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_void_p),
    )
    _advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.DWORD,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.c_void_p,
    )
    _advapi32.SetFileSecurityW.argtypes = (wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_void_p)

    def this_account() -> str:
        """Return the security identifier of the account that runs this process (S-1-5-…).

        Raises:
            OSError: the system does not give it.
        """
        token, needed = wintypes.HANDLE(), wintypes.DWORD()
        process = _kernel32.GetCurrentProcess()
        _check(_advapi32.OpenProcessToken(process, _TOKEN_QUERY, ctypes.byref(token)))
        try:
            _advapi32.GetTokenInformation(token, _TOKEN_USER, None, 0, ctypes.byref(needed))
            user = ctypes.create_string_buffer(needed.value)
            _check(
                _advapi32.GetTokenInformation(
                    token, _TOKEN_USER, user, needed, ctypes.byref(needed)
                )
            )
            identifier = ctypes.c_void_p.from_buffer(user)  # the first field of TOKEN_USER
            text = ctypes.c_void_p()
            _check(_advapi32.ConvertSidToStringSidW(identifier, ctypes.byref(text)))
            try:
                return ctypes.wstring_at(text.value or 0)
            finally:
                _kernel32.LocalFree(text)
        finally:
            _kernel32.CloseHandle(token)

    class _Descriptor:
        """A security descriptor with our access list, valid in a `with` block."""

        def __init__(self, inherited: str) -> None:
            who = (_SYSTEM, _ADMINISTRATORS, this_account())
            self._sddl = "D:P" + "".join(f"(A;{inherited};{_FULL};;;{one})" for one in who)
            self.pointer = ctypes.c_void_p()

        def __enter__(self) -> "_Descriptor":
            convert = _advapi32.ConvertStringSecurityDescriptorToSecurityDescriptorW
            _check(convert(self._sddl, _SDDL_REVISION, ctypes.byref(self.pointer), None))
            return self

        def __exit__(self, *_error: object) -> None:
            _kernel32.LocalFree(self.pointer)

    def _check(succeeded: int) -> None:
        if not succeeded:
            raise ctypes.WinError(ctypes.get_last_error())

    def _knows_rights(path: Path) -> bool:
        root, flags = ctypes.create_unicode_buffer(1_024), wintypes.DWORD()
        _check(_kernel32.GetVolumePathNameW(str(path.absolute()), root, len(root)))
        if _kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE:  # its server does not know this account
            return False
        found = _kernel32.GetVolumeInformationW(
            root, None, 0, None, None, ctypes.byref(flags), None, 0
        )
        return not found or bool(flags.value & _PERSISTENT_ACLS)

    def _keep(path: Path, inherited: str) -> None:
        if not _knows_rights(path):
            log.info("The disk of %s knows no rights: whoever has it can read all", path)
            return
        with _Descriptor(inherited) as descriptor:
            _check(
                _advapi32.SetFileSecurityW(
                    str(path.absolute()), _DACL | _PROTECTED_DACL, descriptor.pointer
                )
            )

    def keep_file_private(path: Path) -> None:
        """Make a file unreadable for other accounts.

        Raises:
            OSError: it belongs to another account, or does not exist.
        """
        _keep(path, "")

    def make_folder_private(folder: Path) -> None:
        """Make a new folder inaccessible to other accounts.

        Raises:
            OSError: it belongs to another account, or does not exist.
        """
        _keep(folder, _ALL_BELOW)

    def create_private(path: Path) -> BinaryIO:
        """Return a new file, open for writing, that other accounts can never read.

        Raises:
            OSError: it cannot be made, or it exists already.
        """
        with _Descriptor("") as descriptor:
            security = _SecurityAttributes(
                ctypes.sizeof(_SecurityAttributes), descriptor.pointer, False
            )
            handle = _kernel32.CreateFileW(
                str(path),
                _GENERIC_READ | _GENERIC_WRITE,
                0,
                ctypes.byref(security) if _knows_rights(path) else None,
                _CREATE_NEW,
                _NORMAL,
                None,
            )
            if handle == _INVALID_HANDLE:
                code = ctypes.get_last_error()
                raise OSError(None, ctypes.FormatError(code), str(path), code)
        return os.fdopen(msvcrt.open_osfhandle(handle, os.O_BINARY), "wb")

else:

    def keep_file_private(path: Path) -> None:
        """Make a file unreadable for other accounts.

        Raises:
            OSError: it belongs to another account, or does not exist.
        """
        try:
            path.chmod(0o600)
        except OSError as error:
            if error.errno not in _NO_RIGHTS_HERE or path.stat().st_uid != os.geteuid():
                raise
            log.info("The disk of %s knows no rights: whoever has it can read all", path)

    def make_folder_private(folder: Path) -> None:
        """Make a new folder inaccessible to other accounts.

        Raises:
            OSError: it belongs to another account, or does not exist.
        """
        try:
            folder.chmod(0o700)
        except OSError as error:
            if error.errno not in _NO_RIGHTS_HERE:
                raise

    def create_private(path: Path) -> BinaryIO:
        """Return a new file, open for writing, that other accounts can never read.

        Raises:
            OSError: it cannot be made, or it exists already.
        """
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return os.fdopen(descriptor, "wb")
