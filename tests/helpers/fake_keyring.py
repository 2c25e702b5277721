"""A fake keyring in memory."""

from classroom_app.system.system_keyring import KeyringError


class FakeKeyring:
    """Keeps passwords in memory, or refuses if it does not work; `asked` counts the reads."""

    def __init__(self, *, works: bool = True, **kept: str) -> None:
        self.kept: dict[str, str] = kept
        self.works = works
        self.asked = 0

    def read(self, login: str) -> str | None:
        self.asked += 1
        if not self.works:
            raise KeyringError("locked")
        return self.kept.get(login)

    def write(self, login: str, password: str) -> None:
        if not self.works:
            raise KeyringError("locked")
        self.kept[login] = password
