"""What every platform does to a message before its own markup: clean it, cut it to size, mark its lines.

Cuts are made on values, before any markup exists, so no tag can be torn and no style can leak.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeGuard, TypeVar

from bot.core.bidi import RIGHT_TO_LEFT_MARK, ltr, strip_controls
from bot.core.message import Block, Message, Span, block

T = TypeVar("T")
Weight = tuple[int, ...]
"""What something costs, in the units a platform limits: characters, links, blocks."""

# Pieces of an over-long paragraph: up to the end of a sentence, a word, else some characters with their marks.
_SENTENCE = re.compile(r".+?(?:[.!?؟…][»”’\"')\]]*(?=\s)\s*|\n+|\Z)", re.DOTALL)
_WORD = re.compile(r"\s*\S+\s*|\s+")
_CHUNK = re.compile(r".{1,60}[\u0300-\u036f\u064b-\u065f\u0670\u200d\ufe00-\ufe0f]{0,12}", re.DOTALL)
_SENTENCE_END = re.compile(r"(?:[.!?؟…][»”’\"')\]]*\s+|\n)\Z")

_LONGEST_URL = 2048

# A number of ours in Arabic-Indic digits: only what we say is isolated from left to right, never what sources wrote.
_ARABIC_INDIC = re.compile("\N{LEFT-TO-RIGHT ISOLATE}[^\N{POP DIRECTIONAL ISOLATE}]*[٠-٩]")
_AS_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

_UNPRINTABLE = dict.fromkeys([*range(9), *range(0xB, 0x20), *range(0x7F, 0xA0)])
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\N{LINE SEPARATOR}|\N{PARAGRAPH SEPARATOR}")


def clean(message: Message) -> Message:
    """The message without what no platform accepts: control characters, unpaired surrogates, empty paragraphs."""
    blocks = (replace(one, spans=tuple(_clean_spans(one.spans))) for one in message.blocks)
    return replace(message, blocks=tuple(one for one in blocks if one.text.strip()))


def clean_text(text: str) -> str:
    """Foreign text that every platform and database takes: line ends as LF, no controls, no half characters."""
    return _LINE_ENDS.sub("\n", text).translate(_UNPRINTABLE).translate(_SURROGATES)


def mark_lines(message: Message) -> Message:
    """An Arabic message with one right-to-left mark at the beginning of every line; any other as it is."""
    if message.language != "ar":
        return message
    return replace(message, blocks=tuple(replace(one, spans=_marked(one.spans)) for one in message.blocks))


def with_bullets(message: Message) -> Message:
    """The message with a bullet before every item that does not begin with a sign of its own (🔴, •)."""
    blocks = (replace(one, spans=(Span("• "), *one.spans)) if needs_bullet(one) else one for one in message.blocks)
    return replace(message, blocks=tuple(blocks))


def needs_bullet(one: Block) -> bool:
    """Whether it is an item that does not begin with a sign of its own."""
    return one.shape == "item" and unicodedata.category(one.text[0]) not in {"So", "Po", "Pd"}


def linkable(url: str | None) -> TypeGuard[str]:
    """Whether an address may become a link: of the web and of a usual length; `tg:` and the like act on a tap."""
    return url is not None and len(url) <= _LONGEST_URL and url.lower().startswith(("http://", "https://"))


def split(
    message: Message, weigh: Callable[[Block], Weight], limit: Weight, piece: Weight | None = None
) -> tuple[Message, ...]:
    """The message in parts that weigh at most `limit` each, numbered (1/3) when there are several.

    An empty message has no part. A paragraph that weighs more than `piece` (default: `limit`) may be cut, at the
    end of a sentence where there is one. The buttons stay below the last part. `limit` must leave room for the number.
    """
    if fits(_total(map(weigh, message.blocks)), limit):
        return (message,) if message.blocks else ()
    pieces = [(index, part) for index, one in enumerate(message.blocks) for part in divide(one, weigh, piece or limit)]
    groups = pack(pieces, lambda indexed: weigh(indexed[1]), limit)
    parts = [_joined(group) for group in groups]
    return tuple(_part(message, blocks, number, len(parts)) for number, blocks in enumerate(parts, start=1))


def fit(message: Message, weigh: Callable[[Block], Weight], limit: Weight) -> bool:
    """Whether all paragraphs together weigh no more than that; none always do."""
    return not message.blocks or fits(_total(map(weigh, message.blocks)), limit)


def apart(message: Message) -> tuple[Message, Message]:
    """A message that carries a file as its words alone, and as the file with the buttons below it."""
    return replace(message, file=None, buttons=()), replace(message, blocks=())


def divide(one: Block, weigh: Callable[[Block], Weight], limit: Weight) -> tuple[Block, ...]:
    """A paragraph in pieces of at most `limit`: whole sentences, else words, else characters. Loses nothing."""
    if fits(weigh(one), limit):
        return (one,)
    units = list(_units(one, weigh, limit))
    return tuple(_merged(group) for group in pack(units, weigh, limit))


def pack(items: Iterable[T], weigh: Callable[[T], Weight], limit: Weight) -> list[list[T]]:
    """The items in order, in as few groups of at most `limit` as come from filling one after the other."""
    groups: list[list[T]] = []
    filled: Weight = ()
    for item in items:
        weight = weigh(item)
        together = _total((filled, weight)) if filled else weight
        if groups and fits(together, limit):
            groups[-1].append(item)
            filled = together
        else:
            groups.append([item])
            filled = weight
    return groups


def tightened(limit: Weight, piece: Weight, times: int) -> tuple[Weight, Weight]:
    """The limit halved so often, and pieces of a size that fits it."""
    tight = tuple(max(1, most >> times) for most in limit)
    return tight, tuple(map(min, piece, tight))


def fits(weight: Weight, limit: Weight) -> bool:
    """Whether no part of the weight passes its limit."""
    return all(part <= most for part, most in zip(weight, limit, strict=False))


def _total(weights: Iterable[Weight]) -> Weight:
    return tuple(map(sum, zip(*weights, strict=True)))


def _units(one: Block, weigh: Callable[[Block], Weight], limit: Weight) -> Iterator[Block]:
    """Sentences, which may run over several spans; one that is too heavy itself comes in smaller pieces."""
    for sentence in _sentences(one):
        if fits(weigh(sentence), limit):
            yield sentence
            continue
        for word in _cut(sentence, _WORD):
            yield from [word] if fits(weigh(word), limit) else _cut(word, _CHUNK)


def _sentences(one: Block) -> Iterator[Block]:
    gathered: list[Block] = []
    for part in _cut(one, _SENTENCE):
        gathered.append(part)
        if _SENTENCE_END.search(part.text):
            yield _merged(gathered)
            gathered = []
    if gathered:
        yield _merged(gathered)


def _cut(one: Block, pattern: re.Pattern[str]) -> Iterator[Block]:
    for span in one.spans:
        for text in pattern.findall(span.text):
            yield replace(one, spans=(replace(span, text=text),))


def _merged(pieces: Sequence[Block]) -> Block:
    """Pieces of one paragraph as one again; neighbours of the same style become one span."""
    spans = (span for piece in pieces for span in piece.spans)
    runs = groupby(spans, key=lambda span: (span.style, span.url))
    merged = (Span("".join(span.text for span in run), style, url) for (style, url), run in runs)
    return replace(pieces[0], spans=tuple(merged))


def _joined(group: Sequence[tuple[int, Block]]) -> tuple[Block, ...]:
    return tuple(_merged([piece for _, piece in run]) for _, run in groupby(group, key=lambda indexed: indexed[0]))


def _part(message: Message, blocks: tuple[Block, ...], number: int, count: int) -> Message:
    numbered = f"({number}/{count})"
    if _ARABIC_INDIC.search(message.text):
        numbered = numbered.translate(_AS_ARABIC_INDIC)
    footer = block(ltr(numbered) if message.language == "ar" else numbered, shape="footer")
    return replace(message, blocks=(*blocks, footer), buttons=message.buttons if number == count else ())


def _clean_spans(spans: Iterable[Span]) -> Iterator[Span]:
    for span in spans:
        if text := clean_text(span.text):
            yield replace(span, text=text, url=span.url and strip_controls(clean_text(span.url)))


def _marked(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Only what begins a line carries a mark; those that stand there already are not doubled."""
    bare = (span.text.replace(RIGHT_TO_LEFT_MARK, "").replace("\n", f"\n{RIGHT_TO_LEFT_MARK}") for span in spans)
    leads = (RIGHT_TO_LEFT_MARK if first else "" for first in [True, *[False] * len(spans)])
    return tuple(replace(span, text=lead + text) for span, text, lead in zip(spans, bare, leads, strict=False))
