"""What the words right beside a name say."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from watchlists import context_words as listed
from watchlists.context.evidence import Evidence
from watchlists.context.named import Named
from watchlists.context.surroundings import Around
from watchlists.context.words import TEH, folded, holds, stems, without_article
from watchlists.context_words import Where
from watchlists.guards import Vocabulary
from watchlists.model import Kind
from watchlists.normalize import ARTICLE, LAM, safe

# «سقطت الحديدة من يد العامل»: what has to be seen together.
_HANDS = (("من", "يد"), ("في", "يد"), ("على", "رأس"))
LEADING = frozenset((one,) for one, _ in _HANDS)
_WAW = "\N{ARABIC LETTER WAW}"
_YEH = "\N{ARABIC LETTER YEH}"


def nearest(named: Named, held: Around) -> Iterator[Evidence]:
    """The tables of words, a name joined to it, quotes: what is told first."""
    yield from _listed(named, held)
    yield from _senses(named, held)
    if held.beside:
        yield Evidence(20, held.beside)
    if held.quoted:
        yield Evidence(10, "«»")


def further(named: Named, held: Around, vocabulary: Vocabulary) -> Iterator[Evidence]:
    """What the grammar of the words says: adjectives, things named in one breath, what is done to what."""
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
        weight = next((table[stem] for stem in stems(word) if stem in table), 0)
        if weight:
            yield Evidence(weight, word)


def _senses(named: Named, held: Around) -> Iterator[Evidence]:
    """What stands beside certain words where they are no names: «فتح تحقيق», «في المستقبل»."""
    before, after = _senses_of().get(safe(named.words[0]), (frozenset[str](), frozenset[str]()))
    if held.before and not before.isdisjoint(stems(held.before[0])):
        yield Evidence(-40, held.before[0])
    if held.after and safe(held.after[0]) in after:
        yield Evidence(-40, held.after[0])


def _adjective(named: Named, held: Around, vocabulary: Vocabulary) -> Iterator[Evidence]:
    """«القاعدة الجوية»: a definite adjective in the gender of the noun makes it a thing."""
    word = held.after[0] if held.after else ""
    if not word.startswith(ARTICLE) or safe(named.words[0]) in folded(listed.BODIES):
        return
    key = safe(word)
    feminine = named.words[0].endswith((TEH, "ه"))
    if key in folded(listed.THING) and word.endswith(TEH) == feminine:
        yield Evidence(-80, word)
    elif named.kind == "organization" and _is_relation(word, feminine=feminine) and vocabulary.frequent(word[2:]):
        yield Evidence(-30 if feminine else -15, word)


def _is_relation(word: str, *, feminine: bool) -> bool:
    """Whether a definite word ends like an adjective of relation, and tells neither a nation nor what groups are."""
    stem = safe(without_article(word).removesuffix(TEH))
    if stem in folded(listed.NATIONS) or safe(word) in folded(listed.NAMED) | folded(listed.NOUNS):
        return False
    return len(word) > 5 and word.endswith(_YEH + TEH if feminine else _YEH)


def _coordinated(named: Named, held: Around) -> Iterator[Evidence]:
    """«القاعدة والعمود», «السقف والقاعدة»: things are named in one breath with things."""
    after = held.after[0] if held.after else ""
    before = held.before[0] if held.before and named.particles.startswith(_WAW) else ""
    if named.kind != "organization" or held.beside:
        return
    for word, bare in ((after, after.removeprefix(_WAW) if after.startswith(_WAW) else ""), (before, before)):
        if safe(bare) in folded(listed.THINGS):
            yield Evidence(-40, word)


def _quality(named: Named, held: Around) -> Iterator[Evidence]:
    """«حماس اللاعبين», «حماس شديد», «زاد حماس», «جمال الطبيعة», «ليل الأحد»."""
    after, before = (words[0] if words else "" for words in (held.after, held.before))
    if safe(after) in folded(listed.DEGREE):
        yield Evidence(-60, after)
    if safe(after) in folded(listed.PEOPLE if named.kind != "person" else listed.BEARERS):
        yield Evidence(-40, after)
    if not folded(listed.ROUSING).isdisjoint(stems(before)):
        yield Evidence(-40, before)


def _arranged(named: Named, held: Around, vocabulary: Vocabulary) -> Iterator[Evidence]:
    """«تنظيم الدولة لسوق العقار»: a deed done to something, and what for."""
    after = held.after[0] if held.after else ""
    if (
        safe(without_article(named.words[0])) not in folded(listed.ARRANGED)
        or not after.startswith(LAM)
        or len(after) < 4
    ):
        return
    rest = after[1:].removeprefix(LAM)
    if vocabulary.frequent(rest) and not vocabulary.frequent(after, 50):
        yield Evidence(-40, after)


def _no_place(named: Named, held: Around) -> Iterator[Evidence]:
    """«سقطت الحديدة من يد العامل»; and hours of the day: «ليل الأحد»."""
    if held.after[:2] in _HANDS and holds(held.after[2:3], listed.CRAFT):
        yield Evidence(-60, held.after[2])
    if holds(named.words, "ليل") and holds(held.after[:1], listed.DAYS):
        yield Evidence(-60, held.after[0])
    if holds(held.before[:1], "منتصف طوال طيلة أواخر"):
        yield Evidence(-60, held.before[0])


@cache
def _senses_of() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    return {safe(word): (folded(before), folded(after)) for word, (before, after) in listed.SENSES.items()}


@cache
def _table(where: Where, kind: Kind) -> Mapping[str, int]:
    """The weight of each word; where several rows hold one, the first says."""
    found: dict[str, int] = {}
    for clue in listed.CLUES:
        if clue.where == where and kind in clue.kinds:
            for word in clue.words.split():
                found.setdefault(safe(word), clue.weight)
    return found
