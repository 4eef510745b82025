"""What outlets put around the words of an article: links to other news, buttons, tags, where to follow them.

It is cut because it names people and groups of other stories. Only what is surely none of the article goes: a heading
for links with the links under it, and at the end lines that consist of nothing else.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Final

from watchlists.normalize import key, words

_HEADINGS: Final = """
    اقرأ أيضا|اقرأ المزيد|اقرأ كذلك|واقرأ أيضا|شاهد أيضا|طالع أيضا|تابع أيضا|انظر أيضا|
    مواضيع ذات صلة|موضوعات ذات صلة|أخبار ذات صلة|مقالات ذات صلة|ذات صلة|مواد ذات صلة|قصص ذات صلة|أخبار متعلقة|
    مواضيع متعلقة|مقالات متعلقة|مواضيع مشابهة|أخبار مشابهة|قد يهمك|قد يهمك أيضا|قد يعجبك|قد يعجبك أيضا|ربما يهمك|
    لا يفوتك|المزيد من الأخبار|أخبار أخرى|مزيد من الأخبار|الأكثر قراءة|الأكثر مشاهدة|اخترنا لك|اخترنا لكم|
    نرشح لك|يمكنك أيضا قراءة|للمزيد|آخر الأخبار|مطالب مرتبط|بیشتر بخوانید|
    read also|read more|also read|see also|related|related articles|related stories|related news|related topics|
    more on this story|you may also like|recommended|most read|read next|more from
"""
_LABELS: Final = """
    الوسوم|وسوم|كلمات مفتاحية|كلمات دلالية|الكلمات المفتاحية|الكلمات الدالة|العلامات|تاغات|تاجات|هاشتاغ|
    المصدر|المصادر|حقوق النشر|جميع الحقوق محفوظة|تصوير|الصورة|tags|keywords|topics|source|sources|copyright|
    all rights reserved|photo|image credit|filed under
"""
_CALLS: Final = """
    شارك شاركها شاركه مشاركة انشر المقال الخبر الموضوع هذا هذه القصة على عبر في و مع أصدقائك فيسبوك فايسبوك تويتر
    إكس واتساب واتس آب تلغرام تليغرام تيليجرام لينكد إن لينكدإن انستغرام يوتيوب البريد الإلكتروني بريد طباعة اطبع نسخ
    الرابط احفظ حفظ تعليق تعليقات التعليقات أضف اترك تعليقا إعجاب تابعنا تابعونا قناتنا صفحتنا حساباتنا اشترك الآن
    share this article story on via with facebook twitter x whatsapp telegram linkedin instagram email print copy link
    save comment comments follow us channel subscribe now like tweet pin
"""
_RIGHTS: Final = re.compile(r"^(?:©|\(c\)\s)", re.IGNORECASE)
_CALL_OPENERS: Final = "شارك شاركها شاركه مشاركة انشر طباعة نسخ احفظ تعليقات أضف اترك تابعنا تابعونا share follow print"
_FOLLOW: Final = (
    "تابعونا على|تابعنا على|تابعوا قناتنا|انضم إلى قناتنا|انضموا إلى قناتنا|للاشتراك في قناتنا|اشترك في نشرتنا|"
    "اشتركوا في نشرتنا|follow us on|sign up for our newsletter"
)
_SENTENCE: Final = re.compile(r"[.؟!…۔]['\")»”\]]*$")
_BULLET: Final = re.compile(r"^[-–—•·*▪■●◄►»«>|\s]+")
_HEADLINE: Final = 160
_LABEL_LINE: Final = 160
_PART: Final = 15


def without_endings(text: str, links: Collection[str] = ()) -> str:
    """The lines of an article without what leads elsewhere. `links` are the texts of the links of its page: what
    stands alone on a line after a heading for links, or at the end, and is one of them, is no sentence of it."""
    lines = text.split("\n")
    kept = _without_lists(lines, frozenset(links))
    while kept and _is_ending(kept, frozenset(links)):
        kept.pop()
    return "\n".join(kept).strip()


def is_heading(line: str) -> bool:
    """Whether a line says only what stands over links to other news: «اقرأ أيضا», "Related stories"."""
    return 0 < _opens_with(line, _HEADINGS) == len(words(line))


def _without_lists(lines: Sequence[str], links: frozenset[str]) -> list[str]:
    """Without headings for links and the links under them; a paragraph ends such a list."""
    kept: list[str] = []
    listing = False
    for at, line in enumerate(lines):
        if _heads_links(lines, at, links):
            listing = True
        elif not (listing and _leads_elsewhere(line, links)):
            listing = listing and not line.strip()
            kept.append(line)
    return kept


def _heads_links(lines: Sequence[str], at: int, links: frozenset[str]) -> bool:
    """«اقرأ أيضا» alone, or with the headline behind it in the same line."""
    line = lines[at]
    length = _opens_with(line, _HEADINGS)
    if not length or len(line) > _HEADLINE:
        return False
    if length == len(words(line)):
        follows = next((one for one in lines[at + 1 : at + 3] if one.strip()), "")
        return not follows or _leads_elsewhere(follows, links) or _plain(line).endswith(":") or length > 1
    shown = _plain(line)
    return any(shown.endswith(link) for link in links if len(link) > 3) or bool(re.match(r"[^:]{3,30}:", shown))


def _leads_elsewhere(line: str, links: frozenset[str]) -> bool:
    """Whether a line under a heading for links is one: it is a link, or is short and ends like a headline."""
    shown = _plain(line)
    if shown in links or (len(shown) >= _PART and any(shown in link for link in links)):
        return True
    return not links and 0 < len(shown) <= _HEADLINE and not _SENTENCE.search(shown)


def _is_ending(lines: Sequence[str], links: frozenset[str]) -> bool:
    line = lines[-1]
    shown = _plain(line)
    if not shown or (len(lines) > 1 and shown in links):
        return True
    if len(shown) > _LABEL_LINE:
        return False
    return (
        bool(_RIGHTS.match(shown))
        or _is_label(shown)
        or _is_call(shown)
        or bool(_opens_with(shown, _FOLLOW))
        or is_heading(shown)
    )


def _is_label(line: str) -> bool:
    """«المصدر: وكالات», «الوسوم: …», «جميع الحقوق محفوظة لوكالة …»."""
    length = _opens_with(line, _LABELS)
    alone = length == len(words(line))
    return bool(length) and (alone or length > 1 or bool(re.match(r"\w+\s*[:：+|]", line)))


def _is_call(line: str) -> bool:
    """A button: nothing but words such as share, print, copy the link."""
    seen = [key(word) for word in words(line)]
    return bool(seen) and seen[0] in _keys(_CALL_OPENERS) and all(word in _keys(_CALLS) for word in seen)


def _plain(line: str) -> str:
    return " ".join(_BULLET.sub("", line).split())


def _opens_with(line: str, phrases: str) -> int:
    """How many words of a line one of the phrases takes, the longest; 0 for none."""
    seen = tuple(key(word) for word in words(line[:200])[:8])
    return (
        max((len(one) for one in _phrases(phrases).get(seen[0], ()) if seen[: len(one)] == one), default=0)
        if seen
        else 0
    )


@cache
def _phrases(text: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in text.split("|"):
        one = tuple(map(key, words(phrase)))
        found.setdefault(one[0], []).append(one)
    return found


@cache
def _keys(text: str) -> frozenset[str]:
    return frozenset(map(key, words(text)))
