"""Whether a name may watch the news, and how strictly: as it is, near words of its group, or not at all."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from watchlists.advice.commonness import RAREST, Commonness
from watchlists.imports import chance
from watchlists.imports.contexts import country_words, group_words, latin_words
from watchlists.imports.naming import Name
from watchlists.imports.rarity import Telling
from watchlists.imports.telling import is_famous
from watchlists.imports.titles import GENERIC, MILITANT
from watchlists.imports.units import Unit, is_kunya, is_nisba, units
from watchlists.model import Alias, Kind, MatchLevel
from watchlists.normalize import ARTICLE, key, words

Reason = Literal[
    "too common",
    "one name alone",
    "a kunya alone",
    "an ordinary word",
    "ordinary words",
    "a short acronym",
    "a mark or a number",
    "several on this list are called so",
]
# Expected false hits in much news (see `chance`) below which a name needs nothing, a word of its group or country
# beside it, or a word of its group.
_BARE, _BARE_THING, _NEAR_COUNTRY, _NEAR_GROUP, _NEAR_GROUP_COMMON = 0.03, 0.1, 1.0, 2.0, 0.5
# Where a family lives, its name stands beside those of its people so many times more often than by chance.
_AT_HOME = 20
_THREE_COMMON, _NEAR_GROUP_THING = 0.2, 10.0
_PAIR, _LONG = 2, 4
_SOME_GROUP = ("Al-Qaida",)
# Words of the text that a typing error may turn into a rare word of a name, together as usual as this.
_NEIGHBOURS = 2000
_MILITANT, _SHORTEST, _SHORTEST_FUZZY = 0.1, 5, 4
_PLAIN_WORDS = 0.5
# From how often a word of two is written it says too little: in Latin letters, in Arabic.
_USUAL_WORD = (1000, 300)


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides over the names of one list."""

    common: Commonness

    @property
    def telling(self) -> Telling:
        """What of a name tells its bearer from everybody else."""
        return Telling(self.common)

    def alias(self, name: Name, kind: Kind, context: tuple[str, ...]) -> Alias | Reason:
        """The alias with its conditions, or why there is none."""
        seen = name.words
        if not any(any(map(str.isalpha, word)) for word in seen) or (kind == "other" and is_mark(seen)):
            return "a mark or a number"
        return self._person(name, context) if kind == "person" else self._thing(name, kind, context)

    def short(self, name: Name, context: tuple[str, ...]) -> Alias | None:
        """The alias for a form that the list does not write itself, which must be rarer, or stand near its group."""
        parts = units(name.words)
        if len(parts) < 2 or len(set(parts)) < len(parts):
            return None
        if not self.common.vocabulary.function.isdisjoint(set(name.words) - {"علي"}):
            return None
        if is_famous(name.text) and len(parts) == _PAIR:
            return Alias(name.text, match="inflected")
        odds = chance.of_person(name.words, self.common)
        borne = all(chance.is_borne(unit, self.common) for unit in parts)
        if self.telling.of_two(name) if len(parts) == 2 else odds < _bare(parts) / 5 and not borne:
            return Alias(name.text, match=self._level(name, odds))
        if odds >= self._most_short(parts, borne=borne):
            return None
        needs = _needs(name, context, max(odds, _NEAR_COUNTRY) if borne else odds, _NEAR_GROUP)
        return Alias(name.text, match="inflected", needs=needs) if needs else None

    def shortens(self, name: Name, alias: Alias, form: tuple[str, ...]) -> bool:
        """Whether a form in which the matcher also finds an alias, with words missing or turned round, may mean it."""
        if len(form) == len(name.words):
            return bool(alias.needs) or is_nisba(name.words[-1])
        found = self.short(Name(" ".join(form), "name", name.arabic), _SOME_GROUP)
        return found is not None and (not found.needs or bool(alias.needs))

    def without_head(self, name: Name) -> Alias | None:
        """An organization without the word that it is one, as newspapers name it, where the rest says enough."""
        head, _, rest = name.text.partition(" ")
        if not name.arabic or key(head) not in _LEFT_AWAY or len(rest.split()) < 2:
            return None
        found = self._thing(replace(name, text=rest), "organization", ())
        return found if isinstance(found, Alias) else None

    def with_head(self, name: Name, context: tuple[str, ...]) -> Alias | None:
        """An armed group that is called by one ordinary word, with the word that it is one: تنظيم المرابطون."""
        word, whole = name.words[0], replace(name, text=f"{_HEAD} {name.text}")
        if len(name.words) > 1 or not name.arabic or name.quality != "name" or not word.startswith(ARTICLE):
            return None
        if not is_famous(whole.text) and (not group_words(context) or self._odds(whole) >= _NEAR_COUNTRY):
            return None
        found = self._thing(whole, "organization", context)
        return found if isinstance(found, Alias) else None

    def _most_short(self, parts: tuple[Unit, ...], *, borne: bool) -> float:
        """The odds up to which a short form may stand near its group; of two common names one must be a family's."""
        if not borne:
            return _NEAR_COUNTRY
        return _THREE_COMMON if len(parts) > 2 else _NEAR_COUNTRY if is_nisba(parts[-1][-1]) else 0

    def _person(self, name: Name, context: tuple[str, ...]) -> Alias | Reason:
        parts = units(name.words)
        if is_famous(name.text) and len(parts) == _PAIR:
            return Alias(name.text, match="inflected")
        if len(parts) == 1:
            return "a kunya alone" if is_kunya(parts[0]) else self._alone(name, context)
        if name.quality == "weak" and all(self.common.is_given(unit[-1]) for unit in parts):
            return "too common"
        odds = chance.of_person(name.words, self.common)
        common = all(chance.is_borne(unit, self.common) for unit in parts)
        if len(set(parts)) == 1 or (not name.arabic and common):
            return "too common"
        if self.telling.of_person(name, rare=odds < _bare(parts)):
            return Alias(name.text, match=self._level(name, odds))
        needs = _needs(name, context, odds, _most(name, common=common))
        if not needs:
            return "too common"
        return Alias(name.text, match="inflected", needs=needs)

    def _alone(self, name: Name, context: tuple[str, ...]) -> Alias | Reason:
        """One name of a person: only where nobody else writes it, and beside its group or country."""
        needs = _needs(name, context, 0, _NEAR_COUNTRY)
        if not name.arabic or name.quality == "weak" or len(name.words) > 1 or not needs:
            return "one name alone"
        if len(name.words[0]) < _SHORTEST or self._is_ordinary(name.words[0]) or self.common.is_derived(name.words[0]):
            return "one name alone"
        return Alias(name.text, match="inflected", needs=needs)

    def _level(self, name: Name, odds: float) -> MatchLevel:
        """How far the text may stray from the name of a person without meaning another one."""
        parts = units(name.words)
        if not name.arabic:
            return "fuzzy"
        ends = parts[0] + parts[-1]
        short = chance.of_person(ends, self.common) if len(parts) > 2 else odds
        if short >= _BARE or any(len(word) < 2 or word in self.common.vocabulary.function for word in name.words):
            return "exact"
        rarest = min(chance.count(unit, self.common) for unit in parts)
        strayed = max(short, odds) * max(1, _NEIGHBOURS / rarest)
        long = all(len(unit[-1]) >= _SHORTEST_FUZZY for unit in parts)
        return "fuzzy" if long and strayed < _BARE else "inflected"

    def _thing(self, name: Name, kind: Kind, context: tuple[str, ...]) -> Alias | Reason:
        seen = name.words
        if len(seen) == 1:
            return self._single(name, kind, context)
        if is_famous(name.text):
            return Alias(name.text, match="inflected", definite=seen[-1].startswith(ARTICLE))
        odds = self._odds(name)
        if not self.telling.of_thing(name):
            odds = max(odds, _BARE_THING)
        if kind == "other" and odds >= _BARE_THING:
            return "ordinary words"
        bare = _BARE_THING if name.arabic else _BARE_THING / 10
        most = _NEAR_GROUP_THING if name.arabic else _NEAR_COUNTRY
        needs = () if odds < bare else _needs(name, context, odds, most)
        if odds >= bare and not needs:
            return "ordinary words"
        letters = sum(map(len, seen))
        fuzzy = not name.arabic or (odds < _BARE_THING / 10 and letters > 2 * _SHORTEST)
        return Alias(name.text, match="fuzzy" if fuzzy else "inflected", needs=needs)

    def _odds(self, name: Name) -> float:
        seen = [key(word) for word in name.words]
        odds = chance.of_thing(name.words, self.common)
        if not _HEADS.isdisjoint(seen):
            return odds * _MILITANT
        telling = [word for word in name.words if key(word) not in _GENERIC]
        several = len([word for word in seen if word not in chance.WITHIN]) > 2
        if not telling or (not several and min(map(self.common.count, telling)) > _USUAL_WORD[name.arabic]):
            return max(odds, _PLAIN_WORDS)
        return odds

    def _single(self, name: Name, kind: Kind, context: tuple[str, ...]) -> Alias | Reason:
        word = name.words[0]
        if not name.arabic and len(word) < _SHORTEST:
            return "a short acronym"
        if kind == "other" or len(word) < _SHORTEST or self._is_ordinary(word):
            return "an ordinary word"
        if any(map(str.isdigit, word)):
            return "a mark or a number"
        needs = _needs(name, context, _NEAR_COUNTRY / 2, _NEAR_COUNTRY)
        if not needs:
            return "an ordinary word"
        return Alias(name.text, match="inflected", definite=word.startswith(ARTICLE), needs=needs)

    def _is_ordinary(self, word: str) -> bool:
        common = self.common
        return common.is_ordinary(word) or common.count(word) > RAREST or common.is_given(word)


def is_mark(seen: tuple[str, ...]) -> bool:
    """Whether words look like a registration or a call sign: nothing long enough to be a word, or digits in it."""
    return all(len(word) < _SHORTEST_FUZZY or any(map(str.isdigit, word)) for word in seen)


def spelt(alias: Alias) -> tuple[Alias, ...]:
    """The alias, and where it is taken letter by letter, also with عبد joined to or parted from what follows."""
    texts = [alias.text, _AT.sub(r" في \1", alias.text)]
    if alias.match == "exact":
        texts += [_SERVANT_APART.sub(r"\1\2", alias.text), _SERVANT_JOINED.sub(r"\1 \2", alias.text)]
    return tuple(replace(alias, text=text) for text in dict.fromkeys(texts))


def _bare(parts: tuple[Unit, ...]) -> float:
    """The odds below which a person's name needs nothing beside it."""
    return _BARE / _AT_HOME if len(parts) < _LONG else _BARE


def _most(name: Name, *, common: bool) -> float:
    """The odds up to which a word beside a person's name makes up for how common it is."""
    if not name.arabic:
        return 0.0 if common else _NEAR_COUNTRY
    return _NEAR_GROUP_COMMON if common else _NEAR_GROUP


def _needs(name: Name, context: tuple[str, ...], odds: float, most: float) -> tuple[str, ...]:
    """The words one of which must stand beside a name, none of them of the name itself.

    Those of its group where it has one; else those of its countries, for a name that is rarer.
    """
    if odds >= most:
        return ()
    near = group_words(context) or (country_words(context) if odds < _NEAR_COUNTRY else ())
    latin = () if name.arabic else latin_words(context)
    return _apart(tuple(dict.fromkeys((*near, *latin))), name)


def _apart(needs: tuple[str, ...], name: Name) -> tuple[str, ...]:
    held = {key(word).removeprefix(ARTICLE) for word in name.words}
    return tuple(one for one in needs if not {key(word).removeprefix(ARTICLE) for word in words(one)} <= held)


_HEAD = "تنظيم"
_SERVANT_APART, _SERVANT_JOINED = re.compile(r"\b(عبد) (ال)"), re.compile(r"\b(عبد)(ال\w)")
# The particle of a list's ببلاد, which newspapers write as a word.
_AT = re.compile(r" ب(بلاد )")
_LEFT_AWAY = frozenset(key(word) for word in "تنظيم جماعة منظمة".split())
_HEADS = frozenset(key(word) for word in MILITANT)
_GENERIC = frozenset(key(word) for word in GENERIC)
