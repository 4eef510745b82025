"""The conversations of this folder, each a script that anybody can read and write: see `script.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import Language
from bot.storage import SqlStore
from tests.conversations.script import Conversation, ScriptError, read
from tests.handlers.commands.conversing import room
from watchlists import Matcher

SCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))


def conversation(path: Path, store: SqlStore, matcher: Matcher) -> Conversation:
    setup, _ = read(path)
    language: Language = "en" if setup.get("language") == "en" else "ar"
    return Conversation(room(store, matcher, language, platforms=("telegram",)), store, setup)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_conversation(path: Path, sqlite_store: SqlStore, shipped_matcher: Matcher) -> None:
    conversation(path, sqlite_store, shipped_matcher).play(read(path)[1])


def test_the_conversation_of_the_docs(sqlite_store: SqlStore, shipped_matcher: Matcher, tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "platforms.md").read_text("utf-8")
    path = tmp_path / "docs.txt"
    path.write_text(page.split("```")[1], encoding="utf-8")
    conversation(path, sqlite_store, shipped_matcher).play(read(path)[1])


def test_there_are_conversations() -> None:
    assert len(SCRIPTS) >= 10


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        pytest.param("> /help\n< no such words", "another", id="other words"),
        pytest.param("> /help\n<! /status", "another", id="words that must not be there"),
        pytest.param("> /help\n< nothing", "there is an answer", id="silence"),
        pytest.param("> /start\n[Fly]", "no button", id="a button"),
        pytest.param("> /start\n< [Fly]", "another", id="a button that is not there"),
        pytest.param("> /watch ISKP\nunchanged", r"changed: \['subscriptions', 'audit'\]", id="a change"),
        pytest.param("what now", "no line of a script", id="no line"),
    ],
)
def test_a_script_that_is_wrong_is_found_out(
    script: str, problem: str, sqlite_store: SqlStore, shipped_matcher: Matcher, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(f"= language en\n{script}\n", encoding="utf-8")
    with pytest.raises(ScriptError, match=problem):
        conversation(path, sqlite_store, shipped_matcher).play(read(path)[1])
