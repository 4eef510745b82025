"""Exports: cells that no spreadsheet runs, rows and objects as they are public, and how much goes into a file."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from bot.core.exporting import (
    FIELDS,
    JSON_TAIL,
    MOST_ARTICLES,
    MOST_BYTES,
    ArticleSize,
    csv_head,
    csv_rows,
    defused,
    extent,
    json_head,
    json_match,
)
from bot.core.making import Form
from bot.core.model import Article, Reading
from watchlists.model import Event, Findings, Mention, Place

ARTICLE = Article(
    id=7,
    identity="x",
    edition=1,
    source="صدى الوادي",
    title='=HYPERLINK("http://evil.example","خبر")',
    text="نص",
    url="https://example.org/7",
    language="ar",
    published=datetime(2026, 3, 5, 8, tzinfo=UTC),
    received=datetime(2026, 3, 5, 9, tzinfo=UTC),
)
ISKP = Mention("ISKP", "داعش خراسان", "لداعش\nخراسان", "text", 3, 16, 98.0, ("clitic:ل",))
KABUL = Mention("KABUL", "كابول", "كابول", "text", 20, 25, 100.0)
BOMBING = Event(
    *("suicide_bombing", "تفجير انتحاري", "تفجيرا انتحاريا", "text", 30, 45, 97.0),
    actors=("ISKP",),
    places=(Place("قندهار", "KANDAHAR"), Place("أفغانستان", None)),
    killed=21,
    sentence=(30, 60),
)
ARREST = Event("arrest", "اعتقل", "اعتقل", "text", 50, 55, 100.0, sentence=(50, 60))
READING = Reading(ARTICLE, Findings((ISKP, KABUL), (BOMBING, ARREST), "ar"))


def rows(keys: tuple[str, ...], reading: Reading = READING) -> list[dict[str, str]]:
    whole = csv_head() + csv_rows(reading, 5, keys)
    return list(csv.DictReader(io.StringIO(whole.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+966", "'+966", id="plus"),
        pytest.param("-2", "'-2", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "' =1", id="tab"),
        pytest.param("\rحاشية", "' حاشية", id="CR"),
        pytest.param("\nحاشية", "' حاشية", id="LF"),
        pytest.param("  =1", "'  =1", id="behind blanks"),
        pytest.param("\u200b=1", "'\u200b=1", id="behind what nobody sees"),
        pytest.param("\u202e=1", "'=1", id="behind an override"),
        pytest.param("\u00a0+1", "'\u00a0+1", id="behind a hard blank"),
        pytest.param("＝1", "'＝1", id="full-width equals"),
        pytest.param("＋1", "'＋1", id="full-width plus"),
        pytest.param("－1", "'－1", id="full-width minus"),
        pytest.param("＠x", "'＠x", id="full-width at"),
        pytest.param("خبر = خبر", "خبر = خبر", id="within"),
        pytest.param("سطر\r\nآخر", "سطر آخر", id="two lines are one"),
        pytest.param("ا\0ب", "اب", id="NUL"),
        pytest.param("", "", id="nothing"),
        pytest.param("'=1", "'=1", id="defused already"),
    ],
)
def test_no_cell_is_a_formula(given: str, cell: str) -> None:
    assert defused(given) == cell


def test_the_head_is_public() -> None:
    assert csv_head() == "\ufeff" + ",".join(f'"{one}"' for one in FIELDS) + "\r\n"
    assert FIELDS[:8] == ("kind", "article", "story", "source", "published", "language", "title", "url")


def test_a_mention_is_a_row() -> None:
    [mention, *_] = rows(("ISKP",))
    assert {name: value for name, value in mention.items() if value} == {
        "kind": "mention",
        "article": "7",
        "story": "S5",
        "source": "صدى الوادي",
        "published": "2026-03-05T08:00:00+00:00",
        "language": "ar",
        "title": '\'=HYPERLINK("http://evil.example","خبر")',
        "url": "https://example.org/7",
        "key": "ISKP",
        "alias": "داعش خراسان",
        "text": "لداعش خراسان",
        "field": "text",
        "start": "3",
        "end": "16",
        "score": "98.0",
        "how": "clitic:ل",
    }


def test_an_event_is_a_row() -> None:
    event = rows(("ISKP",))[1]
    shown = {name: event[name] for name in ("kind", "key", "status", "actors", "places", "killed", "injured")}
    assert shown == {
        "kind": "event",
        "key": "suicide_bombing",
        "status": "reported",
        "actors": "ISKP",
        "places": "قندهار; أفغانستان",
        "killed": "21",
        "injured": "",
    }


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        pytest.param((), ["ISKP", "KABUL", "suicide_bombing", "arrest"], id="all"),
        pytest.param(("ISKP", "ISIS"), ["ISKP", "suicide_bombing", "arrest"], id="an entity and what happened"),
        pytest.param(("arrest",), ["arrest"], id="an event alone"),
        pytest.param(("AQ",), [], id="what is not in it"),
    ],
)
def test_which_rows(keys: tuple[str, ...], found: list[str]) -> None:
    assert [row["key"] for row in rows(keys)] == found


def test_the_json_is_whole() -> None:
    about = {"entity": "ISKP", "articles": 2, "left_out": 0}
    match = json_match(READING, 5, {"summary": "س\ud800", "summary_sentences": [[0, 1]], "headline": None})
    whole = json.loads(json_head(about) + ",\n".join([match, match]) + JSON_TAIL)
    assert (whole["export"], len(whole["matches"]), whole["next"]) == (about, 2, None)
    first = whole["matches"][0]
    assert list(first) == [
        *("article", "text", "language", "mentions", "events", "summary", "summary_sentences", "headline")
    ]
    assert list(first["article"]) == ["id", "title", "url", "source", "published", "story"]
    assert (first["mentions"][0]["text"], first["summary"]) == ("لداعش\nخراسان", "س?")


def sizes(number: int, text: int = 1000) -> list[ArticleSize]:
    return [ArticleSize(number - at, 100, text, 600, 4) for at in range(number)]


@pytest.mark.parametrize(
    ("given", "total", "form", "chosen", "left_out"),
    [
        pytest.param(sizes(3), 3, "csv", 3, 0, id="all of a few"),
        pytest.param([], 0, "csv", 0, 0, id="none"),
        pytest.param(sizes(MOST_ARTICLES + 1, 10), 9_000, "csv", 2_717, 6_283, id="too many rows"),
        pytest.param(sizes(MOST_ARTICLES + 1, 1000), 9_000, "json", 1_162, 7_838, id="texts fill it sooner"),
        pytest.param(sizes(2, MOST_BYTES), 2, "json", 1, 1, id="one that is too large alone"),
    ],
)
def test_how_much_goes_into_a_file(
    given: list[ArticleSize], total: int, form: Form, chosen: int, left_out: int
) -> None:
    found = extent(given, total, form)
    assert (len(found.articles), found.left_out) == (chosen, left_out)
    assert list(found.articles) == [one.id for one in given[:chosen]]


def test_small_ones_end_at_the_number_of_articles() -> None:
    tiny = [ArticleSize(at, 1, 1, 1, 1) for at in range(MOST_ARTICLES + 1)]
    assert len(extent(tiny, len(tiny), "csv").articles) == MOST_ARTICLES
