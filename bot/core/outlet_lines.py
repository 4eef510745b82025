"""What outlets add of themselves to their texts: their name in the headline, and the line of place and agency."""

import re
from typing import Final

from watchlists.normalize import key, words

_PARTS: Final = re.compile(r"\s*[|»›•]\s*|\s+[-\N{EN DASH}\N{EM DASH}:]+\s+")
# Words by which an outlet names itself, folded. A part of a headline that holds one, or the name of the source, and is
# short, is its signature.
_OUTLET: Final = frozenset(
    map(
        key,
        """وكالة وكالات قناة صحيفة جريدة شبكة موقع تلفزيون فضائية إذاعة راديو بوابة مجلة منصة نت نيوز أونلاين
        الإخبارية الإخباري للأنباء الأنباء news online agency tv channel net com""".split(),
    )
)
# What stands before a headline and says nothing of what happened.
_SHOUTED: Final = frozenset(
    map(key, "عاجل خاص فيديو بالفيديو صور بالصور شاهد متابعة تحديث مباشر breaking video".split())
)
_SIGNATURE: Final = 5
# The longest first: between place and agency there may stand a dash, too.
_DATELINES: Final = tuple(
    re.compile(rf"\s*([^\n.!؟:]{{2,80}}{lazy})\s*(?:[-\u2013\u2014]{{1,2}}\s|:\s*[-\u2013\u2014]?\s)")
    for lazy in ("", "?")
)
_LONGEST: Final = 400
_ROUND_UP: Final = re.compile(
    "^(?:ابرز|اهم) (?:ال)?(?:احداث|اخبار|عناوين|مستجدات|تطورات|انباء|ما (?:جاء|حدث|ورد|تناولته))"
    "|^(?:ال)?(?:موجز|حصاد|جوله|نشره|عناوين|شريط) (?:ال)?(?:اخبار|انباء|يوم|اليوم|صحافه|صحف|اسبوع|الاخباريه|اخباريه)"
    "|^(?:news (?:brief|round ?up|in brief)|headlines)"
)


def bare_headline(headline: str, source: str) -> str:
    """A headline without the names of outlets before and behind it, and without «عاجل»: what it says."""
    parts = [part for part in _PARTS.split(headline[:_LONGEST]) if part.strip()]
    while len(parts) > 1 and _signs(parts[-1], source):
        parts.pop()
    while len(parts) > 1 and (_signs(parts[0], source) or _shouts(parts[0])):
        parts.pop(0)
    return " - ".join(parts) if parts else headline[:_LONGEST]


def bare_text(text: str) -> str:
    """A text without the place and agency before its first sentence («كابول - وكالة … -»), where an agency is named."""
    for found in filter(None, (pattern.match(text) for pattern in _DATELINES)):
        said = list(map(key, words(found[1])))
        if len(said) <= _SIGNATURE and not _OUTLET.isdisjoint(said):
            return text[found.end() :]
    return text


def is_round_up(headline: str) -> bool:
    """Whether a headline says that its report only lists what happened: «أبرز أحداث اليوم»."""
    return _ROUND_UP.search(" ".join(map(key, words(headline)))) is not None


def _signs(part: str, source: str) -> bool:
    said = [key(word) for word in words(part)]
    if not said or len(said) > _SIGNATURE:
        return False
    return not _OUTLET.isdisjoint(said) or set(said) <= {key(word) for word in words(source)}


def _shouts(part: str) -> bool:
    return set(map(key, words(part))) <= _SHOUTED
