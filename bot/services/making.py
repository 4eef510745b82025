"""The bytes of the files that messages carry: as they are kept, or made when they are sent."""

from dataclasses import dataclass

from bot.core.chart import Chart
from bot.core.making import Extract, read
from bot.core.message import File
from bot.ports import Artist, Store


@dataclass(frozen=True, slots=True)
class Making:
    """Makes files outside of any transaction that writes: nobody waits for it but who asked."""

    store: Store
    artist: Artist

    def content(self, file: File) -> bytes | None:
        """The bytes; None where the file is kept no longer. Takes a while: to be called in a thread."""
        with self.store.begin(read_only=True) as unit:
            kept = unit.files.content(file.id)
        return self._made(kept) if file.unmade and kept is not None else kept

    def _made(self, kept: bytes) -> bytes:
        match read(kept):
            case Chart() as chart:
                return self.artist.draw(chart)
            case Extract():
                raise NotImplementedError
