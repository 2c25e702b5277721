"""How many connections this process may hold open."""

import sys

ENOUGH = 16_384
"""A full class and all who wait at both ports; many systems begin with 1,024 files or with 256."""


def allow_many_connections() -> None:
    """Ask the system for as many open files as connections may need, as far as it lets us."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
