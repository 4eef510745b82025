"""Numbers of people in a sentence: who was killed, injured or arrested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from watchlists.events.casualty_words import (
    AFTER_ARRESTED,
    AFTER_INJURED,
    AFTER_KILLED,
    ARRESTED,
    ARRESTED_NOUN,
    BEFORE_THAT,
    BESIDE,
    COUPLED,
    DONE_WITH,
    DUALS,
    EARLIER,
    ENDED,
    HIS_END,
    INJURED,
    INJURED_NOUN,
    KILLED,
    KILLED_NOUN,
    MET,
    MONTHS,
    NOT_ONE,
    NUMBERED,
    OBJECT_REACH,
    ONE,
    PART,
    PARTS_REACH,
    TOLL,
    TWO,
    UNITS,
    Of,
)
from watchlists.events.numbers import Number, numbers
from watchlists.events.passage import Passage
from watchlists.events.persons import is_accusative, persons
from watchlists.events.words import WAW, Word, ends_at, opening, stands_at, trait, vocabulary

_AHEAD = 4
_LIMIT = 200
_END_REACH = 10
_JOINED_REACH = 4
_EITHER = "بين قتيل وجريح|قتيلا وجريحا|قتيل وجريح|بين قتلى وجرحى"
_BREAKS = frozenset("،؛,;:()")
_BACK = 7


@dataclass(frozen=True, slots=True)
class Count:
    """So many people, at the words `first` to `last` (the counted noun included)."""

    of: Of
    number: Number
    first: int
    last: int


def people(passage: Passage, dated: frozenset[int]) -> tuple[Count, ...]:
    """Every number of people killed, injured or arrested in a sentence.

    Parts of a total are left out, and numbers at the words `dated`, which are dates.
    """
    words = passage.words
    counted = [one for number in numbers(words) if number.first not in dated for one in _counted(words, number)]
    taken = {at for one in counted for at in range(one.first, one.last)} | dated
    places = [at for at, word in enumerate(words) if word.traits & _PEOPLE and at not in taken]
    counted += [one for at in places for one in _unnumbered(words, at, dated)]
    counted.sort(key=lambda one: one.first)
    whole = [one for one in counted if not _is_part(passage, one, counted) and not _counted_again(words, one, counted)]
    return tuple(one for one in whole if not _outdated(words, one, whole))[:_LIMIT]


def _is_part(passage: Passage, one: Count, every: Sequence[Count]) -> bool:
    """«20 شخصا بينهم 5 أطفال و3 نساء», «14 عاملا، هم ثمانية هنود وستة نيباليين»: what a total is made of."""
    words, first = passage.words, passage.clause_start(one.first, PARTS_REACH)
    if stands_at(words, one.number.last, "منهم|منهما|منهن|من بينهم"):  # «أصيب عشرة، اثنان منهم»
        return any(other.of == one.of and other.first < one.first for other in every)
    for at in range(one.first, first - 1, -1):
        if ends_at(words, at, PART):
            return True
        if at <= one.first and at > first and _head(words[at - 1]):
            return False
    return False


def adds(words: tuple[Word, ...], before: Count, one: Count) -> bool:
    """«ثلاثة جنود ومدنيين اثنين»: joined by و in the same list."""
    of = before.last < len(words) and words[before.last].key in vocabulary("من برتبة")
    parted = any(not _BREAKS.isdisjoint(word.gap) for word in words[before.last : one.first + 1])
    near = _JOINED_REACH if of and not parted else 1
    return one.first - before.last <= near and words[one.first].key.startswith(WAW)


def _outdated(words: tuple[Word, ...], one: Count, every: Sequence[Count]) -> bool:
    """«كانت حصيلة سابقة قد تحدثت عن 9 قتلى», «بعد أن كانت 31»: an earlier toll beside the one that holds."""
    if not any(other.of == one.of and other is not one for other in every):
        return False
    first = max(0, one.first - _BACK)
    earlier = any(
        words[at].is_any(vocabulary(EARLIER)) and words[at - 1].is_any(vocabulary(TOLL))
        for at in range(max(1, first), one.first)
    )
    return earlier or bool(ends_at(words, one.first, BEFORE_THAT))


def _counted(words: tuple[Word, ...], number: Number) -> Iterator[Count]:
    plain = number.first > 1 and not words[number.first - 1].number and not words[number.first].gap.strip()
    if plain and words[number.first].is_any(vocabulary(TWO)) and (of := _head(words[number.first - 2])):
        yield Count(of, number, number.first - 1, number.last)  # «استشهاد صحفيين اثنين»
        return
    noun = number.last + (number.last < len(words) and words[number.last].key == "من")
    if noun < len(words) and not _is_people(words, noun):
        return
    if number.first and words[number.first - 1].is_any(vocabulary(NUMBERED)):
        return
    if _bare(words, noun) and not _governed(words, number.first):
        return
    of = (
        _died_of_wounds(words, number)
        or _by_noun(words, noun)
        or _by_head(words, number.first)
        or _by_verb(words, noun)
    )
    if _both(words, number.first) or any(stands_at(words, number.last + at, _EITHER) for at in (0, 1)):
        open_one = replace(number, value=None, low=None, high=number.value)
        yield from (Count(one, open_one, number.first, number.last) for one in ("killed", "injured"))
    elif of:
        named = noun < len(words) and not words[noun].key.startswith(WAW)
        yield Count(of, number, number.first, noun + 1 if named else number.last)


def _both(words: tuple[Word, ...], first: int) -> bool:
    """«مقتل وإصابة 17»: one number for the dead and the wounded together."""
    if first > 2 and persons(words[first - 3].key):  # «إن تاجرا قتل وأصيب أربعة»
        return False
    heads = [_head(word) for word in words[max(0, first - 2) : first] if word.is_any(vocabulary(COUPLED))]
    return sorted(map(str, heads)) == ["injured", "killed"] and words[first - 1].key.startswith(WAW)


def _died_of_wounds(words: tuple[Word, ...], number: Number) -> Of | None:
    """«وفاة ثلاثة من الجرحى», «وفاة ثلاثة جرحى»: the dead, told by what they were before."""
    among = number.last + 1 < len(words) and words[number.last].key == "من"
    if _by_noun(words, number.last + among) != "injured":
        return None
    if not among and not (number.first and words[number.first - 1].is_any(vocabulary("وفاة توفي توفيت"))):
        return None
    return "killed" if _by_head(words, number.first) == "killed" else None


def _counted_again(words: tuple[Word, ...], one: Count, counted: Sequence[Count]) -> bool:
    """Whether those who died of wounds are already in the toll that the sentence gives."""
    among = one.number.last < len(words) and words[one.number.last].key == "من"
    wounded = among and one.of == "killed" and _by_noun(words, one.number.last + 1) == "injured"
    return wounded and any(other.of == "killed" and other is not one for other in counted)


def _bare(words: tuple[Word, ...], noun: int) -> bool:
    """Whether no noun follows the number: «مقتل 21» and the end, a comma or a preposition."""
    if noun >= len(words) or not _BREAKS.isdisjoint(words[noun].gap):
        return True
    return words[noun].key in vocabulary("في من على إلى عن مع بعد قبل منذ خلال إثر وفق بحسب in on at")


def _governed(words: tuple[Word, ...], first: int) -> bool:
    """Whether a number without a noun stands under a word of casualty: «مقتل 21», «حصيلة القتلى إلى 40»."""
    if first and (_head(words[first - 1]) or _by_noun(words, first - 1)):
        return True
    reached = first > 0 and words[first - 1].key in vocabulary("إلى من بلغ بلغت")
    return reached and any(_toll(words, at) for at in range(max(0, first - 1 - _BACK), first))


def _is_people(words: tuple[Word, ...], noun: int) -> bool:
    word = words[noun]
    return not (word.is_any(vocabulary(UNITS)) or word.is_any(vocabulary(MONTHS)) or word.number)


def _by_noun(words: tuple[Word, ...], at: int) -> Of | None:
    if at >= len(words):
        return None
    tables: tuple[tuple[Of, str], ...] = (
        ("killed", KILLED_NOUN),
        ("injured", INJURED_NOUN),
        ("arrested", ARRESTED_NOUN),
    )
    return next((of for of, listed in tables if words[at].is_any(vocabulary(listed))), None)


def _by_head(words: tuple[Word, ...], first: int) -> Of | None:
    """The nearest word of dying, wounding or arresting before a number, in its clause."""
    if _beside(words, first):
        return "killed"
    if first and words[first - 1].text.startswith("ال") and (of := _by_noun(words, first - 1)):
        return of  # «القتلى أربعة»
    onward = words[first].key.startswith(WAW) or (first > 0 and words[first - 1].key in vocabulary("إلى"))
    for at in range(first - 1, max(-1, first - 1 - _BACK), -1):
        of = _head(words[at])
        if of or (of := _toll(words, at)):
            return of
        if words[at].number and not onward:
            return None
    return None


def _beside(words: tuple[Word, ...], first: int) -> bool:
    """«قضى 37 مصليا», «القضاء على ستة مسلحين»."""
    if ends_at(words, first, DONE_WITH):
        return True
    if first and words[first - 1].key in vocabulary("على"):  # «قضت قوة مشتركة على أربعة عشر»
        return any(word.is_any(vocabulary(ENDED)) for word in words[max(0, first - _BACK) : first - 1])
    return first > 0 and words[first - 1].is_any(vocabulary(BESIDE))


def _head(word: Word) -> Of | None:
    tables: tuple[tuple[Of, str], ...] = (("killed", KILLED), ("injured", INJURED), ("arrested", ARRESTED))
    return next((of for of, listed in tables if word.is_any(vocabulary(listed))), None)


def _toll(words: tuple[Word, ...], at: int) -> Of | None:
    """«حصيلة القتلى», «عدد الجرحى»; «الحصيلة» alone is that of the dead."""
    if words[at].key in vocabulary("الحصيلة") and not (at + 1 < len(words) and _by_noun(words, at + 1)):
        return "killed"
    return _by_noun(words, at) if at and words[at - 1].is_any(vocabulary(TOLL)) else None


def _by_verb(words: tuple[Word, ...], noun: int) -> Of | None:
    """«عشرة أشخاص لقوا حتفهم», «أصيبوا»."""
    tables: tuple[tuple[Of, str], ...] = (
        ("killed", AFTER_KILLED),
        ("injured", AFTER_INJURED),
        ("arrested", AFTER_ARRESTED),
    )
    for at in range(noun + 1, min(len(words), noun + 1 + _AHEAD)):
        found = next((of for of, listed in tables if stands_at(words, at, listed)), None)
        if found:
            return found
    return None


def _unnumbered(words: tuple[Word, ...], at: int, dated: frozenset[int]) -> Iterator[Count]:
    """The dual («قتيلان», «مقتل شخصين»), one person («مقتل جندي», «اغتال مسلحون قاضيا») and one casualty."""
    word = words[at]
    if of := _casualties(words, at):
        yield of
        return
    many = 2 if word.is_any(vocabulary(TWO)) else persons(word.key)
    if word.key in vocabulary("أحد إحدى") and not (at + 1 < len(words) and words[at + 1].text.startswith("ال")):
        return  # «لم يقتل أحد»; but «أحد الجنود»
    if not many:
        return
    known = _governing(words, at, dated) or (_by_verb(words, at) if many == 2 else None)
    if known:
        yield Count(known, Number(at, at + 1, many), at, at + 1)


_COUNTED = opening(*(listed for _, listed in (*DUALS, *ONE)), TWO, HIS_END)
_PEOPLE = _COUNTED | trait(lambda seen: persons(seen) > 0)


def _casualties(words: tuple[Word, ...], at: int) -> Count | None:
    """«قتيلان», «فأرداه قتيلا», «لقي المدير مصرعه»."""
    word = words[at]
    if word.key in vocabulary(HIS_END):
        before = words[max(0, at - _END_REACH) : at]
        met = any(one.is_any(vocabulary(MET)) for one in before) and not any(one.number for one in before)
        return Count("killed", Number(at, at + 1, 1), at, at + 1) if met else None
    for (of, two), (_, one) in zip(DUALS, ONE, strict=True):
        if word.is_any(vocabulary(two)):
            return Count(of, Number(at, at + 1, 2), at, at + 1)
        if word.key in vocabulary(one) and not (at and _uncounted(words[at - 1])):
            return Count(of, Number(at, at + 1, 1), at, at + 1)
    return None


def _uncounted(word: Word) -> bool:
    return word.number or word.is_any(vocabulary(NOT_ONE))


def _governing(words: tuple[Word, ...], at: int, dated: frozenset[int]) -> Of | None:
    """What befell the person or the two at a word: the head directly before, or of an object the verb further off."""
    if at and (of := _head(words[at - 1])):
        return None if at > 1 and words[at - 2].key in vocabulary("لم لن لا دون بدون ما") else of
    if ends_at(words, at, DONE_WITH):
        return "killed"
    if at > 1 and words[at].key.startswith(WAW) and persons(words[at - 1].key) and (of := _head(words[at - 2])):
        return of  # «مقتل ضابط ومجند»
    if at > 1 and words[at - 1].key in vocabulary("على"):
        return "arrested" if "arrested" in map(_head, words[max(0, at - 4) : at - 1]) else None
    if persons(words[at].key) == 2 or is_accusative(words[at].key):
        return _of_verb(words, at, dated)
    return None


def _of_verb(words: tuple[Word, ...], at: int, dated: frozenset[int]) -> Of | None:
    """«اغتال مسلحون مجهولون قاضيا»: the verb of an object, across its subject and dates."""
    near = [before for before in range(max(0, at - 2 * OBJECT_REACH), at) if before not in dated]
    for before in near[: -OBJECT_REACH - 1 : -1]:
        if words[before].number or not _BREAKS.isdisjoint(words[before + 1].gap):
            return None
        if of := _head(words[before]):
            return of
        if persons(words[before].key):
            return None
    return None
