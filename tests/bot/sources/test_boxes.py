"""Boxes of other news go, and no part of an article does."""

from __future__ import annotations

import pytest

from bot.sources.boxes import set_aside
from bot.sources.markup import parse
from tests.fakes.web_pages import OTHER_NEWS, PARAGRAPHS, RELATED, TITLE, paragraphs

LINK = f"<a href=/o>{OTHER_NEWS[0]}</a>"


@pytest.mark.parametrize(
    ("body", "boxes"),
    [
        pytest.param(f"<h1>{TITLE}</h1>{paragraphs()}<div><h3>اقرأ أيضا</h3><ul>{RELATED}</ul></div>", 1, id="a box"),
        pytest.param(f"<div><div><b>مواضيع ذات صلة</b></div><div>{LINK}</div></div>", 1, id="a heading of its own"),
        pytest.param(f"<div><h3>اقرأ أيضا</h3>{LINK}{paragraphs()}</div>", 0, id="the article follows in it"),
        pytest.param(f"<div><h3>اقرأ أيضا</h3>{LINK}<h1>{TITLE}</h1></div>", 0, id="the headline follows in it"),
        pytest.param(f"<div>{paragraphs()}<h3>اقرأ أيضا</h3><ul>{RELATED}</ul></div>", 0, id="the article before it"),
        pytest.param("<div><h3>اقرأ أيضا</h3><p>كتاب جديد.</p></div>", 0, id="no links"),
        pytest.param(f"<div><p>{PARAGRAPHS[0]}</p>{LINK}</div>", 0, id="no heading"),
        pytest.param(f"<article><h3>اقرأ أيضا</h3>{LINK}</article>", 0, id="a whole article"),
        pytest.param(
            f"<article><h1>{TITLE}</h1></article><article><h2>{LINK}</h2></article>", 1, id="another article's card"
        ),
        pytest.param(f"<article><h2>{LINK}</h2></article><article><h2>{LINK}</h2></article>", 0, id="only cards"),
        pytest.param(
            f"<article><h1>{TITLE}</h1></article><article>{paragraphs()}</article>", 0, id="the body in a second one"
        ),
        pytest.param("<div><h3>اقرأ أيضا</h3>" * 2000 + LINK, 0, id="very many headings"),
    ],
)
def test_set_aside(body: str, boxes: int) -> None:
    tree = parse(f"<html><body>{body}</body></html>")
    assert tree is not None
    set_aside(tree)
    assert len(tree.findall(".//aside")) == boxes
