"""`rasid check`: numbered findings with hints."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, datetime, timedelta

from bot.core.model import Feed, Incoming, NewArticle
from bot.storage import SqlStore
from tests.bot.cli.running import Done, Folder
from watchlists.model import Findings


def numbers(done: Done) -> list[str]:
    """The findings' numbers; each must have a level and a hint."""
    assert done.err == ""
    found = re.findall(r"^R(\d{3}) (?:error|warning|info): .+\n     hint: .+$", done.out, re.MULTILINE)
    assert done.out.count("\n") == 2 * len(found) + 1
    return found


def test_an_empty_folder_has_no_errors_and_its_env_file_is_read(folder: Folder) -> None:
    folder.write(".env", "RASID_NATS_URL=nats://x\n")
    done = folder.rasid("check")
    assert done.code == 0
    assert numbers(done) == ["102", "203", "402", "501"]
    assert "RASID_NATS_URL" in done.out
    assert not (folder.path / "rasid-data").exists()


def test_each_finding_has_its_number(folder: Folder) -> None:
    """A wrong database URL, list, platform and folder; settings of later versions; a misspelt name; open doors."""
    done = folder.rasid(
        "check",
        NATS_URL="nats://x",
        CONSOLE_TOKEN="x",
        TELEGRAM_TOKN="x",
        DATABASE_URL="mysql://user:secret-secret@host/y",
        WATCHLISTS="missing.yaml",
        SLACK_BOT_TOKEN="xoxb-secret-secret",
        ACCESS="open",
        API_TOKEN="secret-secret",
        HTTP_HOST="0.0.0.0",
        WATCH_FOLDER="missing",
    )
    assert done.code == 1
    assert numbers(done) == ["102", "102", "103", "204", "301", "401", "501", "502", "503", "601"]
    assert "secret-secret" not in done.out
    assert "RASID_TELEGRAM_TOKEN" in done.out


def test_what_is_used_now_is_no_setting_of_a_later_version(folder: Folder) -> None:
    webhook = {"TELEGRAM_WEBHOOK_URL": "https://bot.example/telegram", "TELEGRAM_WEBHOOK_SECRET": "secret-secret"}
    slack = {"SLACK_BOT_TOKEN": "xoxb-secret-secret", "SLACK_SIGNING_SECRET": "secret-secret"}
    done = folder.rasid("check", TELEGRAM_TOKEN="1:secret-secret", **webhook, **slack)
    assert (done.code, numbers(done)) == (0, ["203", "501"])
    half = folder.rasid("check", TELEGRAM_TOKEN="1:secret-secret", TELEGRAM_WEBHOOK_SECRET="secret-secret")
    assert (half.code, numbers(half)) == (1, ["203", "401", "501"])
    assert "RASID_TELEGRAM_WEBHOOK_URL is missing" in half.out
    assert "secret-secret" not in done.out + half.out


def test_a_home_that_cannot_be_made_is_a_finding(folder: Folder) -> None:
    folder.write("file", "")
    assert "101" in numbers(folder.rasid("check", HOME="file/home"))


def test_every_wrong_setting_is_a_finding(folder: Folder) -> None:
    done = folder.rasid("check", HTTP_PORT="x", ACCESS="y")
    assert numbers(done) == ["100", "100"]
    assert "RASID_HTTP_PORT" in done.out
    assert "RASID_ACCESS" in done.out


def test_every_fault_of_a_watchlist_is_a_finding(folder: Folder) -> None:
    folder.write("groups.yaml", "version: 1\nwatchlist: x\nentities:\n  - {key: A}\n  - {key: B, kind: tribe}\n")
    assert numbers(folder.rasid("check")).count("301") >= 3


def test_a_feed_in_trouble_is_a_finding(folder: Folder) -> None:
    folder.rasid("migrate")
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        feed = unit.feeds.add("https://news.example/rss", "News", datetime.now(UTC))
        unit.feeds.save(Feed(feed.id, feed.url, errors=3, error="HTTP 500"))
    done = folder.rasid("check")
    assert "602" in numbers(done)
    assert "HTTP 500" in done.out


def test_how_long_articles_are_kept_is_a_finding(folder: Folder) -> None:
    folder.rasid("migrate")
    with closing(SqlStore(folder.database)) as store, store.begin() as unit:
        old = datetime.now(UTC) - timedelta(days=40)
        unit.articles.add([NewArticle(Incoming("s", "نص", published=old), "u1", "f1", Findings())], old)
    kept = folder.rasid("check")
    assert f"R607 info: articles are kept for 365 days; the oldest came in on {old:%Y-%m-%d}" in kept.out
    assert "R607 warning: articles are kept for 30 days" in folder.rasid("check", KEEP_DAYS="30").out
    assert "R607 info: articles are kept for ever" in folder.rasid("check", KEEP_DAYS="0").out


def test_outlets_of_ones_own_are_counted_and_their_faults_told(folder: Folder) -> None:
    folder.write("own.yaml", "version: 1\noutlets:\n- {key: ECHO, name: {en: Echo}, kind: private, tier: 3}\n")
    good = folder.rasid("check", OUTLETS="own.yaml")
    assert (good.code, numbers(good)) == (0, ["203", "304", "402", "501"])
    folder.write("bad.yaml", "version: 1\noutlets:\n- {key: ECHO, name: {en: Echo}, kind: privat, tier: 7}\n")
    bad = folder.rasid("check", OUTLETS="bad.yaml")
    assert (bad.code, numbers(bad)) == (1, ["203", "303", "303", "402", "501"])
    assert "bad.yaml:3: kind cannot be 'privat' (did you mean private?)" in bad.out


def test_without_readable_outlets_nothing_is_started(folder: Folder) -> None:
    done = folder.rasid("chat", "/help", OUTLETS="missing.yaml")
    assert done.code == 2
    assert done.out == ""
    assert "missing.yaml: cannot be read: No such file or directory (check the path and its permissions)" in done.err
    assert "Traceback" not in done.err
