"""Which reports of one story say it in words of their own: the text of an agency, printed by many, is one report."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from bot.core.grouping import Grouping
from bot.core.model import Article, Reading, Story
from watchlists.normalize import key, words

# A copy holds so much of the words of the shorter text; outlets that write for themselves share about half. Own choice.
SAME: Final = 0.85
# Shorter texts are compared as they are: they share their few words by chance.
LEAST_WORDS: Final = 8
# Of larger stories the first reports tell enough, and beyond this many words a text.
MOST_REPORTS, MOST_LETTERS = 60, 10_000
_REMEMBERED: Final = 512


_COPIED: Final = frozenset({Grouping.SAME_TEXT, Grouping.NEAR_TEXT})


def copied(story: Story) -> frozenset[str]:
    """The identities of the articles that came in as copies of what stood in the story, whatever their editions say
    since. Not of those that a person moved: who of them copied whom is seen by their texts."""
    return frozenset(
        one.article.identity for one in story.readings if story.grounds.get(one.article.id, ("",))[0] in _COPIED
    )


def originals(story: Story) -> list[Reading]:
    """The reports without those that copy another one, of each text the one published first. What is known to be a copy
    is not compared anew; at least one report is original."""
    known, reports = copied(story), story.reports
    own = [one for one in reports if one.article.identity not in known] or reports
    return own_texts(own)


def own_texts(reports: Sequence[Reading]) -> list[Reading]:
    """The first of some reports, without those that copy another one of these, oldest first."""
    first = sorted(reports, key=lambda one: (one.article.published, one.article.id))[:MOST_REPORTS]
    said = [_said(one.article) for one in first]
    shared, kept = _shared(said), list[int]()
    for at, one in enumerate(said):
        if not any(_copies(one, said[other], shared[at][other]) for other in kept):
            kept.append(at)
    return [first[at] for at in kept]


def _shared(said: Sequence[frozenset[str]]) -> list[list[float]]:
    """How many words each two have in common: counted for all at once, as sixty texts make 1,770 pairs."""
    numbers = {word: at for at, word in enumerate(frozenset().union(*said))}
    holds = np.zeros((len(said), len(numbers)), np.float32)
    for at, one in enumerate(said):
        holds[at, [numbers[word] for word in one]] = 1
    return list((holds @ holds.T).tolist())


def _said(article: Article) -> frozenset[str]:
    """Of the text alone: a copy often has a headline of its own. A teaser is all that there is to compare."""
    body = _words(article.text[:MOST_LETTERS])
    return body if len(body) >= LEAST_WORDS else body | _words((article.title or "")[:MOST_LETTERS])


def _copies(one: frozenset[str], other: frozenset[str], shared: float) -> bool:
    fewer = min(len(one), len(other))
    return one == other if fewer < LEAST_WORDS else shared >= SAME * fewer


@lru_cache(_REMEMBERED)
def _words(text: str) -> frozenset[str]:
    return frozenset(map(key, words(text)))
