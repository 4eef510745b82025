"""The entries of a watchlist: entities, event types, and their spellings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from watchlists.normalize import folded

Kind = Literal["organization", "person", "place", "other"]
MatchLevel = Literal["exact", "inflected", "fuzzy"]
Severity = Literal["low", "medium", "high", "critical"]
Status = Literal["reported", "planned", "foiled", "claimed", "denied", "threatened"]
SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")


@dataclass(frozen=True, slots=True)
class Alias:
    """One spelling of an entity, or one phrase of an event type, with its conditions."""

    text: str
    match: MatchLevel = "fuzzy"
    definite: bool = False
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    min_score: float | None = None
    guard: bool = True
    valid_from: date | None = None
    valid_until: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences in which an entry must be found, and in which it must not."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something to watch for."""

    key: str
    kind: Kind
    name: Mapping[str, str]
    aliases: tuple[Alias, ...] = ()
    part_of: str | None = None
    tests: Examples = Examples()
    note: str | None = None
    source: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    never: tuple[str, ...] = ()
    """What it is never found by, also where it stands in `name` or an import would add it."""

    @property
    def spellings(self) -> tuple[Alias, ...]:
        """All aliases; the names in every language come first unless an alias repeats their text. `never` goes."""
        listed = {alias.text for alias in self.aliases}
        names = tuple(Alias(text) for text in dict.fromkeys(self.name.values()) if text not in listed)
        every, refused = names + self.aliases, set(map(folded, self.never))
        return tuple(one for one in every if folded(one.text) not in refused) if refused else every

    def with_aliases(self, more: Iterable[Alias]) -> "Entity":
        """The entity with further aliases; those whose text it has are left as they are."""
        listed = {alias.text for alias in self.spellings}
        fresh = {alias.text: alias for alias in more if alias.text not in listed}
        return replace(self, aliases=(*self.aliases, *fresh.values())) if fresh else self


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of happening, recognised by its phrases. `cameo` and `acled` are the codes of those code books."""

    key: str
    name: Mapping[str, str]
    phrases: tuple[Alias, ...]
    severity: Severity = "medium"
    status: Status = "reported"
    unless: tuple[str, ...] = ()
    tests: Examples = Examples()
    cameo: str | None = None
    acled: str | None = None
    note: str | None = None
