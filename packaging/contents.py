"""Decides which of the files that PyInstaller finds go into the program, on each system."""

import sys

# Modules that are optional for their importers and that our code never uses.
EXCLUDED_MODULES = [
    "tkinter",
    "readline",
    "pydoc_data",
    "unittest",
    "doctest",
    "pdb",
    "lib2to3",
    "setuptools",
    "distutils",
    "xmlrpc",
    "cffi",
    "pycparser",
    "sqlalchemy.testing",
    "alembic.testing",
    # Pillow reads and writes PNG, JPEG, WebP and AVIF for us.
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._imagingmath",
    "PIL._imagingtk",
    "PIL.ImageTk",
    "PIL.ImageQt",
]

# Parts of Qt that only plugins need and our windows do not: the virtual keyboard requires Qt Quick,
# the GTK theme requires GTK, and so on. Our windows are painted by the processor, so OpenGL is not
# used; its software renderer for PCs without a graphics driver is 20 MB on Windows.
UNUSED = (
    "Qt6Qml",
    "Qt6Quick",
    "Qt6VirtualKeyboard",
    "Qt6Pdf",
    "Qt6Egl",
    "qtvirtualkeyboard",
    "opengl32sw",
    "platforms/qdirect2d",
    "platforms/qminimal",
    "platforms/libqeglfs",
    "platforms/libqlinuxfb",
    "platforms/libqminimal",
    "platforms/libqvnc",
    "platforms/libqvkkhrdisplay",
    "platformthemes/libqgtk3",
    "egldeviceintegrations",
    "wayland-graphics-integration-client/libvulkan-server",
    "wayland-shell-integration/libivi-shell",
    "wayland-shell-integration/libfullscreen-shell",
    "imageformats/libqpdf",
    "imageformats/libqtga",
    "imageformats/libqwbmp",
    "imageformats/libqtiff",
    "imageformats/libqicns",
    "imageformats/qpdf",
    "imageformats/qtga",
    "imageformats/qwbmp",
    "imageformats/qtiff",
    "imageformats/qicns",
    "networkinformation/",
    "plugins/tls/",
    "generic/",
    # Lists of the components of single packages: our list has them all.
    "dist-info/sboms",
)
# Qt's own texts, such as those of its standard buttons.
QT_TRANSLATIONS = ("qtbase_ko.qm", "qtbase_en.qm")

# On Linux, the system libraries that Python's modules link to are included (with the system's own
# Python, those modules too), and small ones that fresh desktops often lack. The rest (X11, Wayland,
# OpenGL, fonts, the C and C++ runtimes) must match the system's drivers: the .deb depends on their
# packages.
SYSTEM_FOLDERS = ("/lib/", "/usr/lib/", "/lib64/")
TAKEN_ALONG = (
    "libpython",
    "libssl",
    "libcrypto",
    "libsqlite3",
    "libffi",
    "liblzma",
    "libbz2",
    "libmpdec",
    "libexpat",
    "libuuid",
    "libxcb-cursor",
    "libxcb-icccm",
    "libxcb-image",
    "libxcb-keysyms",
    "libxcb-render-util",
    "libxcb-util",
)
# Libraries that Windows 10 has itself, by their names in Wine too.
WINDOWS_BRINGS = ("api-ms-win-", "ext-ms-win-", "ucrtbase", "icuuc", "icuin", "bcryptprimitives")


def is_used(target: str, source: str) -> bool:
    """Return whether a collected file goes into the program."""
    path = target.replace("\\", "/")
    name = path.rpartition("/")[2]
    if "__pycache__" in path or any(part in path for part in UNUSED):
        return False
    if name.endswith((".ts", ".pyi")):
        return False
    if "PySide6" in path and "/translations/" in path:
        return name in QT_TRANSLATIONS
    if sys.platform == "win32":
        return not name.lower().startswith(WINDOWS_BRINGS)
    if sys.platform == "linux" and source.startswith(SYSTEM_FOLDERS):
        return "/lib-dynload/" in source or name.startswith(TAKEN_ALONG)
    return True
