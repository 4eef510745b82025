"""A text of a source as HTML: every character of it as it was stored, with marks where something was found.

The marks are links to the rows below the text that say why. They lie flat: spans that overlap become pieces side by
side, so nothing is ever nested wrongly. Direction controls of the source stay, each in an isolate of its own, so that
none of them turns a word beside it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from bot.core.highlights import Cluster, clusters

_TURNING = re.compile("([\u202a-\u202e\u2066-\u2069])")
_CONTROL = Markup('<bdi class="control">{}</bdi>')
# A parser would make a line feed of it.
_RETURN = Markup("&#13;")
_HIT = Markup('<a class="hit" id="hit-{}" href="#found-{}" aria-describedby="{}" data-why="{}">{}</a>')
_MARK = Markup('<mark class="{}">{}</mark>')


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found from `start` to `end` (code points): the number of its row, and in one line why."""

    start: int
    end: int
    kind: Literal["mention", "event"]
    row: int
    why: str


def marked_text(text: str, hits: Sequence[Hit]) -> Markup:
    """The text with its marks. Hits that overlap share one link, which leads to the row of the first of them."""
    found = clusters(len(text), [(one.start, one.end) for one in hits])
    return Markup("").join(_cluster(text, one, hits) for one in found)


def anchors(text: str, hits: Sequence[Hit]) -> dict[int, int]:
    """By the number of a row the number of the link that leads to it."""
    found = (one.spans for one in clusters(len(text), [(one.start, one.end) for one in hits]))
    return {hits[number].row: hits[spans[0]].row for spans in found if spans for number in spans}


def _cluster(text: str, cluster: Cluster, hits: Sequence[Hit]) -> Markup:
    held = [hits[number] for number in cluster.spans]
    if not held:
        (piece,) = cluster.pieces
        return _escaped(text[piece.start : piece.end])
    inside = Markup("").join(
        _MARK.format(_kinds([hits[number] for number in piece.spans]), _escaped(text[piece.start : piece.end]))
        for piece in cluster.pieces
    )
    whys = " ".join(f"why-{one.row}" for one in held)
    return _HIT.format(held[0].row, held[0].row, whys, "\n".join(one.why for one in held), inside)


def _kinds(held: Sequence[Hit]) -> str:
    return " ".join(sorted({one.kind for one in held}))


def _escaped(text: str) -> Markup:
    pieces = (_CONTROL.format(one) if _TURNING.fullmatch(one) else escape(one) for one in _TURNING.split(text))
    return Markup("").join(pieces).replace("\r", _RETURN)
