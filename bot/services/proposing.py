"""Aliases whose alerts people call not relevant again and again: what could be changed is proposed to administrators.

feedback -> aliases rejected often enough -> their stored mentions -> guards and scores, with effect -> the best one
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from bot.core import proposing
from bot.core.feedback import AliasName, Vote, is_repeated, judged
from bot.core.language import Texts
from bot.core.model import Destination, Language, NewDelivery, Reading
from bot.core.proposing import Effect, Named, Place, Proposal
from bot.core.render.proposals import proposal_notice
from bot.ports import Reader, Store, Unit, Window
from watchlists import Matcher
from watchlists.model import Alias, Document, Entity, Event, EventType, Field, Hits, Mention, Watchlist, Watchlists

log = structlog.get_logger()

DAYS: Final = 30
"""So far back the effect of a change is measured."""
_MOST: Final = 500
_LOOKED: Final = "feedback.looked"
_OVERLAP: Final = timedelta(minutes=1)
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Proposing:
    """Looks at what was said of alerts since the last look. `admins` gives the chats of those who decide."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    admins: Callable[[Unit], Sequence[Destination]]

    def look(self, now: datetime) -> int:
        """Propose what is worth it, at most one change an alias; returns how many notices were written."""
        lists = self.reader().watchlists
        with self.store.begin(read_only=True) as unit:
            aliases = unit.feedback.rejected_since(_since(unit, now))
            cases = [case for one in aliases if (case := _case(unit, one, lists, now))]
        if not aliases:
            return 0
        found = [(one, best) for case in cases for one, best in _best(case)]
        with self.store.begin() as unit:
            unit.state.put(_LOOKED, now.isoformat())
            return sum(self._propose(unit, case, best, now) for case, best in found)

    def _propose(self, unit: Unit, alias: AliasName, new: Proposal, now: datetime) -> int:
        if any(map(_is_open, unit.proposals.of(alias))):
            return 0
        return offer(unit, new, self.admins, self.reader().watchlists, self.texts, now)


def offer(
    unit: Unit,
    new: Proposal,
    admins: Callable[[Unit], Sequence[Destination]],
    lists: Watchlists,
    texts: Mapping[Language, Texts],
    now: datetime,
) -> int:
    """Keep a proposal and tell those who decide; how many notices were written, none where it was made before."""
    kept = unit.proposals.add(new, now)
    chats = admins(unit) if kept else ()
    for chat in chats:
        message = proposal_notice(kept or new, lists, texts[chat.language])
        unit.outbox.add(NewDelivery(f"proposal:{kept and kept.id}:{chat.id}", chat.id, "notice", message), now)
    return len(chats)


def _is_open(one: Proposal) -> bool:
    """A further spelling of an alias keeps nobody from mending it."""
    return one.state == "open" and one.kind != "alias"


def _since(unit: Unit, now: datetime) -> datetime:
    """The last look, and a little before it: what was being said then may have been committed after it. A clock that
    was set back makes it earlier."""
    looked = unit.state.get(_LOOKED)
    return min(datetime.fromisoformat(looked), now) - _OVERLAP if looked else _NEVER


@dataclass(frozen=True, slots=True)
class _Case:
    """An alias with its stored mentions, and the changes that were proposed before, whatever came of them."""

    name: AliasName
    alias: Alias
    named: Sequence[Named]
    documents: Mapping[int, Document]
    known: frozenset[tuple[str, str]]
    event: bool


def _case(unit: Unit, name: AliasName, lists: Watchlists, now: datetime) -> _Case | None:
    votes, before = unit.feedback.votes(name), unit.proposals.of(name)
    alias = spelling(name, lists)
    if alias is None or not is_repeated(votes, _viewers(unit)) or any(map(_is_open, before)):
        return None
    readings = _readings(unit, name[0], votes, now)
    named = [one for reading in readings for one in mentions(reading, name, judged(votes).get(reading.article.id))]
    documents = {one.article.id: one.article.document for one in readings}
    known = frozenset((one.kind, one.value) for one in before)
    return _Case(name, alias, named, documents, known, name[0] in lists.events)


def _viewers(unit: Unit) -> frozenset[str]:
    """Labels of those who were made viewers, anywhere: alone they bring about nothing."""
    everywhere = (person.label for person, role in unit.people.all() if role == "viewer")
    return frozenset((*everywhere, *(one.person.label for one in unit.roles.all() if one.role == "viewer")))


def spelling(name: AliasName, lists: Watchlists) -> Alias | None:
    """The alias or phrase of this name; None where the lists do not hold it (any more)."""
    key, text = name
    entity, event = lists.entities.get(key), lists.events.get(key)
    held = entity.spellings if entity else event.phrases if event else ()
    return next((one for one in held if one.text == text), None)


def mentions(reading: Reading, name: AliasName, relevant: bool | None = None) -> Iterator[Named]:
    """The mentions of an article by an alias, or its events by a phrase."""
    article, (key, text) = reading.article, name
    spans: list[Mention | Event] = [one for one in reading.findings.mentions if (one.entity, one.alias) == (key, text)]
    spans += [one for one in reading.findings.events if (one.event, one.phrase) == (key, text)]
    for one in spans:
        held = article.title or "" if one.field == "title" else article.text
        yield Named(article.id, one.field, held, one.start, one.end, one.score, relevant)


def _readings(unit: Unit, key: str, votes: Sequence[Vote], now: datetime) -> list[Reading]:
    """The newest of the last days, and those that people spoke of."""
    span = Window(now - timedelta(days=DAYS), now + timedelta(seconds=1))
    found = {one.article.id: one for one in unit.articles.latest([key], _MOST, span)}
    for article_id in judged(votes):
        held = None if article_id in found else unit.articles.get(article_id)
        if held:
            found[article_id] = held
    return list(found.values())


def _best(case: _Case) -> Iterator[tuple[AliasName, Proposal]]:
    """The change that silences most of what was rejected and nothing that was called relevant."""
    tried = [one for one in _candidates(case) if (one.kind, one.value) not in case.known]
    worth = [one for one in tried if proposing.is_worth_it(one.effect, case.named)]
    best = max(worth, key=lambda one: (one.effect.rejected, one.kind == "unless", -one.effect.silenced), default=None)
    if best:
        log.info("proposal", key=best.key, alias=best.alias, change=best.kind, value=best.value)
        yield case.name, best


def _candidates(case: _Case) -> Iterator[Proposal]:
    key, text = case.name
    before = _found(case, case.alias)
    for guard in proposing.guards(case.named, text):
        if guard not in case.alias.unless:
            yield Proposal(0, "unless", key, text, guard, _of_guard(case, guard, before))
    least = proposing.score(case.named)
    if least is not None and least > (case.alias.min_score or 0):
        lower = [one for one in case.named if one.score < least]
        yield Proposal(0, "min_score", key, text, f"{least:g}", proposing.effect(case.named, lower, DAYS))


def _of_guard(case: _Case, guard: str, before: set[Place]) -> Effect:
    """Matched with the alias alone, without the guard (`before`) and with it: what only the first finds is silenced."""
    after = _found(case, replace(case.alias, unless=(*case.alias.unless, guard)))
    silenced = [one for one in case.named if one.place in before - after]
    return proposing.effect(case.named, silenced, DAYS)


def _found(case: _Case, alias: Alias) -> set[Place]:
    held = sorted({one.article_id for one in case.named})
    hits = alone(alias, event=case.event).hits_many([case.documents[one] for one in held])
    return {(article, *place) for article, found in zip(held, hits, strict=True) for place in places(found)}


def places(hits: Hits) -> Iterator[tuple[Field, int, int]]:
    """Where something was found: field, start and end."""
    yield from ((one.field, one.start, one.end) for one in hits.mentions)
    yield from ((one.field, one.start, one.end) for one in hits.phrases)


def alone(*aliases: Alias, event: bool = False) -> Matcher:
    """A matcher of nothing but these aliases (or phrases)."""
    entities = () if event else (Entity("X", "other", {}, aliases),)
    events = (EventType("x", {}, aliases),) if event else ()
    return Matcher.compile(Watchlists((Watchlist("x", {}, entities, events),)))
