"""The mute of a story that people merged into another one, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.core.model import Destination, Mute
from bot.storage import SqlStore
from bot.storage.muting import standing
from bot.storage.store import SqlUnit
from bot.storage.tables import stories
from tests.bot.storage.samples import DAY, HOUR, NOW, put_article, put_chat, put_story
from tests.bot.storage.test_plans import connection_of


def merge(unit: SqlUnit, *pairs: tuple[int, int]) -> None:
    for story, into in pairs:
        moved = update(stories).where(stories.c.id == story).values(merged_into=into)
        connection_of(unit).execute(moved)


@pytest.fixture(name="chat")
def _chat(store: SqlStore) -> Destination:
    """A chat, beside four stories."""
    with store.begin() as unit:
        for name in "abcd":
            put_story(unit, put_article(unit, name))
        return put_chat(unit)


def muted(chat: Destination, key: str, hours: int = 1) -> Mute:
    return Mute(0, chat.id, "story", key, NOW + hours * HOUR, "slack:U1")


def test_it_follows_the_story(store: SqlStore, chat: Destination) -> None:
    with store.begin() as unit:
        unit.chats.mute(muted(chat, "1"), NOW)
        unit.chats.mute(muted(chat, "4"), NOW)
        merge(unit, (1, 2), (2, 3))
        assert [one.key for one in unit.chats.mutes(NOW)] == ["3", "4"]
        assert unit.chats.mute(muted(chat, "2", 5), NOW).key == "3"
        assert [(one.key, one.until) for one in unit.chats.mutes(NOW, chat.id)] == [
            ("4", NOW + HOUR),
            ("3", NOW + 5 * HOUR),
        ]


@pytest.mark.parametrize("key", ["1", "2", "3"])
def test_it_ends_by_any_of_its_numbers(store: SqlStore, chat: Destination, key: str) -> None:
    with store.begin() as unit:
        for one in ("1", "3", "4"):
            unit.chats.mute(muted(chat, one), NOW)
        merge(unit, (1, 2), (2, 3))
        assert unit.chats.unmute(chat.id, "story", key, NOW)
        assert [one.key for one in unit.chats.mutes(NOW)] == ["4"]
        assert not unit.chats.unmute(chat.id, "story", key, NOW)


def test_stories_that_were_merged_in_a_circle_end_somewhere(store: SqlStore, chat: Destination) -> None:
    with store.begin() as unit:
        merge(unit, (1, 2), (2, 1))
        unit.chats.mute(muted(chat, "1"), NOW)
        assert len(unit.chats.mutes(NOW)) == 1
        assert standing(connection_of(unit), [3, 99]) == {3: 3, 99: 99}
        assert unit.chats.mutes(NOW + DAY) == []
