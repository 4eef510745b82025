"""When a page says that it was published."""

import re
from collections import deque
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from lxml import html

from bot.core import jsontext
from bot.core.errors import WireError
from bot.sources.dates import read_date
from bot.sources.markup import words_of

_META: Final = """
    article:published_time og:published_time datepublished dc.date.issued dcterms.issued dc.date dcterms.date
    parsely-pub-date pubdate publishdate publish-date publish_date sailthru.date date
""".split()
_CALLED: Final = re.compile("date|time|publish|posted|meta|byline|info", re.IGNORECASE)
_LINES: Final = ("span", "div", "p", "small", "li")
_IN_PATH: Final = re.compile(r"/(20\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/_-]|$)")
_BROKEN_JSON: Final = re.compile(r'"datePublished"\s*:\s*"([^"\n]{4,60})"')
_ARTICLE: Final = re.compile("article|posting|report", re.IGNORECASE)
_MOST: Final = 50
_TIMES: Final = 1000
_LINE: Final = 120
_WORDS: Final = 14
_FEW: Final = 4
_UNDER: Final = 6
_IN_A_HEAD: Final = 3
_ELSEWHERE: Final = frozenset({"a", "aside", "nav", "footer", "form"})
_TOLD: Final = re.compile(r"\d{4}|\d:\d\d|(?:^|\s)(?:منذ|قبل)\s|\bago\b")
_NODES: Final = 2_000


def published_in(tree: html.HtmlElement, url: str | None, now: datetime | None) -> datetime | None:
    """The time that a page gives: JSON-LD, meta, `<time>`, words beside the headline, the address. Aware UTC."""
    for words in _candidates(tree):
        if words and (moment := read_date(words, now)):
            return moment
    found = _IN_PATH.search(url or "")
    return read_date("-".join((found[1], found[2].zfill(2), found[3].zfill(2))), now) if found else None


def _candidates(tree: html.HtmlElement) -> Iterator[str]:
    yield from _linked_data(tree)
    yield from _metas(tree)
    yield from _times(tree)
    yield from _beside_the_headline(tree)


def _linked_data(tree: html.HtmlElement) -> Iterator[str]:
    """The date of the article first, then any other's (that of the page that it stands on)."""
    found: list[tuple[bool, str]] = []
    for script in tree.xpath("//script[@type='application/ld+json']")[:_MOST]:
        text = str(script.text_content())
        try:
            found += [_dated(node) for node in _nodes(jsontext.parse(text)) if "datePublished" in node]
        except WireError:
            found += [(False, one) for one in _BROKEN_JSON.findall(text)]
    yield from (words for _, words in sorted(found, key=lambda one: not one[0]))


def _dated(node: dict[str, Any]) -> tuple[bool, str]:
    return bool(_ARTICLE.search(str(node.get("@type")))), str(node["datePublished"])


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON value, the outer ones first."""
    waiting = deque([value])
    for _ in range(_NODES):
        if not waiting:
            return
        one = waiting.popleft()
        if isinstance(one, dict):
            yield one
        waiting.extend(one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())


def _metas(tree: html.HtmlElement) -> Iterator[str]:
    given: dict[str, str] = {}
    for meta in tree.iterfind(".//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        given.setdefault(name.lower(), meta.get("content"))
    yield from (given[name] for name in _META if name in given)


def _times(tree: html.HtmlElement) -> Iterator[str]:
    """Of the article's own head; elsewhere only where the page has a single one."""
    everywhere = list(islice(tree.iter("time"), _TIMES))
    # Walked, since XPath takes a time that grows with the square of the articles of a page.
    above = [{one.tag for one in time.iterancestors()} for time in everywhere]
    around = [(time, tags) for time, tags in zip(everywhere, above, strict=True) if "aside" not in tags]
    own = (time for name in ("article", "main") for time, tags in around if name in tags)
    first = next(own, everywhere[0] if len(everywhere) == 1 else None)
    for one in () if first is None else (first,):
        yield one.get("datetime") or ""
        yield str(one.text_content())


def _beside_the_headline(tree: html.HtmlElement) -> Iterator[str]:
    """Lines that are called a date, then those under the headline that are one; no sentence that holds one."""
    for element in islice(_called_a_date(tree), _MOST):
        if (line := _line(element)) and (len(line.split()) <= _FEW or _is_date(line)):
            yield line
    for headline in tree.xpath("//h1")[:1]:
        yield from (line for element in _under(headline) for line in _short_lines(element) if _is_date(line))


def _called_a_date(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for element in tree.iter(*_LINES):
        names = " ".join(filter(None, map(element.get, ("class", "id", "itemprop"))))
        if names and _CALLED.search(names) and not any(one.tag in _ELSEWHERE for one in element.iterancestors()):
            yield element


def _under(headline: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """What follows a headline, and the small head that it stands in."""
    heads = [headline, headline.getparent()] if len(headline.getparent()) <= _IN_A_HEAD else [headline]
    for head in heads:
        yield from (one for one in islice(head.itersiblings("*"), _UNDER) if one.tag not in _ELSEWHERE)


def _short_lines(element: html.HtmlElement) -> Iterator[str]:
    return (line for line in words_of(element).split("\n")[:_UNDER] if len(line) <= _LINE)


def _line(element: html.HtmlElement) -> str:
    line = " ".join(str(element.text_content()).split())
    return line if len(line) <= _LINE else ""


def _is_date(line: str) -> bool:
    return len(line.split()) <= _WORDS and not line.endswith((".", "؟", "!")) and bool(_TOLD.search(line))
