"""Puts the pictures and their marks into resources/lessons, or onto sheets for review.

`python -m scripts.lesson_pictures [SHEETS]`
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from scripts.lesson_pictures.lesson_files import fill, require_font
from scripts.lesson_pictures.sheets import write_sheets


def main() -> None:
    """Do what the arguments say."""
    _app = QGuiApplication(sys.argv[:1])
    require_font()
    if len(sys.argv) > 1:
        write_sheets(Path(sys.argv[1]))
    else:
        for path, size, largest in fill():
            print(f"{path.parent.name}/{path.name}: {size} bytes, largest picture {largest}")


if __name__ == "__main__":
    main()
