"""`rasid chat`: the conversation over the bot's own database."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.bidi import strip_controls
from bot.core.message import Message, block
from bot.core.model import NewDelivery
from bot.core.pace import UNLIMITED
from bot.storage.store import open_store
from handlers.console import ADDRESS
from tests.bot.cli.running import ATTACK, Folder


def test_one_command_is_answered_and_ends(folder: Folder) -> None:
    done = folder.rasid("chat", "/status ISKP")
    assert done.code == 0
    assert "(ISKP)" in strip_controls(done.out)


def test_what_one_command_changes_is_kept(folder: Folder) -> None:
    assert folder.rasid("chat", "/watch ISKP").code == 0
    assert "ISKP" in folder.rasid("chat", "/list").out


def test_a_file_is_written_and_its_path_printed(folder: Folder) -> None:
    news = json.dumps({"id": "1", "text": ATTACK})
    assert folder.rasid("ingest", "-", stdin=f"{news}\n").code == 0
    for command, ending, begins in (
        ("/export ISKP json", ".json", b'{"export"'),
        ("/brief ISKP", ".html", b"<!doctype html>"),
        ("/chart ISKP", ".png", b"\x89PNG"),
    ):
        done = folder.rasid("chat", command, LANGUAGE="en")
        [path] = [Path(line) for line in done.out.splitlines() if line.endswith(ending)]
        assert path.is_absolute()
        assert path.read_bytes().startswith(begins)
        assert (path.stat().st_mode & 0o777, path.parent.name) == (0o600, "files")


def test_what_has_to_be_fetched_is_answered_too(folder: Folder) -> None:
    """Nothing is asked of a network here: where the link leads is refused before."""
    done = folder.rasid("chat", "/scan http://169.254.169.254/", LANGUAGE="en")
    assert done.code == 0
    assert "a network that is not public" in strip_controls(done.out)
    text = folder.rasid("chat", f"/scan {ATTACK}", LANGUAGE="en")
    assert "/keep 2" in text.out or "Store" in text.out
    kept = folder.rasid("chat", "/keep 2", LANGUAGE="en")
    assert "Stored in story S1." in strip_controls(kept.out)


def test_lines_of_a_pipe_are_answered_in_order(folder: Folder) -> None:
    done = folder.rasid("chat", stdin="/settings language en\n/watch ISKP\n/status ISKP\n/quit\n/list\n")
    assert done.code == 0
    replies = ["From now on I speak English here.", "This chat now watches", "Nothing was found"]
    assert [done.out.find(reply) for reply in replies] == sorted(done.out.find(reply) for reply in replies)
    assert all(reply in done.out for reply in replies)
    assert "This chat watches\n" not in done.out


def test_the_end_of_the_input_ends_the_chat(folder: Folder) -> None:
    done = folder.rasid("chat", stdin="/help\n")
    assert done.code == 0
    assert "/status" in done.out


def test_all_that_a_pipe_asks_is_answered_before_the_chat_ends(folder: Folder) -> None:
    """More than the inbox gives out at once: nothing is left for the next chat to print."""
    asked = 70
    typed = "".join(f"/status NOBODY{number}\n" for number in range(asked))
    done = folder.rasid("chat", stdin=typed, LANGUAGE="en")
    assert (done.code, done.err) == (0, "")
    assert [f"NOBODY{number}" for number in range(asked) if f"NOBODY{number}" not in done.out] == []
    assert "NOBODY" not in folder.rasid("chat", stdin="/help\n", LANGUAGE="en").out


def test_what_is_left_unprinted_is_told(folder: Folder) -> None:
    """Where the next try for a message is due later, this chat ends without it and what is behind it, and says so."""
    assert folder.rasid("chat", "/help").code == 0  # makes the database
    store = open_store(folder.database)
    now = datetime.now(UTC)
    with store.begin() as unit:
        chat, _ = unit.chats.meet(ADDRESS, private=True, title="", language="en", timezone="UTC", access="allowed")
        unit.outbox.add(NewDelivery("later", chat.id, "reply", Message((block("later"),))), now)
        [waiting] = unit.outbox.claim("console", now, 60.0, 1, UNLIMITED)
        unit.outbox.retry(waiting.id, now + timedelta(hours=1), "failed", doubtful=False, counted=True)
    store.close()
    done = folder.rasid("chat", stdin="/help\n", LANGUAGE="en")
    assert (done.code, done.out) == (0, "")
    assert done.err == "rasid: not printed yet: 2; the next `rasid chat` prints what is due by then\n"


def test_whoever_has_the_database_administers(folder: Folder) -> None:
    done = folder.rasid("chat", "/users", LANGUAGE="en")
    assert "console:local" in strip_controls(done.out)


def test_rubbish_is_answered_politely(folder: Folder) -> None:
    done = folder.rasid("chat", json.dumps(ATTACK), LANGUAGE="en")
    assert done.code == 0
    assert "I did not understand that." in done.out


def test_a_hunt_of_one_command_is_run_to_its_end(folder: Folder) -> None:
    news = [{"id": str(at), "text": f"{'قال مجلس حراس الوادي' if at % 2 else 'قال الجار'} رقم {at}"} for at in range(4)]
    assert folder.rasid("ingest", "-", stdin="".join(f"{json.dumps(one)}\n" for one in news)).code == 0
    assert folder.rasid("chat", "/add save WADI مجلس حراس الوادي", LANGUAGE="en").code == 0
    done = folder.rasid("chat", "/hunt WADI", LANGUAGE="en")
    assert done.code == 0
    assert "New in 2 articles. Looked through 4 articles." in strip_controls(done.out)
    assert "found in 2 articles" in strip_controls(folder.rasid("chat", "/hunt", LANGUAGE="en").out)
    assert "Hunt H1" not in folder.rasid("chat", stdin="/help\n").out
