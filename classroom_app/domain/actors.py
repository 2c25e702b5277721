"""Who sent a command; known from the connection or the window, never taken from a message."""

from msgspec import Struct


class Student(Struct, frozen=True):
    """A participant of the session that the command is for."""

    participant_id: int


class Instructor(Struct, frozen=True):
    """The instructor: the window, the remote, or a connection with that role."""

    user_id: int
    name: str


class Helper(Struct, frozen=True):
    """A helper whom the instructor invited to look after students; does not lead the class."""

    user_id: int
    name: str


class System(Struct, frozen=True):
    """The program itself: sign-in, connections opened and closed, deadlines."""


SYSTEM = System()

Actor = Student | Instructor | Helper | System
