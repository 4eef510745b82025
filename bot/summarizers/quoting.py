"""Quoting pieces of a text, and the sentences that may be quoted."""

from collections.abc import Iterable
from typing import Final

from bot.ports import Summary
from watchlists.model import Document, Findings
from watchlists.sentences import sentences

LONGEST: Final = 400
"""Characters of a summary, by the contract."""

Span = tuple[int, int]


def sentence_spans(document: Document, findings: Findings) -> tuple[Span, ...]:
    """The sentences of the text: those that the matcher saw, else split here."""
    return findings.sentences.get("text") or sentences(document.text)


def quote(text: str, spans: Iterable[Span]) -> Summary:
    """The pieces in source order with one space between them, each unaltered."""
    ordered = tuple(sorted(spans))
    return Summary(" ".join(text[start:end] for start, end in ordered), ordered)


def window(text: str, sentence: Span, focus: Span, longest: int) -> Span:
    """A piece of a long sentence that holds `focus`, at most `longest` characters, cut between words.

    It begins with the sentence where focus then fits, else shortly before focus. One word that is longer than
    all of it is cut inside.
    """
    start, end = sentence
    if end - start <= longest:
        return sentence
    if focus[1] - start > longest:
        start = _next_word(text, max(start, min(focus[0], focus[1] - longest // 2)), focus[0])
    return start, _last_word(text, start, min(end, start + longest), max(start, min(focus[1], start + longest)))


def _next_word(text: str, start: int, latest: int) -> int:
    if start == 0 or text[start - 1].isspace():
        return start
    while start < latest and not text[start].isspace():
        start += 1
    return min(start + 1, latest)


def _last_word(text: str, start: int, end: int, earliest: int) -> int:
    if end == len(text) or text[end].isspace():
        return end
    space = text.rfind(" ", max(start, earliest), end)
    return space if space > start else end
