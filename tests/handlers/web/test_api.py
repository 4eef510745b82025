"""The HTTP API over a real server, a real store of each kind and a real client."""

from __future__ import annotations

import gzip
import json
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from bot.storage import SqlStore
from tests.handlers.serving import LARGEST, TOKEN, Served, served
from watchlists import Matcher

ATTACK = "نفذ تنظيم داعش خراسان تفجيرا انتحاريا في قندهار أسفر عن 21 قتيلا."
PLAIN = "افتتح مطعم جديد في وسط المدينة."


@pytest.fixture
async def bot(store: SqlStore, shipped_matcher: Matcher) -> AsyncIterator[Served]:
    """A server with a token."""
    async with served(store, shipped_matcher) as one:
        yield one


def article(name: str = "a1", text: str = ATTACK, **fields: Any) -> str:
    return json.dumps({"id": name, "text": text, "source": "outlet"} | fields, ensure_ascii=False)


def ago(**length: float) -> str:
    return (datetime.now(UTC) - timedelta(**length)).isoformat()


async def post(bot: Served, body: str | bytes, **given: Any) -> httpx.Response:
    return await bot.client.post("/api/articles", content=body if isinstance(body, bytes) else body.encode(), **given)


# --- who may ---


@pytest.mark.parametrize(
    "authorization",
    [
        pytest.param(None, id="none"),
        pytest.param(b"Bearer wrong", id="wrong"),
        pytest.param(b"Bearer", id="empty"),
        pytest.param(TOKEN.encode(), id="no scheme"),
        pytest.param(b"Basic " + TOKEN.encode(), id="another scheme"),
        pytest.param(b"Bearer \xff\xfe", id="no UTF-8"),
        pytest.param(b"Bearer " + TOKEN.encode() + b"x", id="longer"),
    ],
)
async def test_without_the_token_nothing_is_told(bot: Served, authorization: bytes | None) -> None:
    headers = {} if authorization is None else {b"Authorization": authorization}
    for path in ("/api/articles", "/api/matches", "/api/status/ISKP", "/api/nothing"):
        method = "POST" if path == "/api/articles" else "GET"
        answer = await bot.stranger.request(method, path, headers=headers, content=article().encode())
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert TOKEN not in answer.text
    assert (await bot.client.get("/api/matches")).json()["matches"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/articles"),
        ("GET", "/api/articles"),
        ("GET", "/api/matches"),
        ("GET", "/api/status/ISKP"),
        ("GET", "/api"),
        ("GET", "/api/anything"),
    ],
)
async def test_without_a_token_in_the_settings_the_api_is_not_there(
    store: SqlStore, shipped_matcher: Matcher, method: str, path: str
) -> None:
    async with served(store, shipped_matcher, token=None) as bot:
        answer = await bot.client.request(method, path)
    assert answer.status_code == 404
    assert "RASID_API_TOKEN" in answer.json()["error"]


async def test_other_paths_and_methods_are_named(bot: Served) -> None:
    wrong = await bot.client.get("/api/articles")
    assert (wrong.status_code, wrong.headers["Allow"]) == (405, "POST")
    unknown = await bot.client.get("/api/nothing")
    assert (unknown.status_code, "/api/status/KEY" in unknown.json()["error"]) == (404, True)


async def test_the_scheme_is_taken_without_case(bot: Served) -> None:
    answer = await bot.stranger.get("/api/matches", headers={b"Authorization": b"bearer  " + TOKEN.encode()})
    assert answer.status_code == 200


# --- articles ---


async def test_one_object_is_accepted_and_found(bot: Served) -> None:
    answer = await post(bot, article(title="تفجير", url="https://outlet.example/1", published=ago(hours=1)))
    assert answer.status_code == 202
    assert answer.json() == {"accepted": 1, "duplicates": 0, "rejected": []}
    (match,) = (await bot.client.get("/api/matches", params={"entity": "ISKP"})).json()["matches"]
    assert match["article"]["id"] == "a1"
    assert match["article"]["title"] == "تفجير"
    assert match["article"]["url"] == "https://outlet.example/1"
    assert match["article"]["source"] == "outlet"
    assert match["article"]["story"] == "S1"
    assert datetime.fromisoformat(match["article"]["published"]).tzinfo is not None


async def test_an_object_over_several_lines_and_an_array(bot: Served) -> None:
    assert (await post(bot, json.dumps(json.loads(article()), indent=2))).json()["accepted"] == 1
    both = f"[{article('a2', 'خبر')}, {article('a3', 'خبر آخر')}]"
    assert (await post(bot, both)).json()["accepted"] == 2


async def test_the_same_again_is_a_duplicate_and_other_words_an_edition(bot: Served) -> None:
    first = await post(bot, article(url="https://outlet.example/1?utm_source=x"))
    same = await post(bot, article("other", url="http://outlet.example/1/"))
    other = await post(bot, article(text=PLAIN, url="https://outlet.example/1"))
    counts = [(one.json()["accepted"], one.json()["duplicates"]) for one in (first, same, other)]
    assert counts == [(1, 0), (0, 1), (1, 0)]


async def test_without_an_address_source_and_id_are_the_identity(bot: Served) -> None:
    await post(bot, article())
    assert (await post(bot, article())).json()["duplicates"] == 1
    assert (await post(bot, article(source="another"))).json()["accepted"] == 1


async def test_twice_in_one_body_counts_once(bot: Served) -> None:
    assert (await post(bot, article() + "\n" + article())).json() == {"accepted": 1, "duplicates": 1, "rejected": []}


async def test_one_broken_line_is_named_and_the_rest_accepted(bot: Served) -> None:
    answer = await post(bot, "\n".join([article("a1"), '{"id": "a2", "text": ', "", article("a3", PLAIN)]))
    assert answer.status_code == 202
    assert answer.json()["accepted"] == 2
    (rejected,) = answer.json()["rejected"]
    assert rejected["line"] == 2
    assert rejected["error"]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n \n", "empty", id="blank"),
        pytest.param(b"[]", "empty", id="an empty array"),
        pytest.param(b"not json", "", id="no JSON"),
        pytest.param(b'{"id": "a1"}', "text", id="no text"),
        pytest.param(b'{"id": "a1", "text": ""}', "title", id="no words"),
        pytest.param(b'{"id": "a1", "text": 7}', "string", id="wrong type"),
        pytest.param(b'{"text": "x", "published": "soon"}', "published", id="no date"),
        pytest.param(b'{"text": "\xff\xfe"}', "UTF-8", id="no UTF-8"),
        pytest.param(b'"text"', "object", id="no object"),
        pytest.param(b"[" * 100_000, "", id="nested too deeply"),
    ],
)
async def test_when_no_line_is_usable_it_says_why(bot: Served, body: bytes, word: str) -> None:
    answer = await post(bot, body)
    assert answer.status_code == 422
    assert answer.json()["accepted"] == 0
    assert answer.json()["rejected"][0]["line"] == 1
    assert word in answer.json()["rejected"][0]["error"]


async def test_what_no_database_keeps_is_replaced(bot: Served) -> None:
    answer = await post(bot, '{"id": "\\u0000", "text": "داعش خراسان \\ud83d \\u0000"}')
    assert answer.json()["accepted"] == 1
    assert len((await bot.client.get("/api/matches")).json()["matches"]) == 1


async def test_a_title_alone_is_an_article(bot: Served) -> None:
    await post(bot, article(text="", title="داعش خراسان يتبنى الهجوم"))
    (match,) = (await bot.client.get("/api/matches")).json()["matches"]
    assert {one["field"] for one in match["mentions"]} == {"title"}


# --- size ---


async def test_an_article_over_the_limit_is_refused(bot: Served) -> None:
    answer = await post(bot, article(text="خ" * LARGEST))
    assert answer.status_code == 413
    assert "RASID_MAX_ARTICLE_KB" in answer.json()["rejected"][0]["error"]


async def test_beside_others_an_article_over_the_limit_is_a_rejected_line(bot: Served) -> None:
    answer = await post(bot, article("big", "خ" * LARGEST) + "\n" + article())
    assert answer.status_code == 202
    assert [one["line"] for one in answer.json()["rejected"]] == [1]


@pytest.mark.parametrize("chunked", [False, True], ids=["with its length", "chunked"])
async def test_20_megabytes_are_refused_and_the_server_goes_on(
    store: SqlStore, shipped_matcher: Matcher, chunked: bool
) -> None:
    async with served(store, shipped_matcher, largest=2048 * 1024) as bot:
        body = article(text="x" * (20 << 20)).encode()

        async def pieces() -> AsyncIterator[bytes]:
            for at in range(0, len(body), 1 << 16):
                yield body[at : at + (1 << 16)]

        answer = await bot.client.post("/api/articles", content=pieces() if chunked else body)
        assert answer.status_code == 413
        assert "kB" in answer.json()["error"]
        assert (await post(bot, article())).status_code == 202


async def test_a_gzip_body_is_read(bot: Served) -> None:
    answer = await post(bot, gzip.compress(article().encode()), headers={"Content-Encoding": "gzip"})
    assert answer.json()["accepted"] == 1


async def test_a_gzip_bomb_is_refused(bot: Served) -> None:
    bomb = gzip.compress(b"x" * (64 << 20))
    assert len(bomb) < LARGEST * 2
    answer = await post(bot, bomb, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 413
    assert (await post(bot, article())).status_code == 202


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        pytest.param("gzip", article().encode(), id="no gzip"),
        pytest.param("gzip", gzip.compress(article().encode())[:-9], id="half of a gzip"),
        pytest.param("deflate", b"\xff" * 100, id="no deflate"),
        pytest.param("br", article().encode(), id="what we do not unpack"),
    ],
)
async def test_a_body_that_is_packed_wrongly_is_refused_without_a_traceback(
    bot: Served, caplog: pytest.LogCaptureFixture, encoding: str, body: bytes
) -> None:
    caplog.set_level(logging.WARNING)  # the level unless a test before set up the log
    answer = await post(bot, body, headers={"Content-Encoding": encoding})
    assert answer.status_code == 400
    assert "Content-Encoding" in answer.json()["error"]
    assert (await post(bot, article())).status_code == 202
    assert caplog.records == []


# --- matches ---


async def test_pages_lead_to_the_end_without_gap_or_repeat(bot: Served) -> None:
    for number in range(5):
        await post(bot, article(f"a{number}", f"{ATTACK} {number}", published=ago(hours=number)))
    seen: list[str] = []
    query: dict[str, str] = {"limit": "2", "entity": "iskp"}
    for _ in range(5):
        page = (await bot.client.get("/api/matches", params=query)).json()
        seen += [one["article"]["id"] for one in page["matches"]]
        if page["next"] is None:
            break
        query["after"] = page["next"]
    assert seen == [f"a{number}" for number in range(5)]


async def test_a_full_last_page_has_no_next(bot: Served) -> None:
    await post(bot, article())
    page = (await bot.client.get("/api/matches", params={"limit": "1"})).json()
    assert (len(page["matches"]), page["next"]) == (1, None)


@pytest.mark.parametrize(
    ("since", "found"),
    [
        pytest.param("24h", 1, id="hours"),
        pytest.param("7d", 2, id="days"),
        pytest.param(ago(hours=30), 1, id="a time with a zone"),
        pytest.param(ago(days=4)[:10], 2, id="a day"),
        pytest.param(ago(hours=30)[:19].replace("T", " "), 1, id="a blank for T"),
        pytest.param(ago(hours=30)[:19] + "+03:00", 1, id="another zone"),
    ],
)
async def test_since(bot: Served, since: str, found: int) -> None:
    await post(bot, article("new", published=ago(hours=1)))
    await post(bot, article("old", published=ago(days=3)))
    page = (await bot.client.get("/api/matches", params={"since": since})).json()
    assert len(page["matches"]) == found


async def test_a_zone_whose_plus_was_not_escaped(bot: Served) -> None:
    await post(bot, article(published=ago(hours=1)))
    answer = await bot.client.get(f"/api/matches?since={ago(hours=2)}")
    assert len(answer.json()["matches"]) == 1


@pytest.mark.parametrize(
    ("query", "word"),
    [
        pytest.param({"entity": "NOBODY"}, "NOBODY", id="entity"),
        pytest.param({"entity": "الضواهري"}, "ZAWAHIRI", id="misspelt entity"),
        pytest.param({"since": "yesterday"}, "since", id="since"),
        pytest.param({"limit": "0"}, "limit", id="zero"),
        pytest.param({"limit": "many"}, "limit", id="no number"),
        pytest.param({"limit": "-1"}, "limit", id="negative"),
        pytest.param({"after": "9" * 40}, "after", id="beyond a database"),
        pytest.param({"after": "x"}, "after", id="after"),
    ],
)
async def test_a_question_that_cannot_be_answered(bot: Served, query: dict[str, str], word: str) -> None:
    answer = await bot.client.get("/api/matches", params=query)
    assert answer.status_code == 422
    assert word in answer.json()["error"]


async def test_a_match_has_the_fields_of_a_scan(bot: Served) -> None:
    await post(bot, article(title="خبر عاجل"))
    (match,) = (await bot.client.get("/api/matches")).json()["matches"]
    assert list(match) == [
        "article",
        "text",
        "language",
        "mentions",
        "events",
        "summary",
        "summary_sentences",
        "headline",
    ]
    assert list(match["article"]) == ["id", "title", "url", "source", "published", "story"]
    (event,) = match["events"]
    assert (event["killed"], event["actors"], event["text"]) == (21, ["ISKP"], "تفجيرا انتحاريا")
    for found in (*match["mentions"], event):
        assert match["text"][found["start"] : found["end"]] == found["text"]


async def test_articles_without_a_match_are_no_matches(bot: Served) -> None:
    await post(bot, article(text=PLAIN))
    assert (await bot.client.get("/api/matches")).json() == {"matches": [], "next": None}


# --- status ---


@pytest.mark.parametrize("name", ["ISKP", "iskp", "داعش خراسان", "ISIS-K"])
async def test_status_by_key_or_alias(bot: Served, name: str) -> None:
    await post(bot, article(published=ago(hours=1)))
    answer = await bot.client.get(f"/api/status/{quote(name)}")
    assert answer.status_code == 200
    status = answer.json()
    assert list(status) == ["entity", "windows", "stories", "named_with", "muted", "trend"]
    assert status["entity"] == "ISKP"
    assert list(status["windows"]) == ["24h", "7d", "30d"]
    assert status["windows"]["24h"] == {"mentions": 1, "usual": None, "factor": None}
    assert status["stories"][0]["id"] == "S1"
    assert status["named_with"] == [{"entity": "KANDAHAR", "articles": 1}]
    assert status["muted"] == 0


async def test_status_holds_now_against_the_usual(bot: Served) -> None:
    for days in (0.1, 1.5, 2.5, 3.5, 4.5):
        await post(bot, article(f"a{days}", f"{ATTACK} {days}", published=ago(days=days)))
    day = (await bot.client.get("/api/status/ISKP")).json()["windows"]["24h"]
    assert day["mentions"] == 1
    assert day["usual"] == pytest.approx(1.1, abs=0.2)
    assert day["factor"] == pytest.approx(0.9, abs=0.2)


async def test_status_of_an_unknown_name_says_what_is_close(bot: Served) -> None:
    answer = await bot.client.get("/api/status/ISPK_")
    assert answer.status_code == 404
    close = await bot.client.get(f"/api/status/{quote('الضواهري')}")
    assert (close.status_code, "ZAWAHIRI" in close.json()["error"]) == (404, True)


# --- trouble ---


async def test_a_locked_database_is_503_and_the_server_lives(
    sqlite_url: str, shipped_matcher: Matcher, make_store: Callable[[str], SqlStore]
) -> None:
    async with served(make_store(f"{sqlite_url}?timeout=0.2"), shipped_matcher) as bot:
        with make_store(sqlite_url).begin():
            answer = await post(bot, article())
            reading = await bot.client.get("/api/matches")
        assert answer.status_code == 503
        assert "locked" in answer.json()["error"]
        assert int(answer.headers["Retry-After"]) > 0
        assert reading.status_code == 200
        assert (await post(bot, article())).json()["accepted"] == 1
