"""The wire format: what comes in is an article or one clear sentence; what goes out is the contract."""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import WireError
from bot.core.model import Incoming
from bot.core.wire import (
    article_from_json,
    articles_from_lines,
    json_line,
    parse_date,
    scan_line,
    storable,
)
from watchlists.model import Document, Event, Figure, Findings, Mention, Place

TEXT = "أعلنت الشرطة توقيف ثلاثة مشتبه بهم شمال المدينة."
MARCH = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)


def line(**fields: Any) -> str:
    return json.dumps({"id": "a1", "text": TEXT} | fields, ensure_ascii=False)


def test_reads_every_field() -> None:
    given = line(title="توقيف", url="https://outlet.example/1", source="outlet", published="2026-03-05T08:00:00+03:00")
    assert article_from_json(given, "api") == Incoming(
        source="outlet", text=TEXT, external_id="a1", title="توقيف", url="https://outlet.example/1", published=MARCH
    )


@pytest.mark.parametrize(
    ("given", "field", "value"),
    [
        pytest.param(line(), "source", "api", id="source falls back to the default"),
        pytest.param(line(source=""), "source", "api", id="empty source counts as absent"),
        pytest.param(line(id=17), "external_id", "17", id="number as id"),
        pytest.param(line(id=None), "external_id", None, id="null id"),
        pytest.param(line(title=None), "title", None, id="null title"),
        pytest.param(line(title=""), "title", None, id="empty title"),
        pytest.param(line(text="", title="عاجل"), "text", "", id="title alone"),
        pytest.param(line(extra={"deep": [1, {"x": None}]}), "text", TEXT, id="unknown fields"),
        pytest.param('{"text": "x", "title": NaN, "score": -Infinity}', "title", None, id="NaN is null"),
        pytest.param("\ufeff" + line(), "text", TEXT, id="byte order mark"),
        pytest.param(line().encode(), "text", TEXT, id="bytes"),
        pytest.param(b"\xef\xbb\xbf" + line().encode(), "text", TEXT, id="bytes with byte order mark"),
        pytest.param({"text": TEXT, "id": 3}, "external_id", "3", id="already parsed"),
        pytest.param('{"text": "قبل\\ud800بعد"}', "text", "قبل\ufffdبعد", id="unpaired surrogate"),
        pytest.param('{"text": "قبل\\u0000بعد"}', "text", "قبل\ufffdبعد", id="NUL"),
        pytest.param('{"text": "\\ud83d\\ude00"}', "text", "\U0001f600", id="a pair is one character"),
        pytest.param('{"text": "x", "more": {"a": 1, "a": 2}}', "text", "x", id="twice, but inside an unknown field"),
        pytest.param(line(text="  سطر\r\n\tثان "), "text", "  سطر\r\n\tثان ", id="white space untouched"),
    ],
)
def test_reads_kindly(given: Any, field: str, value: object) -> None:
    assert getattr(article_from_json(given, "api"), field) == value


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param("{", "not JSON", id="broken"),
        pytest.param("", "not JSON", id="nothing"),
        pytest.param("[1]", "not an object", id="a list"),
        pytest.param('"text"', "not an object", id="a string"),
        pytest.param('{"id": "1"}', '"text" is missing', id="no text"),
        pytest.param('{"id": "1", "title": "x"}', '"text" is missing', id="no text but a title"),
        pytest.param('{"text": null}', '"text" is null', id="null text"),
        pytest.param('{"text": 5}', '"text" is a number', id="number as text"),
        pytest.param('{"text": ["x"]}', '"text" is a list', id="list as text"),
        pytest.param('{"text": " \\n"}', '"text" is empty', id="blank text"),
        pytest.param('{"text": "", "title": " "}', '"text" is empty', id="blank title too"),
        pytest.param('{"text": "x", "title": 5}', '"title" is a number', id="number as title"),
        pytest.param('{"text": "x", "url": {}}', '"url" is an object', id="object as url"),
        pytest.param('{"text": "x", "source": true}', '"source" is true or false', id="boolean as source"),
        pytest.param('{"text": "x", "id": false}', '"id" is true or false', id="boolean as id"),
        pytest.param('{"text": "x", "id": [1]}', '"id" is a list', id="list as id"),
        pytest.param('{"text": "x", "published": "غدا"}', '"published" is no date', id="words as date"),
        pytest.param('{"text": "x", "published": "2026-02-30"}', '"published" is no date', id="no such day"),
        pytest.param('{"text": "x", "published": 1772700000}', '"published" is a number', id="seconds as date"),
        pytest.param('{"text": "x", "published": "0001-01-01T00:00+09:00"}', '"published" is no date', id="before 1"),
        pytest.param('{"text": "x", "text": "y"}', '"text" stands twice', id="twice"),
        pytest.param("[" * 100_000, "nested too deeply", id="huge nesting"),
        pytest.param('{"text": "x", "n": ' + "9" * 5000 + "}", "too long", id="huge number"),
        pytest.param(b'{"text": "\xe3"}', "not UTF-8 (byte 11)", id="another encoding"),
        pytest.param('{"text": "x"}'.encode("utf-16"), "not UTF-8", id="UTF-16"),
    ],
)
def test_refuses_with_the_field_and_the_mend(given: Any, words: str) -> None:
    with pytest.raises(WireError, match=re.escape(words)) as caught:
        article_from_json(given, "api")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_exact_leaves_what_no_database_keeps() -> None:
    assert article_from_json('{"text": "a\\ud800\\u0000"}', "scan", exact=True).text == "a\ud800\0"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        pytest.param("2026-03-05T05:00:00Z", MARCH, id="zulu"),
        pytest.param("2026-03-05t05:00:00z", MARCH, id="small letters"),
        pytest.param("2026-03-05 08:00+03:00", MARCH, id="a space for the T"),
        pytest.param("20260305T080000+0300", MARCH, id="basic format"),
        pytest.param("2026-03-05T05:00:00.000", MARCH, id="no zone is UTC"),
        pytest.param("2026-03-05", datetime(2026, 3, 5, tzinfo=UTC), id="a day"),
        pytest.param("Thu, 05 Mar 2026 08:00:00 +0300", MARCH, id="RFC 2822"),
        pytest.param("5 Mar 2026 05:00 GMT", MARCH, id="RFC 2822 in short"),
        pytest.param("Thu, 05 Mar 2026 05:00:00 -0000", MARCH, id="RFC 2822 without a known zone"),
        pytest.param("Thu, 05 Mar 2026 00:00:00 EST", MARCH, id="a named zone"),
        pytest.param(" 2026-03-05T05:00:00Z\n", MARCH, id="white space around"),
    ],
)
def test_dates(text: str, moment: datetime) -> None:
    assert parse_date(text) == moment
    assert parse_date(text).tzinfo is UTC


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert parse_date(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        pytest.param(line(id="1"), ["1:1"], id="one object"),
        pytest.param(line(id="1") + "\n" + line(id="2") + "\n", ["1:1", "2:2"], id="lines"),
        pytest.param(line(id="1") + "\r\n\r\n" + line(id="2"), ["1:1", "3:2"], id="empty lines are counted"),
        pytest.param(json.dumps({"id": "1", "text": "x"}, indent=2), ["1:1"], id="one object over several lines"),
        pytest.param("\ufeff" + json.dumps({"id": "1", "text": "x"}, indent=2), ["1:1"], id="the same with a mark"),
        pytest.param(json.dumps([{"id": "1", "text": "x"}, 7, "{}"]), ["1:1", "2!", "3!"], id="an array"),
        pytest.param(json.dumps([{"id": "1", "text": "x"}], indent=1), ["1:1"], id="an array over several lines"),
        pytest.param("{broken\n" + line(id="2"), ["1!", "2:2"], id="a broken line first"),
        pytest.param(line(id="1") + "\n[1]\n" + line(id="3"), ["1:1", "2!", "3:3"], id="a broken line inside"),
        pytest.param(line(id="1", title="a\u2028b"), ["1:1"], id="a line separator inside a string"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n \n", [], id="blank"),
    ],
)
def test_bodies(body: str, ids: list[str]) -> None:
    for one in (body, body.encode()):
        found = articles_from_lines(one, "api")
        assert [f"{n}!" if isinstance(a, WireError) else f"{n}:{a.external_id}" for n, a in found] == ids


def test_one_line_in_another_encoding_spoils_only_itself() -> None:
    body = line(id="1").encode() + b"\n" + line(id="2").encode("cp1256") + b"\n" + line(id="3").encode()
    assert [isinstance(article, WireError) for _, article in articles_from_lines(body, "api")] == [False, True, False]


def test_storable_keeps_offsets() -> None:
    article = storable(Incoming(source="s\0", text="a\0b\udfffc", title="\ud800", external_id="\0"))
    assert article == Incoming(source="s\ufffd", text="a\ufffdb\ufffdc", title="\ufffd", external_id="\ufffd")


MENTION = Mention("ISKP", "داعش خراسان", "لداعش خراسان", "text", 912, 924, 98.0, ("clitic:ل",))
EVENT = Event(
    event="suicide_bombing",
    phrase="تفجير انتحاري",
    text="تفجيرا انتحاريا",
    field="text",
    start=3757,
    end=3772,
    score=97.0,
    sentence=(3705, 3820),
    how=("tanween",),
    actors=("ISKP",),
    places=(Place("قندهار", "KANDAHAR"),),
    killed=21,
    figures=(Figure("injured", "العشرات"),),
    cameo="18",
    acled="Suicide bomb",
)


@dataclass(frozen=True)
class Told:
    text: str | None
    spans: tuple[tuple[int, int], ...]


def test_a_line_of_scan_is_as_the_contract_shows_it() -> None:
    findings = Findings((MENTION,), (EVENT,), language="ar")
    told = Told("…", ((0, 48), (3705, 3820)))
    given = scan_line("article.txt", Document("…"), findings, told, {"ar": "تفجير", "en": "Bombing"})
    assert json_line(given) == (
        '{"id": "article.txt", "title": null, "language": "ar", '
        '"mentions": [{"entity": "ISKP", "alias": "داعش خراسان", "text": "لداعش خراسان", "field": "text", '
        '"start": 912, "end": 924, "score": 98.0, "how": ["clitic:ل"]}], '
        '"events": [{"event": "suicide_bombing", "phrase": "تفجير انتحاري", "text": "تفجيرا انتحاريا", '
        '"field": "text", "start": 3757, "end": 3772, "score": 97.0, "how": ["tanween"], "status": "reported", '
        '"actors": ["ISKP"], "targets": [], "about": null, "places": [{"text": "قندهار", "entity": "KANDAHAR"}], '
        '"killed": 21, "injured": null, "arrested": null, "count": null, '
        '"figures": [{"of": "injured", "text": "العشرات", "min": null, "max": null}], "when": null, '
        '"sentence": [3705, 3820], "cameo": "18", "acled": "Suicide bomb"}], '
        '"summary": "…", "summary_sentences": [[0, 48], [3705, 3820]], '
        '"headline": {"ar": "تفجير", "en": "Bombing"}}'
    )


def test_a_line_with_its_text() -> None:
    given = scan_line("p.html", Document("نص", "عنوان"), Findings(), Told(None, ()), text=True)
    assert list(given) == [
        "id",
        "title",
        "text",
        "language",
        "mentions",
        "events",
        "summary",
        "summary_sentences",
        "headline",
    ]
    assert (given["text"], given["summary"], given["summary_sentences"]) == ("نص", None, [])


def test_a_line_that_utf8_cannot_hold_is_escaped() -> None:
    written = json_line({"text": "داعش\ud800"})
    assert written.isascii()
    assert json.loads(written) == {"text": "داعش\ud800"}
