"""Killed, injured, arrested: the numbers of people in a sentence, and which event each belongs to."""

from collections.abc import Sequence
from dataclasses import replace

from watchlists.events.casualties import Count, adds
from watchlists.events.casualty_words import TWO, Of
from watchlists.events.numbers import Number, numbers
from watchlists.events.passage import ACTS, ATTACKS, Draft, Passage
from watchlists.events.words import WAW, Word, vocabulary
from watchlists.model import Figure

_FROM_TO = """
    ارتفع ارتفعت ارتفاع زاد زادت زيادة ليرتفع لترتفع صعدت صعد وصل وصلت صحح صححت عدل عدلت خفض خفضت تراجعت انخفضت
"""
_BARS = frozenset(":؛;،,|/()[]{}\N{HYPHEN-MINUS}\N{EN DASH}\N{EM DASH}")
_ISSUES = "رقم النشرة العدد الحلقة الجزء الطبعة الموجز issue"
_BACK = 7
_OWN = 12
_COUNTED = 5
_ENDED = """
    لقي لقيت قتل قتلت قتلوا أصيب أصيبت أصيبوا جرح جرحت سقط أسفر أسفرت أدى أدت أودى أودت خلف خلفت أوقع أوقعت راح بلغت
    ارتفعت حصيلة حصد killed wounded
"""
_TOLD = "أفاد أفادت قال قالت ذكر ذكرت أعلن أعلنت أكد أكدت أوضح أوضحت أشار أشارت بحسب حسب وفق تحدث تحدثت"
_FELL = "سقوط سقط سقطت مقتل قتل قتلت إصابة أصيب قتلى جرحى حصيلة ضحايا مصرع"
_ATTACKERS = "المهاجمين مهاجمين المنفذين منفذين المعتدين الانتحاريين المهاجمون"
_TOLLS = "حصيلة عدد القتلى الضحايا الرقم"
_TELLING = 9
_FIGURELESS = frozenset(
    {
        "plot",
        "foiled_plot",
        "threat",
        "claim",
        "denial",
        "arrest",
        "trial",
        "sanction",
        "designation",
        "financing",
        "recruitment",
        "training_camp",
        "defection",
        "negotiation",
        "ceasefire",
    }
)
# Two happenings in one word: «هجومان», «غارتين».
_TWO_ACTS = """
    هجومان هجومين تفجيران تفجيرين انفجاران انفجارين غارتان غارتين ضربتان ضربتين عمليتان عمليتين اعتداءان اعتداءين
    قذيفتان قذيفتين كمينان كمينين عبوتان عبوتين
"""
# Nouns before the act that carry its number: «33 عملية اختطاف».
_CARRYING = "عملية عمليات حالة حالات حادث حادثا حادثة حوادث محاولة محاولات"
_ACT_NOUNS = """
    هجوم هجوما هجمات هجمة عملية عمليات تفجير تفجيرا تفجيرات غارة غارات ضربة ضربات اعتداء اعتداءات مخطط مخططا
    مخططات attacks raids strikes
"""


def with_figures(passage: Passage, drafts: Sequence[Draft], counts: Sequence[Count]) -> list[Draft]:
    """The drafts with the figures that belong to each: to the event they stand in, else to the last one before."""
    found = list(drafts)
    for of in ("killed", "injured", "arrested"):
        for at, mine in _shares(passage, drafts, [one for one in counts if one.of == of], of).items():
            found[at] = _with(passage, found[at], of, mine)
    return found


def with_later(drafts: Sequence[Draft], later: Passage, counts: Sequence[Count]) -> list[Draft]:
    """The drafts with the figures of the sentence behind theirs, which tells how the one attack among them ended.

    «فجر انتحاري نفسه في سوق. ولقي 20 شخصا مصرعهم»: only where it is told without figures, or they are corrected.
    """
    found, at = list(drafts), _attacks(drafts)[0]
    if found[at].killed is not None and _corrects(later) and any(one.of == "killed" for one in counts):
        found[at] = replace(found[at], killed=None)
    if found[at].killed or found[at].injured or any(one.of != "count" for one in found[at].figures):
        return found
    for of in ("killed", "injured"):
        mine = [one for one in counts if one.of == of]
        found[at] = _with(later, found[at], of, mine) if mine else found[at]
    return [*found[:at], found[at].noting("figures:next", 10), *found[at + 1 :]] if counts else found


def awaits_outcome(drafts: Sequence[Draft]) -> bool:
    """Whether the sentence behind may tell the outcome: of the one attack of a sentence."""
    return len(_attacks(drafts)) == 1


def _attacks(drafts: Sequence[Draft]) -> list[int]:
    return [at for at, one in enumerate(drafts) if one.event in ATTACKS and one.status == "reported"]


def tells_outcome(later: Passage) -> bool:
    """Whether a sentence begins with how the thing before it ended: «ولقي», «وأسفر الهجوم عن», «وبلغت الحصيلة».

    Also behind a word of telling: «وأفاد مسؤول بسقوط ستة قتلى».
    """
    if any(word.is_any(vocabulary(_ENDED)) for word in later.words[:2]):
        return True
    told = any(word.is_any(vocabulary(_TOLD)) for word in later.words[:1])
    return told and any(word.is_any(vocabulary(_FELL)) for word in later.words[1:_TELLING])


def _corrects(later: Passage) -> bool:
    """«ثم ارتفعت الحصيلة إلى 17»: the figure that holds from now on."""
    words = later.words[:_TELLING]
    risen = any(word.is_any(vocabulary(_FROM_TO)) for word in words)
    return risen and any(word.is_any(vocabulary(_TOLLS)) for word in words)


def _shares(passage: Passage, drafts: Sequence[Draft], counts: Sequence[Count], of: str) -> dict[int, list[Count]]:
    shares: dict[int, list[Count]] = {}
    takers = [at for at, draft in enumerate(drafts) if _takes(draft, of)]
    arrests = [at for at in takers if drafts[at].event == "arrest"]
    takers = arrests if of == "arrested" and arrests else takers
    for one in counts:
        if takers:
            shares.setdefault(min(takers, key=lambda at: _far(passage, drafts[at], one)), []).append(one)
    return shares


def _takes(draft: Draft, of: str) -> bool:
    if of == "arrested":
        return draft.event in {"arrest", "raid", "foiled_plot"}
    return (draft.event in ACTS and draft.status != "planned") or draft.event not in _FIGURELESS


def _far(passage: Passage, draft: Draft, one: Count) -> tuple[int, int]:
    """How far a count stands from an event; one that follows it is nearer than one that precedes it.

    «غارة هنا، ومقتل خمسة في تفجير هناك»: behind «، و» a count goes to the event that it is tied to by «في».
    """
    if draft.first <= one.first <= draft.last:
        return 0, 0
    if one.first > draft.last:
        parted = passage.parted_by_and(draft.last, one.first + 1)
        return 3 if parted else 1, one.first - draft.last
    if draft.first - one.last <= _OWN and not passage.clause_parted(one.last, draft.first + 1):
        return (2 if passage.caused_by(one.last, draft.first) else 4), draft.first - one.last
    return 4, draft.first - one.first


def _victims(passage: Passage, counts: Sequence[Count]) -> Sequence[Count]:
    """Without the attackers who fell, where others are counted too: «قتل خمسة جنود والقضاء على ثلاثة من المهاجمين»."""
    attackers, words = vocabulary(_ATTACKERS), passage.words
    others = [one for one in counts if not any(word.is_any(attackers) for word in words[one.first : one.last + 1])]
    return others or counts


def _with(passage: Passage, draft: Draft, of: Of, counts: Sequence[Count]) -> Draft:
    counts = _victims(passage, counts) if draft.event in ATTACKS else counts
    value, uncertain = _total(passage.words, counts)
    open_ones = [one for one in counts if not one.number.exact]
    figures = tuple(_figure(passage, one) for one in open_ones)
    if uncertain:
        figures += (_contradiction(passage, of, counts),)
        draft = draft.noting(f"uncertain:{of}", 5)
    elif value is not None:
        draft = draft.noting(f"{of}:{value}")
    merged = replace(draft, figures=draft.figures + figures)
    if of == "killed":
        return replace(merged, killed=value)
    return replace(merged, injured=value) if of == "injured" else replace(merged, arrested=value)


def _figure(passage: Passage, one: Count) -> Figure:
    return Figure(one.of, _quoted(passage, one.number), one.number.low, one.number.high)


def _quoted(passage: Passage, number: Number) -> str:
    """The words of a number without the و that joins it to what stands before."""
    text = passage.quote(number.first, number.last)
    return text[1:] if text.startswith(WAW) and not passage.words[number.first].key.startswith("واحد") else text


def _contradiction(passage: Passage, of: Of, counts: Sequence[Count]) -> Figure:
    values = [one.number.value for one in counts if one.number.value is not None]
    first, last = counts[0].number, counts[-1].number
    return Figure(
        of,
        passage.quote(first.first, first.last) + " / " + passage.quote(last.first, last.last),
        min(values),
        max(values),
    )


def _total(words: tuple[Word, ...], counts: Sequence[Count]) -> tuple[int | None, bool]:
    """The one number that several counts of one kind make, and whether they contradict each other."""
    total: int | None = None
    for before, one in zip((None, *counts), counts, strict=False):
        value = one.number.value
        if value is None:
            continue
        if total is None or (before and _rises(words, before, one)):
            total = value
        elif before and adds(words, before, one):
            total += value
        elif value != total:
            return None, True
    return total, False


def _rises(words: tuple[Word, ...], before: Count, one: Count) -> bool:
    """«ارتفع العدد من 10 إلى 15»: the later figure holds."""
    to = words[one.first - 1].key == "الى" if one.first else False
    return to and any(word.is_any(vocabulary(_FROM_TO)) for word in words[max(0, before.first - _BACK) : before.first])


def with_count(passage: Passage, draft: Draft, dated: frozenset[int]) -> Draft:
    """The draft with the number of happenings that its own noun is counted by («21 هجوما», «ثلاث غارات»)."""
    if draft.event not in ACTS and draft.event not in {"plot", "foiled_plot"}:
        return draft
    words, offset = passage.words, max(0, draft.first - _COUNTED)
    inside = words[offset : draft.last + 2]
    for number in numbers(inside):
        noun = number.last + offset + (number.last < len(inside) and inside[number.last].key == "من")
        if words[number.first + offset].is_any(vocabulary(TWO)):  # «صحفيين اثنين بغارة»: it follows what it counts
            continue
        if number.first + offset in dated or _labelled(passage, number, noun, offset):
            continue
        if noun < len(words) and _counts(draft, words, noun):
            return _counting(passage, replace(draft, last=max(draft.last, noun + 1)), number, offset)
    if any(word.is_any(vocabulary(_TWO_ACTS)) for word in words[draft.first : draft.last]):
        return replace(draft, count=2).noting("count:2")
    return draft


def _counts(draft: Draft, words: tuple[Word, ...], noun: int) -> bool:
    """Whether a counted noun is the act itself, or carries it."""
    if noun + 1 == draft.first:
        return words[noun].is_any(vocabulary(_CARRYING))
    return draft.first <= noun < draft.last + 2 and words[noun].is_any(vocabulary(_ACT_NOUNS))


def _labelled(passage: Passage, number: Number, noun: int, offset: int) -> bool:
    """«النشرة 3: هجوم», «العدد 12 - غارة», «الحلقة رقم 5 هجوم»: a number that counts issues and no happenings."""
    words, first, last = passage.words, number.first + offset, number.last + offset
    parted = any(not _BARS.isdisjoint(words[at].gap.strip()) for at in range(last, min(noun + 1, len(words))))
    return parted or (first > 0 and words[first - 1].is_any(vocabulary(_ISSUES)))


def _counting(passage: Passage, draft: Draft, number: Number, offset: int) -> Draft:
    found = draft
    if not number.exact:
        text = passage.quote(number.first + offset, number.last + offset)
        found = replace(found, figures=(*found.figures, Figure("count", text, number.low, number.high)))
    return replace(found, count=number.value).noting(f"count:{number.value}") if number.value else found
