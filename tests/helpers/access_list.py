"""Reads from the operating system, not from the program, who may read a file."""

import stat
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    import re
    from ctypes import wintypes

    from classroom_app.system.owner_only import this_account

    _FILE_OBJECT, _DACL, _REVISION = 1, 4, 1
    _advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
    # The account itself, the system and the administrators, in SDDL.
    _EXPECTED = {"SY", "BA", "S-1-5-18", "S-1-5-32-544", "OW"}

    def access_list(path: Path) -> str:
        """Return the access list in Windows' security descriptor language."""
        descriptor, text = ctypes.c_void_p(), ctypes.c_void_p()
        failed = _advapi32.GetNamedSecurityInfoW(
            ctypes.c_wchar_p(str(path)),
            _FILE_OBJECT,
            wintypes.DWORD(_DACL),
            None,
            None,
            None,
            None,
            ctypes.byref(descriptor),
        )
        assert not failed, ctypes.FormatError(failed)
        assert _advapi32.ConvertSecurityDescriptorToStringSecurityDescriptorW(
            descriptor, _REVISION, wintypes.DWORD(_DACL), ctypes.byref(text), None
        ), ctypes.WinError(ctypes.get_last_error())
        return ctypes.wstring_at(text.value or 0)

    def who_may_read(path: Path) -> str:
        """Return "owner", or the other accounts that may read the file."""
        allowed = re.findall(r"\(A;[^;]*;([^;]*);[^;]*;[^;]*;([^)]*)\)", access_list(path))
        assert allowed, "an access list that is empty lets nobody in, one that is missing everybody"
        others = {who for rights, who in allowed if rights} - _EXPECTED - {this_account()}
        return f"others: {others} in {access_list(path)}" if others else "owner"

else:

    def who_may_read(path: Path) -> str:
        """Return "owner", or the file's mode if it allows others anything."""
        mode = stat.S_IMODE(path.stat().st_mode)
        return f"others: {mode:o}" if mode & 0o077 else "owner"
