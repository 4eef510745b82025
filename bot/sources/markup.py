"""HTML as a tree, and the words that a reader of it would see."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from lxml import html
from lxml.etree import LxmlError, iterwalk
from lxml.html import defs

_UNREAD: Final = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "head"})
_BLOCKS: Final = (defs.block_tags - {"del", "ins"}) | frozenset(
    {"article", "aside", "br", "figcaption", "figure", "footer", "header", "main", "nav", "section"}
)
# Parsers take a time that grows with the square of a tag's attributes; none in use has hundreds.
MOST_ATTRIBUTES: Final = 500
# A tag from its name to its end, as HTML reads it: also with `>` in quotes, without values, with an open quote.
# Nothing of it is tried twice, however hostile.
_VALUE: Final = r"""(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)"""
_ATTRIBUTE: Final = rf"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+{_VALUE}?+)?+"
_TAG: Final = re.compile(rf"<[A-Za-z][^\s/>]*+((?:{_ATTRIBUTE})*+)")
_XML_TAG: Final = re.compile(rf"<(?:[^\W\d]|:)[^\s/>]*+((?:{_ATTRIBUTE})*+)")
_ONE: Final = re.compile(_ATTRIBUTE)


def most_attributes(source: str) -> int:
    """The attributes of the tag of XML or HTML that has most of them, 0 where none can have too many."""
    return max((len(_ONE.findall(tag[1])) for tag in _XML_TAG.finditer(source) if _is_long(tag[1])), default=0)


def parse(source: str) -> html.HtmlElement | None:
    """The tree of a document, None where there is nothing in it; as bytes, since text with an encoding declaration is
    refused. A tag with more than `MOST_ATTRIBUTES` loses them: they would take minutes to read."""
    if _is_long(source):
        source = _TAG.sub(_without_too_many, source)
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):  # nothing in it, or nothing that could be parsed
        return None


def _is_long(words: str) -> bool:
    return len(words) > 2 * MOST_ATTRIBUTES


def _without_too_many(tag: re.Match[str]) -> str:
    given = tag[1]
    many = _is_long(given) and len(_ONE.findall(given)) > MOST_ATTRIBUTES
    return tag[0].removesuffix(given) if many else tag[0]


def visible_text(markup: str) -> str:
    """The words of a piece of HTML, a line for each block; plain text comes back as it is but for outer space."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    tree = parse(f"<div>{markup}</div>")
    return "" if tree is None else words_of(tree)


def words_of(tree: html.HtmlElement, left_out: Collection[html.HtmlElement] = ()) -> str:
    """The visible words of a tree, a line for each block, without some of its elements."""
    lines = (" ".join(line.split()) for line in "".join(_pieces(tree, left_out)).split("\n"))
    return "\n".join(line for line in lines if line)


def link_texts(tree: html.HtmlElement) -> frozenset[str]:
    """What stands in the links of a tree, on one line each."""
    return frozenset(" ".join("".join(link.itertext()).split()) for link in tree.iterfind(".//a[@href]")) - {""}


def _pieces(tree: html.HtmlElement, left_out: Collection[html.HtmlElement]) -> Iterator[str]:
    """The text in document order with a line break at every block. The tree stays as it is: lxml lets nobody
    write back the control characters that it reads."""
    skipped = set(left_out)
    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            yield "\n"
        if event == "start" and (element.tag in _UNREAD or element in skipped):
            walk.skip_subtree()
        elif event == "start":
            yield element.text or ""
        elif element is not tree:
            yield element.tail or ""
