"""Where something happened, under one name however it is written; and the places that a headline names."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.core.stems import bare
from watchlists import toponyms
from watchlists.model import Entity, Event, Mention, Place, Watchlists
from watchlists.normalize import key, words

_LONGEST, _REMEMBERED = 3, 4_096
# A name in a headline is a place behind one of these, with the particle «ب», or in front of a colon; folded.
_BEFORE: Final = frozenset(
    map(
        key,
        """في قرب شمال شمالي جنوب جنوبي شرق شرقي غرب غربي وسط مدينة بمدينة بلدة ببلدة محافظة بمحافظة ولاية بولاية ريف
        بريف مخيم قضاء منطقة إقليم حي in near""".split(),
    )
)
_OPENING: Final = re.compile(r"\s*([^:.|]{2,30}?)\s*(?::|\.\.|\|)")
# What stands before the name of a part of a town or of a village.
_QUARTERS: Final = frozenset(map(key, "حي مخيم قرية بلدة شارع ضاحية محلة ناحية مديرية سوق ساحة تقاطع".split()))
_THE: Final = "ال"
_AND: Final = "\N{ARABIC LETTER WAW}"
_BY: Final = re.compile("^(?:ب|وب)(?=.{3})")


def place_id(where: Place, watchlists: Watchlists) -> str:
    """One name for a place however it is written: in English where that is known."""
    entity = watchlists.entities.get(where.entity or "")
    name = _english(entity) if entity else toponyms.english(where.text) or where.text
    return " ".join(map(key, words(name)))


def _english(entity: Entity) -> str:
    return toponyms.english(entity.name.get("ar", "")) or entity.name.get("en", entity.key)


@lru_cache(_REMEMBERED)
def is_country(name: str) -> bool:
    """Whether a place (see `place_id`) is a whole country: in one much happens on a day."""
    return "country" in toponyms.kinds(name)


def is_capital(name: str) -> bool:
    """Whether a place is the capital of a country."""
    return "capital" in toponyms.kinds(name)


@lru_cache(_REMEMBERED)
def is_province(name: str) -> bool:
    """Whether a place is known as a province and as no town."""
    return toponyms.kinds(name) == {"province"}


@lru_cache(_REMEMBERED)
def is_narrow(name: str) -> bool:
    """Whether a place is neither a country nor known only as a province."""
    kinds = toponyms.kinds(name)
    return "country" not in kinds and kinds != {"province"}


def happened_in(events: Iterable[Event], watchlists: Watchlists) -> Iterator[str]:
    """The most specific place of each event."""
    known = (event.places[0] for event in events if event.places and not _is_next_clause(event.places[0]))
    return (place_id(place, watchlists) for place in known)


def _is_next_clause(place: Place) -> bool:
    """Whether it is no place but how a sentence goes on («قرية وتحرق بيوتا»): no gazetteer knows it."""
    return place.text.startswith(_AND) and place.entity is None and toponyms.english(place.text) is None


def named(mentions: Iterable[Mention], watchlists: Watchlists) -> frozenset[str]:
    """The watched places that are named."""
    places = (one for one in mentions if is_place(one.entity, watchlists))
    return frozenset(place_id(Place(one.text, one.entity), watchlists) for one in places)


def is_place(entity: str, watchlists: Watchlists) -> bool:
    """Whether an entity is a watched place."""
    known = watchlists.entities.get(entity)
    return known is not None and known.kind == "place"


def titled(headline: str, mentions: Iterable[Mention], watchlists: Watchlists) -> Iterator[str]:
    """The places that a headline says something happened in: watched ones, and those of the gazetteer behind a word
    that says so. A capital that acts («وبغداد تستنكر») is none."""
    found = frozenset(_behind(headline))
    yield from found
    for one in mentions:
        if one.field == "title" and is_place(one.entity, watchlists):
            name = place_id(Place(one.text, one.entity), watchlists)
            if name in found or not ("capital" in toponyms.kinds(name) and _acts(headline, one)):
                yield name


def _behind(headline: str) -> Iterator[str]:
    said = list(map(key, words(headline)))
    opening = _OPENING.match(headline)
    if opening and (found := _known(list(map(key, words(opening[1]))))):
        yield found
    for at, word in enumerate(said):
        if word in _BEFORE and (found := _known(said[at + 1 : at + 1 + _LONGEST])):
            yield found
        if _BY.match(word) and (found := _known([_BY.sub("", word), *said[at + 1 : at + _LONGEST]])):
            yield found


def quarters(text: str) -> Iterator[str]:
    """The names of quarters, camps, villages and streets in a text, as stems: «حي الزيتون», «مخيم الشاطئ»."""
    said = words(text)
    for one, name in pairwise(said):
        if _BY.sub("", key(one)) in _QUARTERS and (stem := bare(name)) and name.startswith(_THE):
            yield stem


def _acts(headline: str, mention: Mention) -> bool:
    """Whether a name stands where a subject does: at the beginning, or behind «و»."""
    return not words(headline[: mention.start]) or mention.text.startswith(_AND)


def _known(said: list[str]) -> str | None:
    """The longest name of a place with which these words begin."""
    for end in range(len(said), 0, -1):
        if name := toponyms.english(" ".join(said[:end])):
            return " ".join(map(key, words(name)))
    return None
