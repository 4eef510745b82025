"""Where it happened: watched places and the gazetteer, behind a preposition of place, the most specific first."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from watchlists.events.passage import Passage
from watchlists.events.words import WAW, Word, ends_at, opening, trait, vocabulary
from watchlists.guards import vocabulary as words_known
from watchlists.model import Mention, Place, Watchlists
from watchlists.normalize import key

_PREPOSITIONS = """
    في|قرب|بالقرب من|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|وسط|شمال شرق|شمال غرب|جنوب شرق|جنوب غرب|داخل|خارج|
    ضواحي|أنحاء|عبر|كلا من|كل من|قرب من|على مشارف|مشارف|حول|بين|على أطراف|أطراف|على الحدود مع|قبالة|قبالة سواحل|
    قبالة ساحل|على مقربة من|ريف|in|near|at|outside|across
"""
_HEADS = """
    مدينة مدينتي بلدة بلدتي قرية قريتي ولاية ولايتي ولايات محافظة محافظتي محافظات إقليم إقليمي منطقة مقاطعة
    مقاطعات مديرية جزيرة العاصمة عاصمة مخيم قضاء ناحية مطار ميناء أحياء ريف أراضي شبه الجزيرة سوق أسواق أحد إحدى
    مدارس مدرسة مسجد مساجد كنيسة مستشفى جامعة جبل جبال غابة غابات صحراء بادية وادي نهر بحيرة ساحل سواحل محيط
    ضاحية ضواحي مصفاة حقل حقول سجن طريق شوارع تخوم مشارف أطراف حدود معبر منفذ province city town district
"""
# What a name of several words may begin with, so that it says by itself that it is a place.
_OPENERS = "مدينة مخيم قطاع محافظة ولاية جبل شمال جنوب شرق غرب وسط ريف إقليم"
_WIDE_HEADS = "ولاية ولايتي محافظة محافظتي إقليم مقاطعة"
_TOWARDS = """
    على|إلى|من|استهدف|استهدفت|يستهدف|تستهدف|ضرب|ضربت|يضرب|يضربان|تضرب|هز|هزت|يهز|تهز|يهزان|هزا|هزتا|الذي هز|التي هزت
"""
_UNDERGOING = "تعرضت|تعرض|شهدت|شهد|عاشت"  # «تعرضت بغداد لهجوم»
_OBJECT_REACH = 3
_BEH = "\N{ARABIC LETTER BEH}"
_PARTICLES = frozenset("وفبلك")
_MOST_WORDS = 4
_RANKS = {"city": 0, "capital": 0, "province": 1, "country": 3}
_REACH = 30
_LINKED = 3
_JOINED = 4
_LOOSE = 4
_THAT = "إن إنه إنها إنهم بأن بأنه بأنها أنه أنها أنهم"
# «حي الرياض»: streets and quarters are named after cities that lie elsewhere.
# What small places are introduced by.
_SMALL = "بلدة قرية مدينة ناحية قضاء مديرية"
# Behind which hardly anything but a place stands.
_STRICT = "في|قرب|بالقرب من|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|محيط|ضواحي|مشارف|جبهات|مصفاة"
_LEAST = 4
_WIDE = "إقليم ولاية محافظة مقاطعة منطقة مخيم جبل جبال وادي غابة بادية"
_SHORTEST = 3
# Names of towns that are words, or the rest of other names behind a particle («باردو»).
_WORDS = "ليل اردو"
_NAMED_AFTER = "حي|شارع|نهج|ساحة|ميدان"


@dataclass(frozen=True, slots=True)
class Located:
    """A place at the words `first` to `last`; `rank` is lower for the more specific; `firm` with a preposition.

    A `guessed` one is in no gazetteer: a word that is no ordinary one, behind a preposition of place.
    """

    first: int
    last: int
    text: str
    entity: str | None
    rank: int
    firm: bool
    preposition: str
    guessed: bool = False


def located(passage: Passage, mentions: Sequence[Mention], lists: Watchlists) -> tuple[Located, ...]:
    """The places of a sentence from left to right: mentions of watched places, and the gazetteer's names."""
    listed = passage.words
    watched = {passage.range(one.start, one.end): one for one in mentions}
    inside = {at: span for span in watched for at in range(*span)}
    found: list[Located] = []
    at = 0
    while at < len(listed):
        if at not in inside and not _may_be_place(listed, at):
            at += 1
            continue
        last, rank = _named(listed, at)
        mention = watched.get(inside.get(at, (-1, -1)))
        if mention:
            last, rank = max(last, inside[at][1]), rank if rank in _RANKS.values() else 1
        if mention and lists.entities[mention.entity].kind != "place":
            at = max(at + 1, inside[at][1])
            continue
        if last > at and (mention or not (ends_at(listed, at, _NAMED_AFTER) or _is_word(listed, at))):
            found.append(_located(passage, at, last, rank, mention, found))
        elif last == at and not mention and _is_strange(listed, at):
            found.append(replace(_located(passage, at, at + 1, _RANKS["city"], None, found), guessed=True))
        at = max(at + 1, last)
    return tuple(found)


def _may_be_place(listed: tuple[Word, ...], at: int) -> bool:
    """A name of the gazetteer, a strange word, or what stands behind «بلدة»."""
    return bool(listed[at].traits & (_LISTED | _STRANGE)) or (at > 0 and bool(listed[at - 1].traits & _HEADING))


def _located(
    passage: Passage, at: int, last: int, rank: int, mention: Mention | None, before: Sequence[Located]
) -> Located:
    listed = passage.words
    start, end = _without_proclitic(listed[at]), listed[last - 1].end
    edge, wide = at, False
    while edge > 0 and listed[edge - 1].is_any(vocabulary(_HEADS)):
        edge -= 1
        wide = wide or listed[edge].is_any(vocabulary(_WIDE_HEADS))
    preposition = _preposition(listed, edge, at)
    joined = bool(before) and before[-1].last == at and listed[at].key.startswith(WAW) and before[-1].firm
    head = edge < at or (last > at + 1 and listed[at].is_any(vocabulary(_OPENERS)))
    word = preposition or (before[-1].preposition if joined else "") or (listed[edge].text if head else "")
    return Located(
        at,
        last,
        passage.text[start:end],
        mention.entity if mention else None,
        max(rank, 1) if wide else rank,
        bool(word),
        word,
    )


def _preposition(listed: tuple[Word, ...], edge: int, at: int) -> str:
    """The preposition before a noun group that begins at `edge`, or attached to its first word."""
    if listed[edge].key.startswith(_BEH) and (edge < at or listed[edge].key not in _index()):
        return _BEH
    length = ends_at(listed, edge, _PREPOSITIONS)
    return " ".join(word.text for word in listed[edge - length : edge])


def _bare(seen: str) -> Iterator[str]:
    """A key as it stands, and without the particles that places carry: و, ف, ب, ل, ك."""
    yield seen
    for cut in (1, 2):
        if len(seen) - cut >= _SHORTEST and _PARTICLES.issuperset(seen[:cut]):
            yield seen[cut:]
    for before in ("لل", "ولل", "فلل"):
        if seen.startswith(before):
            yield "ال" + seen[len(before) :]


def _without_proclitic(word: Word) -> int:
    """Where the gazetteer's name begins in a word: «بأفغانستان» quotes «أفغانستان»."""
    names = _index().keys()
    places = (at for at in range(min(3, len(word.text))) if _PARTICLES.issuperset(word.text[:at]))
    return next((at for at in places if key(word.text[at:]) in names), 0) + word.start


def _named(listed: tuple[Word, ...], at: int) -> tuple[int, int]:
    """The end of the longest gazetteer name at a word, and its rank; `at` itself for none."""
    if found := _unlisted(listed, at):
        return found
    for reading in _bare(listed[at].key):
        ranks = _index().get(reading)
        if not ranks:
            continue
        for size in range(_MOST_WORDS, 0, -1):
            name = " ".join([reading, *(word.key for word in listed[at + 1 : at + size])])
            if name in ranks and at + size <= len(listed):
                return at + size, ranks[name]
    return at, 9


def _is_word(listed: tuple[Word, ...], at: int) -> bool:
    """«ليل الأحد» is a night, and «مدينة ليل» a town."""
    word = listed[at]
    return word.is_any(vocabulary(_WORDS)) and not (at and listed[at - 1].is_any(vocabulary(_SMALL)))


def _is_strange(listed: tuple[Word, ...], at: int) -> bool:
    """«في بابنوسة», «محيط ماسيسي»: no ordinary word, where only a place can stand."""
    word = listed[at]
    if at == 0 or not word.traits & _STRANGE or word.gap != " " or not word.text.isalpha():
        return False
    if word.text.endswith("\N{ARABIC LETTER HEH}"):  # a pronoun: «معسكراته»
        return False
    edge = at
    while edge > 0 and listed[edge - 1].is_any(vocabulary(_HEADS)):
        edge -= 1
    return bool(ends_at(listed, edge, _STRICT))


def _is_inflected(seen: str) -> bool:
    """Whether a word carries a pronoun or an ending of number, as names of places do not."""
    return seen.endswith(
        ("هما", "هم", "ها", "نا", "كم", "هن", "ره", "ات", "ين", "ون", "يه", "يا", "اء", "تي")
    ) or seen.startswith("ال")


def _looks_strange(seen: str) -> bool:
    arabic = seen[:1] > "\u0600" and len(seen) >= _LEAST and not seen.isdecimal()
    return arabic and not _is_inflected(seen) and not words_known().known(seen)


def _is_listed(seen: str) -> bool:
    return any(one in _index() for one in _bare(seen))


_LISTED = trait(_is_listed)
_STRANGE = trait(_looks_strange)
_HEADING = opening(_SMALL, _WIDE)


def _unlisted(listed: tuple[Word, ...], at: int) -> tuple[int, int] | None:
    """«بلدة دالوري»: a small place that no gazetteer lists, told by the word before it and by being no other word."""
    word = listed[at]
    if at < 2 or word.gap != " " or not word.text.isalpha() or len(word.key) < _SHORTEST:
        return None
    town, wide = listed[at - 1].is_any(vocabulary(_SMALL)), listed[at - 1].is_any(vocabulary(_WIDE))
    if (not town and not wide) or any(one in _index() for one in _bare(word.key)):
        return None
    named = town and word.text.startswith("ال") and ends_at(listed, at - 1, _PREPOSITIONS)  # «في مدينة الباب»
    if not named and words_known().known(word.key):
        return None
    return at + 1, _RANKS["city" if town else "province"]


@cache
def _index() -> dict[str, dict[str, int]]:
    """The ranks of the gazetteer's names by their first word. Read once, when the first event asks for a place."""
    found: dict[str, dict[str, int]] = {}
    folded = key((files("watchlists") / "gazetteer" / "places.csv").read_text("utf-8"))
    for row in csv.DictReader(folded.splitlines()):
        for name in (row["spelling"], row["english"].replace("-", " ").replace("'", "")):
            first = name.partition(" ")[0]
            found.setdefault(first, {}).setdefault(name, _RANKS[row["kind"]])
    return found


def of_event(found: Sequence[Located], passage: Passage, first: int, last: int) -> tuple[Located, ...]:
    """The places of an event at the words `first` to `last`: the nearest one with those that belong to it."""
    near = [one for one in found if _fits(one, passage, first, last)]
    near = [one for one in near if not one.guessed] or near
    near = [one for one in near if _is_sure(one, passage, first, last)] or near
    if not near:
        return ()
    best = min(near, key=lambda one: _distance(one, first, last) + _other(passage, one, first))
    return group_of(passage, found, found.index(best))


def _is_sure(one: Located, passage: Passage, first: int, last: int) -> bool:
    """Whether a place is said to be one, in the same breath as the event: «في كابول», «شهدت كابول تفجيرا»."""
    between = range(one.last, first + 1) if one.last <= first else range(last, one.first + 1)
    said = one.firm or ends_at(passage.words, one.first, _UNDERGOING)
    return bool(said) and not passage.clause_parted(between.start, between.stop)


def _fits(one: Located, passage: Passage, first: int, last: int) -> bool:
    if any(passage.words[at].key in vocabulary("لا ليس وليس") for at in range(max(0, one.first - 2), one.first)):
        return False  # «لا في الرقة كما أشيع»
    if max(one.first - last, first - one.last) > _REACH:
        return False
    near = first < one.first <= last + _OBJECT_REACH and one.rank != _RANKS["country"]
    near = near or (0 <= first - one.last <= 1 and passage.words[first].key[:1] == _BEH)  # «استهدف كابول بتفجير»
    return (
        one.firm
        or near  # «قصف الحوثيون مأرب»
        or bool(ends_at(passage.words, one.first, _UNDERGOING) and 0 <= first - one.last <= _OBJECT_REACH)
        or (one.first == last)
        or bool(ends_at(passage.words, one.first, _TOWARDS) and 0 <= one.first - last <= 3)
    )


def _other(passage: Passage, one: Located, first: int) -> int:
    """«قال مسؤول في سيول إن», «قتل رجل في بغداد وأصيب»: the place of another telling, where there is a nearer one."""
    told = any(word.key in vocabulary(_THAT) for word in passage.words[one.last : first])
    joined = one.first < first and passage.words[first].key.startswith(WAW)
    return _REACH * told + _JOINED * joined


def _distance(one: Located, first: int, last: int) -> float:
    """After the event counts as nearer than before it, a place with a preposition as nearer than one without."""
    loose = 0 if one.firm else _LOOSE
    return loose + (one.first - last if one.first >= last else 1.5 * max(0, first - one.last) + 1)


def group_of(passage: Passage, found: Sequence[Located], at: int) -> tuple[Located, ...]:
    """A place with those that belong to it, the most specific first: «نيالا في ولاية جنوب دارفور», «كونار ونورستان»."""
    first = last = at
    while first > 0 and _beside(passage, found[first - 1], found[first]):
        first -= 1
    while last + 1 < len(found) and _beside(passage, found[last], found[last + 1]):
        last += 1
    return tuple(sorted(found[first : last + 1], key=lambda one: one.rank))


def _beside(passage: Passage, one: Located, other: Located) -> bool:
    """Whether nothing but a preposition and the kind of place stands between two."""
    if not one.firm or other.first - one.last > _LINKED:
        return False
    between = range(one.last, other.first)
    linked = all(
        passage.words[at].is_any(vocabulary(_HEADS)) or ends_at(passage.words, at + 1, _PREPOSITIONS) for at in between
    )
    return not between or (linked and other.firm and not passage.clause_parted(one.last, other.first))


def to_places(group: Sequence[Located]) -> tuple[Place, ...]:
    """What the event carries."""
    return tuple(Place(one.text, one.entity) for one in group)
