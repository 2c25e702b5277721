"""The program with leases that last two seconds: `python -m tests.helpers.hasty_desk …`."""

import sys

from classroom_app.cli import main
from classroom_app.storage.shared import connecting, desks, leases, stranded

LEASE_S = 2
_IDLE = "'idle_in_transaction_session_timeout', "


def hasten() -> None:
    """Shorten the lease from 15 s to two seconds in this process, and what depends on it."""
    desks.LEASE_S, stranded.SETTLE_S, leases.BEAT_S = LEASE_S, 0, LEASE_S / 4
    # As in the program, an idle transaction is ended before the lease expires.
    before = f"{_IDLE}'{connecting.IDLE_IN_TRANSACTION_MS}'"
    assert before in connecting._GREETING
    hastier = connecting._GREETING.replace(before, f"{_IDLE}'{LEASE_S * 500}'")
    setattr(connecting, "_GREETING", hastier)  # noqa: B010 - Final for everybody else


if __name__ == "__main__":
    hasten()
    sys.exit(main())
