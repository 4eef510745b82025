"""Whether a word is also an ordinary word of the news, and in how many articles it stands. Pure.

Names stand in the news, too: «موسكو» is frequent and still no ordinary word. What stands there with the article and
without it is a noun, what is also written with the endings of a verb is a verb.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from watchlists.clitics import splits
from watchlists.context_words import SENSES
from watchlists.guards import FREQUENT, Vocabulary, vocabulary
from watchlists.normalize import ARTICLE, is_arabic, key, letters

ARTICLES: Final = 10_000
"""The counts are of so many news articles."""
_COUNTED: Final = 9_965
"""Of so many items `words/frequent.tsv` was counted."""
_IN_MANY: Final = 1_000
"""Per hundred million words of general Arabic: so usual a word is in use, also where the news lack it. Own choice."""
_ENDINGS: Final = ("ت", "وا")
_PREFIXES: Final = ("ي", "ت")
_REMEMBERED: Final = 16_384


def is_ordinary(word: str) -> bool:
    """Whether one word, as an alias has it, is an ordinary word of the news, not only a name that stands in it."""
    return is_plain(letters(word))


def share(word: str) -> int:
    """In how many of `ARTICLES` news articles a word stands, in any spelling of its alefs; of two digits, 0 where it
    is too rare to be counted."""
    held = vocabulary().by_key.get(key(word), 0)
    return _rounded(held * ARTICLES / _COUNTED)


@lru_cache(_REMEMBERED)
def is_plain(seen: str) -> bool:
    """The same of a word as `normalize.letters` sees it."""
    words = vocabulary()
    return is_arabic(seen) and (seen in words.function or any(_is_word(one, words) for one in _readings(seen)))


def bare(seen: str) -> str:
    """A word without its article, where enough is left."""
    return seen.removeprefix(ARTICLE) if len(seen) > len(ARTICLE) + 1 else seen


def _readings(seen: str) -> Iterator[str]:
    """The word, and what follows particles where that has the article: a name may begin like a particle."""
    yield seen
    yield from (one.rest for one in splits(seen, least=4) if one.particles and one.rest.startswith(ARTICLE))


def _is_word(seen: str, words: Vocabulary) -> bool:
    return _is_listed(seen) or _is_noun(seen, words) or _is_verb(seen, words)


def _is_listed(seen: str) -> bool:
    """Whether it is known to have another meaning than the name."""
    return seen in SENSES


def _is_noun(seen: str, words: Vocabulary) -> bool:
    """Whether it stands in the news with the article and without it, as nouns do."""
    stem = bare(seen)
    return all(_stands(one, words) for one in (stem, ARTICLE + stem))


def _stands(seen: str, words: Vocabulary) -> bool:
    folded = key(seen)
    return words.by_key.get(folded, 0) >= FREQUENT or words.general.get(folded, 0) >= _IN_MANY


def _is_verb(seen: str, words: Vocabulary) -> bool:
    """Whether it stands in the news, and with the endings or the prefixes of a verb, too."""
    if not _stands(seen, words):
        return False
    if all(_stands(seen + end, words) for end in _ENDINGS):
        return True
    rest = seen[1:]
    return seen[:1] in _PREFIXES and all(_stands(first + rest, words) for first in _PREFIXES) and _stands(rest, words)


def _rounded(number: float) -> int:
    """To two digits: more would promise what one corpus cannot hold."""
    whole = round(number)
    unit = int("1" + "0" * (len(str(whole)) - 2))
    return round(whole / unit) * unit
