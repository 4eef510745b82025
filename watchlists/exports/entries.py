"""What a watchlist tells of an entity, whatever the format it is written in."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from watchlists.advice.alias import is_tiny
from watchlists.exports.geography import Spot, spot
from watchlists.guards import vocabulary
from watchlists.model import Alias, Entity, Watchlists
from watchlists.normalize import folded_words

BORN: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""When every entity is said to be written down first: nobody knows it, and it must never change."""
ACTOR_LISTS: Final = frozenset({"groups"})
"""The shipped lists whose organizations are armed groups."""
_LISTED: Final = re.compile(r"(UN|OFAC|EU|UK) ([\w.-]*\d[\w.-]*)")


@dataclass(frozen=True, slots=True)
class Reference:
    """Where something stands: a publisher, with the number that it has there or its address."""

    name: str
    id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity for other tools. `name` is in `language`, English where the list has it; `names` are those of the other
    languages. `aliases` name it alone, `weak` ones only beside other words: they mean others, too.
    `actor` says that it stands in a list of armed groups, or is part of one that does. `parent` is the key of what it
    is part of. `changed` is when the list, or an edit of it, was last written."""

    entity: Entity
    slug: str
    name: str
    language: str
    names: Mapping[str, str]
    aliases: tuple[str, ...]
    weak: tuple[str, ...]
    references: tuple[Reference, ...]
    actor: bool
    parent: str | None
    spot: Spot | None
    changed: datetime


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The lists as other tools are to have them. `actors` are the slugs of lists of armed groups; `changed` says when
    each list was last written, by slug, and `edited` when an entity was last edited in chat, by key."""

    lists: Watchlists
    changed: Mapping[str, datetime]
    edited: Mapping[str, datetime]
    actors: Collection[str] = ACTOR_LISTS

    def entries(self, slugs: Collection[str]) -> Iterator[Entry]:
        """The entities of some lists, each behind what it is part of, which comes along from whichever list."""
        done = set[str]()
        for one in self.lists.lists:
            for entity in one.entities if one.slug in slugs else ():
                for key in (*reversed(list(self.lists.ancestors(entity.key))), entity.key):
                    if key not in done:
                        done.add(key)
                        yield self.entry(key)

    def entry(self, key: str) -> Entry:
        """An entity by its key. Raises KeyError for an unknown one."""
        entity = self.lists.entities[key]
        slug = self._slug(key)
        language = "en" if "en" in entity.name else next(iter(entity.name))
        strong, weak = _parted(entity)
        changes = (self.changed.get(slug), self.edited.get(key), BORN)
        return Entry(
            entity=entity,
            slug=slug,
            name=entity.name[language],
            language=language,
            names={code: name for code, name in entity.name.items() if code != language},
            aliases=strong,
            weak=weak,
            references=tuple(references(entity)),
            actor=self._is_actor(entity),
            parent=next(self.lists.ancestors(key), None),
            spot=spot(entity, self.lists) if entity.kind == "place" else None,
            changed=max(filter(None, changes)),
        )

    def _slug(self, key: str) -> str:
        return next(one.slug for one in self.lists.lists if key in self.lists.members(one.slug))

    def _is_actor(self, entity: Entity) -> bool:
        family = (entity.key, *self.lists.ancestors(entity.key))
        return entity.kind == "organization" and any(self._slug(one) in self.actors for one in family)


def references(entity: Entity) -> Iterator[Reference]:
    """Rasid's own, by the key, then each source of the entity and its aliases once."""
    yield Reference("rasid", entity.key)
    for text in dict.fromkeys(filter(None, (entity.source, *(one.source for one in entity.aliases)))):
        yield reference(text)


def reference(source: str) -> Reference:
    """A source as a list writes it: a web address, an entry of a list of others (`UN QDi.430`), or words."""
    if source.startswith(("http://", "https://")) and not re.search(r"\s", source):
        return Reference(_host(source) or source, url=source)
    listed = _LISTED.fullmatch(source)
    return Reference(listed[1], listed[2]) if listed else Reference(source)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _parted(entity: Entity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The aliases that name an entity alone, and those that do not; without its names."""
    listed = {one.text: one for one in entity.aliases if one.text not in entity.name.values()}
    weak = tuple(text for text, one in listed.items() if _is_weak(one, entity))
    return tuple(text for text in listed if text not in weak), weak


def _is_weak(alias: Alias, entity: Entity) -> bool:
    """Whether it stands for the entity only beside other words or with the article, is one word of a person's name, or
    an ordinary word that needs a guard."""
    alone = entity.kind == "person" and not re.search(r"\s", alias.text)
    guarded = bool(alias.unless) and _is_ordinary(alias.text)
    return bool(alias.needs or alias.definite or alone) or guarded or is_tiny(alias.text)


def _is_ordinary(text: str) -> bool:
    """Whether an alias is one word that stands in the news in whatever sense."""
    held = folded_words(text)
    return len(held) == 1 and vocabulary().known(held[0])
