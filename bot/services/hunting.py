"""Stored articles are searched for an entry: in the background, by other processes where there is much, a piece at a
time.

    waiting -> running: pieces -> matched -> stored with the cursor, one transaction each -> done, stopped or failed

A crash between two pieces loses none and doubles none: whoever goes on begins behind the cursor. What is found becomes
matches and a digest for the chat that asked; no story is touched and nobody is alerted.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Final

import structlog

from bot.core.errors import StoreError
from bot.core.hunts import (
    LEASE,
    PIECE,
    SETTLING,
    Entry,
    Hunt,
    HuntState,
    Looked,
    Problem,
    changed,
    pieces,
)
from bot.core.language import Texts
from bot.core.model import Language
from bot.core.tracing import of_hunt
from bot.ports import Reader, Store
from bot.services.crew import Crew, CrewError, cores
from bot.services.hunt_telling import HuntTelling
from bot.services.lists import Lists
from bot.services.searching import Search, Searcher
from watchlists.files import entries
from watchlists.outlets import NO_OUTLETS, Outlets

log = structlog.get_logger()

FEW: Final = 3_000
"""So many articles are looked through right here: to start processes takes longer. Own choice."""
_NICE: Final = 5  # the bot's other work goes first
_AT_MOST: Final = 4  # processes; each holds compiled lists

Watch = Callable[[Hunt], None]


@dataclass(slots=True)
class Hunting:
    """Does hunts one after the other. `open_store` opens the database anew in another process: it is pickled; without
    it, and with one hand, everything is done in the thread that calls `work`. On `lasting` platforms what was said
    stays as it is: what was found is said anew there."""

    store: Store
    lists: Lists
    texts: Mapping[Language, Texts]
    clock: Callable[[], datetime]
    open_store: Callable[[], Store] | None = None
    outlets: Callable[[], Outlets] = lambda: NO_OUTLETS
    hands: int = field(default_factory=lambda: min(cores(), _AT_MOST))
    few: int = FEW
    piece: int = PIECE
    settling: timedelta = SETTLING
    lasting: Collection[str] = ("console",)
    _resting: Event = field(default_factory=Event)
    _lonely: bool = False

    def rest(self) -> None:
        """Stop after the piece that is under way, from any thread: another start goes on behind it."""
        self._resting.set()

    def work(self, watch: Watch | None = None) -> int:
        """Do the hunt whose turn it is, and tell `watch` after each piece; returns 1 when it is over, else 0. Raises
        StoreError when the database fails: then it is gone on with later."""
        with self.store.begin(read_only=True) as unit:
            if self._resting.is_set() or not unit.hunts.waits():
                return 0
        with self.store.begin() as unit:
            hunt = unit.hunts.claim(self.clock(), LEASE)
        if hunt is None:
            return 0
        self._lonely = False
        try:
            return self._hunt(hunt, watch or (lambda _: None))
        except StoreError as error:
            if not error.permanent:
                self._let_go(hunt)
                raise
            return self._crash(hunt)
        except Exception:
            return self._crash(hunt)

    @property
    def _telling(self) -> HuntTelling:
        return HuntTelling(self.lists, self.texts, self.outlets, self.lasting)

    def _hunt(self, hunt: Hunt, watch: Watch) -> int:
        """From its cursor on, as far as nothing is in the way."""
        self.lists.refresh()  # what is stored from here on is matched with the entry, at least by this process
        wanted, reader = entries.read(hunt.wanted), self.lists()
        if problem := changed(wanted, reader.watchlists):
            return self._over(hunt, "done") if hunt.is_through else self._over(hunt, "stopped", problem)
        with self.store.begin() as unit:
            begun = unit.hunts.begin(hunt.id, self.clock())
        while begun is not None and begun.cursor < begun.last:
            begun = self._round(begun, wanted, self._searcher(begun, wanted, reader), watch)
            if begun is None or not begun.is_open or self._resting.is_set():
                break
            begun = self._extended(begun)
        return self._settled(begun) if begun and begun.is_open else int(begun is not None)

    def _searcher(self, hunt: Hunt, wanted: Entry, reader: Reader) -> Searcher:
        lists = reader.watchlists
        held = lists.entities.get(hunt.key) or lists.events.get(hunt.key)
        same = held == wanted
        chosen = lists if same else entries.put(lists, wanted)
        store = self.open_store or (lambda: self.store)
        here = self._is_here(hunt)
        return Searcher(
            Search((lambda: self.store) if here else store, hunt, chosen, self.outlets()), reader if same else None
        )

    def _is_here(self, hunt: Hunt) -> bool:
        few = hunt.total - hunt.looked <= self.few
        return few or self._lonely or self.open_store is None or self.hands < 2

    def _round(self, hunt: Hunt, wanted: Entry, searcher: Searcher, watch: Watch) -> Hunt | None:
        """Everything up to its last article; None where it is not this process's any more."""
        now: Hunt | None = hunt
        try:
            with self._answers(hunt, searcher) as answers:
                for looked in answers:
                    now = self._keep(hunt, looked)
                    if now is None:
                        return None
                    hunt = now
                    watch(hunt)
                    if not hunt.is_through and (problem := changed(wanted, self.lists().watchlists)):
                        self._over(hunt, "stopped", problem)
                        return self._get(hunt)
                    if self._resting.is_set():
                        return hunt
        except CrewError as error:
            log.warning("hunt.alone", hunt=hunt.id, problem=str(error))
            self._lonely = True
        return hunt

    @contextmanager
    def _answers(self, hunt: Hunt, searcher: Searcher) -> Iterator[Iterator[Looked]]:
        """What is found piece by piece, in order, by a process a core; here where there is little. They are started
        anew, never forked: connections do not outlive that. Raises CrewError where they cannot be, or end."""
        ranges = pieces(hunt.cursor, hunt.last, self.piece)
        if self._is_here(hunt):
            yield map(searcher, ranges)
            return
        crew: Crew[tuple[int, int], Looked] = Crew(searcher, self.hands, method="spawn", nice=_NICE)
        try:
            crew.__enter__()
        except OSError as error:
            crew.__exit__(None, None, None)
            raise CrewError(str(error)) from None
        try:
            yield crew.answers(ranges)
        finally:
            crew.__exit__(None, None, None)

    def _keep(self, hunt: Hunt, looked: Looked) -> Hunt | None:
        now = self.clock()
        with self.store.begin() as unit:
            kept = unit.hunts.keep(hunt, looked, now, LEASE)
            if kept is not None and kept.answer is not None:
                self._telling.show(unit, kept, now)
            return kept and unit.hunts.get(kept.id)

    def _extended(self, hunt: Hunt) -> Hunt | None:
        with self.store.begin() as unit:
            return unit.hunts.extend(hunt.id)

    def _settled(self, hunt: Hunt) -> int:
        """Done, or to be gone on with: other processes may still store what they matched without the entry."""
        now = self.clock()
        with self.store.begin() as unit:
            edited = max((one.at for one in unit.list_edits.in_force()), default=None)
            settling = edited is not None and timedelta(0) <= now - edited < self.settling
            if settling or self._resting.is_set():
                unit.hunts.release(hunt.id)
                return 0
            extended = unit.hunts.extend(hunt.id)
            if extended is None or extended.cursor < extended.last:
                unit.hunts.release(hunt.id)
                return 0
        return self._over(hunt, "done")

    def _get(self, hunt: Hunt) -> Hunt | None:
        with self.store.begin(read_only=True) as unit:
            return unit.hunts.get(hunt.id)

    def _let_go(self, hunt: Hunt) -> None:
        """Without waiting for the lease; where the database does not take that either, after it."""
        with suppress(StoreError), self.store.begin() as unit:
            unit.hunts.release(hunt.id)

    def _crash(self, hunt: Hunt) -> int:
        """Called while an exception is handled."""
        log.exception("hunt.crashed", hunt=hunt.id)
        return self._over(hunt, "failed", "crashed")

    def _over(self, hunt: Hunt, state: HuntState, problem: Problem | None = None) -> int:
        now = self.clock()
        with self.store.begin() as unit:
            ended = unit.hunts.end(hunt.id, state, now, problem)
            chat = unit.chats.get(hunt.destination_id) if ended else None
            if ended is not None and chat is not None and chat.access == "allowed" and ended.answer is not None:
                self._telling.tell(unit, ended, chat, now)
        log.info("hunt.over", trace=of_hunt(hunt.id), hunt=hunt.id, state=state, problem=problem)
        return 1
