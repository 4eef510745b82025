"""What somebody searches for, and where it stands in a text. Words and phrases are compared by their safe keys, inside
of longer words too: «داعش» is found in «لداعش»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, takewhile
from typing import Final

from bot.core.bidi import strip_controls
from watchlists.normalize import Token, key, tokens, words

_PHRASE: Final = re.compile('«([^«»]*)»|“([^“”]*)”|"([^"]*)"')
_BEFORE, _WIDTH = 60, 240
MOST: Final = 12
"""So many words and phrases are looked for at once. Own choice."""
# What stands further on in a text is found, and not shown.
_READ: Final = 200_000
_TRIED: Final = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of a snippet; `hit` says that they were looked for."""

    text: str
    hit: bool = False


def wanted(typed: str) -> list[str]:
    """The words and phrases to look for, each as the keys of its words, parted by a space; each once.
    A phrase stands in «…», “…” or "…"; a quotation mark without its fellow is passed over."""
    phrases = [next(filter(None, groups), "") for groups in _PHRASE.findall(typed)]
    single = words(_PHRASE.sub(" ", typed))
    found = [" ".join(map(key, words(one))) for one in phrases] + list(map(key, single))
    return list(dict.fromkeys(one for one in found if one))


def snippet(text: str, asked: Sequence[str], width: int = _WIDTH) -> tuple[Piece, ...]:
    """About so many characters of a text around the place where most of what was asked for stands together; its
    beginning where nothing does."""
    text = text[:_READ]
    held = list(tokens(text))
    hits = _hits(held, asked)
    first = _densest(held, hits, width)
    start = _word_start(held, max(0, held[first].start - _BEFORE)) if hits else 0
    end = _word_end(held, start + width) if start + width < len(text) else len(text)
    shown = sorted(at for at in hits if start <= held[at].start and held[at].end <= end)
    pieces = _pieces(text, [held[at] for at in shown], start, end)
    before, after = "…" if start else "", "…" if end < len(text.rstrip()) else ""
    return tuple(_flat([Piece(before), *pieces, Piece(after)]))


def marked(text: str, asked: Sequence[str]) -> tuple[Piece, ...]:
    """A whole short text, such as a title, with what was asked for."""
    held = list(tokens(text))
    return tuple(_flat(_pieces(text, [held[at] for at in sorted(_hits(held, asked))], 0, len(text))))


def _hits(held: Sequence[Token], asked: Sequence[str]) -> dict[int, set[str]]:
    """The words in which something asked for stands, by their number, with what that is."""
    keys = [key(token.text) for token in held]
    joined, starts = " ".join(keys), list(accumulate((len(one) + 1 for one in keys), initial=0))
    found: dict[int, set[str]] = {}
    for one in asked:
        for match in re.finditer(re.escape(one), joined):
            for at in _between(starts, match.start(), match.end()):
                found.setdefault(at, set()).add(one)
    return found


def _between(starts: Sequence[int], start: int, end: int) -> Iterator[int]:
    """The numbers of the words that have a letter there."""
    low, high = 0, len(starts) - 1
    while low < high:  # the last word that begins at `start` or before
        middle = (low + high + 1) // 2
        low, high = (middle, high) if starts[middle] <= start else (low, middle - 1)
    while low < len(starts) - 1 and starts[low] < end:
        yield low
        low += 1


def _densest(held: Sequence[Token], hits: dict[int, set[str]], width: int) -> int:
    """The hit from which on most of what was asked for stands close together; the first of several such."""
    ordered = sorted(hits)

    def together(turn: int) -> int:
        end = held[ordered[turn]].start + width - _BEFORE
        near = takewhile(lambda at: held[at].start < end, islice(ordered, turn, None))
        return len(set().union(*(hits[at] for at in near)))

    return ordered[max(range(min(len(ordered), _TRIED)), key=together)] if ordered else 0


def _word_start(held: Sequence[Token], start: int) -> int:
    return next((token.start for token in held if token.start >= start), 0) if start else 0


def _word_end(held: Sequence[Token], end: int) -> int:
    return next((token.end for token in reversed(held) if token.end <= end), end)


def _pieces(text: str, hits: Sequence[Token], start: int, end: int) -> Iterator[Piece]:
    for token in hits:
        yield Piece(text[start : token.start])
        yield Piece(token.text, hit=True)
        start = token.end
    yield Piece(text[start:end])


def _flat(pieces: Sequence[Piece] | Iterator[Piece]) -> Iterator[Piece]:
    """Without line breaks and direction controls; empty ones are dropped."""
    for one in pieces:
        text = re.sub(r"\s+", " ", strip_controls(one.text))
        if text:
            yield Piece(text, one.hit)
