"""A helper's part in one session: from being let in until the instructor ends it."""

from datetime import datetime

from msgspec import Struct

# More would only get in each other's way; each invitation lets in one.
MAX_HELPERS = 20


class HelperPart(Struct, frozen=True):
    """One helper in a session; `user_id` is unique, in later sessions too."""

    user_id: int
    name: str
    let_in_at: datetime
    ended_at: datetime | None = None

    @property
    def is_in(self) -> bool:
        """Whether they may still help."""
        return self.ended_at is None
