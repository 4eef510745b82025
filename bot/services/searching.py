"""A piece of a hunt: stored articles are read, sieved with one entry, and matched with the lists where it may stand.

Callable in another process: what it works with is pickled, and a connection and compiled lists are its own there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import structlog

from bot.core.claims import as_claims
from bot.core.hunts import Found, Hunt, Looked, Span
from bot.ports import Reader, Store, Stored
from watchlists import Matcher
from watchlists.events.acts import needs_phrase
from watchlists.files import entries
from watchlists.model import Document, Entity, EventType, Findings, Watchlists
from watchlists.outlets import Outlets

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for: the hunt, and the lists in force with its entry as it was asked for."""

    open_store: Callable[[], Store]
    hunt: Hunt
    lists: Watchlists
    outlets: Outlets


def is_sieved(entry: Entity | EventType) -> bool:
    """Whether an entry stands nowhere but where a spelling of its own may stand."""
    return isinstance(entry, Entity) or needs_phrase(entry)


class Searcher:
    """Does pieces (after, up to) of a search. `reader` is a matcher of the very lists, where one is at hand.

    The sieve knows the entry alone, and passes over everything else in a small part of the time; what is found is
    decided with all lists, as for an article that comes in: the longest name wins, and neighbours are weighed. Events
    that are read where no phrase of theirs stands are not sieved.
    """

    def __init__(self, search: Search, reader: Reader | None = None) -> None:
        self._search, self._reader = search, reader

    def __reduce__(self) -> tuple[type["Searcher"], tuple[Search]]:
        return Searcher, (self._search,)

    def __call__(self, piece: tuple[int, int]) -> Looked:
        """Raises StoreError when the database fails."""
        after, upto = piece
        with self._store.begin(read_only=True) as unit:
            stored = unit.hunts.articles(self._search.hunt, after, upto)
        held = self._sifted(stored)
        found = zip(held, self._findings([one.document for one in held]), strict=True)
        seen = (Found(one.id, self._spans(one, findings)) for one, findings in found)
        return Looked(upto, len(stored), tuple(one for one in seen if one.spans))

    @cached_property
    def _store(self) -> Store:
        return self._search.open_store()

    @cached_property
    def _entry(self) -> Entity | EventType:
        return entries.read(self._search.hunt.wanted)

    @cached_property
    def _sieve(self) -> Matcher:
        return Matcher.compile(entries.alone(self._entry))

    @cached_property
    def _matcher(self) -> Reader:
        return self._reader or Matcher.compile(self._search.lists)

    def _sifted(self, stored: Sequence[Stored]) -> Sequence[Stored]:
        if not is_sieved(self._entry):
            return stored
        may = self._sieve.may_hold([one.document for one in stored])
        return [one for one, so in zip(stored, may, strict=True) if so]

    def _findings(self, documents: Sequence[Document]) -> Sequence[Findings]:
        """One article that the matcher cannot bear stops no other."""
        if not documents:
            return ()
        try:
            return self._matcher.match_many(documents)
        except Exception:
            return [self._findings_of_one(one) for one in documents]

    def _findings_of_one(self, document: Document) -> Findings:
        try:
            return self._matcher.match(document)
        except Exception:
            log.exception("match.crashed", hunt=self._search.hunt.id)
            return Findings()

    def _spans(self, stored: Stored, findings: Findings) -> tuple[Span, ...]:
        key, outlets = self._search.hunt.key, self._search.outlets
        mentions = tuple(one for one in findings.mentions if one.entity == key)
        if mentions or not any(one.event == key for one in findings.events):
            return mentions
        told = as_claims(findings, outlets.of(stored.source, stored.url), self._search.lists)
        return tuple(one for one in told.events if one.event == key)
