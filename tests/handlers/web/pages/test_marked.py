"""Marks in a text: whatever it holds, its characters stay, and its tags close."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.web.pages.marked import Hit, anchors, marked_text

NASTY = "اداعش خراسان <script>&amp;\"'\u202e\u2066\u200f\u064b\u0301😀\r\n\t "
TEXTS = st.text(st.sampled_from(NASTY) | st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["mention", "event"])), max_size=8)


class Read(HTMLParser):
    """What a page shows of a text, and whether its tags are closed in order; links are never inside of links."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shown, self.open, self.ids = "", list[str](), list[str]()
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"a", "mark", "bdi"}
        assert tag not in self.open
        self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.shown += data


@given(TEXTS, SPANS)
def test_a_text_stays_as_it_is_under_any_marks(text: str, spans: list[tuple[int, int, str]]) -> None:
    hits = [Hit(start, end, kind, row, f"<why> {row}") for row, (start, end, kind) in enumerate(spans, 1)]  # type: ignore[arg-type]
    page = Read(str(marked_text(text, hits)))
    assert page.shown == text
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert {f"hit-{anchor}" for anchor in anchors(text, hits).values()} == set(page.ids)


@pytest.mark.parametrize(
    ("text", "hits", "markup"),
    [
        pytest.param("a<b", [], "a&lt;b", id="escaped"),
        pytest.param("a\r\nb", [], "a&#13;\nb", id="a return is kept from the parser"),
        pytest.param("a\u202eb", [], 'a<bdi class="control">\u202e</bdi>b', id="an override turns nothing"),
        pytest.param("a\u200fb", [], "a\u200fb", id="a mark of direction is left alone"),
        pytest.param(
            "x yz",
            [Hit(2, 4, "mention", 1, 'by "y"')],
            'x <a class="hit" id="hit-1" href="#found-1" aria-describedby="why-1" data-why="by &#34;y&#34;">'
            '<mark class="mention">yz</mark></a>',
            id="one mention",
        ),
        pytest.param(
            "yz",
            [Hit(0, 2, "event", 1, "E"), Hit(1, 2, "mention", 2, "M")],
            '<a class="hit" id="hit-1" href="#found-1" aria-describedby="why-1 why-2" data-why="E\nM">'
            '<mark class="event">y</mark><mark class="event mention">z</mark></a>',
            id="a mention inside of an event",
        ),
    ],
)
def test_markup(text: str, hits: list[Hit], markup: str) -> None:
    assert marked_text(text, hits) == markup
