"""Whether an act is negated, conditional, merely possible, or only a purpose."""

from watchlists.events.passage import ACTS, SPEECH_ACTS, Draft, Passage
from watchlists.events.words import WAW, Word, ends_at, is_definite, stands_at, vocabulary

_NO_NEGATION = """
    لا يزال|لا تزال|لا يزالون|لا سيما|لا يقل|لا تقل|لا يتجاوز|لا يزيد|ليس فقط|ليس فحسب|لم يتوقف|لم تتوقف|
    لم يكن الأول|لم يسبق|لم تهدأ|لم يهدأ|لا تهدأ|لا يهدأ|لم تنقطع|لم ينقطع|لا يتوقف|لا تتوقف
"""
# Verbs between which and the act their subject may stand.
_WARNING = "حذر حذرت يحذر تحذر دعا دعت يدعو تدعو حرض حرضت يحرض تحرض يخشى تخشى خشيت يمكن قادر قادرة قادرون ربما"
_CONDITION = "إذا لو لئن if"
_POSSIBLE = """
    ستشن سيشن سيشنون ستنفذ سينفذ سينفذون يمكن يمكنه يمكنها يمكنهم يمكننا بإمكان بإمكانه بإمكانها بإمكانهم بوسع
    بوسعه بوسعها قادر قادرة قادرون قادرين قدرة قدرته قدرتها قدرتهم يستطيع تستطيع يستطيعون احتمال احتمالات
    احتمالية إمكانية خطر مخاطر مخاوف خشية تحسبا ربما لعل حذر حذرت يحذر تحذير تحذيرات محذرا محذرة محذرين خوفا
    تخوف يخشى تخشى خشيت تجنب لتجنب مكافحة محاربة لمكافحة مناهضة يهدف تهدف بهدف قصد بغرض دعا دعت يدعو تدعو داعيا
    دعوات حرض يحرض تحريض could may might can able
"""
_MAYBE_AFTER = "محتمل محتملا محتملة محتملين وشيك وشيكا وشيكة مفترض مفترضة وهمي وهمية مزعوم مزعومة افتراضي"
_QAD = "قد"
_IMPERFECT = "\N{ARABIC LETTER YEH}\N{ARABIC LETTER TEH}\N{ARABIC LETTER NOON}"
_FAR = 7
# Between a word of possibility and its act.
_LIGHT = "لأي بأي من إلى على أن وقوع حدوث حصول شن تنفيذ القيام أي نشوب اندلاع وقع وقعت يقع تقع of to"
_ATTACHED = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}"
_CIRCUMSTANCE = "بعد|إثر|على إثر|عقب|منذ|خلال|جراء|بسبب|في|نتيجة|قبل|after|since|in"
_ANY = "اي"
_INTENDED = """
    لشن لتنفيذ لقتل لاغتيال لاعتقال لإلقاء للقبض لخطف لاختطاف لمهاجمة لاستهداف لتفجير لإعدام لقصف لضرب لمداهمة
    لتصفية لإيقاف لتوقيف
"""
# Behind an act it is a noun: «حصيلة لتفجير انتحاري», and no purpose.
_QUALIFYING = (
    "انتحاري انتحارية إرهابي إرهابية مسلح مسلحة دموي دموية عنيف عنيفة مزدوج مزدوجة مروع وقع وقعت استهدف استهدفت ضرب هز"
)
_CAME_ABOUT = "نتيجة ذكرى تعرض تعرضت تعرضه تعرضها تعرضوا إدانة أدى أدت وفقا عقوبة اتهام"
# What has no happening behind it although the act is definite.
_GENERALLY = "خطر مخاطر احتمال احتمالات مكافحة محاربة ظاهرة مواجهة أسباب دوافع تعريف مفهوم"
_KINDS = "عمليات أعمال وقوع حوادث جرائم"
_SUPPOSING = """
    لا يوجد|لا توجد|لا وجود|ليس هناك|ليس صحيحا|ليس صحيح|لم يكن هناك|من المقرر|كان مقررا|من المفترض|شائعات عن|
    إشاعات عن|أنباء غير مؤكدة عن|من غير الوارد|من غير المرجح|من غير المحتمل|من المستبعد|من غير المستبعد|يستبعد|
    ليس واردا|هل|متى|أين|في حال|في حالة|حال|ما لم|ماذا لو|ليت|لعل|إن لم|كلما|عسى
"""
_HOPING = """
    أمل أمله أملها أملهم آمال آماله يأمل تأمل نأمل يأملون آملا آملة تمنى تمنت يتمنى تتمنى نتمنى أمنية يطالب
    تطالب طالب طالبت
"""
_WISH_REACH = 14
_OUTCOME = 11  # «لم يسفر الهجوم على السفارة عن سقوط قتلى»
# Verbs that a negation turns round together with the act they do: «لم تفرض واشنطن حتى الآن عقوبات».
_DOING = """
    تفرض يفرض تشن يشن تنفذ ينفذ ترتكب يرتكب تعلن يعلن يقع تقع يحدث تحدث تحصل يحصل تسجل يسجل تشهد يشهد تصدر يصدر
    تجر يجر تنظم ينظم تتبن يتبن توقع يوقع تبرم يبرم
    يسفر تسفر يؤد تؤد يتسبب تتسبب ترد يخلف تخلف يسقط تسقط يبلغ يصب تصب
"""
# What may be denied of an act that did happen: «لم تتبن أي جهة التفجير», «لم يعرف من نفذ هجوما».
_SILENT = """
    تتبن يتبن تتبنى يتبنى يتبنوا تعرف يعرف يتضح تتضح تكشف يكشف يحدد تحدد يعلق تعلق تؤكد يؤكد تدن يدن
    تستبعد يستبعد تشر يشر
"""
_UNDOING = {
    "designation": "رفع رفعت رفعها شطب شطبت شطبها إزالة أزالت أزال حذف حذفت إلغاء ألغت",
    "sanction": "رفع رفعت رفعها شطب شطبت إلغاء ألغت تخفيف خففت",
}
NEAR = 3
NEGATION = "لم لن ليس ليست دون بدون بلا عدم لا not without"


def unreal(passage: Passage, draft: Draft) -> bool:
    """Negated, conditional or merely possible. A definite act («الهجوم») is taken for granted by all of them."""
    words = passage.words
    maybe = draft.last < len(words) and words[draft.last].is_any(vocabulary(_MAYBE_AFTER))
    if maybe and draft.event not in SPEECH_ACTS:
        return True
    if _undone(passage, draft) or _noun_threat(passage, draft) or _general(passage, draft) or is_wished(passage, draft):
        return True
    given = draft.event in ACTS and draft.status == "reported" and is_definite(words[draft.first].key)
    if given:
        return False
    return _negated(passage, draft) or possible(passage, draft.first) or _intended(passage, draft)


def _undone(passage: Passage, draft: Draft) -> bool:
    """«رفعت اسم الجماعة من قائمة الإرهاب»: the end of it, and not the thing."""
    listed = _UNDOING.get(draft.event)
    near = passage.words[passage.clause_start(draft.first, _WISH_REACH) : draft.last]
    return listed is not None and any(word.is_any(vocabulary(listed)) for word in near)


def _general(passage: Passage, draft: Draft) -> bool:
    """«خطر عمليات الخطف والتفجيرات», «مكافحة الإرهاب»: the kind of thing, and no happening."""
    words, at = passage.words, draft.first - 1
    if words[draft.first].key.startswith(WAW) and at > 0 and not passage.breaks(draft.first):
        at -= 1
    while at >= 0 and words[at].key in vocabulary(_KINDS):
        at -= 1
    return at >= 0 and words[at].is_any(vocabulary(_GENERALLY))


def is_wished(passage: Passage, draft: Draft) -> bool:
    """«هل تشن تركيا هجوما؟», «تأمل العائلة أن يعلن وقف للقتال», «في حال أقدمت على إعدام أسير»."""
    words, first = passage.words, draft.first
    before = list(passage.before(first, _WISH_REACH))
    if any(stands_at(words, at, _SUPPOSING) for at in before):
        return not (draft.event in ACTS and is_definite(words[first].key))
    hoped = next((at for at in before if words[at].is_any(vocabulary(_HOPING))), None)
    return hoped is not None and any(
        word.key in vocabulary("أن بأن وأن ان") or word.key[0] == "ب" for word in words[hoped:first]
    )


def _intended(passage: Passage, draft: Draft) -> bool:
    """«المساعي لاعتقال المتهم»: a purpose, where nothing says that it came about."""
    words, first = passage.words, draft.first
    before = words[max(0, first - 3) : first]
    came = any(word.is_any(vocabulary(_CAME_ABOUT)) for word in before)
    noun = first + 1 < len(words) and words[first + 1].is_any(vocabulary(_QUALIFYING))
    return words[first].key in vocabulary(_INTENDED) and not came and not noun


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
    reach = _FAR if any(word.key == _ANY for word in beside) else NEAR
    furthest = _OUTCOME if draft.event == "killing" else _FAR
    if is_apart(passage, first):
        return False
    for at in range(first - 1, passage.clause_start(first, furthest + 1) - 1, -1):
        if stands_at(words, at, _NO_NEGATION):
            return False
        if _says_not(words[at]) and at + 1 < first and words[at + 1].is_any(vocabulary(_SILENT)):
            return False
        if first - at > reach and not words[at + 1].is_any(vocabulary(_DOING)):
            continue
        near = first - at <= (1 if words[at].key == "لا" else furthest)
        if near and _says_not(words[at]):
            return True
    return False


def _says_not(word: Word) -> bool:
    return not vocabulary(NEGATION).isdisjoint(word.readings[:2])


def possible(passage: Passage, first: int) -> bool:
    """Whether the act at the word `first` stands under a word of possibility, warning, purpose or condition.

    «حذر الخبراء من وقوع هجوم» is linked to the act by light words; «حذر الخبراء بعد هجوم» is not.
    """
    words, start = passage.words, passage.clause_start(first, _FAR)
    if _doubted(passage, first, start):
        return True
    at = first - 1
    while at >= start and words[at].key in vocabulary(_LIGHT):
        at -= 1
    linked = at < first - 1 or words[first].key[0] in _ATTACHED
    if at >= start and words[at].is_any(vocabulary(_POSSIBLE)):
        return True
    return linked and any(word.is_any(vocabulary(_WARNING)) for word in words[max(start, at - NEAR) : max(at, 0)])


def _doubted(passage: Passage, first: int, start: int) -> bool:
    """«قد يقع هجوم», «إذا شن هجوما»."""
    words = passage.words
    near = range(max(start, first - NEAR - 1), first)
    if any(not vocabulary(_CONDITION).isdisjoint(words[at].readings[:2]) for at in near):
        return True
    return any(words[at].key == _QAD and words[at + 1].key[0] in _IMPERFECT for at in near)


def is_apart(passage: Passage, first: int) -> bool:
    """Whether the act only gives the time or cause of what stands before it: «بعد هجوم», «إثر هجوم», «في هجوم»."""
    return bool(ends_at(passage.words, first, _CIRCUMSTANCE))
