"""The watchlists in force: the files with the edits that people made in chat, compiled, and anew when those change.

What is answered never waits for it: until the new matcher is ready, the one before it is in force.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

import structlog

from bot.core.errors import StoreError
from bot.ports import Reader, Store
from watchlists import Matcher
from watchlists.editing.edits import ADDED, Edit, additions, edited
from watchlists.model import Watchlists

log = structlog.get_logger()

Compile = Callable[[Watchlists], Reader]


@dataclass(slots=True)
class Lists:
    """Gives the matcher in force when called, at once. `files` is the matcher of the files alone.

    `refresh` looks for edits of this and of other processes; whoever runs a bot calls it every few seconds, and after
    answers. It may be called from any thread.
    """

    store: Store
    files: Reader
    compile: Compile = Matcher.compile
    _held: Reader = field(init=False)
    _edits: Sequence[Edit] = ()
    _version: tuple[int, int] = (0, 0)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._held = self.files

    def __call__(self) -> Reader:
        """The matcher in force."""
        return self._held

    def refresh(self) -> bool:
        """Have the edits in force that are committed; whether there were other ones. Takes a moment where they change
        what is there, next to nothing where they only add. Raises StoreError when the database does not answer."""
        with self._lock:
            with self.store.begin(read_only=True) as unit:
                version = unit.list_edits.version()
                if version == self._version:
                    return False
                edits = [one.edit for one in unit.list_edits.in_force()]
            self._held = self._made(edits)
            self._edits, self._version = edits, version
            return True

    def begin(self) -> None:
        """`refresh` for who goes on with what is in force where the database does not answer."""
        try:
            self.refresh()
        except StoreError as error:
            log.warning("lists.waiting", problem=str(error))

    def _made(self, edits: Sequence[Edit]) -> Reader:
        if not edits:
            return self.files
        known, held = len(self._edits), self._held
        if list(edits[:known]) == list(self._edits) and isinstance(held, Matcher):
            new = additions(held.watchlists, edits[known:])
            if new is not None:
                return held.adding(new, ADDED) if new else held
        lists, left = edited(self.files.watchlists, edits)
        if left:
            log.warning("lists.edits_left_out", number=len(left), hint="the files changed; see rasid watchlist diff")
        return self.files if lists is self.files.watchlists else self.compile(lists)
