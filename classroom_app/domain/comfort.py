"""What makes a phone's page easier to read, as it was last set: from the desk, or on the phone.

None is "as the phone has it": nobody has set it in this class.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Comfort:
    """`number` is that of the last wish of the desk; a phone that has met it does so once."""

    larger_text: bool | None = None
    read_aloud: bool | None = None
    high_contrast: bool | None = None
    number: int = 0

    @property
    def is_set(self) -> bool:
        """Whether the desk has ever wished for anything."""
        return self.number > 0

    def changed(
        self,
        larger_text: bool | None = None,
        read_aloud: bool | None = None,
        high_contrast: bool | None = None,
    ) -> "Comfort":
        """Return it with what is given; None leaves a thing as it is."""
        return replace(
            self,
            larger_text=self.larger_text if larger_text is None else larger_text,
            read_aloud=self.read_aloud if read_aloud is None else read_aloud,
            high_contrast=self.high_contrast if high_contrast is None else high_contrast,
        )

    def wished_at(self, at: datetime) -> "Comfort":
        """Return it with the number of a wish of this time: microseconds since 1970.

        By the time, so that a phone which goes from one class to the next never takes the wish
        of one for that of another.
        """
        return replace(self, number=max((at - _EPOCH) // _MICROSECOND, self.number + 1))


AS_ON_THE_PHONE = Comfort()
