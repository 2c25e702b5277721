"""A cache of the steps' pictures, decoded on a thread."""

import asyncio
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from classroom_app.gui.kit.images import image_of
from classroom_app.gui.tasks import Tasks

_KEPT = 24


class Pictures(QObject):
    """Keeps the `_KEPT` pictures used last; `arrived` means that a requested one is decoded."""

    arrived = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._images: dict[bytes, QImage] = {}
        self._wanted: set[bytes] = set()

    def image(self, data: bytes) -> QImage | None:
        """Return a decoded picture, or None and start decoding it; `arrived` follows.

        Data that is not a picture gives a null image.
        """
        image = self._images.pop(data, None)
        if image is not None:
            self._images[data] = image  # now the most recently used
        elif data not in self._wanted:
            self._wanted.add(data)
            self._tasks.run(asyncio.to_thread(image_of, data), self._taker(data))
        return image

    def forget(self) -> None:
        """Clear the cache."""
        self._images.clear()

    def _taker(self, data: bytes) -> Callable[[QImage], None]:
        def take(image: QImage) -> None:
            self._wanted.discard(data)
            self._images[data] = image
            while len(self._images) > _KEPT:
                del self._images[next(iter(self._images))]
            self.arrived.emit()

        return take
