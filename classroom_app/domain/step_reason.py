"""Why the class went to another step."""

from enum import StrEnum


class StepReason(StrEnum):
    """Why a step was started; stored with each `StepStarted`."""

    INSTRUCTOR = "INSTRUCTOR"  # the instructor pressed Next, or chose a step
    UNDO = "UNDO"  # the instructor undid a Next
    AUTO = "AUTO"  # nearly all were done, and the countdown ran out
