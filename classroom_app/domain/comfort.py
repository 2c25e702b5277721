"""Settings that make a phone's page easier to read, as last set from the window or on the phone.

None means "as on the phone": nobody has set it in this class.
"""

from datetime import UTC, datetime, timedelta

from msgspec import Struct, structs

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Comfort(Struct, frozen=True):
    """The settings of one page; `number` identifies the last ones set for the phone.

    A phone applies settings once for each number, so that the student can change them afterwards.
    """

    larger_text: bool | None = None
    read_aloud: bool | None = None
    high_contrast: bool | None = None
    number: int = 0

    @property
    def is_set(self) -> bool:
        """Whether anything was ever set other than by the student on the phone."""
        return self.number > 0

    def changed(
        self,
        larger_text: bool | None = None,
        read_aloud: bool | None = None,
        high_contrast: bool | None = None,
    ) -> "Comfort":
        """Return a copy with these settings; one that is None stays as it is."""
        return structs.replace(
            self,
            larger_text=self.larger_text if larger_text is None else larger_text,
            read_aloud=self.read_aloud if read_aloud is None else read_aloud,
            high_contrast=self.high_contrast if high_contrast is None else high_contrast,
        )

    def wished_at(self, at: datetime) -> "Comfort":
        """Return a copy with a number made from this time: microseconds since 1970.

        It is made from the time so that a phone which goes from one class to the next never
        mistakes the settings of one for those of the other.
        """
        return structs.replace(self, number=max((at - _EPOCH) // _MICROSECOND, self.number + 1))


AS_ON_THE_PHONE = Comfort()
