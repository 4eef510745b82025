"""`rasid chat`: the conversation over the bot's own database."""

from __future__ import annotations

import json

from bot.core.bidi import strip_controls
from tests.bot.cli.running import ATTACK, Folder


def test_one_command_is_answered_and_ends(folder: Folder) -> None:
    done = folder.rasid("chat", "/status ISKP")
    assert done.code == 0
    assert "(ISKP)" in strip_controls(done.out)


def test_what_one_command_changes_is_kept(folder: Folder) -> None:
    assert folder.rasid("chat", "/watch ISKP").code == 0
    assert "ISKP" in folder.rasid("chat", "/list").out


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


def test_whoever_has_the_database_administers(folder: Folder) -> None:
    done = folder.rasid("chat", "/users", LANGUAGE="en")
    assert "console:local" in strip_controls(done.out)


def test_rubbish_is_answered_politely(folder: Folder) -> None:
    done = folder.rasid("chat", json.dumps(ATTACK), LANGUAGE="en")
    assert done.code == 0
    assert "I did not understand that." in done.out
