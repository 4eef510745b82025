"""/feeds: sources and their state, and what an admin does about them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model import Feed
from bot.storage import SqlStore
from handlers.commands.feed_changes import REMOVED
from tests.handlers.commands.conversing import ADMIN, HOUR, Room, bare_latin, commands_of, room
from watchlists import Matcher

URL = "https://outlet.example/rss.xml"


@pytest.fixture
def either(store: SqlStore, shipped_matcher: Matcher) -> Room:
    """A chat in English, on SQLite and on PostgreSQL."""
    return room(store, shipped_matcher, "en")


def put(room: Room, name: str, url: str = "", **known: object) -> Feed:
    with room.parts.store.begin() as unit:
        feed = unit.feeds.add(url or f"https://{name}.example/rss", name, room.now)
        read = {"polled": room.now, "succeeded": room.now, "fresh": room.now, "next_at": room.now + HOUR}
        unit.feeds.save(replace(feed, **{**read, **known}))  # type: ignore[arg-type]
        return unit.feeds.get(feed.id) or feed


def feeds(room: Room) -> list[Feed]:
    with room.parts.store.begin() as unit:
        return list(unit.feeds.all())


def audit(room: Room) -> list[tuple[str, str, dict[str, object]]]:
    with room.parts.store.begin() as unit:
        return [(person.label, action, details) for _, person, action, details in reversed(unit.people.audit())]


def test_without_sources_it_says_how_to_add_one(english: Room) -> None:
    assert "/feeds add https://" in english.say("/feeds").text


def test_the_state_of_all(english: Room) -> None:
    put(english, "well")
    put(english, "broken", errors=3, error="HTTP 500", succeeded=english.now - 2 * HOUR)
    put(english, "gone", off=True, errors=1, error="HTTP 410")
    reply = english.say("/feeds")
    assert "1 source is off" in reply.text
    assert "last read 2 hours ago" in reply.text
    assert commands_of(reply) == ["/feeds retry all"]
    assert "gone" in english.say("/feeds off").text
    assert "well" not in english.say("/feeds failing").text
    assert "1 source is well" in english.say("/feeds ok").text


def test_pages(english: Room) -> None:
    for number in range(20):
        put(english, f"outlet{number:02}")
    first = english.say("/feeds all")
    second = english.say(commands_of(first)[0])
    assert "outlet14" in first.text
    assert "outlet15" not in first.text
    assert "outlet19" in second.text
    assert not second.buttons
    assert "Possible: page:1-2" in english.say("/feeds all page:9").text
    assert "Possible: page:1-2" in english.say("/feeds ok nonsense").text


@pytest.mark.parametrize("typed", ["1", "#1", "١", "صوت الميناء", "الميناء", URL, "outlet.EXAMPLE"])
def test_one_by_number_name_or_address(typed: str, english: Room) -> None:
    put(english, "صوت الميناء", URL)
    put(english, "صوت الجبل")
    english.publish(source="صوت الميناء")
    english.publish("خبر آخر", ago=timedelta(days=3), source="صوت الميناء")
    said = english.say(f"/feeds {typed}").text
    assert "Asked every 5 minutes; next in 1 hour" in said
    assert "Articles in a day: 1" in said
    assert "Articles in a week: 2" in said


def test_a_name_of_several_is_asked_back(english: Room) -> None:
    put(english, "صوت الميناء")
    put(english, "صوت الجبل")
    assert commands_of(english.say("/feeds صوت")) == ["/feeds 1", "/feeds 2"]
    assert "I know no source" in english.say("/feeds نسيم").text
    assert "There is no source 77." in english.say("/feeds 77").text


def test_a_source_is_added_removed_and_brought_back(either: Room) -> None:
    added = either.say(f"/feeds add {URL} صوت الميناء")
    (feed,) = feeds(either)
    assert (feed.url, feed.title, feed.next_at is not None) == (URL, "صوت الميناء", True)
    assert commands_of(added) == [f"/feeds remove {feed.id} yes"]
    with either.parts.store.begin() as unit:
        unit.feeds.save(replace(feed, succeeded=either.now, kind="sitemap", pages="always"))
    asked = either.say(f"/feeds remove {feed.id}")
    assert [one.id for one in feeds(either)] == [feed.id]
    removed = either.say(commands_of(asked)[0])
    assert feeds(either) == []
    either.say(commands_of(removed)[0])
    (back,) = feeds(either)
    assert (back.url, back.title, back.kind, back.pages) == (URL, "صوت الميناء", "sitemap", "always")
    assert back.succeeded == either.now  # so what came meanwhile is news
    assert "no more" in either.say(commands_of(removed)[0]).text
    with either.parts.store.begin() as unit:
        assert unit.state.get(REMOVED) is None
    done = [(ADMIN.label, action, {"feed": one.id, "url": URL}) for action, one in _done(feed, back)]
    assert audit(either) == done


def _done(feed: Feed, back: Feed) -> list[tuple[str, Feed]]:
    return [("feed added", feed), ("feed removed", feed), ("feed added", back)]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("", "For example: /feeds add https://", id="nothing"),
        pytest.param("file:///etc/passwd", "is no web address", id="a file"),
        pytest.param("maildir:/var/mail", "is no web address", id="mail"),
        pytest.param("mbox:/var/mail/x", "is no web address", id="a mail file"),
        pytest.param("outlet.example/rss", "is no web address", id="no scheme"),
        pytest.param("http://[x/", "is no web address", id="broken"),
        pytest.param(f"https://outlet.example/{'a' * 2000}", "is no web address", id="too long"),
        pytest.param("http://127.0.0.1/rss", "is not public", id="this machine"),
        pytest.param("http://localhost:8000/", "is not public", id="its name"),
        pytest.param("http://2130706433/", "is not public", id="as a number"),
        pytest.param("http://[::ffff:10.0.0.1]/", "is not public", id="mapped"),
        pytest.param("http://169.254.169.254/latest", "is not public", id="metadata"),
        pytest.param("http://printer.local/", "is not public", id="a neighbour"),
    ],
)
def test_what_may_not_be_added_in_a_chat(typed: str, said: str, english: Room) -> None:
    english.say("/start")
    assert said in english.say(f"/feeds add {typed}").text
    assert feeds(english) == []
    assert audit(english) == []


def test_a_network_that_is_allowed(sqlite_store: SqlStore, shipped_matcher: Matcher) -> None:
    own = room(sqlite_store, shipped_matcher, "en", networks=("10.0.0.0/8",))
    assert "is added" in own.say("/feeds add http://10.1.2.3/rss").text
    assert "is not public" in own.say("/feeds add http://192.168.1.1/rss").text


@pytest.mark.parametrize("other", [URL, "http://OUTLET.example/rss.xml/", f"{URL}?utm_source=x"])
def test_a_source_that_is_known_is_shown(other: str, english: Room) -> None:
    put(english, "صوت الميناء", "https://reader:hunter2@outlet.example/rss.xml")
    reply = english.say(f"/feeds add {other}")
    assert "This source is known already." in reply.text
    assert "صوت الميناء" in reply.text
    assert "hunter2" not in str(reply)
    assert len(feeds(english)) == 1


@pytest.mark.parametrize("typed", ["retry all", "retry 1", "on 1", "retry #1"])
def test_asking_again(typed: str, either: Room) -> None:
    put(either, "gone", off=True, errors=100, error="HTTP 500")
    put(either, "well")
    assert "1 source will be asked again." in either.say(f"/feeds {typed}").text
    (gone, well) = feeds(either)
    assert (gone.off, gone.errors, gone.next_at) == (False, 0, either.now)
    assert well.next_at == either.now + HOUR
    assert audit(either)[-1][1:] == ("feed retried", {"feed": "all" if "all" in typed else 1})


def test_turning_off_and_on(english: Room) -> None:
    put(english, "well")
    reply = english.say("/feeds off 1")
    assert "is turned off." in reply.text
    assert feeds(english)[0].off
    assert audit(english)[-1][1] == "feed turned off"
    english.say(commands_of(reply)[0])
    assert not feeds(english)[0].off


@pytest.mark.parametrize(
    "typed", ["remove", "remove x", "retry", "retry 1 2", "off x", "remove 9", "undo 9", "undo", "off 9"]
)
def test_what_is_unclear_changes_nothing(typed: str, english: Room) -> None:
    before = put(english, "well")
    assert english.say(f"/feeds {typed}").text
    assert feeds(english) == [before]
    assert audit(english) == []


def test_chats_that_are_read_are_named(english: Room, sqlite_url: str) -> None:
    put(english, "well")
    english.say("/start")
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file, file:
        file.execute("UPDATE destinations SET listens = 1, title = 'قناة'")
    assert "Chats that are read as sources" in english.say("/feeds").text


@pytest.mark.parametrize(
    "line",
    [
        "/مصادر",
        "/feeds 1",
        "/feeds failing",
        "/feeds remove 1",
        "/feeds add http://10.0.0.1/",
        "/feeds add x",
        "/feeds off 1",
    ],
)
def test_in_arabic(line: str, arabic: Room) -> None:
    put(arabic, "Valley Echo", errors=2, error="HTTP 500: the outlet's server fails")
    reply = arabic.say(line)
    assert not bare_latin(reply)
    assert reply.language == "ar"


def test_only_for_admins(english: Room) -> None:
    english.other("-7", english.person).say("/start")
    assert "Only an administrator may do that." in english.other("-7").say(f"/feeds add {URL}").text
    assert feeds(english) == []
