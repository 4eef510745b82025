"""What is found, as a graph for other tools: who is named, what happened, and which articles say so.

An article, an entity and a happening are each told once, with an id that is the same in every export.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.core.model import Article, Reading
from bot.core.urls import is_web_address
from watchlists.exports.entries import Catalogue, Entry
from watchlists.model import Event

_TITLE = 120
_OPEN = ("actors", "targets", "about", "places", "killed", "injured", "arrested", "count", "when")


@dataclass(frozen=True, slots=True)
class Found:
    """An article with what was found in it, the story that it stands in (its number, and the identity of the article it
    was opened with), and its summary."""

    reading: Reading
    story: int | None
    root: str | None
    summary: str | None

    @property
    def article(self) -> Article:
        """The article."""
        return self.reading.article

    @property
    def title(self) -> str:
        """Its title, else the beginning of its text, else what it is known by."""
        return self.article.title or self.article.text[:_TITLE].strip() or self.article.identity

    @property
    def url(self) -> str:
        """Its address, '' where it is no web address."""
        return self.article.url if self.article.url and is_web_address(self.article.url) else ""

    @property
    def keys(self) -> list[str]:
        """The entities that are named in it, or in what happened, each once."""
        named = [one.entity for one in self.reading.findings.mentions]
        for event in self.reading.findings.events:
            named += (*event.actors, *event.targets, *(place.entity for place in event.places if place.entity))
        return list(dict.fromkeys(named))

    @property
    def events(self) -> Mapping[str, Event]:
        """What happened: of each kind the surest, with what it leaves open filled in from the others."""
        found: dict[str, Event] = {}
        for one in sorted(self.reading.findings.events, key=lambda event: -event.score):
            found[one.event] = filled(found[one.event], one) if one.event in found else one
        return found

    def happening(self, event: str) -> tuple[str, ...]:
        """What names a happening: the story that it is told in, else the article, and its kind."""
        return ("happening", self.root or self.article.identity, event)


@dataclass(slots=True)
class Told:
    """What a file tells already."""

    catalogue: Catalogue
    _done: set[tuple[str, ...]] = field(default_factory=set)
    _happened: dict[tuple[str, ...], tuple[Event, Found]] = field(default_factory=dict)

    def first(self, *named: str) -> bool:
        """Whether something is told for the first time; it counts as told from then on."""
        new = named not in self._done
        self._done.add(named)
        return new

    def hear(self, found: Found) -> None:
        """Note what happened in an article; of what was told before, only what was left open."""
        for event in found.events.values():
            named = found.happening(event.event)
            told, first = self._happened.get(named, (event, found))
            self._happened[named] = filled(told, event), first

    def happenings(self) -> Iterable[tuple[Event, Found]]:
        """What happened, with everything that its articles say of it, and the first of these."""
        return self._happened.values()

    def entries(self, keys: Iterable[str]) -> Iterator[tuple[Entry, Entry | None]]:
        """The entities that are not told yet, each behind what it is part of, which is given with it."""
        lists = self.catalogue.lists
        for key in keys:
            for one in (*reversed(list(lists.ancestors(key))), key) if key in lists.entities else ():
                if self.first("entity", one):
                    entry = self.catalogue.entry(one)
                    yield entry, self.catalogue.entry(entry.parent) if entry.parent else None

    def event_name(self, event: str) -> str:
        """The name of an event type, in English where the list has one."""
        names = self.catalogue.lists.events[event].name if event in self.catalogue.lists.events else {}
        return names.get("en") or next(iter(names.values()), event)


def filled(event: Event, other: Event) -> Event:
    """A happening with what it leaves open as another sentence has it: a headline says what, the text where, when and
    how many. What is denied or only planned says nothing of what was done."""
    if event.status != other.status:
        return event
    return replace(event, **{name: getattr(other, name) for name in _OPEN if getattr(event, name) in (None, ())})


def facts(event: Event) -> dict[str, Any]:
    """What is said of a happening, without what is not."""
    names = ("event", "status", "cameo", "acled", "killed", "injured", "arrested", "count", "when", "about")
    held = {name: getattr(event, name) for name in names}
    ends = {"actors": list(event.actors), "targets": list(event.targets)}
    places = [one.text for one in event.places]
    return {name: value for name, value in {**held, **ends, "places": places}.items() if value not in (None, [])}
