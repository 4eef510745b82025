"""Articles in a list: their headline or title, who wrote when, and the numbers of story and alert."""

from collections.abc import Iterator, Sequence

from bot.core.bidi import isolate
from bot.core.found_view import FoundView
from bot.core.language import Texts
from bot.core.message import Block, Span, block, bold
from bot.core.model import Reading
from bot.core.render.headline import article_title, headline
from bot.core.render.outlets import publisher
from bot.core.render.words import quoted
from bot.core.searched import Piece, marked, snippet
from watchlists.model import Watchlists
from watchlists.outlets import Outlets

_LONGEST_TITLE = 160


def latest_lines(
    view: FoundView, watchlists: Watchlists, outlets: Outlets, texts: Texts, timezone: str
) -> Iterator[Block]:
    """Each article with what happened in it; its title leads to it."""
    for reading in view.readings:
        head, tail = headline(reading, watchlists, texts), _tail(reading, view, outlets, texts, timezone)
        url = reading.article.url
        if reading.findings.events:
            yield block(bold(head), " — ", Span(article_title(reading), url=url), tail, shape="item")
        else:
            yield block(Span(head, url=url), tail, shape="item")


def search_lines(
    view: FoundView, asked: Sequence[str], outlets: Outlets, texts: Texts, timezone: str
) -> Iterator[Block]:
    """Each article with the words that were asked for in bold, in its title and in a piece of its text."""
    for reading in view.readings:
        article = reading.article
        tail = _tail(reading, view, outlets, texts, timezone)
        if article.title:
            title = marked(article.title[:_LONGEST_TITLE], asked)
            yield block(*_spans(title, article.url), tail, shape="item")
        else:
            yield block(Span(quoted(article.source, 60), url=article.url), tail, shape="item")
        if article.text.strip():
            yield block(*_spans(snippet(article.text, asked)), shape="quote")


def _spans(pieces: Sequence[Piece], url: str | None = None) -> list[Span]:
    """One isolate around all of them: words of one sentence keep their order, whichever of them are bold."""
    spans = [Span(one.text, "bold" if one.hit else "plain", url) for one in pieces]
    opening, closing = (Span(mark) for mark in list(isolate("")))
    return [opening, *spans, closing]


def _tail(reading: Reading, view: FoundView, outlets: Outlets, texts: Texts, timezone: str) -> str:
    article = reading.article
    when, source = texts.when(article.published, timezone), publisher(article, outlets, texts)
    numbers = "".join(texts.parted(f" · {texts.ltr(one)}") for one in view.numbers(article.id))
    return texts.say(" — {source}, {when}", source=source, when=when) + numbers
