"""What Windows groups our windows by in its taskbar."""

import sys

# The installer's shortcut has the same name: a window that is pinned starts the program again.
TASKBAR_NAME = "Classroom.Classroom"


def name_for_taskbar() -> None:
    """Have one button of our own in the taskbar, with our icon, also when Python runs us.

    Comes before the first window. Systems other than Windows go by the desktop file.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASKBAR_NAME)
