"""Web pages: their title, main text, date, author and address, without menus, scripts and comments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final

import trafilatura
from lxml import html

from bot.core.errors import WireError
from bot.sources.addresses import own_address
from bot.sources.boxes import set_aside
from bot.sources.encoding import decode
from bot.sources.endings import without_endings
from bot.sources.markup import link_texts, parse, words_of
from bot.sources.page_dates import published_in

_MENUS: Final = (
    "//nav | //footer | //form | //aside | //*[@role='navigation'] | //header[not(ancestor::article) and not(.//h1)]"
    " | //button | //select | //dialog"
)
_COMMENTS: Final = (
    "//*[self::div or self::section or self::ol or self::ul][contains(@class, 'comment') or @id='comments']"
)
# The extractor is made for long pages; on short ones it falls back to pieces of lines.
_SHORT: Final = 500
# It takes time that grows faster than the page; articles have some thousand elements.
_MOST_ELEMENTS: Final = 10_000
_AUTHOR: Final = 200
_BY: Final = ("بقلم", "كتب", "كتبت", "by")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `published` is aware UTC, midnight where the page gives only a day; `url` is the page's own
    address where it gives one that may be believed; `author` stands on one line."""

    text: str
    title: str | None = None
    published: datetime | None = None
    url: str | None = None
    author: str | None = None
    links: frozenset[str] = frozenset()
    """What its links say."""


def read_page(body: bytes, *, label: str | None = None, url: str | None = None, now: datetime | None = None) -> Page:
    """The main text of an HTML page; `label` is the charset of the HTTP header, `url` the address it came from.

    The headline is not repeated in the text, and links to other news at its end are left out. A page without a
    recognisable article gives its visible text. With `now`, no date lies ahead of it. Raises WireError when there
    are no words.
    """
    tree = parse(decode(body, label).text)
    if tree is not None:
        set_aside(tree)
    found = {} if tree is None else _extract(tree, url)
    title = _line(found.get("title"))
    links = frozenset() if tree is None else link_texts(tree)
    text = "" if tree is None else _text(tree, _lines(str(found.get("text") or "")), title, links)
    if tree is None or not (text or title):
        raise WireError("no text was found in the page; an article must stand in its HTML, not be loaded by a script")
    address = own_address(tree, url) if url else found.get("url") or None
    return Page(text, title, published_in(tree, address, now), address, _author(found.get("author")), links)


def _extract(tree: html.HtmlElement, url: str | None) -> dict[str, Any]:
    if next(islice(tree.iter(), _MOST_ELEMENTS, None), None) is not None:
        return {"title": tree.findtext(".//title")}
    try:
        document = trafilatura.bare_extraction(tree, url=url, with_metadata=True, include_comments=False)
    except Exception:  # whatever a hostile page makes the extractor raise: it has no recognisable article
        return {}
    return {name: getattr(document, name, None) for name in ("text", "title", "url", "author")}


def _text(tree: html.HtmlElement, extracted: str, title: str | None, links: frozenset[str]) -> str:
    text = extracted if len(extracted) >= _SHORT else _short_page(tree, extracted)
    return _without_headline(without_endings(text, links), title)


def _short_page(tree: html.HtmlElement, extracted: str) -> str:
    """What was extracted where its lines are whole blocks of the page; else the text of the page's one article, or
    of its body, without menus."""
    articles = tree.xpath("//article") or tree.xpath("//*[@itemprop='articleBody'] | //main")
    chosen = articles[0] if len(articles) == 1 else tree
    shown = words_of(chosen, [*tree.xpath(_MENUS), *tree.xpath(_COMMENTS)])
    whole = frozenset(shown.split("\n"))
    return extracted if extracted and all(line in whole for line in extracted.split("\n")) else shown or extracted


def _lines(extracted: str) -> str:
    """Without the marks that the extractor puts around cells of tables and before items of lists."""
    lines = (
        _cells(line) if line.startswith("|") else iter((line.removeprefix("- "),)) for line in extracted.split("\n")
    )
    return "\n".join(one for cells in lines for one in map(" ".join, map(str.split, cells)) if one)


def _cells(line: str) -> Iterator[str]:
    return (cell for cell in line.split("|") if cell.strip(" -:"))


def _line(value: object) -> str | None:
    return " ".join(str(value or "").split()) or None


def _author(value: object) -> str | None:
    line = _line(value)
    first, _, rest = (line or "").partition(" ")
    named = rest if rest and first.rstrip(":").lower() in _BY else line
    return named[:_AUTHOR].strip(" :;,|") or None if named and "://" not in named else None


def _without_headline(text: str, title: str | None) -> str:
    first, _, rest = text.partition("\n")
    return rest.strip() if rest and " ".join(first.split()) == title else text
