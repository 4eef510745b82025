"""«التنظيم», «الحركة», «الجماعة»: back to the group that was named last."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from watchlists.events.grammar import Named
from watchlists.events.passage import Passage
from watchlists.events.words import readings, trait, vocabulary
from watchlists.model import Entity, Mention, Watchlists
from watchlists.normalize import key, words

# The noun of the anaphor, and the words of which one must stand in a name of the group.
_NOUNS = {
    "التنظيم": "تنظيم",
    "الحركة": "حركة",
    "الجماعة": "جماعة",
    "الميليشيا": "ميليشيا مليشيا",
    "المليشيا": "ميليشيا مليشيا",
}
_CIVIL = """
    وزارة حكومة الأمم منظمة لجنة مجلس شركة جامعة اتحاد محكمة بنك وكالة جمعية نقابة برلمان رئاسة سفارة مفوضية
    شرطة ministry united nations council court bank university company agency police government commission
"""
_PENALTY = "actor:{noun}→{entity}"


def is_armed(entity: Entity) -> bool:
    """Whether an entity is an organisation that can have carried out an attack: no office, court or company."""
    if entity.kind != "organization":
        return False
    firsts = {part for name in entity.name.values() for part in map(key, words(name)[:2])}
    return firsts.isdisjoint(vocabulary(_CIVIL))


def _is_noun(seen: str) -> bool:
    return any(one in _nouns() for one in readings(seen))


_NOUN = trait(_is_noun)


class Groups:
    """The groups of one article in reading order: who is meant by a noun at a place."""

    def __init__(self, mentions: Sequence[Mention], lists: Watchlists) -> None:
        self._lists = lists
        found = [one for one in mentions if one.entity in lists.entities and is_armed(lists.entities[one.entity])]
        self._named = sorted(found, key=_order)
        self._orders = [_order(one) for one in self._named]

    def back_references(self, passage: Passage) -> Iterator[Named]:
        """The nouns of a sentence that stand for a group named before them."""
        nouns = _nouns()
        for at, word in enumerate(passage.words):
            if not word.traits & _NOUN:
                continue
            noun = next((nouns[one] for one in word.readings if one in nouns), None)
            meant = self._before((passage.field != "title", word.start), noun) if noun else None
            if noun and meant and not self._names(passage, word.start, word.end):
                code = _PENALTY.format(noun=noun, entity=meant)
                yield Named(meant, at, at + 1, person=False, armed=True, code=code)

    def _before(self, order: tuple[bool, int], noun: str) -> str | None:
        """The last group before a place whose name has the noun, else the last one of all (looking 20 back)."""
        last = bisect_left(self._orders, order)
        recent = [one.entity for one in self._named[max(0, last - 20) : last]][::-1]
        wanted = vocabulary(_NOUNS[noun])
        agreeing = (entity for entity in recent if not wanted.isdisjoint(_name_words(self._lists.entities[entity])))
        return next(agreeing, recent[0] if recent else None)

    def _names(self, passage: Passage, start: int, end: int) -> bool:
        """Whether a mention covers or directly follows the noun: «التنظيم» in a name is no back-reference."""
        at = bisect_left(self._orders, (passage.field != "title", start - 80))
        near = (one for one in self._named[at : at + 12] if one.field == passage.field)
        return any(one.start < end + 2 and start < one.end for one in near)


@cache
def _nouns() -> dict[str, str]:
    return {key(noun): noun for noun in _NOUNS}


def _order(one: Mention) -> tuple[bool, int]:
    return one.field != "title", one.start


def _name_words(entity: Entity) -> frozenset[str]:
    return _keys(tuple(alias.text for alias in entity.spellings))


@lru_cache(maxsize=4096)
def _keys(spellings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key(word) for text in spellings for word in words(text))
