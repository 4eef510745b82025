"""`rasid feed`: add, list, remove, check."""

from __future__ import annotations

import pytest

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


def test_removing_what_is_not_there(folder: Folder) -> None:
    folder.rasid("feed", "remove", URL).failed(1, URL, "rasid feed list")


@pytest.mark.parametrize(("action", "url"), [("add", "file:///etc/passwd"), ("add", "http://[x"), ("check", "http://")])
def test_other_addresses_are_refused(folder: Folder, action: str, url: str) -> None:
    folder.rasid("feed", action, url).failed(2, url, "https://")


def test_a_feed_on_this_machine_is_not_reached(folder: Folder) -> None:
    folder.rasid("feed", "check", "http://127.0.0.1:1/rss").failed(1, "127.0.0.1")


def test_a_feed_that_does_not_answer_is_one_line(folder: Folder) -> None:
    folder.rasid("feed", "check", "http://127.0.0.1:1/rss", ALLOW_NETWORKS="127.0.0.0/8").failed(1, "127.0.0.1")
