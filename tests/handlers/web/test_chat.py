"""The conversation in the web console, over a real server and a real store, with and without the script."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import escape

from bot.clocks import utc_now
from bot.core.errors import StoreError
from bot.core.message import Button, Message, block, bold
from bot.core.model import Incoming
from bot.storage import SqlStore
from handlers.commands import registry
from handlers.web.chat import ADDRESS, CHAT, WebChat
from handlers.web.shelf import Shelf
from handlers.web.talking import LONGEST
from tests.bot.cli.running import ATTACK
from tests.handlers.building import delivery
from tests.handlers.web.talked import Talked, talked
from watchlists import Matcher


@pytest.fixture
async def console(sqlite_store: SqlStore, short_matcher: Matcher) -> AsyncIterator[Talked]:
    async with talked(sqlite_store, short_matcher) as one:
        yield one


def news(number: int = 1) -> Incoming:
    return Incoming("صدى الوادي", ATTACK, external_id=f"a{number}", published=utc_now(), title="تفجير في قندهار")


class RefusingToHear:
    """A store that takes no line of a transcript."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[Any]:
        with self._store.begin(read_only=read_only) as unit:
            yield unit if read_only else _Deaf(unit)

    def check(self) -> None:
        self._store.check()


class _Deaf:
    def __init__(self, unit: Any) -> None:
        self._unit = unit

    def __getattr__(self, name: str) -> Any:
        if name == "transcript":
            raise StoreError("the database is locked")
        return getattr(self._unit, name)


async def attack(console: Talked) -> None:
    """An article that the chat is told of, if it watches."""
    console.parts.ingest.take([news()], utc_now())
    console.parts.alerting.speak(utc_now())
    await console.deliver()


# --- what is said ---


async def test_what_is_said_is_answered(store: SqlStore, short_matcher: Matcher) -> None:
    async with talked(store, short_matcher) as console:
        answer = await console.say("/watch ISKP")
        assert (answer.status_code, answer.json()) == (202, {"taken": True})
        said, told = console.lines()
        assert said.said == "/watch ISKP"
        assert told.message is not None
        assert "Islamic State Khorasan" in told.message.text
        page = await console.page()
    assert page.index("/watch ISKP</p>") < page.index(f'id="line-{told.id}"')


async def test_a_form_without_a_script_leads_back_to_a_chat_with_the_answer(console: Talked) -> None:
    answer = await console.post("/say", script=False, text="/help", key="abcdefgh")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/#latest")
    assert "What I understand" in await console.page()


async def test_the_same_key_is_said_once(console: Talked) -> None:
    for _ in range(2):
        assert (await console.say("/list", key="0123456789abcdef")).status_code == 202
    assert [line.said for line in console.lines() if line.said] == ["/list"]
    assert len(console.told()) == 1


async def test_a_key_cannot_take_the_place_of_a_message_of_the_bot(console: Talked) -> None:
    await console.say("/list", key="delivery:1:0")
    await console.say("/list", key="delivery:2:0")
    assert len(console.told()) == 2


@pytest.mark.parametrize("text", ["", "  \n ", "\x00"])
async def test_nothing_is_no_message(console: Talked, text: str) -> None:
    assert (await console.say(text)).status_code == 202
    assert console.lines() == []


async def test_an_article_that_is_pasted_is_read(console: Talked) -> None:
    long = f"/test {ATTACK} " + "وقال شهود إن الطريق أُغلق. " * 150
    assert (await console.say(long)).status_code == 202
    assert "This would be found" in console.told()[0]
    assert "<details" in await console.page()


async def test_what_is_too_long_is_refused_and_kept_in_the_field(console: Talked) -> None:
    text = "x" * (LONGEST + 1)
    by_script = await console.say(text)
    assert by_script.status_code == 413
    assert "at most 10000 characters" in by_script.json()["error"]
    page = await console.post("/say", script=False, text=text)
    assert page.status_code == 413
    assert f">{text[:-1]}</textarea>" in page.text
    assert console.lines() == []


async def test_while_the_bot_starts_what_was_written_stays(sqlite_store: SqlStore, short_matcher: Matcher) -> None:
    async with talked(sqlite_store, short_matcher, listens=False) as console:
        by_script = await console.say("/help")
        assert by_script.status_code == 503
        assert by_script.json()["error"].startswith("The bot is starting or stopping.")
        page = await console.post("/say", script=False, text="/help <now>")
        assert page.status_code == 503
        assert ">/help &lt;now&gt;</textarea>" in page.text
        assert console.lines() == []


async def test_a_database_that_fails_is_said_in_place(sqlite_store: SqlStore, short_matcher: Matcher) -> None:
    async with talked(RefusingToHear(sqlite_store), short_matcher) as console:
        refused = await console.say("/help")
        assert refused.status_code == 503
        assert refused.json()["error"].startswith("The database does not answer.")
        page = await console.post("/say", script=False, text="/help")
        assert ">/help</textarea>" in page.text


# --- buttons ---


async def test_a_button_changes_its_message_in_place(store: SqlStore, short_matcher: Matcher) -> None:
    async with talked(store, short_matcher) as console:
        await console.say("/settings")
        _, menu = console.lines()
        assert menu.message is not None
        button = menu.message.buttons[0][0]
        assert (await console.post("/press", press=f"{menu.id}:{button.command}")).status_code == 202
        _said, changed = console.lines()
        assert changed.id == menu.id
        assert changed.revision > menu.revision
        assert changed.message != menu.message


async def test_a_button_works_without_a_script(console: Talked) -> None:
    await console.say("/watch ISKP")
    found = re.search(r'<button form="press" name="press" value="([^"]+)"', await console.page())
    assert found
    answer = await console.post("/press", script=False, press=found[1], key="abcdefgh")
    assert answer.status_code == 303
    assert len(console.told()) == 2


async def test_a_button_pressed_twice_counts_once(console: Talked) -> None:
    await console.say("/help")
    (told,) = [line for line in console.lines() if line.message]
    for _ in range(2):
        await console.post("/press", press=f"{told.id}:/help status", key="abcdefgh")
    assert len(console.told()) == 2
    await console.post("/press", press=f"{told.id}:/help status", key="ijklmnop")
    assert len(console.told()) == 3


async def test_a_button_that_serves_no_more_says_so_at_its_message(console: Talked) -> None:
    await console.say("/help")
    (told,) = [line for line in console.lines() if line.message]
    await console.post("/press", press=f"{told.id}:/b no-such-token")
    page = await console.page()
    article = page[page.index(f'id="line-{told.id}"') :]
    article = article[: article.index("</article>")]
    assert "This button no longer works." in article


@pytest.mark.parametrize("press", ["", "x:/help", "1", "9" * 20 + ":/help"])
async def test_what_is_no_button_is_refused(console: Talked, press: str) -> None:
    refused = await console.post("/press", press=press)
    assert refused.status_code == 400
    assert refused.json()["error"].startswith("This is no button")


# --- what a page shows ---


async def test_an_alert_stands_out_by_words(console: Talked) -> None:
    await console.say("/watch ISKP")
    await attack(console)
    page = await console.page()
    assert '<article class="line told alert critical"' in page
    assert '<strong class="tag">Alert, severity: critical</strong>' in page


async def test_each_message_has_its_own_direction(console: Talked) -> None:
    await console.page()
    await console.tell(Message((block("مرحبا"),), "ar"), "a")
    await console.tell(Message((block("hello"),), "en"), "b")
    page = await console.page()
    assert '<div class="body" lang="ar" dir="rtl">' in page
    assert '<div class="body" lang="en" dir="ltr">' in page


async def test_times_are_those_of_the_chat(sqlite_store: SqlStore, short_matcher: Matcher) -> None:
    async with talked(sqlite_store, short_matcher, timezone="Asia/Kabul") as console:
        await console.page()
        await console.tell(Message((block("x"),)), "a")
        (line,) = console.lines()
        shown = re.search(r'<time datetime="([^"]+)">([^<]+)</time>', await console.page())
    assert shown
    assert shown[1] == line.at.isoformat(timespec="seconds")
    assert shown[2] == console.parts.texts["en"].hour(line.at, "Asia/Kabul")


async def test_a_newcomer_is_told_what_this_is(console: Talked) -> None:
    page = await console.page()
    assert "Rasid watches Arabic news for you." in page
    for command in ("/status ISKP", "/watch ISKP", "/help"):
        assert f'<button name="text" value="{command}">' in page
    await console.say("/help")
    assert 'id="welcome"' not in await console.page()


async def test_older_messages_are_a_page_away(console: Talked) -> None:
    await console.page()
    with console.store.begin() as unit:
        for number in range(60):
            unit.transcript.say(CHAT, f"k{number}", f"said {number}.", utc_now())
    page = await console.page()
    assert "said 10." in page
    assert "said 9." not in page
    older = re.search(r'id="older" class="pill" href="([^"]+)"', page)
    assert older
    past = await console.page(older[1])
    assert "said 0." in past
    assert "said 9." in past
    assert "said 10." not in past
    assert 'id="older"' not in past
    assert "Back to the latest messages" in past


async def test_a_change_of_day_is_marked(console: Talked) -> None:
    await console.page()
    now = utc_now()
    with console.store.begin() as unit:
        for number, moment in enumerate((now.replace(year=now.year - 1), now, now)):
            unit.transcript.say(CHAT, f"k{number}", "x", moment)
    assert (await console.page()).count('<h2 class="day"') == 2


async def test_every_command_is_offered_with_what_it_does_in_the_readers_language(console: Talked) -> None:
    page = await console.page()
    for name, command in registry.commands().items():
        brief = command.brief(console.parts.texts["en"])
        assert re.search(rf'data-name="{name}"[^\n]*<span class="brief">{re.escape(str(escape(brief)))}</span>', page)


# --- the language ---


async def test_the_language_is_changed_where_one_is(console: Talked) -> None:
    assert '<html lang="en" dir="ltr">' in await console.page("/health")
    answer = await console.post("/language", script=False, language="ar", back="/health")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/health")
    assert '<html lang="ar" dir="rtl">' in await console.page("/health")
    assert [line.said for line in console.lines() if line.said] == ["/settings language ar"]


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/%2f", ""])
async def test_a_change_of_language_leads_nowhere_else(console: Talked, back: str) -> None:
    answer = await console.post("/language", script=False, language="ar", back=back)
    assert answer.headers["Location"] == "/#latest"


async def test_there_are_two_languages(console: Talked) -> None:
    assert (await console.post("/language", language="xx")).status_code == 400


# --- files ---


async def test_a_chart_is_seen_and_an_export_is_kept(console: Talked) -> None:
    await attack(console)
    await console.say("/chart ISKP 7d")
    await console.say("/export ISKP 7d csv")
    page = await console.page()
    picture = re.search(r'<img src="([^"]+)" alt="Chart: [^"]*Khorasan[^"]*"', page)
    export = re.search(r'class="file" href="([^"]+)" download="([^"]+)"', page)
    assert picture
    assert export
    seen, kept = await console.browser.get(picture[1]), await console.browser.get(export[1])
    assert seen.headers["Content-Type"] == "image/png"
    assert seen.headers["Content-Disposition"].startswith("inline;")
    assert seen.content.startswith(b"\x89PNG")
    assert kept.headers["Content-Type"] == "text/csv"
    assert kept.headers["Content-Disposition"].startswith(f'attachment; filename="{export[2]}"')
    assert kept.headers["X-Content-Type-Options"] == "nosniff"
    assert "قندهار" in kept.text


async def test_a_name_in_arabic_is_kept(console: Talked) -> None:
    await console.page()
    with console.store.begin() as unit:
        file = unit.files.add("تصدير.csv", "text/csv", b"x", utc_now())
    await console.tell(replace(Message((block("x"),)), file=file), "a")
    (line,) = console.lines()
    answer = await console.browser.get(f"/files/{line.id}/{file.id}")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"_____.csv\"; filename*=UTF-8''%D8%AA%D8%B5%D8%AF%D9%8A%D8%B1.csv"
    )


async def test_no_file_but_one_of_the_chat_is_given(console: Talked) -> None:
    await console.page()
    with console.store.begin() as unit:
        mine = unit.files.add("a.csv", "text/csv", b"mine", utc_now())
        other = unit.files.add("b.csv", "text/csv", b"another chat's", utc_now())
    await console.tell(replace(Message((block("x"),)), file=mine), "a")
    (line,) = console.lines()
    assert (await console.browser.get(f"/files/{line.id}/{mine.id}")).content == b"mine"
    for path in (f"/files/{line.id}/{other.id}", f"/files/{line.id + 1}/{mine.id}"):
        answer = await console.browser.get(path)
        assert answer.status_code == 404
        assert "This file is kept no longer" in answer.text
    await console.chat.remove(ADDRESS, str(line.id))
    assert (await console.browser.get(f"/files/{line.id}/{mine.id}")).status_code == 404


def test_the_shelf_lets_go_of_what_was_not_asked_for_the_longest() -> None:
    shelf = Shelf(room=10)
    shelf.put(1, b"12345")
    shelf.put(2, b"12345")
    assert shelf.get(1) == b"12345"
    shelf.put(3, b"1")
    assert (shelf.get(1), shelf.get(2), shelf.get(3)) == (b"12345", None, b"1")
    shelf.put(4, b"x" * 11)
    assert shelf.get(4) is None


# --- what is not kept ---


async def test_a_code_is_shown_and_not_kept(sqlite_store: SqlStore, short_matcher: Matcher) -> None:
    code = replace(Message((block("code ", bold("1a2b3c")),), "en", ((Button("x", "/settings"),),)), fleeting=True)
    async with talked(sqlite_store, short_matcher) as console:
        await console.page()
        await console.tell(code, "a")
        assert "1a2b3c" in await console.page()
        assert "1a2b3c" not in str(console.lines())
        with console.store.begin(read_only=True) as unit:
            (line,) = unit.transcript.latest(CHAT, 1)
        assert WebChat(sqlite_store, utc_now).whole(line) == line
        edit = delivery(Message((block("withdrawn"),)), ADDRESS, kind="edit")
        await console.chat.send(replace(edit, edits=str(line.id)))
        assert "1a2b3c" not in await console.page()
