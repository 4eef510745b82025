"""The grammatical place of a name beside an event: subject, object, «على يد», «ضد», passive, owner."""

from collections.abc import Sequence

from watchlists.events.grammar import (
    Named,
    group_start,
    has_object,
    in_other_news,
    is_active,
    is_done_to,
    is_nominative,
    lacks_object,
    object_follows,
    opens_clause,
    speaks,
    tells_of_itself,
)
from watchlists.events.passage import ATTACKS, OBJECTIVE, Draft, Passage
from watchlists.events.words import WAW, Word, ends_at, is_definite, stands_at, vocabulary

_AGENT = """
    على يد|على أيدي|على يدي|برصاص|بنيران|من قبل|من جانب|من طرف|بواسطة|نفذه|نفذها|نفذته|نفذتها|شنه|شنها|شنته|شنتها|
    ارتكبه|ارتكبها|ارتكبته|ارتكبتها|دبره|دبرها|دبرته|دبرتها|تبناه|تبناها|تبنته|تبنتها|قام به|قام بها|قامت به|
    قامت بها|تديره|تديرها|يديره|يديرها|أقامه|أقامها|أقامته|أقامتها|أنشأها|أنشأتها|نصبه|نصبته|خطط له|خططت له|
    خطط لها|خططت لها|قادها|قاده|يقودها|يقوده|قادته|أجرتها|أجراها|عقدتها|عقدها|خاضتها|خاضها|فجرها|فجره|فجرتها|
    فجرته|زرعها|زرعتها|زرعته|نصبته|نصبه|أطلقها|أطلقتها|أطلقته|أطلقه|يقف وراءه|وراءه|وراءها|منسوب إلى|منسوبة إلى|
    نسب إلى|نسبت إلى|by|carried out by|claimed by
"""
_AGAINST = """
    على|ضد|بحق|في حق|استهدف|استهدفت|يستهدف|تستهدف|مستهدفا|مستهدفة|استهداف|ضرب|ضربت|طال|طالت|عن|against|on|
    targeting|targeted|at
"""
_PATIENT = "تعرض تعرضت يتعرض تتعرض تعرضوا"
_DONE_TO = "مقتل قتل اغتيال تصفية خطف اختطاف إعدام اعتقال احتجاز توقيف وفاة مصرع"
_SUFFERED = "أصيب أصيبت أصيبوا جرح جرحوا استشهد استشهدت لقي لقوا توفي نجا نجت نجوا"
_OWNED = """
    معقل معقلا موقع موقعا مواقع مواقعها معاقل هدف هدفا أهداف أهدافا مقر مقرا مقرات رتل رتلا أرتال مستودع مستودعا
    مستودعات نقطة نقاط دورية حاجز حاجزا حواجز مخزن مخزنا مخازن معسكر معسكرا معسكرات قاعدة قواعد ثكنة ثكنات منزل
    منزلا سيارة سيارات مركبة مركبات تجمع تجمعا تجمعات منصة منصات نفق نفقا أنفاق كهف كهوف مبنى زورق زورقا قافلة
    وكر وكرا أوكار أوكارا مواقعا قرية قرى آلية آليات عنصر موكب موكبا
"""
_RELATIVE = "الذي التي الذين اللذين اللتين"
_ENDS = "في|على|من|إلى|عن|ب|قرب|شمال|جنوب|شرق|غرب|بعد|قبل|خلال|منذ|أمس|اليوم|و|أسفر|أدى|وقتل|ما|مما"
_ANNOUNCING = "أعلن أعلنت أكد أكدت"
BOTH = frozenset({"clash", "negotiation", "ceasefire"})
# What offices do to groups, and groups to nobody.
_DECREED = frozenset({"sanction", "designation"})
_SPEAKERS = frozenset({"claim", "denial", "threat"})
_LAM = "\N{ARABIC LETTER LAM}"
REACH = 9
_NEAR = 3


def role(passage: Passage, draft: Draft, one: Named) -> str | None:
    """`actor`, `target` or None: what the words between an event and a name make of the name."""
    words, edge, members = passage.words, *group_start(passage.words, one)
    if draft.event in _DECREED and one.armed:
        return None if ends_at(words, edge, _AGENT) else "target"
    if one.first >= draft.first and one.last <= draft.last:
        return _inside(passage, draft, one)
    if one.last > draft.first and one.first < draft.last:
        return _adjacent(words, draft, one, members)
    if one.first >= draft.last:
        return _after(passage, draft, one, max(edge, draft.last), members)
    return _before(passage, draft, one, edge)


def _inside(passage: Passage, draft: Draft, one: Named) -> str | None:
    """Named between the words of the phrase: «خطط التنظيم لشن», «فرضت على داعش عقوبات»."""
    words = passage.words
    if words[one.first - 1].key in vocabulary("على ضد بحق"):
        return "target"
    if draft.event == "foiled_plot":
        return None
    return "target" if draft.event in OBJECTIVE and not is_active(words, draft) else "actor"


def _after(passage: Passage, draft: Draft, one: Named, edge: int, members: bool) -> str | None:
    words = passage.words
    if edge > draft.last + REACH:
        return None
    if ends_at(words, edge, _AGENT) or (edge < one.first and stands_at(words, edge, "بقيادة")):
        return "actor"
    if draft.event in BOTH:
        return "actor" if _joined(words, draft, edge) or one.first == draft.last else None
    if draft.event == "denial" and draft.about and edge > draft.last:
        return None
    owned = draft.event in ATTACKS | OBJECTIVE and _is_owner(words, edge)
    of = words[edge].key.startswith(_LAM) and edge <= draft.last + 2
    if of and draft.event in ATTACKS and not owned:
        return "actor"
    return "target" if owned else _further(passage, draft, one, edge, members)


def _further(passage: Passage, draft: Draft, one: Named, edge: int, members: bool) -> str | None:
    """Behind the event, with no word that says it outright."""
    words = passage.words
    if draft.event in ATTACKS and words[one.first].text.endswith("ين") and 0 < one.first - draft.last <= _NEAR:
        return "target"  # «قصف الجيش الحوثيين»
    if edge == draft.last or (edge == draft.last + 1 and words[draft.last].number):
        return _adjacent(words, draft, one, members)
    if words[edge].key.startswith(_LAM) and draft.event not in OBJECTIVE and edge <= draft.last + 2:
        return "actor"
    if is_against(passage, one, draft):
        return "target" if draft.event not in {"plot", "foiled_plot"} or ends_at(words, edge, "ضد|على") else None
    return _object(passage, draft, one, edge, members)


def _is_owner(words: tuple[Word, ...], edge: int) -> bool:
    """«مقر لقوات كذا», «قافلة تابعة لمجموعة كذا»: what is hit belongs to whom the words behind it name."""
    while edge > 1 and words[edge - 1].is_any(vocabulary("تابع تابعة تابعا التابع التابعة عسكري عسكريا عسكرية")):
        edge -= 1
    return edge > 0 and words[edge - 1].is_any(vocabulary(_OWNED))


def _adjacent(words: tuple[Word, ...], draft: Draft, one: Named, members: bool) -> str | None:
    """Directly after the words of the event: its object, its owner, or the subject of its verb."""
    if draft.event == "denial" and words[draft.last - 1].is_any(vocabulary(_DONE_TO)):
        return "target"
    if words[draft.last - 1].key in vocabulary("على ضد on against of"):
        return "target"
    if draft.event in OBJECTIVE:
        if has_object(words[draft.first]):
            return "actor"
        subject = not (members or one.person) or is_nominative(words[draft.last : one.first])
        return "actor" if is_active(words, draft) and (subject or object_follows(words, one.last)) else "target"
    if draft.event in {"airstrike", "shelling", "drone_attack", "defection"}:
        return "actor" if _shoots(words, draft, one) else "target"
    return "actor"


def _shoots(words: tuple[Word, ...], draft: Draft, one: Named) -> bool:
    """«قصفت الحركة موقعا», «قصف الحزب اللبناني موقعا»: a verb and its subject, and not «قصف الحركة»."""
    if words[draft.first].is_any(vocabulary("قصفت قصفوا تقصف يقصف")):
        return True
    if not words[draft.first].is_any(vocabulary("قصف")):
        return False
    if words[one.first].text.endswith("ون"):  # the case of a subject
        return True
    after = words[one.last] if one.last < len(words) else None
    noun = (
        after is not None and after.gap == " " and not stands_at(words, one.last, _ENDS) and not is_definite(after.key)
    )
    return noun or any(object_follows(words, one.last + at) for at in (0, 1))


def _object(passage: Passage, draft: Draft, one: Named, edge: int, members: bool) -> str | None:
    words, between = passage.words, passage.words[draft.last : edge]
    if any(word.is_any(vocabulary(_RELATIVE)) for word in between):
        return None
    if members and draft.event in OBJECTIVE and not ends_at(words, draft.first, "أعلن"):
        return "target"
    if draft.event in {"plot", "foiled_plot"} and edge <= draft.last + 3:
        return "actor"
    if one.person and draft.event in OBJECTIVE and edge <= draft.last + 3:
        return "target"
    return None


def is_against(passage: Passage, one: Named, draft: Draft) -> bool:
    """Whether a name after the event stands behind «على», «ضد», «استهدف», or behind what belongs to it."""
    edge, _ = group_start(passage.words, one)
    while edge > 0 and passage.words[edge - 1].is_any(vocabulary(_OWNED)):
        edge -= 1
    return edge >= draft.last and bool(ends_at(passage.words, edge, _AGAINST))


def _before(passage: Passage, draft: Draft, one: Named, edge: int) -> str | None:
    words = passage.words
    between = words[one.last : draft.first]
    if tells_of_itself(passage, one, draft) or _announces(words, draft, edge, between):
        return "actor"
    if draft.event in BOTH or draft.event == "foiled_plot":
        return "actor" if draft.event in BOTH and len(between) <= 2 and not speaks(passage, one) else None
    if _patient(words, edge, between) or (draft.event in ATTACKS and _is_owner(words, edge)):
        return "target"
    if len(between) > REACH or in_other_news(passage, one, draft):
        return None
    if draft.event in OBJECTIVE and ends_at(words, edge, "بحق|في حق|ضد"):
        return "target"
    if ends_at(words, edge, "ضد|على|من|عن"):
        return None
    if draft.event in OBJECTIVE:
        return _subject(words, draft, one, between)
    if draft.event in _SPEAKERS:
        return "actor"
    apart = any(word.key in vocabulary("بعد عقب إثر خلال منذ قبل") for word in between)  # «زار مناطق الجماعة بعد هجوم»
    return None if apart or speaks(passage, one) or any(opens_clause(word) for word in between) else "actor"


def _announces(words: tuple[Word, ...], draft: Draft, edge: int, between: Sequence[Word]) -> bool:
    """«أعلنت القوات القبض على خمسين»: who announces an arrest has made it."""
    told = edge > 0 and words[edge - 1].is_any(vocabulary(_ANNOUNCING))
    return draft.event == "arrest" and told and not between


def _patient(words: tuple[Word, ...], edge: int, between: Sequence[Word]) -> bool:
    """«تعرضت الحركة لهجوم»."""
    exposed = vocabulary("تعرض تعرضت يتعرض تتعرض تعرضوا")
    if any(word.is_any(vocabulary(_SUFFERED)) for word in between[:2]):
        return True
    return (edge > 0 and words[edge - 1].is_any(vocabulary(_PATIENT))) or any(
        word.is_any(exposed) for word in between[-REACH:]
    )


def _subject(words: tuple[Word, ...], draft: Draft, one: Named, between: Sequence[Word]) -> str | None:
    """Before a verb of killing or arresting: its subject, or of a passive the one it was done to."""
    if len(between) > 3 or any(opens_clause(word) for word in between):
        return None
    if any(word.key in vocabulary(_RELATIVE) for word in between[1:]):  # «تبني الجماعة للكمين الذي قتل فيه جنود»
        return None
    if is_done_to(words, draft):
        return None if _own_subject(words, draft) else "target"
    return "actor" if is_active(words, draft) else None


def _own_subject(words: tuple[Word, ...], draft: Draft) -> bool:
    """«..., واغتيل قيادي آخر»: a verb joined by و whose own subject follows it."""
    return words[draft.first].key.startswith(WAW) and not lacks_object(words, draft.last)


def _joined(words: tuple[Word, ...], draft: Draft, edge: int) -> bool:
    """«اشتباكات بين س وص», «مع س»."""
    between = words[draft.last - 1 : edge]
    return any("بين" in word.readings or "مع" in word.readings for word in between) or edge == draft.last
