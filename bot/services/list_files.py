"""The files of watchlists and outlets that the settings name."""

from dataclasses import dataclass
from pathlib import Path

from watchlists import load
from watchlists.files.footprint import Footprint, footprint
from watchlists.model import Watchlists
from watchlists.outlets import Outlets
from watchlists.outlets import load as load_outlets
from watchlists.outlets import shipped as shipped_outlets


@dataclass(frozen=True, slots=True)
class ListFiles:
    """`watchlists` are files and folders, at least one; `outlets` those that come on top of the shipped outlets."""

    watchlists: tuple[Path, ...]
    outlets: tuple[Path, ...] = ()

    def look(self) -> Footprint:
        """What they look like from outside. Raises nothing."""
        return footprint(self.watchlists) + footprint((shipped_outlets(), *self.outlets))

    def read(self) -> tuple[Watchlists, Outlets]:
        """What they say. Raises WatchlistErrors with every fault of the first kind that has any."""
        return load(self.watchlists), load_outlets(self.outlets)
