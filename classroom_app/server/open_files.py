"""Raises the limit of open files, and so of connections, of this process."""

import logging
import sys

log = logging.getLogger(__name__)

ENOUGH = 16_384
"""For a full class and the pending connections of both ports; common defaults are 1,024 or 256."""
_OPEN_MAX = 10_240  # of macOS, whose hard limit is "unlimited" although setrlimit takes no more


def allow_many_connections() -> None:
    """Raise the soft limit of open files to `ENOUGH`, or as far as allowed. Not on Windows.

    Where the system refuses, the program starts all the same, with fewer connections.
    """
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
        for count in (wanted, _OPEN_MAX):
            if soft == resource.RLIM_INFINITY or soft >= count:
                return
            try:
                resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
            except (OSError, ValueError):
                log.info("The system does not allow %d open files", count)
            else:
                return
