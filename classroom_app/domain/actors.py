"""Who sent a command; known from the connection or the window, never taken from a message."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Student:
    """A participant of the session that the command is for."""

    participant_id: int


@dataclass(frozen=True, slots=True)
class Instructor:
    """The instructor: the window, the remote, or a connection with that role."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Helper:
    """A helper whom the instructor invited to look after students; does not lead the class."""

    user_id: int
    name: str


@dataclass(frozen=True, slots=True)
class System:
    """The program itself: sign-in, connections opened and closed, deadlines."""


SYSTEM = System()

Actor = Student | Instructor | Helper | System
