"""Whether a text says no number and no name that its source lacks. Pure, and in doubt against the text.

It cannot tell whether the text says something else with the words of its source, such as who attacked whom.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, Self

from bot.summarizers import ordinary
from bot.summarizers.quantities import Quantity, backed, quantities
from watchlists.events.words import Word, readings, split
from watchlists.model import Mention
from watchlists.normalize import is_arabic, loose
from watchlists.sentences import sentences

_QUOTE: Final = re.compile('[«“"„]([^«»“”„"]+)[»”"“]')
_LINK: Final = re.compile(r"://|\bwww\.|@\w|\b[\w-]+\.[a-z]{2,}\b", re.ASCII)


class Lack(StrEnum):
    """What a text says though its source does not."""

    NUMBER = "a number that the article lacks"
    ENTITY = "a watched name that the article lacks"
    QUOTE = "a quotation that the article lacks"
    NAME = "what may be a name and is not in the article"
    LINK = "a link"


class Objection(NamedTuple):
    """Why a text is refused, and its words that are the reason."""

    lack: Lack
    words: str


@dataclass(frozen=True, slots=True)
class Source:
    """What there is to be said: the words of a source, its numbers and places, and the entities found in it."""

    keys: str
    forms: frozenset[str]
    cores: frozenset[str]
    quantities: frozenset[Quantity]
    places: frozenset[str]
    entities: Collection[str]

    @classmethod
    def of(cls, text: str, entities: Collection[str]) -> Self:
        """Everything that a text may back."""
        words = split(text, 0, len(text))
        places = filter(None, (ordinary.place_at(words, at) for at in range(len(words))))
        forms = frozenset(form for word in words for form in _forms(word))
        return cls(
            _keys(words),
            forms,
            frozenset(core for form in forms for core in ordinary.verb_cores(form)),
            frozenset(quantities(text, words)),
            frozenset(place.name for place in places),
            entities,
        )

    def holds(self, word: Word) -> bool:
        """Whether a word stands in the source, with whatever particles."""
        return not self.forms.isdisjoint(_forms(word))

    def has_verb_of(self, word: Word) -> bool:
        """Whether a long verb stands in the source in any of its forms."""
        return any(not self.cores.isdisjoint(ordinary.verb_cores(form)) for form in _forms(word))


def objection(text: str, mentions: Sequence[Mention], source: Source) -> Objection | None:
    """The first thing that the source does not back; `mentions` are those of watched entities in the text."""
    return next(_objections(text, mentions, source), None)


def _objections(text: str, mentions: Sequence[Mention], source: Source) -> Iterator[Objection]:
    if link := _LINK.search(text):
        yield Objection(Lack.LINK, link.group())
    strangers = (one for one in mentions if one.entity not in source.entities)
    yield from (Objection(Lack.ENTITY, one.text) for one in strangers)
    words = split(text, 0, len(text))
    numbers = tuple(one for one in quantities(text, words) if not _is_mentioned(words[one.first], mentions))
    wrong = (one for one in numbers if not _is_backed(one, words, source))
    yield from (Objection(Lack.NUMBER, _span(text, words, one.first, one.last)) for one in wrong)
    quoted = (found.group(1) for found in _QUOTE.finditer(text))
    yield from (Objection(Lack.QUOTE, one) for one in quoted if _keys(split(one, 0, len(one))) not in source.keys)
    yield from (Objection(Lack.NAME, one) for one in _names(text, words, numbers, mentions, source))


def _is_mentioned(word: Word, mentions: Sequence[Mention]) -> bool:
    return any(one.start <= word.start and word.end <= one.end for one in mentions)


def _is_backed(one: Quantity, words: tuple[Word, ...], source: Source) -> bool:
    if one.kind == "dual" and source.holds(words[one.first]):
        return True
    return backed(one, source.quantities)


def _names(
    text: str, words: tuple[Word, ...], numbers: Sequence[Quantity], mentions: Sequence[Mention], source: Source
) -> Iterator[str]:
    """The words of a text that may be names and that nothing in the source backs."""
    counted = {at for one in numbers if one.kind != "dual" for at in range(one.first, one.last)}
    latin = frozenset(start for start, _ in sentences(text)) if not any(is_arabic(one.key) for one in words) else None
    for at, word in enumerate(words):
        named = _is_mentioned(word, mentions)
        place = ordinary.place_at(words, at)
        if place and place.name not in source.places and not all(map(source.holds, words[at : place.last])):
            yield _span(text, words, at, place.last)
        elif not (place or named or at in counted or _may_stand(words, at, source, latin)):
            yield word.text


def _may_stand(words: tuple[Word, ...], at: int, source: Source, latin: frozenset[int] | None) -> bool:
    """Whether a word is the source's or no name. `latin` is where sentences begin, None in a text that is not Latin."""
    word = words[at]
    if listed := ordinary.listed_names(word):  # exactly: «كمال» is not «مال» behind a particle
        return not listed.isdisjoint(source.forms)
    if source.holds(word):
        return True
    if not is_arabic(word.key):
        return latin is not None and (_is_lower(word) or (word.start in latin and ordinary.is_opener(word)))
    if ordinary.is_function(word):
        return True
    if ordinary.is_date(words, at) or (at > 0 and ordinary.is_title(words[at - 1])):
        return False
    return source.has_verb_of(word) or ordinary.is_ordinary(word)


def _is_lower(word: Word) -> bool:
    return word.text.isascii() and word.text.isalpha() and word.text.islower()


def _forms(word: Word) -> Iterator[str]:
    for reading in readings(word.key):
        yield reading
        yield from loose(reading)


def _keys(words: Sequence[Word]) -> str:
    return f" {' '.join(word.key for word in words)} "


def _span(text: str, words: Sequence[Word], first: int, last: int) -> str:
    return text[words[first].start : words[last - 1].end]
