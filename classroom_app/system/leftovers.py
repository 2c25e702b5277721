"""How much what has ended leaves to the garbage collector, counted by who knows.

A connection that is closed is a knot of objects that refer to each other: only a collection frees
them. `gc_scheduler` looks for old ones when this count says that it pays.
"""

OBJECTS_PER_CONNECTION = 50


class Leftovers:
    """Counts objects, roughly."""

    def __init__(self) -> None:
        self.objects = 0
        self.ended = 0
        """How many connections of any kind have ended since memory was last given back."""
        self.times_set_aside = 0
        """How often the collector has set aside what was in use.

        Who was there before, and goes after, leaves what it does not look at by itself.
        """

    def note(self, objects: int = OBJECTS_PER_CONNECTION) -> None:
        """Count what somebody leaves."""
        self.objects += objects

    def clear(self) -> None:
        """Begin to count anew: all that was left has been collected."""
        self.objects = 0


LEFTOVERS = Leftovers()
"""Those of this process."""
