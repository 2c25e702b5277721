"""Why the class went to another step."""

from enum import StrEnum


class StepReason(StrEnum):
    """Who or what asked for the step; stored with each `StepStarted`."""

    INSTRUCTOR = "INSTRUCTOR"  # somebody pressed Next, or chose a step
    UNDO = "UNDO"  # the instructor took a Next back
    AUTO = "AUTO"  # nearly all were done, and the countdown ran out
