"""Words that a watched name nearly is, beside other words of its entity: spellings that nobody listed yet. Pure.

mentions -> of whom a sentence speaks, and by which words -> its other words, held against the names of those
-> one that is too far off for the matcher (`typos`) and too near for chance

Precision before recall: what is found is shown to a person, who has to read it. So no word of another name, none that
grammar makes of the name (`respelling`), none that the news uses for something else, and nothing that stands alone.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from watchlists.context import particles_of
from watchlists.learning.near_names import Name, Names, is_head
from watchlists.learning.passages import Passage, Word, passages
from watchlists.learning.respelling import Respelling, folded
from watchlists.model import Document, Field, Mention, Watchlists
from watchlists.normalize import ALEF, ARTICLE, LAM, TATWEEL, key, words
from watchlists.toponyms import english

# What may stand between the words of a name.
_BETWEEN = frozenset(" -–—_/\"'«»“”()\N{NO-BREAK SPACE}" + TATWEEL)
_SHOWN = 3

Companions = Callable[[str], Collection[str]]
"""The entities that are established company of one: where it is named, a misspelling of theirs is looked for."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Words of a text that are nearly an alias of an entity.

    `text` is what stands there without particles, `form` what all spellings of it share that the matcher takes for one.
    `start` and `end` are its span with particles, `sentence` that of its sentence, both in `field`. `beside` quotes
    whom the sentence names, without particles, an entity once: those who say whose name it is, where there are any.
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
        for passage in passages(document, mentions):
            beside = self._spoken_of(passage, companions)
            for one in (*self._singles(passage, beside), *self._several(passage, beside)):
                found.setdefault((one.key, one.form), one)
        return list(found.values())

    def _singles(self, passage: Passage, beside: dict[str, list[str]]) -> Iterator[NearMiss]:
        """Words that names of one word nearly are, of the entities that the sentence speaks of."""
        for word in passage.words if beside else ():
            if word.covered is None and self._is_strange(word):
                yield from self._single(word, passage, beside)

    def _single(self, word: Word, passage: Passage, beside: dict[str, list[str]]) -> Iterator[NearMiss]:
        for entity, quoted in beside.items():
            for name in self._names.singles.get(entity, ()):
                one = self._respelling.alone(word.readings, name.words[0], place=name.kind == "place")
                if one and not _is_other_place(one.text, name.alias):
                    yield _near(name, (word,), (one.text,), passage, quoted)

    def _spoken_of(self, passage: Passage, companions: Companions) -> dict[str, list[str]]:
        """The entities of which a sentence speaks, with the words that say so."""
        found: dict[str, list[str]] = {}
        for one in _each_once(passage.company):
            lists = self.watchlists
            near = (*lists.family(one.entity), *lists.ancestors(one.entity), *companions(one.entity))
            for entity in dict.fromkeys(near):
                found.setdefault(entity, []).append(_bare(one))
        return found

    def _is_strange(self, word: Word) -> bool:
        """Whether a word may be a name: it is Arabic, and no word of any name in whatever reading."""
        return bool(word.readings) and self._names.known.isdisjoint([one.key for one in word.readings])

    def _several(self, passage: Passage, beside: dict[str, list[str]]) -> Iterator[NearMiss]:
        """Words that stand where those of a name of several would, all but one of which are right.

        One of those tells whose name it is, or the sentence speaks of its entity. A person's must be rare by itself: a
        given name that many bear, before a family name that is nearly right, is somebody else's.
        """
        held: dict[str, list[int]] = {}
        for at, word in enumerate(passage.words):
            for one in word.readings:
                held.setdefault(one.key, []).append(at)
        spoken_of = [name for entity in beside for name in self._names.several.get(entity, ())]
        for name in spoken_of:
            for first in _firsts(name, held):
                yield from self._aligned(name, first, passage, beside[name.key], told=False)
        named = [_bare(one) for one in _each_once(passage.company)]
        for word_key in held:
            for name in self._names.telling.get(word_key, ()):
                if name.kind == "person" and name.key not in beside and not self._respelling.is_rare(word_key):
                    continue
                for first in _firsts(name, {word_key: held[word_key]}):
                    yield from self._aligned(name, first, passage, beside.get(name.key, named), told=True)

    def _aligned(
        self, name: Name, first: int, passage: Passage, beside: Sequence[str], *, told: bool
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
            text = [instead if one is None else one for one in written]
            yield _near(name, window, text, passage, beside)

    def _head(self, name: Name, word: Word, at: int, passage: Passage) -> str | None:
        """Another word for what a group is («جبهة …» for «هيئة …»), where the sentence names the group itself."""
        named = any(one.entity == name.key for one in passage.company)
        if at or not named or not name.has_head or word.covered is not None:
            return None
        return next((one.text for one in word.readings if is_head(one.key)), None)

    def _instead(self, name: Name, word: Word, at: int, *, told: bool) -> str | None:
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


def _near(name: Name, window: Sequence[Word], text: Sequence[str], passage: Passage, beside: Sequence[str]) -> NearMiss:
    start, end = window[0].token.start, window[-1].token.end
    quoted = tuple(dict.fromkeys(beside))[:_SHOWN]
    whole = " ".join(text)
    return NearMiss(name.key, name.alias, form_of(whole), whole, passage.field, start, end, passage.span, quoted)


def _window(name: Name, first: int, passage: Passage) -> Sequence[Word]:
    """As many words as a name has, from this one on; none where they are no name or a mention of its entity."""
    held = passage.words[first : first + len(name.words)] if first >= 0 else ()
    if len(held) < len(name.words) or any(one.covered == name.key for one in held):
        return ()
    between = (passage.text[one.token.end : other.token.start] for one, other in pairwise(held))
    return held if all(_BETWEEN.issuperset(one) for one in between) else ()


def _same(word: Word, wanted: str, at: int) -> str | None:
    """A word as written where it is this one; particles stand before the first word of a name only."""
    held = word.readings[: None if at == 0 else 1]
    return next((one.text for one in held if folded(one.key) == folded(wanted)), None)


def _each_once(mentions: Iterable[Mention]) -> Iterable[Mention]:
    """Of each entity the first mention."""
    return {one.entity: one for one in reversed(list(mentions))}.values()


def _bare(one: Mention) -> str:
    """A mention without its particles; the article that one of them swallowed is put back: «للقاعدة»."""
    particles = particles_of(one.how).replace("+", "")
    rest = one.text.removeprefix(particles)
    merged = particles.endswith(LAM) and rest.startswith(LAM) and one.alias.startswith(ARTICLE)
    return ALEF + rest if merged else rest


def _is_other_place(word: str, name: str) -> bool:
    known = english(word)
    return known is not None and known != english(name)


__all__ = ["Companions", "Finder", "NearMiss", "form_of"]
