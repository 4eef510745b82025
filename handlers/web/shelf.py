"""Files that were shown a moment ago."""

from collections import OrderedDict


class Shelf:
    """Contents that were needed a moment ago, so that no chart is drawn twice. Holds at most so many bytes."""

    def __init__(self, room: int = 16 << 20) -> None:
        self._room, self._held = room, OrderedDict[int, bytes]()

    def put(self, file_id: int, content: bytes) -> None:
        """Hold it, and let go of what was not asked for the longest."""
        self._held[file_id] = content
        self._held.move_to_end(file_id)
        while sum(map(len, self._held.values())) > self._room:
            self._held.popitem(last=False)

    def get(self, file_id: int) -> bytes | None:
        """The content where it is still held."""
        if file_id in self._held:
            self._held.move_to_end(file_id)
        return self._held.get(file_id)
