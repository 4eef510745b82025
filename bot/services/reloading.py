"""Lists whose files were changed are taken up while the bot runs.

look from outside -> twice the same: nobody writes any more -> read, check -> compile beside the work -> put in force

What is matched meanwhile ends with the lists that it began with. Files with a fault change nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog

from bot.core.health import Unread
from bot.core.list_changes import list_changes, outlet_changes, stranded
from bot.ports import Store
from bot.services.lists import Lists
from watchlists import WatchlistErrors
from watchlists.files.footprint import Footprint
from watchlists.model import Watchlists
from watchlists.outlets import Outlets

log = structlog.get_logger()

TAKEN = "lists.taken"
"""Where it is kept when the lists in force were taken up, as an ISO time."""
_TOLD = 5


class Files(Protocol):
    """Where the lists come from; see `ListFiles`."""

    def look(self) -> Footprint: ...

    def read(self) -> tuple[Watchlists, Outlets]: ...


@dataclass(slots=True)
class Reloading:
    """Watches `files`. `begun` is what they looked like before those in `lists` were read.

    `trouble` says why the files as they are now are not in force, None where they are.
    """

    store: Store
    lists: Lists
    files: Files
    begun: Footprint
    trouble: Unread | None = None
    _seen: Footprint = field(init=False)
    _noted: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._seen = self.begun

    def work(self, now: datetime, *, at_once: bool = False) -> bool:
        """Look, and take up what changed and is not being written; `at_once` whatever there is. Whether other lists
        are in force. May take as long as compiling does. Raises StoreError: then the next look tries again."""
        if not self._noted:
            self._note(now)
        seen, before = self.files.look(), self._seen
        self._seen = seen
        if not at_once and (seen == self.begun or seen != before):
            return False
        try:
            read = self.files.read()
        except WatchlistErrors as errors:
            self._refuse(errors, seen, now)
            return False
        return self.files.look() == seen and self._take(*read, seen, now)

    def _take(self, watchlists: Watchlists, outlets: Outlets, seen: Footprint, now: datetime) -> bool:
        before, known = self.lists.files.watchlists, self.lists.outlets()
        changes, outlet = list_changes(before, watchlists), outlet_changes(known, outlets)
        effective = self.lists().watchlists
        self.lists.take_up(watchlists, outlets)
        self.begun = seen
        if self.trouble is not None:
            log.info("lists.mended")
        self.trouble = None
        if not changes and not outlet:
            log.info("lists.unchanged")
            return False
        log.info(
            "lists.taken_up", **changes.told(), **{f"outlets_{name}": told for name, told in outlet.told().items()}
        )
        self._tell_stranded(effective)
        self._note(now)
        return True

    def _refuse(self, errors: WatchlistErrors, seen: Footprint, now: datetime) -> None:
        """Keep what is in force, and say it once for each state of the files."""
        self.begun = seen
        lines = [str(error) for error in errors.errors]
        more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
        problem = lines[0] + more
        if self.trouble is None or self.trouble.problem != problem:
            hint = "the lists before stay in force; rasid watchlist check tells when all is right"
            log.error("lists.not_taken", problem="; ".join(lines[:_TOLD]), faults=len(lines), hint=hint)
        self.trouble = Unread(self.trouble.since if self.trouble else now, problem)

    def _tell_stranded(self, before: Watchlists) -> None:
        with self.store.begin(read_only=True) as unit:
            gone = stranded(unit.chats.subscriptions(), before, self.lists().watchlists)
        if gone:
            hint = "the chats keep them, and /list says so; put them back into a list, or /unwatch them"
            log.warning("lists.watched_in_none", keys=", ".join(gone), hint=hint)

    def _note(self, now: datetime) -> None:
        """For `rasid check`, which is another process."""
        with self.store.begin() as unit:
            unit.state.put(TAKEN, now.isoformat())
        self._noted = True
