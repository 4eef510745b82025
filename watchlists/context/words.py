"""Words in the forms in which they are looked up in the tables of words."""

from collections.abc import Sequence
from functools import cache, lru_cache

from watchlists.clitics import splits
from watchlists.normalize import ARTICLE, letters, safe

REMEMBERED = 16_384
TEH = "\N{ARABIC LETTER TEH MARBUTA}"


@cache
def folded(text: str) -> frozenset[str]:
    """The words of a table's row."""
    return frozenset(map(safe, text.split()))


@lru_cache(REMEMBERED)
def stems(word: str) -> tuple[str, ...]:
    """What a word may be without its particles."""
    return tuple(safe(one.rest) for one in splits(word))


@lru_cache(REMEMBERED)
def lettered(word: str) -> str:
    """A word without marks; remembered, since the same ones come again and again."""
    return letters(word)


def holds(words: Sequence[str], text: str) -> bool:
    """Whether one of these words stands in a table's row."""
    return any(safe(word) in folded(text) for word in words)


def without_article(word: str) -> str:
    """A definite word as it is when indefinite, any other as it is."""
    return word.removeprefix(ARTICLE)
