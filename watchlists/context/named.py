"""The name that was found, and whether it is also an ordinary word."""

from collections.abc import Iterable
from dataclasses import dataclass

from watchlists import context_words as listed
from watchlists import senses
from watchlists.context.words import TEH, folded, without_article
from watchlists.guards import Vocabulary
from watchlists.model import Alias, Entity, Kind
from watchlists.normalize import ARTICLE, is_arabic, letters, safe, tokens

_NOUN = 3
_DUAL = "ان"


@dataclass(frozen=True, slots=True)
class Named:
    """What was found: the entity, the words of the alias, and the particles that stand before them.

    `needed` says that the alias needs certain words, hence that one of them stands near; `guarded`, that it has
    any condition, hence other senses.
    """

    entity: Entity
    words: tuple[str, ...]
    particles: str = ""
    needed: bool = False
    guarded: bool = False

    @classmethod
    def of(cls, entity: Entity, alias: Alias, particles: str = "") -> "Named":
        """From the alias that was found, and the particles before it."""
        seen = tuple(letters(one.text) for one in tokens(alias.text))
        return cls(entity, seen, particles, bool(alias.needs), bool(alias.needs or alias.unless))

    @property
    def kind(self) -> Kind:
        """The kind of the entity."""
        return self.entity.kind


def particles_of(how: Iterable[str]) -> str:
    """The particles that the codes of a match tell of."""
    return next((code.partition(":")[2] for code in how if code.startswith("clitic:")), "")


def is_homograph(named: Named, vocabulary: Vocabulary) -> bool:
    """Whether an alias may be an ordinary word, going by the vocabulary: one that takes or carries the article, or a
    deed and what it is done to. A name of the same letters in every use (`داعش`, `البرتغال`) is none.
    """
    if named.kind == "organization" and (named.guarded or senses.is_club(named.words) or senses.is_site(named.words)):
        return True
    return is_ordinary(named, vocabulary)


def is_ordinary(named: Named, vocabulary: Vocabulary) -> bool:
    """The same, going by the words of the alias alone."""
    if len(named.words) == 2:
        return safe(without_article(named.words[0])) in folded(listed.ARRANGED)
    if len(named.words) != 1 or not is_arabic(named.words[0]):
        return False
    return _is_noun(named.words[0], named.kind, vocabulary)


def _is_noun(word: str, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Whether a word is met in the news with and without the article, as nouns are; or is a feeling,
    or two of a kind.

    A definite word in ة is taken for a noun where a group goes by it.
    """
    if safe(word) in folded(listed.ALSO_NOUNS):
        return True
    bare = without_article(word)
    if bare != word:
        return vocabulary.frequent(bare, _NOUN) or (kind == "organization" and word.endswith((TEH, "ه")))
    return vocabulary.frequent(ARTICLE + word, _NOUN) or _is_dual(word, vocabulary)


def _is_dual(word: str, vocabulary: Vocabulary) -> bool:
    """Two of a kind: `طالبان`."""
    return word.endswith(_DUAL) and vocabulary.frequent(ARTICLE + word[: -len(_DUAL)], _NOUN)
