"""The three settings that make the student page easier to read, and their names."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from classroom_app.domain import commands as cmd
from classroom_app.domain.comfort import Comfort


class Thing(StrEnum):
    """A comfort setting; the values are the fields of `Comfort`."""

    TEXT = "larger_text"
    ALOUD = "read_aloud"
    CONTRAST = "high_contrast"

    def of(self, comfort: Comfort) -> bool | None:
        """Return whether it is on, or None if the phone's own choice applies."""
        return {
            Thing.TEXT: comfort.larger_text,
            Thing.ALOUD: comfort.read_aloud,
            Thing.CONTRAST: comfort.high_contrast,
        }[self]


def thing_word(thing: Thing) -> str:
    """Return the name of a setting in the window's language."""
    return {
        Thing.TEXT: QCoreApplication.translate("Comfort", "Larger text"),
        Thing.ALOUD: QCoreApplication.translate("Comfort", "Read new steps aloud"),
        Thing.CONTRAST: QCoreApplication.translate("Comfort", "Stronger contrast"),
    }[thing]


def wish_for(
    participant_id: int | None, thing: Thing, on: bool, *, newcomers_only: bool = False
) -> cmd.SetComfort:
    """Return the command that changes one setting; None for `participant_id` means everybody."""
    return cmd.SetComfort(
        participant_id,
        larger_text=on if thing is Thing.TEXT else None,
        read_aloud=on if thing is Thing.ALOUD else None,
        high_contrast=on if thing is Thing.CONTRAST else None,
        newcomers_only=newcomers_only,
    )
