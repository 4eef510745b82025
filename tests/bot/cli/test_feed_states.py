"""`rasid feed list`, `retry` and `pages`."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.model import Feed
from bot.storage import SqlStore
from tests.bot.cli.running import Folder

DAY = timedelta(days=1)
NAMES = ("ok", "waiting", "failing", "silent", "off")


@pytest.fixture
def feeds(folder: Folder, sqlite_template: Path) -> Folder:
    """A folder with a feed in each state."""
    (folder.path / "rasid-data").mkdir()
    shutil.copy(sqlite_template, folder.path / "rasid-data" / "rasid.db")
    now = datetime.now(UTC)
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        added = {name: unit.feeds.add(f"https://u:hunter2@{name}.example/rss", name.upper(), now) for name in NAMES}
        read = {"polled": now, "succeeded": now, "fresh": now, "next_at": now + DAY}
        unit.feeds.save(replace(added["ok"], **read, error="a note"))  # type: ignore[arg-type]
        unit.feeds.save(replace(added["failing"], **read | {"errors": 3, "error": "HTTP 500"}))  # type: ignore[arg-type]
        unit.feeds.save(replace(added["silent"], **read | {"fresh": now - 9 * DAY}))  # type: ignore[arg-type]
        unit.feeds.save(replace(added["off"], errors=100, error="HTTP 410\x1b[2J", off=True))
    return folder


def stored(folder: Folder) -> dict[str, Feed]:
    with closing(SqlStore(folder.database)) as store, store.begin(read_only=True) as unit:
        return {feed.title.lower(): feed for feed in unit.feeds.all()}


def test_every_feed_with_its_state_in_words(feeds: Folder) -> None:
    done = feeds.rasid("feed", "list")
    ok, waiting, failing, silent, off = done.out.splitlines()
    assert ok.endswith("ok, a note")
    assert waiting.endswith("waiting")
    assert "not polled yet" in waiting
    assert "due now" in waiting
    assert failing.endswith("3 errors: HTTP 500")
    assert "silent since" in silent
    assert off.endswith("off: HTTP 410[2J")
    assert "next 2" in ok
    assert "next" not in off
    assert len({line.index("https://") for line in done.out.splitlines()}) == 1
    assert "hunter2" not in done.out


def test_as_json(feeds: Folder) -> None:
    done = feeds.rasid("feed", "list", "--format", "json")
    assert {one["title"].lower(): one["state"] for one in done.lines} == {name: name for name in NAMES}
    first = done.lines[0]
    assert (first["id"], first["url"], first["kind"], first["pages"]) == (1, "https://ok.example/rss", "feed", "auto")
    assert datetime.fromisoformat(first["next_poll"]) - datetime.fromisoformat(first["last_success"]) == DAY
    assert "hunter2" not in done.out


@pytest.mark.parametrize(
    ("which", "number", "now_waiting"),
    [
        pytest.param("all", 2, {"failing", "off"}, id="all"),
        pytest.param("https://off.example/rss", 1, {"off"}, id="an address without its login"),
        pytest.param("3", 1, {"failing"}, id="a number"),
    ],
)
def test_a_feed_that_is_off_or_fails_is_polled_again(
    feeds: Folder, which: str, number: int, now_waiting: set[str]
) -> None:
    assert feeds.rasid("feed", "retry", which).out == f"{number} will be polled again\n"
    after = stored(feeds)
    assert {name for name in ("off", "failing") if not after[name].off and not after[name].errors} == now_waiting


def test_full_text(feeds: Folder) -> None:
    assert feeds.rasid("feed", "pages", "1", "always").out == "full text always: https://ok.example/rss\n"
    assert stored(feeds)["ok"].pages == "always"
    feeds.rasid("feed", "pages", "1", "sometimes").failed(2, "sometimes")


@pytest.mark.parametrize("words", [("retry", "https://no.example/"), ("pages", "99", "never")])
def test_a_feed_that_is_not_there(feeds: Folder, words: tuple[str, ...]) -> None:
    feeds.rasid("feed", *words).failed(1, words[1], "rasid feed list")


def test_a_removed_feed_can_be_added_again(feeds: Folder) -> None:
    assert "rasid feed add https://ok.example/rss" in feeds.rasid("feed", "remove", "https://ok.example/rss").err
