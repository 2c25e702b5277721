"""What remains for a while of deleted data, where classes are stored on a server."""

from PySide6.QtCore import QCoreApplication


def server_copies(*, leaves_copies: bool) -> str:
    """Return a sentence to append to others, with a leading space; "" without a server."""
    if not leaves_copies:
        return ""
    return " " + QCoreApplication.translate(
        "ServerCopies",
        "For all computers of the school it is gone at once. Copies stay in the server's log and "
        "its backups until those are overwritten or deleted, and pictures on another computer "
        "until that one runs without an open class.",
    )
