"""`rasid feed`: add, list, remove, check."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from bot.storage import SqlStore
from tests.bot.cli.running import Folder

URL = "https://news.example/rss.xml"


def test_a_feed_is_added_listed_and_removed(folder: Folder) -> None:
    assert "no feeds" in folder.rasid("feed", "list").out
    assert folder.rasid("feed", "add", URL, "--title", "News").out == f"added: {URL}\n"
    assert folder.rasid("feed", "add", URL).out == f"known already: {URL}\n"
    listed = folder.rasid("feed", "list").out
    assert URL in listed
    assert "News" in listed
    assert "not polled yet" in listed
    assert folder.rasid("feed", "remove", URL).out == f"removed: {URL}\n"
    assert "no feeds" in folder.rasid("feed", "list").out


def test_a_feed_is_removed_by_its_number(folder: Folder) -> None:
    folder.rasid("feed", "add", URL)
    folder.rasid("feed", "remove", "2").failed(1, "2", "rasid feed list")
    assert folder.rasid("feed", "remove", "1").out == f"removed: {URL}\n"


def test_removing_what_is_not_there(folder: Folder) -> None:
    folder.rasid("feed", "remove", URL).failed(1, URL, "rasid feed list")


@pytest.mark.parametrize(("action", "url"), [("add", "file:///etc/passwd"), ("add", "http://[x"), ("check", "http://")])
def test_other_addresses_are_refused(folder: Folder, action: str, url: str) -> None:
    folder.rasid("feed", action, url).failed(2, url, "https://")


def test_a_feed_on_this_machine_is_not_reached(folder: Folder) -> None:
    folder.rasid("feed", "check", "http://127.0.0.1:1/rss").failed(1, "127.0.0.1")


def test_a_feed_that_does_not_answer_is_one_line(folder: Folder) -> None:
    folder.rasid("feed", "check", "http://127.0.0.1:1/rss", ALLOW_NETWORKS="127.0.0.0/8").failed(1, "127.0.0.1")


def test_a_password_is_kept_and_never_shown(folder: Folder) -> None:
    url, shown = "http://reader:hunter2@127.0.0.1:1/rss", "http://127.0.0.1:1/rss"
    done = [
        folder.rasid("feed", "add", url, ALLOW_NETWORKS="127.0.0.0/8"),
        folder.rasid("feed", "list"),
        folder.rasid("feed", "check", url, ALLOW_NETWORKS="127.0.0.0/8"),
        folder.rasid("feed", "add", "http://reader:hunter2/x@127.0.0.1/"),
    ]
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        (feed,) = unit.feeds.all()
        unit.feeds.save(replace(feed, errors=1, error="HTTP 500"))
    assert feed.url == url
    done += [folder.rasid("check"), folder.rasid("feed", "remove", shown)]
    assert "hunter2" not in repr(done)
    assert [shown in one.out + one.err for one in done] == [True, True, True, False, True, True]
    assert "no feeds" in folder.rasid("feed", "list").out


@pytest.mark.parametrize(
    ("url", "networks", "told"),
    [
        pytest.param("http://10.1.2.3/rss", "", True, id="a private address"),
        pytest.param("http://10.1.2.3/rss", "10.0.0.0/8", False, id="that is allowed"),
        pytest.param("http://localhost:8000/rss", "", True, id="this machine"),
        pytest.param("http://localhost:8000/rss", "127.0.0.1", False, id="this machine, allowed"),
        pytest.param("https://news.example/rss", "", False, id="a name"),
    ],
)
def test_adding_an_address_that_will_not_be_reached_says_so(
    folder: Folder, url: str, networks: str, told: bool
) -> None:
    done = folder.rasid("feed", "add", url, ALLOW_NETWORKS=networks)
    assert (done.code, done.out) == (0, f"added: {url}\n")
    assert ("RASID_ALLOW_NETWORKS" in done.err) is told


def test_a_note_of_a_feed_that_works_counts_no_errors(folder: Folder) -> None:
    folder.rasid("feed", "add", URL)
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        (feed,) = unit.feeds.all()
        unit.feeds.save(replace(feed, error="1 articles were left out"))
    listed = folder.rasid("feed", "list").out
    assert "1 articles were left out" in listed
    assert "errors" not in listed


def test_a_mailbox_is_added_checked_and_removed(folder: Folder) -> None:
    folder.write("box", "From a@b\nSubject: خبر عاجل\nDate: Thu, 05 Mar 2026 08:00:00 +0000\n\nنص\n")
    url = f"mbox:{folder.path / 'box'}"
    assert "2026-03-05 08:00 UTC  خبر عاجل" in folder.rasid("feed", "check", "mbox:box").out
    assert folder.rasid("feed", "add", "mbox:box").out == f"added: {url}\n"
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        assert [(feed.url, feed.kind) for feed in unit.feeds.all()] == [(url, "mail")]
    assert folder.rasid("feed", "remove", "mbox:box").out == f"removed: {url}\n"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        pytest.param("mbox:none", "cannot be read", id="no file"),
        pytest.param("mbox:groups.yaml", "no mbox file", id="another file"),
        pytest.param("maildir:.", "no Maildir", id="another folder"),
    ],
)
def test_what_is_no_mailbox_is_not_added(folder: Folder, url: str, told: str) -> None:
    folder.rasid("feed", "add", url).failed(2, told)
