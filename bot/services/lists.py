"""The lists in force: the files with the edits that people made in chat, compiled, and anew when those change.

What is answered never waits for it: until the new matcher is ready, the one before it is in force.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

import structlog

from bot.core.editing import ListEdit, counting, settling
from bot.core.errors import StoreError
from bot.ports import Reader, Store
from watchlists import Matcher
from watchlists.editing.edits import ADDED, Edit, additions, played
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

log = structlog.get_logger()

Compile = Callable[[Watchlists], Reader]


@dataclass(slots=True)
class Lists:
    """Gives the matcher in force when called, at once. `files` is the matcher of the files alone, which edits
    these hold is kept; `known` are the outlets of the files.

    `refresh` looks for edits of this and of other processes; whoever runs a bot calls it every few seconds, and after
    answers. It may be called from any thread.
    """

    store: Store
    files: Reader
    compile: Compile = Matcher.compile
    known: Outlets = NO_OUTLETS
    _held: Reader = field(init=False)
    _edits: Sequence[Edit] = ()
    _version: tuple[int, int] = (0, 0)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._held = self.files

    def __call__(self) -> Reader:
        """The matcher in force."""
        return self._held

    def outlets(self) -> Outlets:
        """The outlets in force."""
        return self.known

    def of_files(self) -> Watchlists:
        """What the files alone say."""
        return self.files.watchlists

    def refresh(self) -> bool:
        """Have the edits in force that are committed; whether there were other ones. Takes a moment where they change
        what is there, next to nothing where they only add. Raises StoreError when the database does not answer."""
        with self._lock:
            with self.store.begin(read_only=True) as unit:
                version = unit.list_edits.version()
                if version == self._version:
                    return False
                every = unit.list_edits.in_force()
            self._put(self.files, self._held, every, version)
            return True

    def take_up(self, watchlists: Watchlists, outlets: Outlets) -> None:
        """Have what files say now in force, with the edits upon it. Takes as long as compiling. Raises StoreError when
        the database does not answer; then all is as before."""
        files = self._compiled(watchlists)
        with self._lock:
            with self.store.begin(read_only=True) as unit:
                version, every = unit.list_edits.version(), unit.list_edits.in_force()
            self._edits, self.known = (), outlets
            self._put(files, files, every, version)

    def begin(self) -> None:
        """`refresh` for who goes on with what is in force where the database does not answer."""
        try:
            self.refresh()
        except StoreError as error:
            log.warning("lists.waiting", problem=str(error))

    def _compiled(self, lists: Watchlists) -> Reader:
        """Files that say the same as before, and were only written again, cost nothing."""
        held = self.files
        if lists == held.watchlists and isinstance(held, Matcher):
            return replace(held, watchlists=lists)
        return self.compile(lists)

    def _put(self, files: Reader, held: Reader, every: Sequence[ListEdit], version: tuple[int, int]) -> None:
        """Have these edits in force over the files, where `held` has those of before."""
        made = counting(files.watchlists, every)
        in_force, settled = self._made(files, held, made)
        self.files, self._held = files, in_force
        self._edits, self._version = [one.edit for one in made], version
        if settled:
            with self.store.begin() as unit:
                unit.list_edits.settle(settled)

    def _made(self, reader: Reader, held: Reader, made: Sequence[ListEdit]) -> tuple[Reader, Mapping[int, datetime]]:
        """The matcher with these edits, and those that are known to be in the files now, since when."""
        edits = [one.edit for one in made]
        if not edits:
            return reader, {}
        known = len(self._edits)
        if edits[:known] == list(self._edits) and isinstance(held, Matcher):
            new = additions(held.watchlists, edits[known:])
            if new is not None:
                return (held.adding(new, ADDED) if new else held), {}
        files = reader.watchlists
        found = played(files, edits)
        if found.left:
            log.warning(
                "lists.edits_left_out", number=len(found.left), hint="the files changed; see rasid watchlist diff"
            )
        return reader if found.lists is files else self.compile(found.lists), settling(files, made, found.settled)
