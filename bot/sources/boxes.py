"""Boxes of a page that lead to other news: told by their headings, and by other articles' cards beside the one read."""

from collections.abc import Iterator
from typing import Final

from lxml import html

from bot.sources.endings import is_heading
from bot.sources.markup import link_texts, words_of

_HEADED: Final = ("h2", "h3", "h4", "h5", "h6", "strong", "b", "span", "p", "div", "a")
_WHOLE: Final = frozenset({"html", "body", "main", "article"})
_LONGEST: Final = 40
_SENTENCE: Final = 60
_CARD: Final = 1_000
_MOST: Final = 30
_UP: Final = 4


def set_aside(tree: html.HtmlElement) -> None:
    """Turn such boxes of a tree into `<aside>`, which no reader of articles reads. What holds the headline is none."""
    for box in [*_headed_boxes(tree), *_cards(tree)]:
        box.tag = "aside"


def _headed_boxes(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    found = 0
    for element in tree.iter(*_HEADED):
        text = (element.text or "").strip()
        if text and len(element) == 0 and len(text) <= _LONGEST and is_heading(text) and found < _MOST:
            found += 1
            if (box := _box_of(element, text)) is not None:
                yield box


def _box_of(heading: html.HtmlElement, text: str) -> html.HtmlElement | None:
    """The smallest part around a heading that begins with it, and holds links and hardly a sentence without one."""
    box = heading
    for _ in range(_UP):
        box = box.getparent()
        if box is None or box.tag in _WHOLE or box.find(".//h1") is not None:
            return None
        links = sum(1 for link in box.iterfind(".//a[@href]") if link is not heading)
        if links:
            lines, linked = words_of(box).split("\n"), link_texts(box)
            sentences = sum(len(line) >= _SENTENCE and line not in linked for line in lines)
            return box if lines[0].startswith(text.split()[0]) and sentences <= links else None
    return None


def _cards(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Short articles with a linked headline, beside the only one that holds the page's headline."""
    articles = list(tree.iter("article"))
    if len([one for one in articles if one.find(".//h1") is not None]) != 1:
        return
    for one in articles[:_MOST]:
        linked = any(one.find(f".//{name}//a") is not None for name in ("h2", "h3", "h4"))
        if linked and one.find(".//h1") is None and len(words_of(one)) <= _CARD:
            yield one
