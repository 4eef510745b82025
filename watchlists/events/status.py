"""Whether it happened: reported, planned, foiled, threatened, denied, or not at all."""

from collections.abc import Sequence
from dataclasses import replace

from watchlists.events.figurative import is_figurative
from watchlists.events.passage import ACTS, Draft, Passage
from watchlists.events.words import is_definite, readings, stands_at, vocabulary
from watchlists.model import Status, Watchlists

_FOILING = """
    إحباط أحبط أحبطت أحبطوا يحبط تحبط إفشال أفشل أفشلت يفشل إجهاض أجهض أجهضت منع منعت يمنع تمنع تفادي تفادى
    تجنيب عرقلة عرقلت foil foiled foiling thwart thwarted thwarting prevented
"""
_PLANNING = """
    خطط خططت خططوا يخطط يخططون يخططان تخطط نخطط تخطيط مخطط مخططا مخططات خطة خطط خططا مؤامرة تآمر تآمروا يتآمرون
    اعتزم يعتزم يعتزمون تعتزم ينوي ينوون تنوي نية تحضير تحضيرا يحضر يحضرون إعداد يعدون استعداد يستعد يستعدون
    تستعد plot plotted plotting planned planning plans
"""
_THREATENING = """
    هدد هددت هددوا يهدد يهددون تهدد مهددا مهددة توعد توعدت توعدوا يتوعد تتوعد متوعدا لوح لوحت threatened
    threatens
"""
_DENYING = """
    نفى نفت نفوا ينفي تنفي ينفون نافيا نافية نفي أنكر أنكرت أنكروا ينكر تنكر إنكار كذب كذبت denied denies deny
"""
_RESPONSIBILITY = """
    مسؤولية مسؤوليته مسؤوليتها مسؤوليتهم صلة صلته صلتها علاقة علاقته علاقتها تورط تورطه تورطها ضلوعه ضلوعها ضلوع
"""
_ATTEMPT = "محاولة محاولات"
_SURVIVED = "نجا نجت ينجو فاشلة فشل فشلت أحبطت survived failed"
_FAILED = "فشل فشلت يفشل أخفق أخفقت فشلوا عجز failed"
_NEGATION = "لم لن ليس ليست دون بدون بلا عدم لا not without"
_NO_NEGATION = """
    لا يزال|لا تزال|لا يزالون|لا سيما|لا يقل|لا تقل|لا يتجاوز|لا يزيد|ليس فقط|ليس فحسب|لم يتوقف|لم تتوقف|
    لم يكن الأول|لم يسبق
"""
_CONDITION = "إذا لو إن لئن if"
_POSSIBLE = """
    يمكن يمكنه يمكنها يمكنهم يمكننا بإمكان بإمكانه بإمكانها بإمكانهم بوسع بوسعه بوسعها قادر قادرة قادرون قادرين
    قدرة قدرته قدرتها قدرتهم يستطيع تستطيع يستطيعون احتمال احتمالات احتمالية إمكانية خطر مخاطر مخاوف خشية تحسبا
    ربما لعل حذر حذرت يحذر تحذير تحذيرات محذرا محذرة محذرين خوفا تخوف يخشى تخشى خشيت تجنب لتجنب مكافحة محاربة
    لمكافحة مناهضة يهدف تهدف بهدف قصد بغرض دعا دعت يدعو تدعو داعيا دعوات حرض يحرض تحريض could may might can able
"""
_PURPOSE = "لمنع لإحباط لتفادي لتجنب لإفشال لعرقلة"
_MAYBE_AFTER = "محتمل محتملا محتملة محتملين وشيك وشيكا وشيكة مفترض مفترضة وهمي وهمية مزعوم مزعومة افتراضي"
_QAD = "قد"
_IMPERFECT = "\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}\N{ARABIC LETTER NOON}"
_RELATIVE = "الذي التي الذين اللذين اللتين"
_REACH = 7
_NEAR = 3
_FAR = 7
_ANY = "اي"
_INTENDED = """
    لشن لتنفيذ لقتل لاغتيال لاعتقال لإلقاء للقبض لخطف لاختطاف لمهاجمة لاستهداف لتفجير لإعدام لقصف لضرب لمداهمة
    لتصفية لإيقاف لتوقيف
"""
_CAME_ABOUT = "نتيجة ذكرى تعرض تعرضت تعرضه تعرضها تعرضوا إدانة أدى أدت وفقا عقوبة اتهام"
_STATUS: dict[str, Status] = {"foiled_plot": "foiled", "plot": "planned", "threat": "threatened", "denial": "denied"}
_GOVERNORS = {"foiled_plot": _FOILING, "plot": _PLANNING, "threat": _THREATENING, "denial": _DENYING}


def judge(passage: Passage, drafts: Sequence[Draft], lists: Watchlists) -> list[Draft]:
    """The drafts that speak of something that happened, was planned, foiled, threatened, claimed or denied.

    What stands under a foiling, planning, threatening or denying word becomes that one event with `about`.
    """
    kept = [draft for draft in drafts if not is_figurative(passage, draft)]
    speaking = [draft for draft in kept if draft.event in _STATUS]
    judged = (_judge(passage, draft, speaking, lists) for draft in kept)
    return _absorb([draft for draft in judged if draft], lists)


def _judge(passage: Passage, draft: Draft, speaking: Sequence[Draft], lists: Watchlists) -> Draft | None:
    if draft.event in ACTS and (over := _above(passage, draft, speaking)):
        return replace(over, about=draft.event)
    governor = _governor(passage, draft)
    if governor and draft.event not in _STATUS and not _beside(passage, draft, governor[0]):
        return _governed(draft, *governor, lists)
    if _unreal(passage, draft):
        return None
    return _not_foiled(passage, draft) if draft.event == "foiled_plot" else draft


def _not_foiled(passage: Passage, draft: Draft) -> Draft:
    """«فشلت في إحباط هجوم»: marked here, and made the attack itself where its type is read."""
    before = passage.words[passage.clause_start(draft.first, _NEAR + 1) : draft.first]
    failed = next((word.text for word in before if word.is_any(vocabulary(_FAILED))), None)
    return replace(draft, status="reported").noting(f"status:reported←{failed}") if failed else draft


def _beside(passage: Passage, draft: Draft, event: str) -> bool:
    """«إحباط هجوم واعتقال خلية»: joined to what was foiled, and not itself foiled."""
    joined = passage.words[draft.first].key[0] == "\N{ARABIC LETTER WAW}"
    return draft.event not in ACTS and (event == "foiled_plot" or joined)


def _above(passage: Passage, draft: Draft, speaking: Sequence[Draft]) -> Draft | None:
    """The hit of a plan, a foiled plot, a threat that the act stands under, in the same clause."""
    first = passage.clause_start(draft.first, _REACH + 1)
    above = [one for one in speaking if first <= one.last - 1 < draft.first and one.event != "denial"]
    return max(above, key=lambda one: one.last, default=None)


def _governed(draft: Draft, event: str, at: int, word: str, lists: Watchlists) -> Draft | None:
    if event == "none":
        return None
    if event == draft.event or event == "reported":
        return draft.noting(f"status:reported←{word}")
    status = _STATUS[event]
    code = f"status:{status}←{word}"
    if draft.event not in ACTS or event not in lists.events:
        return replace(draft, status=status).noting(code)
    first = at if event in {"plot", "threat"} else draft.first
    return replace(draft, event=event, status=status, about=draft.event, first=first).noting(code, 3)


def _governor(passage: Passage, draft: Draft) -> tuple[str, int, str] | None:
    """The event that the nearest foiling, planning, threatening or denying word makes of the act, and that word."""
    if failed := _failed_attempt(passage, draft):
        return failed
    words = passage.words
    for at in range(draft.first - 1, passage.clause_start(draft.first, _REACH) - 1, -1):
        word = words[at]
        if word.is_any(vocabulary(_RELATIVE)):
            return None
        for event, listed in _GOVERNORS.items():
            if word.is_any(vocabulary(listed)):
                return _reading(passage, draft, at, event), at, word.text
    return None


def _failed_attempt(passage: Passage, draft: Draft) -> tuple[str, int, str] | None:
    """«نجا من محاولة اغتيال», «محاولة اغتيال فاشلة»: an attempt that failed is a foiled act."""
    words = passage.words
    near = words[max(0, draft.first - 2) : draft.last]
    if not any(word.is_any(vocabulary(_ATTEMPT)) for word in near):
        return None
    clause = words[passage.clause_start(draft.first, _REACH) : passage.clause_end(draft.last, _REACH)]
    failed = next((word.text for word in clause if word.is_any(vocabulary(_SURVIVED))), None)
    return ("foiled_plot", draft.first, failed) if failed else None


def _reading(passage: Passage, draft: Draft, at: int, event: str) -> str:
    words = passage.words
    before = words[max(0, at - 2) : at]
    if any(word.is_any(vocabulary(_FAILED)) for word in before) and event == "foiled_plot":
        return "reported"
    if event == "foiled_plot" and (words[at].key in vocabulary(_PURPOSE) or _possible(passage, at)):
        return "none"
    if any(word.key in vocabulary(_NEGATION) for word in before):
        return "none"
    between = words[at + 1 : draft.first]
    if event == "denial" and any(word.is_any(vocabulary(_RESPONSIBILITY)) for word in between):
        return "reported"
    if event == "threat" and not _threatens(passage, at, draft.first):
        return "reported"
    return event


def _threatens(passage: Passage, at: int, first: int) -> bool:
    """Whether «هدد» goes on with what is threatened («بشن هجوم»), and not «هدد الهجوم المدينة»."""
    beh = "\N{ARABIC LETTER BEH}"
    return any(
        word.key.startswith(beh) and not word.key.startswith("بعد") for word in passage.words[at + 1 : first + 1]
    )


def _unreal(passage: Passage, draft: Draft) -> bool:
    """Negated, conditional or merely possible. A definite act («الهجوم») is taken for granted by all of them."""
    words = passage.words
    if draft.last < len(words) and words[draft.last].is_any(vocabulary(_MAYBE_AFTER)):
        return True
    if _noun_threat(passage, draft):
        return True
    given = draft.event in ACTS and draft.status == "reported" and is_definite(words[draft.first].key)
    if given:
        return False
    return _negated(passage, draft) or _possible(passage, draft.first) or _intended(passage, draft)


def _intended(passage: Passage, draft: Draft) -> bool:
    """«المساعي لاعتقال المتهم»: a purpose, where nothing says that it came about."""
    words, first = passage.words, draft.first
    before = words[max(0, first - 3) : first]
    came = any(word.is_any(vocabulary(_CAME_ABOUT)) for word in before)
    return words[first].key in vocabulary(_INTENDED) and not came


def _noun_threat(passage: Passage, draft: Draft) -> bool:
    """«أكبر تهديد إسلامي»: a threat as a danger, not as words that somebody spoke."""
    if draft.event != "threat" or not passage.words[draft.first].is_any(vocabulary("تهديد تهديدات threat threats")):
        return False
    return draft.last == draft.first + 1 and not stands_at(
        passage.words, draft.last, "بشن|بتنفيذ|بقتل|باغتيال|بتفجير|بمهاجمة|بضرب|باستهداف|بالرد"
    )


def _negated(passage: Passage, draft: Draft) -> bool:
    """A negation close before the act, or further off where «أي» stands beside the act («لم يقع أي هجوم»)."""
    words, first = passage.words, draft.first
    beside = words[max(0, first - 2) : first] + words[draft.last : draft.last + 1]
    reach = _FAR if any(word.key == _ANY for word in beside) else _NEAR
    for at in range(first - 1, passage.clause_start(first, reach + 1) - 1, -1):
        if stands_at(words, at, _NO_NEGATION):
            return False
        near = first - at <= (1 if words[at].key == "لا" else reach)
        if near and not vocabulary(_NEGATION).isdisjoint(readings(words[at].key)[:2]):
            return True
    return False


def _possible(passage: Passage, first: int) -> bool:
    words = passage.words
    if first and words[first - 1].key == _QAD and words[first].key[0] in _IMPERFECT:
        return True
    for at in range(first - 1, passage.clause_start(first, _NEAR + 2) - 1, -1):
        if words[at].is_any(vocabulary(_POSSIBLE)):
            return True
        if at and words[at - 1].key == _QAD and words[at].key[0] in _IMPERFECT:
            return True
        if not vocabulary(_CONDITION).isdisjoint(readings(words[at].key)[:2]) and words[at].key != "ان":
            return True
    return False


def _absorb(drafts: Sequence[Draft], lists: Watchlists) -> list[Draft]:
    """Each hit once: of several acts under one plan, and of a plan under a foiling word, one event."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda one: (one.first, -one.last)):
        twin = next((one for one in kept[-3:] if _same(one, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        kept[kept.index(twin)] = _joined(twin, draft)
    return kept


def _same(one: Draft, other: Draft) -> bool:
    return one.event in _STATUS and one.hit == other.hit and one.event == other.event


def _joined(one: Draft, other: Draft) -> Draft:
    about = one.about or other.about
    return replace(one, about=about, last=max(one.last, other.last), how=tuple(dict.fromkeys(one.how + other.how)))
