"""The name by which Windows groups our windows in its taskbar."""

import sys

# The installer's shortcut has the same name, so that a pinned window starts the program again.
TASKBAR_NAME = "Classroom.Classroom"


def name_for_taskbar() -> None:
    """Give the program its own taskbar button and icon, also when Python runs it.

    Call it before the first window is shown. Systems other than Windows use the desktop file.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_NAME)
