"""The keys that a source's name is looked up by: feeds call themselves «الأخبار | الجزيرة نت» or "BBC News عربي"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from watchlists.normalize import key, words

# Between the name of an outlet and that of its section.
_PARTS: Final = re.compile(r"\s*[|:»›•·]\s*|\s+[-–—/]\s+")
# What stands behind a name and is no part of it, and what stands before it; folded.
_BEHIND: Final = frozenset(
    map(
        key,
        """أخبار الأخبار عاجل العاجلة عربي عربية العربي العربية بالعربي بالعربية نت أونلاين الإخبارية للأنباء موقع
        الرسمي القناة rss feed news online arabic english com net tv official channel""".split(),
    )
)
_BEFORE: Final = frozenset(
    map(
        key,
        """وكالة قناة صحيفة جريدة شبكة موقع تلفزيون فضائية إذاعة راديو أنباء الأنباء أخبار مجلة
        the خبرگزاری تلویزیون روزنامه شبکه""".split(),
    )
)
_LONGEST, _MOST = 200, 4


def titles(source: str) -> Iterator[str]:
    """The folded name, then its parts, each also without the words around it that name no outlet."""
    read = source[:_LONGEST]
    parts = [part for part in _PARTS.split(read) if part.strip()]
    for text in dict.fromkeys((read, *parts[:1], *parts[-1:])):
        yield from _shorter([key(word) for word in words(text)])


def _shorter(name: Sequence[str]) -> Iterator[str]:
    """A name, without words behind it, and without those before it."""
    if not name:
        return
    yield " ".join(name)
    first, last = 0, len(name)
    for _ in range(_MOST):
        if last - first > 1 and name[last - 1] in _BEHIND:
            last -= 1
        elif last - first > 1 and name[first] in _BEFORE:
            first += 1
        else:
            break
        yield " ".join(name[first:last])
