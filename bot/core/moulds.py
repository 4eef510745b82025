"""What tells two reports of one outlet in nearly the same words apart: outlets fill one mould again and again, with
another place, party, number, day or name."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import Final

from rapidfuzz.distance import Levenshtein

from bot.core.features import Features
from bot.core.model import Article
from bot.core.stems import NEWS_ITEMS, content_words, weight
from watchlists import toponyms
from watchlists.events.calendar import first_words, ordinals
from watchlists.events.casualty_words import (
    ARRESTED,
    ARRESTED_NOUN,
    DUALS,
    INJURED,
    INJURED_NOUN,
    KILLED,
    KILLED_NOUN,
)
from watchlists.events.numbers import numbers
from watchlists.events.numerals import numerals
from watchlists.events.words import split
from watchlists.guards import vocabulary
from watchlists.normalize import key, words

# Words are read up to here; the ends of longer texts are not compared.
_MOST_WORDS: Final = 3_000
_MOST_LETTERS: Final = 30_000
# A word in fewer than 20 of the counted news items may be somebody's name. Own choice, as the next.
_NAME: Final = log(NEWS_ITEMS / 20)
# From so much of their letters in common on, two words are spellings of one.
_TYPO: Final = 0.7
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}")
_TEXTS, _WORDS = 64, 4_096


@dataclass(frozen=True, slots=True)
class Said:
    """A stored report, and what it is compared by."""

    article: Article
    features: Features

    @property
    def title(self) -> str:
        """The headline, empty where there is none."""
        return (self.article.title or "")[:_MOST_LETTERS]

    @property
    def body(self) -> tuple[str, ...]:
        """The folded words of the text; of the headline where there is no text."""
        return _folded(self.article.text[:_MOST_LETTERS]) or _folded(self.title)


def contradict(new: Said, old: Said) -> bool:
    """Whether each says what the other does not, of what tells one happening from another of its kind."""
    one, other = new.features, old.features
    places = one.places - other.places - other.wider, other.places - one.places - one.wider
    facts = [(one.parties, other.parties), (one.numbers, other.numbers), (one.days, other.days)]
    if all(places) or any(mine - theirs and theirs - mine for mine, theirs in facts):
        return True
    return _headlines_apart(new, old) or _numbers_apart(new, old) or _names_apart(new, old)


def _headlines_apart(new: Said, old: Said) -> bool:
    """Each headline holds what the other report does not say anywhere: two happenings in one mould."""
    return _both_left(_titled(new) - _forms(old).keys(), _titled(old) - _forms(new).keys())


def _numbers_apart(new: Said, old: Said) -> bool:
    """Other numbers, in digits or in words, that count no dead, injured or arrested; the time of day is none."""
    mine, theirs = (_numbers(one) - _people(one.features) for one in (new, old))
    return bool(mine - theirs and theirs - mine)


def _names_apart(new: Said, old: Said) -> bool:
    """Other names of people, places, days or months, in the text or in the headline."""
    mine, theirs = (_forms(one) for one in (new, old))
    only_mine = {form for form in mine.keys() - theirs.keys() if _may_name(form, mine[form])}
    return bool(only_mine) and _both_left(
        only_mine, {form for form in theirs.keys() - mine.keys() if _may_name(form, theirs[form])}
    )


def _both_left(mine: Collection[str], theirs: Collection[str]) -> bool:
    """Whether on both sides a word is left that is no other spelling of one of the other side."""

    def left(some: Collection[str], others: Collection[str]) -> bool:
        return any(all(Levenshtein.normalized_similarity(one, other) < _TYPO for other in others) for one in some)

    return bool(mine and theirs) and left(mine, theirs) and left(theirs, mine)


def _people(features: Features) -> frozenset[str]:
    """The numbers that count people."""
    tolls = (toll.partition(":") for toll in features.tolls)
    return frozenset(number for of, _, number in tolls if of != "count")


def _numbers(one: Said) -> frozenset[str]:
    text = _CLOCK.sub(" ", f"{one.title}\n{one.article.text[:_MOST_LETTERS]}")
    return frozenset(str(found.value) for found in numbers(split(text, 0, len(text))) if found.value is not None)


def _forms(one: Said) -> dict[str, str]:
    """The words by what they are compared by: their stem where they have one."""
    return {_form(word): word for word in dict.fromkeys((*_folded(one.title), *one.body))}


def _titled(one: Said) -> frozenset[str]:
    """The words of the headline that tell what happened, but for how many and what became of them."""
    return frozenset(map(_form, filter(_tells, _folded(one.title))))


def _form(word: str) -> str:
    return next(content_words(word), word)


def _tells(word: str) -> bool:
    counted = word in numerals() or any(letter.isdigit() for letter in word)
    return not (counted or word in _casualties() or vocabulary().is_function(word))


@lru_cache(_WORDS)
def _may_name(form: str, word: str) -> bool:
    if word.isdecimal() or word in numerals():
        return False
    if word in first_words() or word in ordinals() or toponyms.english(word) or toponyms.english(form):
        return True
    return form in content_words(word) and weight(form) > _NAME


@cache
def _casualties() -> frozenset[str]:
    listed = (KILLED, KILLED_NOUN, INJURED, INJURED_NOUN, ARRESTED, ARRESTED_NOUN, *(duals for _, duals in DUALS))
    return frozenset(map(key, words(" ".join(listed))))


@lru_cache(_TEXTS)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(map(key, words(text)))[:_MOST_WORDS]
