"""Whether an item of a feed only teases, and whether the page behind it may speak in its place."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final
from urllib.parse import unquote

from bot.core.model import Pages
from watchlists.events.words import readings
from watchlists.normalize import key, words

# Feeds cut after 50 words or some 300 characters; a whole report is seldom shorter than this.
_SHORT: Final = 400
_CUT: Final = 1_000
_MORE: Final = """
    اقرأ المزيد|إقرأ المزيد|قراءة المزيد|لقراءة المزيد|تابع القراءة|أكمل القراءة|متابعة القراءة|المزيد|للمزيد|
    التفاصيل|تفاصيل|لقراءة التفاصيل|المزيد من التفاصيل|مزيد من التفاصيل|التفاصيل في الرابط|التتمة|البقية|ادامه مطلب|
    read more|continue reading|more|full story|read the full story|read full article|keep reading|learn more
"""
_ELLIPSIS: Final = re.compile(r"(?:\.\.+|…|\[\s*(?:\.{2,}|…|&#8230;)\s*\])[\s\"'»)\]]*$")
_SENTENCE_END: Final = re.compile(r"[.!?؟۔:][\s\"'»”’)\]]*$")
_ARROWS: Final = " \t\r\n[](){}<>«»‹›→←»:.…-–—|"
_OPENING: Final = " \t\r\n[({<«‹|–—-"
_FIRST_SEEN: Final = re.compile("appeared first on|ظهرت? أولا? على", re.IGNORECASE)
_TAIL: Final = 80
_LAST_LINE: Final = 300
_LONG_WORD: Final = 3
_ENDINGS: Final = tuple(key("ان ين ون ات ا ه").split())
# Headlines are not made of the words of their article alone; articles that are not theirs share far fewer.
_SHARE: Final = 0.4
_LEAST: Final = 100
_WALL_LINE: Final = 220

# What an outlet says instead of the rest of an article: such a line is never one of its sentences.
_BARS: Final = """
    اشترك لقراءة|اشترك لتقرأ|اشترك لمتابعة|اشترك لإكمال|هذا المحتوى للمشتركين|المحتوى للمشتركين|هذا المقال للمشتركين|
    متاح للمشتركين|حصري للمشتركين|للمشتركين فقط|لمتابعة القراءة|لإكمال القراءة|لقراءة بقية|لقراءة المقال كاملا|
    subscribe to continue|subscribe to read|subscribers only|for subscribers|already a subscriber|to continue reading|
    to read the full|log in to read|sign in to read|create a free account
"""
# Requests around a text: cut where it begins and ends, since in its middle an article may speak of them.
_REQUESTS: Final = """
    اشترك الآن|للاشتراك|سجل الدخول|تسجيل الدخول|سجل دخولك|أنشئ حسابا|سجل مجانا|ملفات تعريف الارتباط|ملفات الارتباط|
    سياسة الخصوصية|نهتم بخصوصيتك|خصوصيتك تهمنا|نحترم خصوصيتك|become a member|log in to|sign in to|we use cookies|
    cookie policy|uses cookies|your privacy|privacy policy|accept all
"""
# What stands where no article is: these only name a doubt that the missing words raised.
_BLOCKS: Final = """
    تفعيل جافا سكريبت|تفعيل الجافا سكريبت|فعل جافا سكريبت|جافا سكريبت|جافاسكريبت|لست روبوتا|تحقق من أنك إنسان|
    التحقق من متصفحك|جار التحقق|الصفحة غير موجودة|الصفحة المطلوبة غير موجودة|لم يتم العثور على الصفحة|
    الصفحة التي تبحث عنها|حدث خطأ|enable javascript|javascript is disabled|requires javascript|not a robot|
    checking your browser|verify you are human|are you human|captcha|access denied|page not found|page you requested|
    page you are looking for|error 404|just a moment
"""


class Kept(StrEnum):
    """Why a teaser stays."""

    ELSEWHERE = "the page speaks of something else"
    SHORTER = "the page says no more than the feed"
    WALL = "the page shows no article but a request (a login, a subscription, consent) or an error"
    FRONT = "the page is a front page"
    LARGE = "the page's text is too large"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The text of a page that may stand for an item; or None and why not."""

    text: str | None
    reason: Kept | None = None


def wants_page(pages: Pages, text: str, url: str | None) -> bool:
    """Whether the page behind an item is to be fetched: always, never, or where the item only teases."""
    return bool(url) and (pages == "always" or (pages == "auto" and teases(text)))


def teases(text: str) -> bool:
    """Whether a text only leads to another: it is short or empty, breaks off, or ends in "read more"."""
    stripped = text.strip()
    tail = stripped[-_TAIL:]
    breaks_off = len(stripped) < _CUT and not _SENTENCE_END.search(tail)
    return len(stripped) < _SHORT or breaks_off or bool(_ELLIPSIS.search(tail)) or without_call(stripped) != stripped


def without_call(text: str) -> str:
    """A teaser without its last words «اقرأ المزيد» and the like."""
    before, _, last_line = text.rpartition("\n")
    seen = (before if _FIRST_SEEN.search(last_line[:_LAST_LINE]) else text).rstrip()
    tail = seen[-_TAIL:].rstrip(_ARROWS)
    keys = [key(word) for word in words(tail)]
    length = max((len(one) for one in _phrases(_MORE) if tuple(keys[-len(one) :]) == one), default=0)
    if not length:
        return seen
    last = seen.rstrip(_ARROWS)
    for word in reversed(words(tail)[-length:]):
        last = last[: last.rindex(word)].rstrip(_OPENING)
    # «المزيد» behind other words of its sentence is one of them, unless something parts the two.
    return last.rstrip() if length > 1 or not last or last[-1] in ".…]!؟?:\n»|" or "\n" in seen[len(last) :] else seen


def judge(
    text: str,
    teaser: str,
    title: str | None,
    *,
    page_title: str | None = None,
    links: Collection[str] = (),
    largest: int,
) -> Verdict:
    """Whether the text of a page may stand for a teaser under a title; `largest` in bytes of UTF-8, `links` what
    the page's links say.

    Decided by content: the teaser's words (without one the title's) must largely stand in the page, and it must say
    more. With neither, a text of some length is believed that asks for nothing. A page under another title that links
    to this one is a front page. Lines that ask for a subscription, a login or consent are left out first.
    """
    said = " ".join(without_call(teaser.strip()).split())
    kept, walled = without_walls(text, said)
    if len(kept.encode("utf-8", "replace")) > largest:
        return Verdict(None, Kept.LARGE)
    if title and " ".join(title.split()) in links and share(title, page_title or "") < _SHARE:
        return Verdict(None, Kept.FRONT)
    if (said or title) and share(said or title or "", kept) < _SHARE:
        return Verdict(None, Kept.WALL if walled else Kept.ELSEWHERE)
    if len(" ".join(kept.split())) <= _least(said, title, walled=walled):
        return Verdict(None, Kept.WALL if walled else Kept.SHORTER)
    return Verdict(kept)


def _least(said: str, title: str | None, *, walled: bool) -> int:
    if said:
        return len(said)
    return 2 * _LEAST if title is None else _LEAST if walled else len(title)


def from_address(title: str, url: str) -> bool:
    """Whether a title was made of the words of an address, as for pages of which a sitemap says no more."""
    there = {key(word) for word in words(unquote(url))}
    return all(key(word) in there for word in words(title))


def share(said: str, text: str) -> float:
    """How much of what is said stands in a text: the part of its longer words, with whatever is written onto them."""
    wanted = {one for word in words(said) if len(one := key(word)) > _LONG_WORD} or {key(word) for word in words(said)}
    there = {form for word in set(words(text)) for form in _forms(key(word))}
    found = sum(not there.isdisjoint(_forms(one)) for one in wanted)
    return found / len(wanted) if wanted else 0.0


@lru_cache(16_384)
def _forms(seen: str) -> frozenset[str]:
    """A word with and without what is written onto it, before it and behind it."""
    bare = [one for one in readings(seen) if one]
    cut = [one.removesuffix(end) for one in bare for end in _ENDINGS if one.endswith(end)]
    return frozenset([*bare, *(one for one in cut if len(one) >= _LONG_WORD)])


def shows_a_wall(text: str) -> bool:
    """Whether a text of which nothing is known is only what stands before an article, or in its place."""
    kept, walled = without_walls(text, "")
    return walled and len(kept) < 2 * _LEAST


def without_walls(text: str, said: str) -> tuple[str, bool]:
    """The lines that ask for nothing, and whether any did or told of an error; what the teaser says itself stays."""
    lines = [line for line in text.split("\n") if line.strip()]
    kept = [line for line in lines if not _holds(line, _BARS)]
    barred = len(kept) < len(lines) or any(_holds(line, _BLOCKS) for line in lines)
    asked = len(kept)
    while kept and kept[-1].strip() not in said and _holds(kept[-1], _REQUESTS):
        kept.pop()
    while kept and kept[0].strip() not in said and _holds(kept[0], _REQUESTS):
        kept.pop(0)
    return "\n".join(kept), barred or len(kept) < asked


def _holds(line: str, phrases: str) -> bool:
    """Whether a line says one of the phrases, and is not so long that it only speaks of it."""
    if len(line) > _WALL_LINE:
        return False
    seen = [key(word) for word in words(line)]
    told = _phrases(phrases)
    return any(tuple(seen[at : at + length]) in told for at in range(len(seen)) for length in range(1, 6))


@cache
def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(map(key, words(phrase))) for phrase in text.split("|"))
