"""Small watchlists for the tables of the rules, and what a matcher finds with them."""

from watchlists import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Kind, Watchlist, Watchlists

Found = tuple[str, str, frozenset[str]]


def entity(key: str, kind: Kind, *aliases: str | Alias, part_of: str | None = None) -> Entity:
    """An entity without a name of its own, so that only the aliases count."""
    return Entity(key, kind, {}, tuple(map(_alias, aliases)), part_of=part_of)


def event(key: str, *phrases: str | Alias, unless: tuple[str, ...] = ()) -> EventType:
    """An event type of these phrases."""
    return EventType(key, {}, tuple(map(_alias, phrases)), unless=unless)


def watching(*entries: Entity | EventType) -> Matcher:
    """A matcher of one list that holds these entries."""
    entities = tuple(one for one in entries if isinstance(one, Entity))
    events = tuple(one for one in entries if isinstance(one, EventType))
    return Matcher.compile(Watchlists((Watchlist("test", {}, entities, events),)))


def mentions(matcher: Matcher, text: str) -> list[Found]:
    """Key, quoted text and codes of every mention; fails where an offset does not quote the source."""
    found = matcher.match(Document(text)).mentions
    assert all(text[one.start : one.end] == one.text for one in found)
    return [(one.entity, one.text, frozenset(one.how)) for one in found]


def phrases(matcher: Matcher, text: str) -> list[Found]:
    """Key, quoted text and codes of every event phrase; fails where an offset does not quote the source."""
    found = matcher.hits(Document(text)).phrases
    assert all(text[one.start : one.end] == one.text for one in found)
    return [(one.event, one.text, frozenset(one.how)) for one in found]


def _alias(one: str | Alias) -> Alias:
    return one if isinstance(one, Alias) else Alias(one)
