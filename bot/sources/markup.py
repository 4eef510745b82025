"""HTML as a tree, and the words that a reader of it would see."""

from collections.abc import Collection, Iterator
from typing import Final

from lxml import html
from lxml.etree import LxmlError, iterwalk
from lxml.html import defs

_UNREAD: Final = frozenset({"script", "style", "noscript", "template", "iframe", "object", "svg", "head"})
_BLOCKS: Final = (defs.block_tags - {"del", "ins"}) | frozenset(
    {"article", "aside", "br", "figcaption", "figure", "footer", "header", "main", "nav", "section"}
)


def parse(source: str) -> html.HtmlElement | None:
    """The tree of a document, None where there is nothing in it; as bytes, since text with an encoding declaration is
    refused."""
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (LxmlError, ValueError):  # nothing in it, or nothing that could be parsed
        return None


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
