"""Web pages: their title, main text and date, without menus, scripts and comments."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import trafilatura
from lxml import html
from lxml.etree import LxmlError, iterwalk
from lxml.html import defs

from bot.core.errors import WireError
from bot.core.wire import parse_date
from bot.sources.encoding import decode

_UNREAD: Final = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "head"})
_BLOCKS: Final = (defs.block_tags - {"del", "ins"}) | frozenset(
    {"article", "aside", "br", "figcaption", "figure", "footer", "header", "main", "nav", "section"}
)
_MENUS: Final = (
    "//nav | //footer | //form | //aside | //*[@role='navigation'] | //header[not(ancestor::article) and not(.//h1)]"
)
_TIMES: Final = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content"
    " | //article//time[@datetime][1]/@datetime"
)
# The extractor is made for long pages; on short ones it falls back to pieces of lines.
_SHORT: Final = 500


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `published` is aware UTC, midnight where the page gives only a day."""

    text: str
    title: str | None = None
    published: datetime | None = None
    url: str | None = None


def read_page(body: bytes, *, label: str | None = None, url: str | None = None) -> Page:
    """The main text of an HTML page; `label` is the charset of the HTTP header, `url` the page's address.

    The headline is not repeated in the text. A page without a recognisable article gives its visible text.
    Raises WireError when there is none.
    """
    source = decode(body, label).text
    found = _extract(source, url)
    tree = _parse(source)
    published = _published(tree, found.get("date"))
    title = " ".join(str(found.get("title") or "").split()) or None
    text = str(found.get("text") or "").strip()
    text = _without_headline(text if len(text) >= _SHORT else _short_page(tree) or text, title)
    if not text and not title:
        raise WireError("no text was found in the page; an article must stand in its HTML, not be loaded by a script")
    return Page(text, title, published, url or found.get("url") or None)


def visible_text(markup: str) -> str:
    """The words of a piece of HTML, a line for each block; plain text comes back as it is but for outer space."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    tree = _parse(f"<div>{markup}</div>")
    return "" if tree is None else _words(tree)


def _parse(source: str) -> html.HtmlElement | None:
    """The tree of a document; as bytes, since text with an encoding declaration is refused."""
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):  # nothing in it, or nothing that could be parsed
        return None


def _extract(source: str, url: str | None) -> dict[str, Any]:
    try:
        document = trafilatura.bare_extraction(source, url=url, with_metadata=True, include_comments=False)
    except Exception:  # whatever a hostile page makes the extractor raise: it has no recognisable article
        return {}
    return {name: getattr(document, name, None) for name in ("text", "title", "date", "url")}


def _short_page(tree: html.HtmlElement | None) -> str:
    """The text of the page's one article, or of its body, without menus."""
    if tree is None:
        return ""
    articles = tree.xpath("//article") or tree.xpath("//*[@itemprop='articleBody'] | //main")
    return _words(articles[0] if len(articles) == 1 else tree, tree.xpath(_MENUS))


def _words(tree: html.HtmlElement, menus: Collection[html.HtmlElement] = ()) -> str:
    lines = (" ".join(line.split()) for line in "".join(_pieces(tree, menus)).split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(tree: html.HtmlElement, menus: Collection[html.HtmlElement]) -> Iterator[str]:
    """The text in document order with a line break at every block. The tree stays as it is: lxml lets nobody
    write back the control characters that it reads."""
    left_out = set(menus)
    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            yield "\n"
        if event == "start" and (element.tag in _UNREAD or element in left_out):
            walk.skip_subtree()
        elif event == "start":
            yield element.text or ""
        elif element is not tree:
            yield element.tail or ""


def _without_headline(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest.strip() if rest and " ".join(first.split()) == title else text


def _published(tree: html.HtmlElement | None, day: str | None) -> datetime | None:
    """The time that the page itself gives for the day that the extractor found, else that day."""
    given = [] if tree is None else [str(value) for value in tree.xpath(_TIMES)]
    times = [moment for moment in map(_date, given) if moment]
    same = [moment for moment in times if day is None or abs(moment - (_date(day) or moment)) < timedelta(days=2)]
    return same[0] if same else _date(day)


def _date(given: str | None) -> datetime | None:
    try:
        return parse_date(given) if given else None
    except ValueError:
        return None
