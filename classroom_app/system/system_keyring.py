"""The keyring of the user's account: Windows' Credential Manager, macOS's keychain, Secret Service.

The system's own backend is used explicitly. By default the library uses any backend that is
installed or named in a file of the user's, even one that writes passwords into a plain file.
"""

import logging
import sys
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

T = TypeVar("T")
SERVICE = "classroom-app"
"""The name under which the keyring's own window lists our passwords."""
# In seconds; the user may be asked to unlock it meanwhile.
PATIENCE_S = 60.0


class KeyringError(OSError):
    """There is no keyring, it is locked, or it failed; `str()` is the reason, without a secret."""


class SystemKeyring:
    """Keeps one password for each login; `patience_s` is how long it may take to be unlocked."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s

    def read(self, login: str) -> str | None:
        """Return the password for a login, or None. Blocks.

        Raises:
            KeyringError: it cannot be read.
        """
        return self._asked(lambda keyring: keyring.get_password(SERVICE, login))

    def write(self, login: str, password: str) -> None:
        """Store a password, replacing the one before. Blocks.

        Raises:
            KeyringError: it is not stored.
        """
        self._asked(lambda keyring: keyring.set_password(SERVICE, login, password))

    def _asked(self, ask: "Callable[[KeyringBackend], T]") -> T:
        answers: SimpleQueue[tuple[T | None, str | None]] = SimpleQueue()

        def work() -> None:
            try:
                answers.put((ask(_of_this_system()), None))
            except Exception as error:  # noqa: BLE001 - each system's keyring has errors of its own
                answers.put((None, f"{type(error).__name__}: {error}"))

        # A daemon, so that an unanswered prompt blocks neither the start nor the end of the
        # program.
        Thread(target=work, name="keyring", daemon=True).start()
        try:
            answer, fault = answers.get(timeout=self._patience_s)
        except Empty:
            raise KeyringError("it does not answer") from None
        if fault is not None:
            raise KeyringError(fault)
        return answer  # type: ignore[return-value]  # T may be None itself


if sys.platform == "win32":

    def _of_this_system() -> "KeyringBackend":
        """Return Windows' own keyring; imported late, since that takes a tenth of a second."""
        from keyring.backends.Windows import WinVaultKeyring

        make: Callable[[], WinVaultKeyring] = WinVaultKeyring  # whose __init__ has no types
        vault = make()
        vault.persist = "local machine"  # not copied elsewhere with a roaming account
        return vault

elif sys.platform == "darwin":

    def _of_this_system() -> "KeyringBackend":
        """Return macOS's own keyring; imported late, since that takes a tenth of a second."""
        from keyring.backends.macOS import Keyring

        make: Callable[[], Keyring] = Keyring  # whose __init__ has no types
        return make()

else:

    def _of_this_system() -> "KeyringBackend":
        """Return the desktop's own keyring; imported late, since that takes a tenth of a second."""
        from keyring.backends.SecretService import Keyring

        make: Callable[[], Keyring] = Keyring  # whose __init__ has no types
        return make()
