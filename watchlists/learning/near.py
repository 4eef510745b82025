"""Words that a watched name nearly is, beside other words of its entity: spellings that nobody listed yet. Pure.

mentions -> of whom a sentence speaks, and by which words -> its other words, held against the names of those
-> one that is too far off for the matcher (`typos`) and too near for chance

Precision before recall: what is found is shown to a person, who has to read it. So no word of another name, none that
grammar makes of the name (`respelling`), none that the news uses for something else, and nothing that stands alone.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from watchlists.learning.near_names import Name, Names, is_head
from watchlists.learning.respelling import Reading, Respelling, folded, readings
from watchlists.model import Document, Field, Mention, Watchlists
from watchlists.normalize import TATWEEL, Token, is_arabic, key, letters, tokens, words
from watchlists.sentences import sentences
from watchlists.toponyms import english

# So many sentences of a text, and words of a sentence, are looked at.
_SENTENCES, _WORDS = 200, 200
# What may stand between the words of a name.
_BETWEEN = frozenset(" -–—_/\"'«»“”()\N{NO-BREAK SPACE}" + TATWEEL)
_SHOWN = 3
_REMEMBERED = 32_768

Companions = Callable[[str], Collection[str]]
"""The entities that are established company of one: where it is named, a misspelling of theirs is looked for."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Words of a text that are nearly an alias of an entity.

    `text` is what stands there without particles, `form` what all spellings of it share that the matcher takes for one.
    `start` and `end` are its span with particles, `sentence` that of its sentence, both in `field`. `beside` quotes
    what says whose name it is: mentions of the entity, its family or its company; or the other words of the alias.
    """

    key: str
    alias: str
    form: str
    text: str
    field: Field
    start: int
    end: int
    sentence: tuple[int, int]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a sentence, and whose mention covers it."""

    token: Token
    readings: tuple[Reading, ...]
    covered: str | None


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence with its words. `company` are the mentions in it; a title and the first sentence are one company."""

    field: Field
    text: str
    span: tuple[int, int]
    words: tuple[_Word, ...]
    company: tuple[Mention, ...]


@dataclass(frozen=True)
class Finder:
    """Holds the names of watchlists against words. Immutable; make one with `Finder.of`."""

    watchlists: Watchlists
    _names: Names = field(repr=False)
    _respelling: Respelling = field(repr=False)

    @classmethod
    def of(cls, watchlists: Watchlists) -> "Finder":
        """The finder of all entities of these lists."""
        respelling = Respelling()
        return cls(watchlists, Names.of(watchlists, respelling), respelling)

    def find(
        self, document: Document, mentions: Sequence[Mention], companions: Companions = lambda key: ()
    ) -> list[NearMiss]:
        """The near misses of a document in which the matcher found these mentions, each form of an entity once."""
        found: dict[tuple[str, str], NearMiss] = {}
        for passage in _passages(document, mentions):
            beside = self._spoken_of(passage, companions)
            for one in (*self._singles(passage, beside), *self._several(passage, beside)):
                found.setdefault((one.key, one.form), one)
        return list(found.values())

    def _singles(self, passage: _Passage, beside: dict[str, list[str]]) -> Iterator[NearMiss]:
        """Words that names of one word nearly are, of the entities that the sentence speaks of."""
        for word in passage.words if beside else ():
            if word.covered is None and self._is_strange(word):
                yield from self._single(word, passage, beside)

    def _single(self, word: _Word, passage: _Passage, beside: dict[str, list[str]]) -> Iterator[NearMiss]:
        for entity, quoted in beside.items():
            for name in self._names.singles.get(entity, ()):
                one = self._respelling.alone(word.readings, name.words[0], place=name.kind == "place")
                if one and not _is_other_place(one.text, name.alias):
                    yield _near(name, (word,), (one.text,), passage, quoted)

    def _spoken_of(self, passage: _Passage, companions: Companions) -> dict[str, list[str]]:
        """The entities of which a sentence speaks, with the words that say so."""
        found: dict[str, list[str]] = {}
        for one in passage.company:
            lists = self.watchlists
            near = (*lists.family(one.entity), *lists.ancestors(one.entity), *companions(one.entity))
            for entity in dict.fromkeys(near):
                found.setdefault(entity, []).append(one.text)
        return found

    def _is_strange(self, word: _Word) -> bool:
        """Whether a word may be a name: it is Arabic, and no word of any name in whatever reading."""
        return bool(word.readings) and self._names.known.isdisjoint([one.key for one in word.readings])

    def _several(self, passage: _Passage, beside: dict[str, list[str]]) -> Iterator[NearMiss]:
        """Words that stand where those of a name of several would, all but one of which are right.

        One of those tells whose name it is, or the sentence speaks of its entity.
        """
        held: dict[str, list[int]] = {}
        for at, word in enumerate(passage.words):
            for one in word.readings:
                held.setdefault(one.key, []).append(at)
        spoken_of = [name for entity in beside for name in self._names.several.get(entity, ())]
        for name in spoken_of:
            for first in _firsts(name, held):
                yield from self._aligned(name, first, passage, beside[name.key], told=False)
        for word_key in held:
            for name in self._names.telling.get(word_key, ()):
                for first in _firsts(name, {word_key: held[word_key]}):
                    yield from self._aligned(name, first, passage, (), told=True)

    def _aligned(
        self, name: Name, first: int, passage: _Passage, beside: Sequence[str], *, told: bool
    ) -> Iterator[NearMiss]:
        """A name whose words begin at this one, with one of them spelt otherwise."""
        window = _window(name, first, passage)
        written = [_same(word, wanted, at) for at, (word, wanted) in enumerate(zip(window, name.words, strict=False))]
        if written.count(None) != 1:
            return
        wrong = written.index(None)
        instead = self._head(name, window[wrong], wrong, passage) or self._instead(
            name, window[wrong], wrong, told=told
        )
        if instead:
            rest = [other.token.text for at, other in enumerate(window) if at != wrong]
            text = [instead if one is None else one for one in written]
            yield _near(name, window, text, passage, (*beside, *rest))

    def _head(self, name: Name, word: _Word, at: int, passage: _Passage) -> str | None:
        """Another word for what a group is («جبهة …» for «هيئة …»), where the sentence names the group itself."""
        named = any(one.entity == name.key for one in passage.company)
        if at or not named or not name.has_head or word.covered is not None:
            return None
        return next((one.text for one in word.readings if is_head(one.key)), None)

    def _instead(self, name: Name, word: _Word, at: int, *, told: bool) -> str | None:
        """What stands where a word of a name should, if it may be that word spelt otherwise."""
        held = word.readings[: None if at == 0 else 1]
        if word.covered is not None or not held or not self._is_strange(word):
            return None
        person, first = name.kind == "person", at == 0
        one = self._respelling.aligned(held, name.words[at], person=person, first=first, told=told)
        return one.text if one else None


def _firsts(name: Name, held: Mapping[str, Sequence[int]]) -> set[int]:
    """Where a name may begin of which some words stand at these places."""
    return {at - place for place, word in enumerate(name.words) for at in held.get(word, ()) if at >= place}


def form_of(text: str) -> str:
    """What all spellings of a name share that the matcher takes for one."""
    return " ".join(folded(key(word)) for word in words(text))


def _near(
    name: Name, window: Sequence[_Word], text: Sequence[str], passage: _Passage, beside: Sequence[str]
) -> NearMiss:
    start, end = window[0].token.start, window[-1].token.end
    quoted = tuple(dict.fromkeys(beside))[:_SHOWN]
    whole = " ".join(text)
    return NearMiss(name.key, name.alias, form_of(whole), whole, passage.field, start, end, passage.span, quoted)


def _window(name: Name, first: int, passage: _Passage) -> Sequence[_Word]:
    """As many words as a name has, from this one on; none where they are no name or a mention of its entity."""
    held = passage.words[first : first + len(name.words)] if first >= 0 else ()
    if len(held) < len(name.words) or any(one.covered == name.key for one in held):
        return ()
    between = (passage.text[one.token.end : other.token.start] for one, other in pairwise(held))
    return held if all(_BETWEEN.issuperset(one) for one in between) else ()


def _same(word: _Word, wanted: str, at: int) -> str | None:
    """A word as written where it is this one; particles stand before the first word of a name only."""
    held = word.readings[: None if at == 0 else 1]
    return next((one.text for one in held if folded(one.key) == folded(wanted)), None)


def _is_other_place(word: str, name: str) -> bool:
    known = english(word)
    return known is not None and known != english(name)


def _passages(document: Document, mentions: Sequence[Mention]) -> Iterator[_Passage]:
    spans = sentences(document.text)[:_SENTENCES]
    title = (0, len(document.title or ""))
    opening = [("title", title), *(("text", span) for span in spans[:1])]
    for name, text in document.fields():
        for span in [title] if name == "title" else spans:
            around = opening if (name, span) in opening else [(name, span)]
            company = tuple(one for one in mentions if any(_stands_in(one, *place) for place in around))
            yield _Passage(name, text, span, _words(name, text, span, mentions), company)


def _stands_in(one: Mention, name: str, span: tuple[int, int]) -> bool:
    return one.field == name and span[0] <= one.start < span[1]


def _words(name: Field, text: str, span: tuple[int, int], mentions: Sequence[Mention]) -> tuple[_Word, ...]:
    here = [one for one in mentions if _stands_in(one, name, span)]
    held = (token for token, _ in zip(tokens(text, *span), range(_WORDS), strict=False))
    return tuple(_Word(token, _readings(token.text), _owner(token, here)) for token in held)


def _owner(token: Token, mentions: Sequence[Mention]) -> str | None:
    return next((one.entity for one in mentions if one.start < token.end and token.start < one.end), None)


@lru_cache(_REMEMBERED)
def _readings(word: str) -> tuple[Reading, ...]:
    seen = letters(word)
    return readings(seen) if is_arabic(seen) else ()


__all__ = ["Companions", "Finder", "NearMiss", "form_of"]
