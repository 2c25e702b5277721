"""Who asks. It comes from the connection or the window, never from the wire."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Student:
    """A participant of the session at hand."""

    participant_id: int


@dataclass(frozen=True, slots=True)
class Instructor:
    """The instructor: the window, the remote, or a connection with that role."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody whom the instructor asked to look after students; leads nothing."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class System:
    """The program itself: sign-in, connections that come and go, deadlines."""


SYSTEM = System()

Actor = Student | Instructor | Helper | System
