"""Whether it happened: reported, planned, foiled, threatened, denied, or not at all."""

from collections.abc import Sequence
from dataclasses import replace

from watchlists.events.figurative import is_figurative
from watchlists.events.passage import ACTS, Draft, Passage
from watchlists.events.reality import NEGATION, is_apart, is_wished, possible, unreal
from watchlists.events.speech import is_planned, spoken
from watchlists.events.words import WAW, ends_at, is_definite, stands_at, vocabulary
from watchlists.model import Status, Watchlists

_FOILING = """
    إحباط أحبط أحبطت أحبطوا يحبط تحبط إفشال أفشل أفشلت يفشل إجهاض أجهض أجهضت منع منعت يمنع تمنع تفادي تفادى
    تجنيب عرقلة عرقلت foil foiled foiling thwart thwarted thwarting prevented
"""
_PLANNING = """
    خطط خططت خططوا يخطط يخططون يخططان تخطط نخطط تخطيط مخطط مخططا مخططات خطة خطط خططا مؤامرة تآمر تآمروا يتآمرون
    اعتزم يعتزم يعتزمون تعتزم ينوي ينوون تنوي نية تحضير تحضيرا إعداد يعدون استعداد يستعد يستعدون
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
_THWARTED = "فاشلة فشل فشلت أحبطت أحبط failed"
_FAILED = "فشل فشلت يفشل أخفق أخفقت فشلوا عجز failed"
_UNABLE = "لم ينجح|لم تنجح|لم ينجحوا|لم يتمكن|لم تتمكن|لم يتمكنوا|لم يستطع|لم تستطع"
_FAILING = 5
_PURPOSE = "لمنع لإحباط لتفادي لتجنب لإفشال لعرقلة"
_RELATIVE = "الذي التي الذين اللذين اللتين"
_ANSWERING = "رد الرد ردا الثأر انتقام انتقاما ثأر ثأرا avenge revenge retaliation"
_NO_TRUTH = "لا صحة|لا أساس من الصحة|عدم صحة"
_NEWS = """
    خبر نبأ أنباء أخبار شائعة إشاعة شائعات إشاعات تقارير مزاعم يشاع أشيع تردد يتردد ترددت يقال قيل نشر معلومات
"""
_FALSE = """
    عار تماما من الصحة|عارية تماما من الصحة|عار تماما عن الصحة|عارية تماما عن الصحة|عار كليا من الصحة|محض افتراء|
    محض كذب|محض اختلاق|افتراء|مختلق|مختلقة|شائعة|إشاعة|مجرد شائعة|مجرد إشاعة|كاذب|كاذبة|ملفق|ملفقة|مفبرك|مفبركة|
    غير صحيح|غير صحيحة|عار عن الصحة|عارية عن الصحة|عار من الصحة|عارية من الصحة|لا أساس له|لا أساس لها
"""
_ABOUT_TO = "قبل|قبيل|قبل أن|قبيل أن|قبل تنفيذ|قبيل تنفيذ|قبل تنفيذه|قبل تنفيذهم|قبل تمكنه من|قبل تمكنهم من"
_STOPPING = """
    القبض قبض اعتقال اعتقل اعتقلت توقيف أوقف أوقفت ضبط ضبطت قتل قتلت مقتل أردت أردى تصفية تحييد حيدت حيد إيقاف
    منع منعت سيطرت اعترضت كشف كشفت اكتشاف إبطال أبطل أبطلت تفكيك فكك فككت
"""
_STOPPED_REACH = 14
_FUTURE = "\N{ARABIC LETTER SEEN}"
_PREFIXES = "\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}\N{ARABIC LETTER NOON}"
_NEWS_REACH = 5
_REACH = 7
_STATUS: dict[str, Status] = {"foiled_plot": "foiled", "plot": "planned", "threat": "threatened", "denial": "denied"}
_GOVERNORS = {"foiled_plot": _FOILING, "plot": _PLANNING, "threat": _THREATENING, "denial": _DENYING}


def judge(passage: Passage, drafts: Sequence[Draft], armed: Sequence[range], lists: Watchlists) -> list[Draft]:
    """The drafts that speak of something that happened, was planned, foiled, threatened, claimed or denied.

    What stands under a foiling, planning, threatening or denying word becomes that one event with `about`. `armed` are
    the words that name armed groups.
    """
    kept = [draft for draft in drafts if not is_figurative(passage, draft)]
    said = [one for one in spoken(passage, kept, armed, lists) if _is_meant(passage, one.drafts[0])]
    taken = [one.taken for one in said]
    kept = [draft for draft in kept if draft not in taken]
    speaking = [draft for draft in kept if draft.event in _STATUS]
    judged = [_judge(passage, draft, speaking, lists) for draft in kept]
    return _absorb([*(draft for draft in judged if draft), *(draft for one in said for draft in one.drafts)], lists)


def _is_meant(passage: Passage, draft: Draft) -> bool:
    return not is_figurative(passage, draft) and not unreal(passage, draft)


def _judge(passage: Passage, draft: Draft, speaking: Sequence[Draft], lists: Watchlists) -> Draft | None:
    if draft.event in ACTS and (over := _above(passage, draft, speaking)):
        if not _beside(passage, draft, over.event):
            return None if is_wished(passage, over) else replace(over, about=draft.event)
        return None if unreal(passage, draft) else draft
    if _is_future(passage, draft):
        return None
    if prevented := _prevented(passage, draft, lists):
        return prevented
    governor = _governor(passage, draft)
    if governor and draft.event not in _STATUS and not _beside(passage, draft, governor[0]):
        governed = _governed(draft, *governor, lists)
        return governed if governed and not is_wished(passage, governed) else None
    if unreal(passage, draft):
        return None
    return _not_foiled(passage, draft) if draft.event == "foiled_plot" else draft


def _is_future(passage: Passage, draft: Draft) -> bool:
    """«ستهاجم القوات المدينة»: a verb in the future tense, where its phrase does not begin with that letter itself."""
    word, phrase = passage.words[draft.first], draft.hit.phrase
    return word.key[0] == _FUTURE and len(word.key) > 3 and word.key[1] in _PREFIXES and not phrase.startswith(_FUTURE)


def _prevented(passage: Passage, draft: Draft, lists: Watchlists) -> Draft | None:
    """«القبض على انتحاري قبيل تفجير نفسه», «قتل المهاجم قبل أن يفجر حزامه»: what was about to happen."""
    words, first = passage.words, draft.first
    length = ends_at(words, first, _ABOUT_TO)
    if not length or draft.event not in ACTS or "foiled_plot" not in lists.events or is_definite(words[first].key):
        return None
    before = words[passage.clause_start(first - length, _STOPPED_REACH) : first - length]
    stopped = next((word.text for word in before if word.is_any(vocabulary(_STOPPING))), None)
    if stopped is None:
        return None
    changed = replace(draft, event="foiled_plot", status="foiled", about=draft.event, first=first - length)
    return changed.noting(f"status:foiled←{stopped}", 5)


def _not_foiled(passage: Passage, draft: Draft) -> Draft:
    """«فشلت في إحباط هجوم», «لم ينجح الأمن في إحباطه»: marked here, made the attack itself where its type is read."""
    words, before = passage.words, range(passage.clause_start(draft.first, _FAILING), draft.first)
    found = (at for at in before if words[at].is_any(vocabulary(_FAILED)) or stands_at(words, at, _UNABLE))
    failed = next((words[at].text for at in found), None)
    return replace(draft, status="reported").noting(f"status:reported←{failed}") if failed else draft


def _beside(passage: Passage, draft: Draft, event: str) -> bool:
    """«إحباط هجوم واعتقال خلية», «أحبط هجوما وقتل ثلاثة»: joined to what was foiled, and not itself foiled."""
    joined = passage.words[draft.first].key[0] == WAW
    if event == "foiled_plot" and joined and draft.event == "killing":
        return True
    return draft.event not in ACTS and (event == "foiled_plot" or joined)


def _above(passage: Passage, draft: Draft, speaking: Sequence[Draft]) -> Draft | None:
    """The hit of a plan, a foiled plot, a threat that the act stands under, in the same clause."""
    first = passage.clause_start(draft.first, _REACH + 1)
    above = [one for one in speaking if first <= one.last - 1 < draft.first and one.event != "denial"]
    return max((one for one in above if not retaliates(passage, one.first, draft.first)), key=_end, default=None)


def _end(draft: Draft) -> int:
    return draft.last


def retaliates(passage: Passage, first: int, last: int) -> bool:
    """Whether the words say that an act is answered («الرد على اغتيال»), so that it has happened."""
    return any(word.is_any(vocabulary(_ANSWERING)) for word in passage.words[first:last])


def _governed(draft: Draft, event: str, at: int, word: str, lists: Watchlists) -> Draft | None:
    if event == "none":
        return None
    if event == draft.event or event == "reported":
        return draft.noting(f"status:reported←{word}")
    status = _STATUS[event]
    code = f"status:{status}←{word}"
    if draft.event not in ACTS or event not in lists.events:
        return replace(draft, status=status).noting(code)
    return replace(draft, event=event, status=status, about=draft.event, first=min(at, draft.first)).noting(code, 3)


def _governor(passage: Passage, draft: Draft) -> tuple[str, int, str] | None:
    """The event that the nearest foiling, planning, threatening or denying word makes of the act, and that word."""
    if failed := _failed_attempt(passage, draft):
        return failed
    if untrue := _untrue(passage, draft):
        return untrue
    if (lost := _lost(passage, draft)) is not None:
        return "foiled_plot", lost, passage.words[lost].text
    if is_apart(passage, draft.first):
        return None
    words = passage.words
    for at in range(draft.first - 1, passage.clause_start(draft.first, _REACH) - 1, -1):
        word = words[at]
        if word.is_any(vocabulary(_RELATIVE)):
            return None
        for event, listed in _GOVERNORS.items():
            if word.is_any(vocabulary(listed)):
                return _reading(passage, draft, at, event), at, word.text
    return None


def _lost(passage: Passage, draft: Draft) -> int | None:
    """«فشل التنظيم في تنفيذ هجوم»: where the word of failing is; None where somebody failed to foil it."""
    words, at = passage.words, draft.first - 1
    while at > 0 and words[at].key in vocabulary("تنفيذ شن القيام"):
        at -= 1
    if at < 0 or words[at].key != "في" or draft.event not in ACTS:
        return None
    before = range(passage.clause_start(at, _REACH), at)
    return next((one for one in before if words[one].is_any(vocabulary("فشل فشلت فشلوا أخفق أخفقت"))), None)


def _failed_attempt(passage: Passage, draft: Draft) -> tuple[str, int, str] | None:
    """«محاولة اغتيال فاشلة»: an attempt that failed is a foiled act; one that somebody survived did happen."""
    words = passage.words
    near = words[max(0, draft.first - 2) : draft.last]
    if not any(word.is_any(vocabulary(_ATTEMPT)) for word in near):
        return None
    clause = words[passage.clause_start(draft.first, _REACH) : passage.clause_end(draft.last, _REACH)]
    failed = next((word.text for word in clause if word.is_any(vocabulary(_THWARTED))), None)
    return ("foiled_plot", draft.first, failed) if failed else None


def _untrue(passage: Passage, draft: Draft) -> tuple[str, int, str] | None:
    """«لا صحة لخبر اعتقال فلان», «نبأ مقتله إشاعة»: news that is called untrue before or behind it."""
    words, first = passage.words, draft.first
    start = passage.clause_start(first, _NEWS_REACH)
    at = next((at for at in range(start, first) if stands_at(words, at, _NO_TRUTH)), None)
    if at is None and any(word.is_any(vocabulary(_NEWS)) for word in words[max(0, first - 2) : first]):
        stop = passage.clause_end(draft.last, _REACH)
        at = next((at for at in range(draft.last, stop) if stands_at(words, at, _FALSE)), None)
        at = None if at and words[at - 1].key in vocabulary(NEGATION) else at
    return ("denial", at, words[at].text) if at is not None else None


def _reading(passage: Passage, draft: Draft, at: int, event: str) -> str:
    words = passage.words
    before = words[max(0, at - 2) : at]
    failing = range(passage.clause_start(at, _FAILING), at)
    lost = any(words[one].is_any(vocabulary(_FAILED)) or stands_at(words, one, _UNABLE) for one in failing)
    if event == "foiled_plot" and lost:
        return "reported"
    if event == "foiled_plot" and (words[at].key in vocabulary(_PURPOSE) or possible(passage, at)):
        return "none"
    if any(word.key in vocabulary(NEGATION) for word in before):
        return "none"
    between = words[at + 1 : draft.first]
    if retaliates(passage, at + 1, draft.first):
        return "reported"
    if event == "denial" and any(word.is_any(vocabulary(_RESPONSIBILITY)) for word in between):
        return "reported"
    if event == "threat" and not _threatens(passage, at, draft.first):
        return "reported"
    if event == "plot" and not is_planned(words, at, words[at + 1 : draft.first + 1]):
        return "reported"
    return event


def _threatens(passage: Passage, at: int, first: int) -> bool:
    """Whether «هدد» goes on with what is threatened («بشن هجوم»), and not «هدد الهجوم المدينة»."""
    beh = "\N{ARABIC LETTER BEH}"
    return any(
        word.key.startswith(beh) and not word.key.startswith("بعد") for word in passage.words[at + 1 : first + 1]
    )


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
