"""`rasid stories`: articles in, stories out, nothing kept."""

from __future__ import annotations

import json
from typing import Any

from tests.bot.cli.running import ATTACK, PLAIN, Folder


def article(name: str, text: str, hour: int, **more: Any) -> str:
    published = f"2026-03-02T{hour:02}:00:00Z"
    return json.dumps({"id": name, "source": name, "text": text, "published": published} | more, ensure_ascii=False)


def test_articles_are_grouped_in_the_order_of_publication(folder: Folder) -> None:
    copy = article("copy", f"كابول - وكالة الأفق: {ATTACK}", 11, title="عنوان آخر | الأفق نت")
    lines = "\n".join([copy, article("first", ATTACK, 9), article("else", PLAIN, 10)])
    done = folder.rasid("stories", folder.write("articles.jsonl", lines), "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert [(one["id"], one["story"], one["reason"]) for one in done.lines] == [
        ("copy", "S1", "same_text"),
        ("first", "S1", "new"),
        ("else", None, None),
    ]
    grounds = {"overlap", "words", "headlines", "figures", "points", "agree", "against"}
    assert set(done.lines[0]["grounds"]) == grounds


def test_for_people_stories_come_with_their_headlines(folder: Folder) -> None:
    done = folder.rasid("stories", folder.write("a.jsonl", article("a", ATTACK, 9, title="هجوم في قندهار")))
    assert done.code == 0
    assert done.out.splitlines() == ["S1", "  a: a: هجوم في قندهار [new]"]


def test_an_unusable_line_is_told_and_the_rest_grouped(folder: Folder) -> None:
    done = folder.rasid("stories", folder.write("a.jsonl", "{}\n" + article("a", ATTACK, 9)), "--format", "json")
    assert done.code == 1
    assert "a.jsonl:1" in done.err
    assert [one["story"] for one in done.lines] == ["S1"]


def test_the_same_article_again_is_a_duplicate(folder: Folder) -> None:
    again = "\n".join([article("a", ATTACK, 9)] * 2)
    done = folder.rasid("stories", folder.write("a.jsonl", again), "--format", "json")
    assert [(one["story"], one["reason"]) for one in done.lines] == [("S1", "new"), (None, "duplicate")]
