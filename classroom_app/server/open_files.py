"""Raises the limit of open files, and so of connections, of this process."""

import sys

ENOUGH = 16_384
"""For a full class and the pending connections of both ports; common defaults are 1,024 or 256."""


def allow_many_connections() -> None:
    """Raise the soft limit of open files to `ENOUGH`, or to the hard limit. Not on Windows.

    Raises:
        OSError, ValueError: as `resource.setrlimit`.
    """
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
