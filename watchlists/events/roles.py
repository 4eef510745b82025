"""The grammatical place of a name beside an event: subject, object, «على يد», «ضد», passive, owner."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchlists.events.numbers import numbers
from watchlists.events.passage import ATTACKS, OBJECTIVE, Draft, Passage
from watchlists.events.words import Word, ends_at, readings, stands_at, vocabulary

_AGENT = """
    على يد|على أيدي|على يدي|من قبل|من جانب|من طرف|بواسطة|نفذه|نفذها|نفذته|نفذتها|شنه|شنها|شنته|شنتها|ارتكبه|
    ارتكبها|ارتكبته|ارتكبتها|دبره|دبرها|دبرته|دبرتها|تبناه|تبناها|تبنته|تبنتها|قام به|قام بها|قامت به|قامت بها|
    تديره|تديرها|يديره|يديرها|أقامه|أقامها|أقامته|أقامتها|أنشأها|أنشأتها|نصبه|نصبته|خطط له|خططت له|خطط لها|
    خططت لها|يقف وراءه|وراءه|وراءها|منسوب إلى|منسوبة إلى|نسب إلى|نسبت إلى|by|carried out by|claimed by
"""
_AGAINST = """
    على|ضد|بحق|في حق|استهدف|استهدفت|يستهدف|تستهدف|مستهدفا|مستهدفة|استهداف|ضرب|ضربت|طال|طالت|عن|against|on|
    targeting|targeted|at
"""
_PATIENT = "تعرض تعرضت يتعرض تتعرض تعرضوا استهدف استهدفت"
_OWNED = """
    موقع مواقع مواقعها معقل معاقل هدف أهداف مقر مقرات رتل أرتال مستودع مستودعات نقطة نقاط دورية حاجز حواجز
"""
_TITLES = """
    تنظيم حركة جماعة مليشيا ميليشيا ميليشيات مليشيات كتائب قوات عناصر عنصر عنصرا مسلحي مسلحو مسلحين مسلحون مسلح
    مقاتلي مقاتلو مقاتلين مقاتلون مقاتل زعيم زعيمة قائد قيادي القيادي قيادات قادة أمير عضو أعضاء إرهابي إرهابيين
    إرهابية رجال متشددي متشددو متطرفي متطرفو خلية خلايا أنصار فرع جناح قياديا زعيما عضوا مسلحا مقاتلا متمردي
    متمردو المتمردين متحدث المدعو أسامة الشيخ الإرهابي الإرهابية المتشدد المتشددة المتطرف المتطرفة الجهادي
    السابق الأعلى الراحل the group militants fighters members leader
"""
_MEMBERS = """
    قياديا عضوا مسلحا مقاتلا عناصر عنصر عنصرا مسلحي مسلحين مسلح مقاتلي مقاتلين مقاتل قيادي قيادات قادة عضو أعضاء
    زعيم خلية خلايا إرهابيين أمير قائد members member
"""
_SUBJECTS = "مسلحون مسلحو مقاتلون مقاتلو متمردون متمردو إرهابيون متشددون متشددو متطرفون متطرفو"
_LINK = """
    من في ل ب إلى ينتمون ينتمي ينتميان تنتمي تابعين تابع تابعة موالين موالية مرتبطين مرتبطة مبايعين التابع
    التابعة of
"""
_SPEECH = """
    قال قالت يقول تقول ذكر ذكرت أفاد أفادت أعلن أعلنت أكد أكدت صرح أدان أدانت ندد نددت استنكر استنكرت اتهم اتهمت
    حذر حذرت رحب رحبت نعى نعت said says condemned
"""
_CLAUSE_HEAD = "و ف أن إن بأن وأن لكن بينما كما حيث فيما"
BOTH = frozenset({"clash", "negotiation", "ceasefire"})
_SPEAKERS = frozenset({"claim", "denial", "threat"})
_PASSIVE_MARK = "\N{ARABIC DAMMA}"
# Finite verbs of the objective types, whose subject may stand beside them.
_FINITE = """
    قتل قتلت قتلوا يقتل تقتل اعتقل اعتقلت اعتقلوا يعتقل تعتقل خطف خطفت خطفوا اختطف اختطفت اختطفوا يختطف أعدم
    أعدمت أعدموا اغتال اغتالت اغتالوا داهم داهمت داهموا قبضت ألقت أوقفت أوقف احتجز احتجزت احتجزوا فرضت صنفت
    أدرجت
"""
_LAM = "\N{ARABIC LETTER LAM}"
REACH = 9
_SKIP = 6


@dataclass(frozen=True, slots=True)
class Named:
    """An entity at the words `first` to `last`; `armed` where it is an organisation that can bear arms."""

    entity: str
    first: int
    last: int
    person: bool
    armed: bool
    code: str = ""


def role(passage: Passage, draft: Draft, one: Named) -> str | None:
    """`actor`, `target` or None: what the words between an event and a name make of the name."""
    words, edge, members = passage.words, *_edge(passage.words, one)
    if one.first >= draft.first and one.last <= draft.last:
        return _inside(passage, draft, one)
    if one.last > draft.first and one.first < draft.last:
        return _adjacent(words, draft, one, members)
    if one.first >= draft.last:
        return _after(passage, draft, one, edge, members)
    return _before(passage, draft, one, edge)


def _edge(words: tuple[Word, ...], one: Named) -> tuple[int, bool]:
    """Where the noun group around a name begins («عناصر من تنظيم داعش»), and whether members are meant."""
    at, members = one.first, False
    while at > max(0, one.first - _SKIP):
        word = words[at - 1]
        linked = word.is_any(vocabulary(_LINK)) and at >= 2 and words[at - 2].is_any(vocabulary(_TITLES))
        if not linked and not word.is_any(vocabulary(_TITLES)):
            break
        members = members or word.is_any(vocabulary(_MEMBERS))
        at -= 1
    return at, members


def _inside(passage: Passage, draft: Draft, one: Named) -> str | None:
    """Named between the words of the phrase: «خطط التنظيم لشن», «فرضت على داعش عقوبات»."""
    words = passage.words
    if words[one.first - 1].key in vocabulary("على ضد بحق"):
        return "target"
    if draft.event == "foiled_plot":
        return None
    return "target" if draft.event in OBJECTIVE and not _active(words, draft) else "actor"


def _after(passage: Passage, draft: Draft, one: Named, edge: int, members: bool) -> str | None:
    words = passage.words
    if edge > draft.last + REACH:
        return None
    if ends_at(words, edge, _AGENT) or (edge < one.first and stands_at(words, edge, "بقيادة")):
        return "actor"
    if draft.event in BOTH:
        return "actor" if _joined(words, draft, edge) else None
    if edge == draft.last or (edge == draft.last + 1 and words[draft.last].number):
        return _adjacent(words, draft, one, members)
    if draft.event in ATTACKS | OBJECTIVE and edge > 0 and words[edge - 1].is_any(vocabulary(_OWNED)):
        return "target"
    if words[edge].key.startswith(_LAM) and draft.event not in OBJECTIVE and edge <= draft.last + 2:
        return "actor"
    if is_against(passage, one, draft):
        return "target" if draft.event not in {"plot", "foiled_plot"} or ends_at(words, edge, "ضد|على") else None
    return _object(passage, draft, one, edge, members)


def _adjacent(words: tuple[Word, ...], draft: Draft, one: Named, members: bool) -> str | None:
    """Directly after the words of the event: its object, its owner, or the subject of its verb."""
    if words[draft.last - 1].key in vocabulary("على ضد on against of"):
        return "target"
    if draft.event in OBJECTIVE:
        if _has_object(words[draft.first]):
            return "actor"
        subject = not (members or one.person) or _nominative(words[draft.last : one.first])
        return "actor" if _active(words, draft) and (subject or _object_follows(words, one.last)) else "target"
    if draft.event in {"airstrike", "shelling", "drone_attack", "defection"}:
        return "target"
    return "actor"


def _object(passage: Passage, draft: Draft, one: Named, edge: int, members: bool) -> str | None:
    words, between = passage.words, passage.words[draft.last : edge]
    if any(word.is_any(vocabulary("الذي التي الذين")) for word in between):
        return None
    if members and draft.event in OBJECTIVE and not ends_at(words, draft.first, "أعلن"):
        return "target"
    if draft.event in {"plot", "foiled_plot"} and edge <= draft.last + 3:
        return "actor"
    if one.person and draft.event in OBJECTIVE and edge <= draft.last + 3:
        return "target"
    return None


def is_against(passage: Passage, one: Named, draft: Draft) -> bool:
    edge, _ = _edge(passage.words, one)
    while edge > 0 and passage.words[edge - 1].is_any(vocabulary(_OWNED)):
        edge -= 1
    return edge >= draft.last and bool(ends_at(passage.words, edge, _AGAINST))


def _before(passage: Passage, draft: Draft, one: Named, edge: int) -> str | None:
    words = passage.words
    between = words[one.last : draft.first]
    if draft.event in BOTH or draft.event == "foiled_plot":
        return "actor" if draft.event in BOTH and len(between) <= 2 and not speaks(passage, one) else None
    if _patient(words, edge, between):
        return "target"
    if len(between) > REACH or ends_at(words, edge, "ضد|على|من|عن"):
        return None
    if draft.event in OBJECTIVE:
        return _subject(words, draft, one, between)
    if draft.event in _SPEAKERS:
        return "actor"
    return None if speaks(passage, one) or any(_opens_clause(word) for word in between) else "actor"


def _opens_clause(word: Word) -> bool:
    return word.key in vocabulary(_CLAUSE_HEAD)


def _patient(words: tuple[Word, ...], edge: int, between: Sequence[Word]) -> bool:
    """«تعرضت الحركة لهجوم»."""
    exposed = vocabulary("تعرض تعرضت يتعرض تتعرض تعرضوا")
    return (edge > 0 and words[edge - 1].is_any(vocabulary(_PATIENT))) or any(
        word.is_any(exposed) for word in between[-REACH:]
    )


def _subject(words: tuple[Word, ...], draft: Draft, one: Named, between: Sequence[Word]) -> str | None:
    """Before a verb of killing or arresting: its subject, or of a passive the one it was done to."""
    if len(between) > 3 or any(_opens_clause(word) for word in between):
        return None
    if _passive(words[draft.first]):
        return "target"
    return "actor" if _active(words, draft) else None


def _passive(word: Word) -> bool:
    return _PASSIVE_MARK in word.text[:3] or word.is_any(vocabulary("اغتيل اغتيلت killed arrested"))


def _active(words: tuple[Word, ...], draft: Draft) -> bool:
    """Whether the event's first word is a finite verb that may have a subject."""
    first = words[draft.first]
    return first.is_any(vocabulary(_FINITE)) and not _passive(first)


def _has_object(word: Word) -> bool:
    """«قتلهم عناصر التنظيم»: a verb whose object is a pronoun, so that what follows is its subject."""
    suffixes = ("هم", "ها", "هما", "ه")
    bare = next((word.key.removesuffix(one) for one in suffixes if word.key.endswith(one)), "")
    return bool(bare) and not vocabulary(_FINITE).isdisjoint(readings(bare))


def _nominative(group: Sequence[Word]) -> bool:
    """«مسلحون», «مقاتلو»: the form of a subject."""
    return any(word.key in vocabulary(_SUBJECTS) for word in group)


def _object_follows(words: tuple[Word, ...], at: int) -> bool:
    """Whether a number or an indefinite noun follows, so that the name before it was the subject."""
    if at >= len(words):
        return False
    number = next(numbers(words[at : at + 8]), None)
    return words[at].key.endswith("\N{ARABIC LETTER ALEF}") or (number is not None and number.first == 0)


def _joined(words: tuple[Word, ...], draft: Draft, edge: int) -> bool:
    """«اشتباكات بين س وص», «مع س»."""
    between = words[draft.last - 1 : edge]
    return any("بين" in readings(word.key) or "مع" in readings(word.key) for word in between) or edge == draft.last


def speaks(passage: Passage, one: Named) -> bool:
    """Whether the name is the subject of a verb of saying or condemning, and so a voice rather than a hand."""
    words, edge = passage.words, _edge(passage.words, one)[0]
    if edge > 0 and words[edge - 1].is_any(vocabulary(_SPEECH)):
        return True
    return one.last < len(words) and words[one.last].key in vocabulary(_SPEECH)
