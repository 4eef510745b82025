"""Watchlists of one's own: long Arabic keys, names in one language only."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.message import LONGEST_COMMAND
from bot.storage import SqlStore
from tests.handlers.commands.conversing import Room, bare_latin, commands_of, room
from watchlists import Matcher, load

LONG = "تنظيم_" * 12
LIST = f"""
version: 1
watchlist: {LONG}lists
title: {{en: Own list}}
entities:
  - key: {LONG}one
    kind: organization
    name: {{en: Harbour Watch Brigade}}
    aliases: [لواء حراس المرفأ]
  - key: HWB2
    kind: organization
    name: {{en: Harbour Watch Battalion}}
events:
  - key: {LONG}event
    name: {{en: Harbour raid}}
    phrases: [مداهمة المرفأ]
"""


@pytest.fixture
def own(sqlite_store: SqlStore, tmp_path: Path) -> Room:
    """An Arabic chat over such a list."""
    path = tmp_path / "own.yaml"
    path.write_text(LIST, encoding="utf-8")
    return room(sqlite_store, Matcher.compile(load([path])), "ar")


@pytest.mark.parametrize(
    "line",
    [
        "/status Harbour Watch Brigade",
        "/status Harbor Watch Brigad",
        "/watch Harbour Watch Brigade",
        f"/watch list:{LONG}lists",
        "/unwatch Harbour Watch Brigade",
        "/mute Harbour Watch Brigade 4h",
        "/latest Harbour Watch Brigade 1",
        "/latest",
        "/list",
        f"/list {LONG}lists",
        "/status",
        "/digest now 7d",
        "/why A1",
    ],
)
def test_buttons_stay_short_and_latin_names_isolated(line: str, own: Room) -> None:
    own.say("/watch Harbour Watch Brigade")
    for number in (1, 2):
        own.publish(
            f"هاجم لواء حراس المرفأ سفينة، وجرت مداهمة المرفأ {number}", title=f"خبر {number}", source=f"s{number}"
        )
    reply = own.say(line)
    assert all(len(command.encode()) <= LONGEST_COMMAND for command in commands_of(reply))
    assert not bare_latin(reply), reply.text


def test_alerts_keep_to_it_too(own: Room) -> None:
    own.say("/watch Harbour Watch Brigade")
    own.publish("هاجم لواء حراس المرفأ سفينة، وجرت مداهمة المرفأ")
    with own.parts.store.begin() as unit:
        (delivery,) = unit.outbox.claim("telegram", own.now, 60, 9)
    assert all(len(command.encode()) <= LONGEST_COMMAND for command in commands_of(delivery.message))
    assert not bare_latin(delivery.message), delivery.message.text
