"""Stems of the words that tell something, and how much each tells. Words are folded and lose their attached parts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from math import log
from types import MappingProxyType

from watchlists.guards import vocabulary
from watchlists.normalize import key, loose, words

NEWS_ITEMS = 9_965
"""The news items in which words were counted."""
MOST_WEIGHT = 6.0
"""No word counts more than this where words are weighed together: the weight of one in about twenty news items."""
# Words in more of them say nothing of a happening.
_COMMON = 500
# Of a hundred million words of general Arabic so many stand for one news item: a word that was in none may be usual.
_AN_ITEM = 50
_SHORTEST = 3
_MOST = log(NEWS_ITEMS)
_REMEMBERED = 32_768
_BEFORE = re.compile("^(?:وبال|وال|بال|فال|كال|ولل|لل|ال|و|ب|ل)(?=.{3})|^ف(?=.{4})")
_AFTER = re.compile("(?<=.{3})(?:هما|هم|ها|ات|ان|ين|ون|يه|ه|ي|ا)$")


def content_words(text: str) -> Iterator[str]:
    """Stems of the words that tell something: no particles, endings, numbers, function or very common words."""
    return filter(None, map(stem, words(text)))


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """The stem of a word as it stands in a text; nothing for a word that tells nothing."""
    news, word = vocabulary(), key(word)
    parted = _BEFORE.sub("", word)
    common = news.is_function(word) or max(news.by_key.get(word, 0), news.by_key.get(parted, 0)) > _COMMON
    return "" if len(word) < _SHORTEST or common or numbered(word) else _ending(parted)


@lru_cache(_REMEMBERED)
def bare(word: str) -> str:
    """The same of any word, however common."""
    return _ending(_BEFORE.sub("", key(word)))


@lru_cache(_REMEMBERED)
def folded(word: str) -> str:
    """A word in its coarsest spelling: outlets write the seats of hamza and the last ي each in their own way."""
    word = key(word)
    return next(iter(loose(word)), word)


def numbered(word: str) -> bool:
    """Whether a word holds a digit."""
    return any(letter.isdigit() for letter in word)


def weight(stem: str) -> float:
    """How much a stem tells: 0 for one that stands in every news item, 9 for one that stands in hardly any."""
    return _weights().get(stem, _MOST)


def rarest(stems: Iterable[str], most: int, least: float) -> list[str]:
    """So many of them, those that tell most, the first by their letters where two tell the same; none that tells less
    than `least`."""
    known = _weights()
    weights = {stem: told for stem in stems if (told := known.get(stem, _MOST)) >= least}
    return sorted(weights, key=lambda stem: (-weights[stem], stem))[:most]


def weigh(stems: Iterable[str], usual: Mapping[str, float] = MappingProxyType({})) -> float:
    """How much they tell together, each at most MOST_WEIGHT, and less by the share that `usual` gives."""
    known = _bounded_weights()
    if not usual:
        return sum([known.get(stem, MOST_WEIGHT) for stem in stems])
    return sum([known.get(stem, MOST_WEIGHT) * (1 - usual.get(stem, 0.0)) for stem in stems])


def _ending(parted: str) -> str:
    """Without its ending, and in the coarsest spelling."""
    short = _AFTER.sub("", parted)
    return next(iter(loose(short)), short)


@cache
def _bounded_weights() -> dict[str, float]:
    return {stem_: min(MOST_WEIGHT, weight_) for stem_, weight_ in _weights().items()}


@cache
def _weights() -> dict[str, float]:
    """By the number of news items that hold a word of the stem. Made once, when the first articles are compared."""
    stems: dict[str, float] = {}
    news = vocabulary()
    usual = (word for word, uses in news.general.items() if uses >= _AN_ITEM)
    for word in {*news.by_key, *usual}:
        stem_ = _ending(_BEFORE.sub("", word))
        items = max(news.by_key.get(word, 0), news.general.get(word, 0) / _AN_ITEM)
        stems[stem_] = stems.get(stem_, 0) + items
    return {stem_: log(NEWS_ITEMS / min(max(count, 1), NEWS_ITEMS)) for stem_, count in stems.items()}
