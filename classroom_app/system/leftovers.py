"""Counts the garbage that ended connections leave to the garbage collector.

The objects of a closed connection refer to each other, so only a collection frees them.
`gc_scheduler` collects those it has set aside when this count says that it is worthwhile.
"""

OBJECTS_PER_CONNECTION = 50


class Leftovers:
    """Approximate counts; code that ends something adds to them."""

    def __init__(self) -> None:
        self.objects = 0
        self.ended = 0
        """How many connections of any kind have ended since memory was last given back."""
        self.times_set_aside = 0
        """How often the collector has set aside the objects in use.

        Garbage of a connection that began before that and ends after it is not found by normal
        collections.
        """

    def note(self, objects: int = OBJECTS_PER_CONNECTION) -> None:
        """Add the objects that something has left."""
        self.objects += objects

    def clear(self) -> None:
        """Reset the count of objects, after they have been collected."""
        self.objects = 0


LEFTOVERS = Leftovers()
"""The instance of this process."""
