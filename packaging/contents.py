"""What of all that PyInstaller finds goes into the program, on each system."""

import sys

# Modules that others can do without and that no code of ours reaches.
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

# Parts of Qt that plugins would bring along and no window of ours asks for: the virtual keyboard
# draws Qt Quick in, the GTK theme draws GTK in, and so on. Windows are painted by the processor,
# so nobody draws with OpenGL; its stand-in for PCs without a graphics driver is 20 MB on Windows.
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
    # Lists of the parts of single packages: ours lists them all.
    "dist-info/sboms",
)
# Qt's own words, on its standard buttons.
QT_TRANSLATIONS = ("qtbase_ko.qm", "qtbase_en.qm")

# Of the system's libraries, Linux takes along those that Python's modules link to, and the small
# ones that fresh desktops often lack. The rest (X11, Wayland, OpenGL, fonts, the C and C++
# runtimes) belongs together with the system's drivers: the .deb asks for it.
SYSTEM_FOLDERS = ("/lib/", "/usr/lib/", "/lib64/")
TAKEN_ALONG = (
    "libpython",
    "libssl",
    "libcrypto",
    "libsqlite3",
    "libffi",
    "liblzma",
    "libbz2",
    "libexpat",
    "libuuid",
    "libxcb-cursor",
    "libxcb-icccm",
    "libxcb-image",
    "libxcb-keysyms",
    "libxcb-render-util",
    "libxcb-util",
)
# What Windows 10 brings itself, under whatever name Wine keeps it.
WINDOWS_BRINGS = ("api-ms-win-", "ext-ms-win-", "ucrtbase", "icuuc", "icuin", "bcryptprimitives")


def is_used(target: str, source: str) -> bool:
    """Tell whether a collected file belongs into the program."""
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
        return name.startswith(TAKEN_ALONG)
    return True
