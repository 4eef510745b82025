"""/list: the chat's subscriptions and mutes, and what there is to watch."""

from __future__ import annotations

from tests.handlers.commands.conversing import Room


def test_subscriptions_mutes_and_lists_are_named(english: Room) -> None:
    english.say("/watch ISKP critical")
    english.say("/watch list:groups")
    english.say("/mute AQ 4h over-reported")
    text = english.say("/list").text
    assert "Islamic State Khorasan" in text
    assert "at once from critical" in text
    assert "muted until 2026-03-05 12:00 by telegram:1001: “\u2068over-reported" in text
    assert "/list groups" in text


def test_nothing_yet(english: Room) -> None:
    assert "Nothing yet." in english.say("/list").text


def test_a_list_shows_its_entries_by_key(english: Room) -> None:
    text = english.say("/list GROUPS").text
    assert "ISKP" in text
    assert "AQAP" in text


def test_an_unknown_list_names_those_there_are(english: Room) -> None:
    text = english.say("/list nothing").text
    assert all(slug in text for slug in ("groups", "events", "persons", "places"))
