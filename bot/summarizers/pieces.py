"""The sentences that may be quoted, put together where one alone would be a fragment."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.summarizers.quoting import Span, sentence_spans
from watchlists.model import Document, Findings

# The most characters that are put together, and the most sentences after the one that opens a quotation.
_TOGETHER: Final = 300
_FURTHER: Final = 4
_OPENING: Final = "«“"
_CLOSING: Final = "»”"
# What no sentence begins with.
_GOES_ON: Final = frozenset("،,؛;:)]" + _CLOSING)
_MARKS: Final = _OPENING + _CLOSING + '"'
_QUOTES: Final = re.compile(f"[{_MARKS}]")
# Openings that speak of somebody or something named before.
_LEANS: Final = re.compile(
    "(?:و?(?:هو|هي|هم|هذا|هذه|ذلك|تلك|بذلك|لذلك|كذلك|لكن|لكنه|لكنها|كما|بينما)"
    "|و?(?:أضاف|أضافت|تابع|تابعت|أردف|أردفت|استطرد|ختم))(?!\\w)"
)


def pieces(document: Document, findings: Findings, longest: int) -> tuple[Span, ...]:
    """The sentences of the text in order, with what belongs together in one: at most `longest` characters, one line.

    A sentence that begins with a comma or holds no letter goes with the one before, and so do the sentences of a
    quotation.
    """
    spans = sentence_spans(document, findings)
    return tuple(_joined(document.text, spans, min(longest, _TOGETHER)))


def leans(text: str, start: int) -> bool:
    """Whether the sentence that begins there is hard to read without the one before."""
    return _LEANS.match(text, start) is not None


def _joined(text: str, spans: Sequence[Span], longest: int) -> Iterator[Span]:
    at = 0
    while at < len(spans):
        start, end = spans[at]
        last = _closed(text, spans, at, longest) if end - start < longest else at
        while last + 1 < len(spans) and _goes_on(text, spans[last], spans[last + 1], start + longest):
            last += 1
        yield start, spans[last][1]
        at = last + 1


def _closed(text: str, spans: Sequence[Span], first: int, longest: int) -> int:
    """The sentence that ends the quotation which `first` opens; `first` where there is none or it is too long."""
    start, depth = spans[first][0], 0
    for number in range(first, min(len(spans), first + 1 + _FURTHER)):
        if spans[number][1] - start > longest or (number > first and _parted(text, spans[number - 1], spans[number])):
            return first
        depth = _depth(text[slice(*spans[number])], depth)
        if not depth:
            return number
    return first


def _depth(piece: str, depth: int) -> int:
    """How many quotations are open after a piece; straight quotes open and close in turn."""
    if not any(mark in piece for mark in _MARKS):
        return depth
    for mark in _QUOTES.findall(piece):
        if mark == '"':
            depth += -1 if depth else 1
        else:
            depth = depth + 1 if mark in _OPENING else max(0, depth - 1)
    return depth


def _goes_on(text: str, one: Span, other: Span, latest: int) -> bool:
    if other[1] > latest or _parted(text, one, other):
        return False
    if one[1] == other[0] and text[one[1] - 1] in "?!" and text[other[0]].isascii():
        return True  # an address with a question mark
    return text[other[0]] in _GOES_ON or not any(map(str.isalpha, text[slice(*other)]))


def _parted(text: str, one: Span, other: Span) -> bool:
    return len(text[one[1] - 1 : other[0] + 1].splitlines()) > 1
