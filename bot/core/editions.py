"""When a report is a new edition of an earlier one by the same outlet, though its address or id is another.

Nearly the same words, soon after, and nothing that tells of another happening: outlets fill the same words with another
place, party, number or date, and a wrong edition would hide a report, while a missed one only costs a line.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from math import log
from typing import Final

from rapidfuzz.distance import LCSseq, Levenshtein

from bot.core.features import NEWS_ITEMS, Features, content_words, weight
from bot.core.grouping import OPEN_FOR
from bot.core.identity import headlines_alike, identity_of
from bot.core.model import Article, Incoming
from bot.core.open_stories import Placed
from watchlists import toponyms
from watchlists.events.calendar import first_words, ordinals
from watchlists.events.numbers import numbers
from watchlists.events.numerals import numerals
from watchlists.events.words import split
from watchlists.normalize import key, words

# An outlet mends a report within hours; what it writes daily in the same words comes a day later. Own choice.
EDITED_WITHIN: Final = timedelta(hours=18)
MOST_READ: Final = 20
"""A report is compared with so many of its outlet in one story, the newest."""

# Of shorter texts too little is seen to tell an edition from the next report of the kind. Own choices, as those below.
_LEAST_WORDS: Final = 12
_NEARLY: Final = 0.85
_HELD: Final = 0.9
# A text that is more than so many times as long as before is the same article only under much the same headline.
_GROWN: Final = 2
_SAME_HEADLINE: Final = 0.5
# Words are read up to here; the ends of longer texts are not compared.
_MOST_WORDS: Final = 3_000
_MOST_LETTERS: Final = 30_000
# A word in fewer than 20 of the counted news items may be somebody's name.
_NAME: Final = log(NEWS_ITEMS / 20)
_TYPO: Final = 0.7
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}")
_REMEMBERED: Final = 64


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


def follows(new: Said, old: Said) -> bool:
    """Whether `new` is a later edition of `old`, or says the same again; never of another source's article."""
    if new.article.source != old.article.source:
        return False
    between = new.article.published - old.article.published
    if new.body == old.body and headlines_alike(new.article.title, old.article.title):
        return abs(between) <= OPEN_FOR
    if between < timedelta(0):
        return False
    if _own_name(old.article) == new.article.identity:
        return True
    return between <= EDITED_WITHIN and _nearly(new, old) and not _contradicts(new, old)


def following(
    placed: Iterable[Placed], asked: Collection[tuple[int, str]], stored: Mapping[tuple[int, str], Sequence[Said]]
) -> dict[int, str]:
    """The identity that new articles take, by article id: of those of a batch that stand in an asked (story, source),
    held against what that source has `stored` there and against each other, in the order of publication."""
    heard = defaultdict(list, {pair: list(some) for pair, some in stored.items()})
    taken: dict[int, str] = {}
    for one in sorted(placed, key=lambda one: (one.article.published, one.article.id)):
        article, pair = one.article, (one.story_id, one.article.source)
        if pair not in asked:
            continue
        said = Said(article, one.features)
        earlier = heard[pair][-MOST_READ:] if article.edition == 1 else []
        old = next((old for old in reversed(earlier) if follows(said, old)), None)
        if old is not None:
            identity = taken.get(old.article.id, old.article.identity)
            if identity != article.identity:
                taken[article.id] = identity
        heard[pair].append(said)
    return taken


def _own_name(article: Article) -> str:
    """The identity that an article would have had by itself."""
    named = Incoming(article.source, article.text, article.external_id, article.title, article.url)
    return identity_of(named)


def _nearly(new: Said, old: Said) -> bool:
    """Nearly the same words in their order; or more of them, or fewer, and the rest unchanged."""
    mine, theirs = new.body, old.body
    if min(len(mine), len(theirs)) < _LEAST_WORDS:
        return False
    common = LCSseq.similarity(mine, theirs)
    if 2 * common >= _NEARLY * (len(mine) + len(theirs)):
        return True
    if common >= _HELD * len(theirs):
        return len(mine) <= _GROWN * len(theirs) or _share_a_headline(new.features, old.features)
    return common >= _HELD * len(mine) and len(theirs) <= _GROWN * len(mine)


def _contradicts(new: Said, old: Said) -> bool:
    """Whether each says what the other does not, of what tells one happening from another of its kind."""
    one, other = new.features, old.features
    places = one.places - other.places - other.wider, other.places - one.places - one.wider
    facts = [(one.parties, other.parties), (one.numbers, other.numbers), (one.days, other.days)]
    if all(places) or any(mine - theirs and theirs - mine for mine, theirs in facts):
        return True
    return _headlines_apart(new, old) or _numbers_apart(new, old) or _names_apart(new, old)


def _headlines_apart(new: Said, old: Said) -> bool:
    """Each headline holds what the other report does not say anywhere: two happenings in one mould."""
    mine, theirs = (_headline(one.features) - _people(one.features) - _numeral_stems() for one in (new, old))
    return _both_left(mine - old.features.words - theirs, theirs - new.features.words - mine)


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


def _share_a_headline(one: Features, other: Features) -> bool:
    mine, theirs = _headline(one), _headline(other)
    return len(mine & theirs) >= _SAME_HEADLINE * max(len(mine), len(theirs), 1)


def _headline(features: Features) -> frozenset[str]:
    """What the headline of a report says: stems and numbers."""
    return frozenset(word for line in features.headlines for word in line.partition("\t")[2].split())


def _people(features: Features) -> frozenset[str]:
    """The numbers that count people."""
    tolls = (toll.partition(":") for toll in features.tolls)
    return frozenset(number for of, _, number in tolls if of != "count")


def _numbers(one: Said) -> frozenset[str]:
    text = _CLOCK.sub(" ", f"{one.title}\n{one.article.text[:_MOST_LETTERS]}")
    return frozenset(str(found.value) for found in numbers(split(text, 0, len(text))) if found.value is not None)


def _forms(one: Said) -> dict[str, str]:
    """The words by what they are compared by: their stem where they have one."""
    every = (*_folded(one.title), *one.body)
    return {next(content_words(word), word): word for word in dict.fromkeys(every)}


@lru_cache(4_096)
def _may_name(form: str, word: str) -> bool:
    if word.isdecimal() or word in numerals():
        return False
    if word in first_words() or word in ordinals() or toponyms.english(word) or toponyms.english(form):
        return True
    return form in content_words(word) and weight(form) > _NAME


@cache
def _numeral_stems() -> frozenset[str]:
    return frozenset(content_words(" ".join(numerals())))


@lru_cache(_REMEMBERED)
def _folded(text: str) -> tuple[str, ...]:
    return tuple(map(key, words(text)))[:_MOST_WORDS]
