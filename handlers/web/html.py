"""A message as HTML. Everything that is told was written by others, so all of it is escaped."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from bot.core.layout import clean, clean_text, divide, linkable, needs_bullet
from bot.core.message import Block, Message, Shape, Span, Style, block
from bot.core.render.words import ICONS
from watchlists.model import Severity

# Characters of a quotation, or of what somebody said, over which it is folded, and how many then stay to be seen.
_LONG, _GLIMPSE = 700, 400
# What turns everything around it; the isolates, which our own sentences are made with, end where they stand.
_OVERRIDES = dict.fromkeys(range(0x202A, 0x202F))

_TAGS: dict[Shape, Markup] = {
    "heading": Markup('<h3 class="heading">{}</h3>'),
    "paragraph": Markup('<p class="paragraph">{}</p>'),
    "quote": Markup('<blockquote class="quote">{}</blockquote>'),
    "footer": Markup('<p class="footer">{}</p>'),
}
# The shapes of blocks in which stories and alerts are named.
_NAMING: frozenset[Shape] = frozenset({"footer", "item"})
_ISOLATE = "\u2066\u2068\u2069"
_STYLES: dict[Style, Markup] = {
    "plain": Markup("{}"),
    "bold": Markup("<strong>{}</strong>"),
    "italic": Markup("<em>{}</em>"),
    "code": Markup("<code>{}</code>"),
}
_SIGN = Markup('<span class="sign {}">{}</span>')
_SIGNS: Mapping[str, Markup] = {icon: _SIGN.format(severity, icon) for severity, icon in ICONS.items()}
_LINK = Markup('<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a>')
# What others wrote, in its isolate, where nothing is ours (an isolate may stand in it); or a story or alert of ours as
# it stands among the facts of a footer or at the end of a line: alone between dots.
_OTHERS = "\u2068(?:[^\u2066-\u2069]|[\u2066\u2068][^\u2066-\u2069]*\u2069)*\u2069"
_ID = re.compile(f"((?:^|(?<= · ))[\u2066\u2068]?[SA][1-9][0-9]{{0,17}}\u2069?(?= · |$)|{_OTHERS})")
_NAME = re.compile("[SA][0-9]+")
_PAGES: Mapping[str, Markup] = {
    "S": Markup('<a href="/stories/{0}">{0}</a>'),
    "A": Markup('<a href="/alerts/{0}">{0}</a>'),
}
_LIST = Markup('<ul class="items">{}</ul>')
_FOLDED = Markup('<details class="fold"><summary>{}</summary>{}</details>')


def message_html(message: Message) -> Markup:
    """The blocks, without buttons and file. Items that follow one another are one list."""
    grouped = groupby(clean(message).blocks, key=lambda one: one.shape == "item")
    return Markup("\n").join(part for listed, blocks in grouped for part in _parts(list(blocks), listed=listed))


def said_html(text: str) -> Markup:
    """What a person typed, in its lines; an article that was pasted is folded."""
    said = block(clean_text(text))
    return _TAGS["paragraph"].format(_spans(said)) if len(text) <= _LONG else _folded(said)


def severity_of(message: Message) -> Severity | None:
    """The severity that an alert's heading shows; None for any other message."""
    first = message.blocks[0] if message.blocks else None
    if first is None or first.shape != "heading":
        return None
    return next((severity for severity, icon in ICONS.items() if first.text.startswith(icon)), None)


def _parts(blocks: Sequence[Block], *, listed: bool) -> Iterator[Markup]:
    if listed:
        yield _LIST.format(Markup("").join(map(_item, blocks)))
        return
    for one in blocks:
        folds = one.shape == "quote" and len(one.text) > _LONG
        yield _TAGS[one.shape].format(_folded(one) if folds else _spans(one))


def _item(one: Block) -> Markup:
    """One that begins with a sign of its own, such as 🔴, gets no other."""
    return (Markup("<li>{}</li>") if needs_bullet(one) else Markup('<li class="signed">{}</li>')).format(_spans(one))


def _folded(one: Block) -> Markup:
    """Its first sentences, and the rest when it is opened."""
    first, *rest = divide(one, lambda part: (len(part.text),), (_GLIMPSE,))
    return _FOLDED.format(_spans(first), Markup("").join(map(_spans, rest)))


def _spans(one: Block) -> Markup:
    return Markup("").join(_span(span, ids=one.shape in _NAMING) for span in one.spans)


def _span(span: Span, *, ids: bool) -> Markup:
    """`ids`: our own stories and alerts in it lead to their pages."""
    linked = linkable(span.url)
    said = span.text.translate(_OVERRIDES)
    text = _STYLES[span.style].format(_named(said) if ids and span.style == "plain" and not linked else _signed(said))
    return _LINK.format(span.url, text) if linked else text


def _named(text: str) -> Markup:
    first, *rest = _ID.split(text)
    found = [_page(one) if number % 2 == 0 else escape(one) for number, one in enumerate(rest)]
    return Markup("").join([_signed(first), *found])


def _page(name: str) -> Markup:
    """A link to it, in the isolate that is around it; what others wrote stays as it is."""
    bare = name.strip(_ISOLATE)
    if not _NAME.fullmatch(bare):
        return escape(name)
    before, _, after = name.partition(bare)
    return escape(before) + _PAGES[bare[0]].format(bare) + escape(after)


def _signed(text: str) -> Markup:
    """Our signs of severity at the beginning are drawn, since not every machine has a font for them."""
    return _SIGNS[text[0]] + escape(text[1:]) if text[:1] in _SIGNS else escape(text)
