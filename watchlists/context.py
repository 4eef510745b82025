"""Whether a name that is also an ordinary word means the name here, from the words around it. Pure.

القاعدة is a group after تنظيم and a base before الجوية. Each piece of evidence has a weight and a word that a
reader can see: `context:+تنظيم`, `context:-الجوية`. What speaks for the name only outweighs what speaks against
it; a name with nothing said against it keeps its score, and one with too much is no mention.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from watchlists import context_words as listed
from watchlists import senses
from watchlists.clitics import splits
from watchlists.context_words import Where
from watchlists.guards import Vocabulary
from watchlists.model import Alias, Entity, Kind
from watchlists.normalize import ARTICLE, LAM, is_arabic, letters, safe, tokens, words

# A mention that loses this much is none.
TOO_MUCH = 30.0
_NEAR = 4
# Characters on each side of a mention that are looked at; and those among which the words next to it are.
FAR, _BESIDE = 200, 100
_REMEMBERED = 16_384
_MOST_CODES = 4
# Weaker evidence is told only where the score has fallen.
_TELLING = 20
_BREAK = re.compile(r"[،؛,;:.!؟?()\[\]\-–—/|\n]")
_LAST_BREAK = re.compile(f".*{_BREAK.pattern}", re.DOTALL)
# «سقطت الحديدة من يد العامل»: what has to be seen together.
_HANDS = (("من", "يد"), ("في", "يد"), ("على", "رأس"))
_LEADING = frozenset((one,) for one, _ in _HANDS)
_QUOTES = "\"'«»“”„‹›‘’″"
_TEH = "\N{ARABIC LETTER TEH MARBUTA}"
_WAW = "\N{ARABIC LETTER WAW}"
_YEH = "\N{ARABIC LETTER YEH}"
_NOUN = 3
_DUAL = "ان"


class Evidence(NamedTuple):
    """One thing that speaks for (above nought) or against the name, and the word to show for it."""

    weight: int
    word: str

    @property
    def code(self) -> str:
        """`context:+word` or `context:-word`."""
        return f"context:{'+' if self.weight > 0 else '-'}{self.word}"


@dataclass(frozen=True, slots=True)
class Around:
    """The words on both sides of a mention, the nearest first, up to the next mark that parts; and the text there.

    `quoted` says whether the mention alone stands between quotes, `beside` whether another watched name is joined
    to it.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    sides: tuple[str, str] = ("", "")
    quoted: bool = False
    beside: str = ""

    @property
    def nearby(self) -> Iterator[str]:
        """All words of both sides, the nearest first."""
        left, right = self.sides
        return (_letters(word) for word in chain(reversed(words(left)), words(right)))


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the score loses (nought or more), whether that is too much, and the codes that say why."""

    lost: float = 0.0
    how: tuple[str, ...] = ()

    @property
    def dropped(self) -> bool:
        """Whether the words around say that the name is not meant."""
        return self.lost >= TOO_MUCH


def particles_of(how: Iterable[str]) -> str:
    """The particles that the codes of a match tell of."""
    return next((code.partition(":")[2] for code in how if code.startswith("clitic:")), "")


_NO_VERDICT = Verdict()


def is_homograph(named: Named, vocabulary: Vocabulary) -> bool:
    """Whether an alias may be an ordinary word, going by the vocabulary: one that takes or carries the article, or a
    deed and what it is done to. A name of the same letters in every use (`داعش`, `البرتغال`) is none.
    """
    if named.kind == "organization" and (named.guarded or senses.is_club(named.words) or senses.is_site(named.words)):
        return True
    return _is_ordinary(named, vocabulary)


def _is_ordinary(named: Named, vocabulary: Vocabulary) -> bool:
    if len(named.words) == 2:
        return safe(_bare(named.words[0])) in _words(listed.ARRANGED)
    if len(named.words) != 1 or not is_arabic(named.words[0]):
        return False
    return _is_noun(named.words[0], named.kind, vocabulary)


def around(text: str, sentence: tuple[int, int], span: tuple[int, int], beside: str = "") -> Around:
    """The words of a sentence around the mention at `span`; both are offsets into the text."""
    (start, end), (first, last) = sentence, span
    left, right = text[max(start, first - _BESIDE) : first], text[last : min(end, last + _BESIDE)]
    cut = _LAST_BREAK.match(left)
    before = words(left[cut.end() :] if cut else left)[: -_NEAR - 1 : -1]
    cut = _BREAK.search(right)
    after = words(right[: cut.start()] if cut else right)[:_NEAR]
    quoted = text[first - 1 : first] in _QUOTES and text[last : last + 1] in _QUOTES
    sides = text[max(start, first - FAR) : first], text[last : min(end, last + FAR)]
    return Around(_seen(before), _seen(after), sides, quoted and first > 0 and last < len(text), beside)


def weigh(named: Named, held: Around, vocabulary: Vocabulary) -> Verdict:
    """What the words around say about a homograph, the strongest evidence first."""
    return Scales(vocabulary).weigh(named, held)


class Scales:
    """Weighs homographs; remembers what was said of the words right beside a name."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._beside: dict[object, tuple[tuple[Evidence, ...], tuple[Evidence, ...]]] = {}
        self._ordinary: dict[tuple[Kind, tuple[str, ...]], bool] = {}

    def weigh(self, named: Named, held: Around) -> Verdict:
        """What the words around say about a homograph, the strongest evidence first."""
        if not self._is_ordinary(named):
            return _verdict(named, list(_other_sense(named, held)))
        first, then = self._near(named, held)
        topic = _topic(named, held) if named.kind == "organization" else ()
        return _verdict(named, list(dict.fromkeys((*first, *topic, *_other_sense(named, held), *then))))

    def _is_ordinary(self, named: Named) -> bool:
        key = (named.kind, named.words)
        if key not in self._ordinary:
            self._ordinary[key] = _is_ordinary(named, self._vocabulary)
        return self._ordinary[key]

    def _near(self, named: Named, held: Around) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """What the words right beside the name say: what is told before its topic, and what behind."""
        left, right = 3 if named.kind == "organization" else 1, 3 if held.after[:1] in _LEADING else 1
        before, after = held.before[:left], held.after[:right]
        key = (named.kind, named.words, named.particles, before, after, held.quoted, held.beside)
        found = self._beside.get(key)
        if found is None:
            if len(self._beside) >= _REMEMBERED:
                self._beside.clear()
            near = replace(held, before=before, after=after)
            then = tuple(_further(named, near, self._vocabulary))
            found = self._beside[key] = (tuple(_first(named, near)), then)
        return found


def _verdict(named: Named, found: Sequence[Evidence]) -> Verdict:
    if not found or (len(named.words) > 1 and all(one.weight > 0 for one in found)):
        return _NO_VERDICT
    lost = max(0, -sum(one.weight for one in found))
    telling = [one for one in found if lost or abs(one.weight) >= _TELLING]
    strongest = sorted(telling, key=lambda one: -abs(one.weight))[:_MOST_CODES]
    return Verdict(float(lost), tuple(one.code for one in strongest))


def _other_sense(named: Named, held: Around) -> Iterator[Evidence]:
    """A feeling, a site, a rule, a club; and of a name that needs certain words, a sentence of long ago."""
    if named.kind != "organization":
        return
    around = tuple(held.nearby)
    seen = senses.Seen(named.words, named.particles, held.before, held.after, around, named.needed)
    if not held.quoted and not held.beside:
        yield from (Evidence(*one) for one in senses.against(seen))
    if named.guarded:
        yield from (Evidence(*one) for one in senses.of_history(seen))


def _first(named: Named, held: Around) -> Iterator[Evidence]:
    yield from _listed(named, held)
    yield from _senses(named, held)
    if held.beside:
        yield Evidence(20, held.beside)
    if held.quoted:
        yield Evidence(10, "«»")


def _further(named: Named, held: Around, vocabulary: Vocabulary) -> Iterator[Evidence]:
    if len(named.words) == 2:
        yield from _arranged(named, held, vocabulary)
    elif named.words[0].startswith(ARTICLE):
        yield from _adjective(named, held, vocabulary)
        yield from _coordinated(named, held)
    else:
        yield from _quality(named, held)
    if named.kind == "place":
        yield from _no_place(named, held)


def _listed(named: Named, held: Around) -> Iterator[Evidence]:
    """The clues of the table."""
    yield from _looked_up(held.before[:1], _table("before", named.kind))
    yield from _looked_up(held.before[:3], _table("left", named.kind))
    yield from _looked_up(held.after[:1], _table("after", named.kind))


def _looked_up(words: Iterable[str], table: Mapping[str, int]) -> Iterator[Evidence]:
    for word in words:
        weight = next((table[stem] for stem in _stems(word) if stem in table), 0)
        if weight:
            yield Evidence(weight, word)


def _senses(named: Named, held: Around) -> Iterator[Evidence]:
    """What stands beside certain words where they are no names: «فتح تحقيق», «في المستقبل»."""
    before, after = _senses_of().get(safe(named.words[0]), (frozenset[str](), frozenset[str]()))
    if held.before and not before.isdisjoint(_stems(held.before[0])):
        yield Evidence(-40, held.before[0])
    if held.after and safe(held.after[0]) in after:
        yield Evidence(-40, held.after[0])


def _adjective(named: Named, held: Around, vocabulary: Vocabulary) -> Iterator[Evidence]:
    """«القاعدة الجوية»: a definite adjective in the gender of the noun makes it a thing."""
    word = held.after[0] if held.after else ""
    if not word.startswith(ARTICLE) or safe(named.words[0]) in _words(listed.BODIES):
        return
    key = safe(word)
    feminine = named.words[0].endswith((_TEH, "ه"))
    if key in _words(listed.THING) and word.endswith(_TEH) == feminine:
        yield Evidence(-80, word)
    elif named.kind == "organization" and _is_relation(word, feminine=feminine) and vocabulary.frequent(word[2:]):
        yield Evidence(-30 if feminine else -15, word)


def _is_relation(word: str, *, feminine: bool) -> bool:
    """Whether a definite word ends like an adjective of relation, and tells neither a nation nor what groups are."""
    stem = safe(_bare(word).removesuffix(_TEH))
    if stem in _words(listed.NATIONS) or safe(word) in _words(listed.NAMED) | _words(listed.NOUNS):
        return False
    return len(word) > 5 and word.endswith(_YEH + _TEH if feminine else _YEH)


def _coordinated(named: Named, held: Around) -> Iterator[Evidence]:
    """«القاعدة والعمود», «السقف والقاعدة»: things are named in one breath with things."""
    after = held.after[0] if held.after else ""
    before = held.before[0] if held.before and named.particles.startswith(_WAW) else ""
    if named.kind != "organization" or held.beside:
        return
    for word, bare in ((after, after.removeprefix(_WAW) if after.startswith(_WAW) else ""), (before, before)):
        if safe(bare) in _words(listed.THINGS):
            yield Evidence(-40, word)


def _quality(named: Named, held: Around) -> Iterator[Evidence]:
    """«حماس اللاعبين», «حماس شديد», «زاد حماس», «جمال الطبيعة», «ليل الأحد»."""
    after, before = (words[0] if words else "" for words in (held.after, held.before))
    if safe(after) in _words(listed.DEGREE):
        yield Evidence(-60, after)
    if safe(after) in _words(listed.PEOPLE if named.kind != "person" else listed.BEARERS):
        yield Evidence(-40, after)
    if not _words(listed.ROUSING).isdisjoint(_stems(before)):
        yield Evidence(-40, before)


def _topic(named: Named, held: Around) -> Iterator[Evidence]:
    """Words of a match against words of arms, anywhere in the sentence."""
    told = [(word, _topic_of(word)) for word in held.nearby]
    arms = [word for word, topic in told if topic == "security"]
    sport = list(dict.fromkeys(word for word, topic in told if topic == "sport"))
    if arms:
        yield Evidence(min(20, 10 * len(set(arms))), arms[0])
    if not sport:
        return
    beside = next((word for word in held.before[:1] if safe(word) in _words(listed.BESIDE_SPORT)), "")
    heavy = (beside or len(sport) > 1) and not arms and says_group(named.entity)
    yield Evidence(-60 if heavy else -10, beside or sport[0])


@lru_cache(_REMEMBERED)
def _topic_of(word: str) -> str:
    key = safe(word)
    return "security" if key in _words(listed.SECURITY) else "sport" if key in _words(listed.SPORT) else ""


def says_group(entity: Entity) -> bool:
    """Whether one of an entity's names says that it is a group or a party, hence no sports club."""
    return any(_group_words().search(alias.text.casefold()) for alias in entity.spellings)


def _arranged(named: Named, held: Around, vocabulary: Vocabulary) -> Iterator[Evidence]:
    """«تنظيم الدولة لسوق العقار»: a deed done to something, and what for."""
    after = held.after[0] if held.after else ""
    if safe(_bare(named.words[0])) not in _words(listed.ARRANGED) or not after.startswith(LAM) or len(after) < 4:
        return
    rest = after[1:].removeprefix(LAM)
    if vocabulary.frequent(rest) and not vocabulary.frequent(after, 50):
        yield Evidence(-40, after)


def _no_place(named: Named, held: Around) -> Iterator[Evidence]:
    """«سقطت الحديدة من يد العامل»; and hours of the day: «ليل الأحد»."""
    if held.after[:2] in _HANDS and _holds(held.after[2:3], listed.CRAFT):
        yield Evidence(-60, held.after[2])
    if _holds(named.words, "ليل") and _holds(held.after[:1], listed.DAYS):
        yield Evidence(-60, held.after[0])
    if _holds(held.before[:1], "منتصف طوال طيلة أواخر"):
        yield Evidence(-60, held.before[0])


def _holds(words: Sequence[str], text: str) -> bool:
    return any(safe(word) in _words(text) for word in words)


def _is_noun(word: str, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Whether a word is met in the news with and without the article, as nouns are; or is a feeling,
    or two of a kind.

    A definite word in ة is taken for a noun where a group goes by it.
    """
    if safe(word) in _words(listed.ALSO_NOUNS):
        return True
    bare = _bare(word)
    if bare != word:
        return vocabulary.frequent(bare, _NOUN) or (kind == "organization" and word.endswith((_TEH, "ه")))
    return vocabulary.frequent(ARTICLE + word, _NOUN) or _is_dual(word, vocabulary)


def _bare(word: str) -> str:
    return word.removeprefix(ARTICLE)


def _is_dual(word: str, vocabulary: Vocabulary) -> bool:
    """Two of a kind: `طالبان`."""
    return word.endswith(_DUAL) and vocabulary.frequent(ARTICLE + word[: -len(_DUAL)], _NOUN)


def _seen(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_letters, found))


@lru_cache(_REMEMBERED)
def _letters(word: str) -> str:
    return letters(word)


@lru_cache(_REMEMBERED)
def _stems(word: str) -> tuple[str, ...]:
    return tuple(safe(one.rest) for one in splits(word))


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(map(safe, text.split()))


@cache
def _group_words() -> re.Pattern[str]:
    return re.compile("".join(listed.SAYS_GROUP.split()))


@cache
def _senses_of() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    return {safe(word): (_words(before), _words(after)) for word, (before, after) in listed.SENSES.items()}


@cache
def _table(where: Where, kind: Kind) -> Mapping[str, int]:
    """The weight of each word; where several rows hold one, the first says."""
    found: dict[str, int] = {}
    for clue in listed.CLUES:
        if clue.where == where and kind in clue.kinds:
            for word in clue.words.split():
                found.setdefault(safe(word), clue.weight)
    return found
