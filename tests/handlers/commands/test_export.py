"""/export: which articles go into the file, and what is said of it."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from stix2 import parse  # type: ignore[import-untyped]

from bot.core.message import Message
from tests.handlers.commands.conversing import HOUR, Room, bare_latin, commands_of

DAY = timedelta(days=1)


def content(room: Room, message: Message) -> str:
    """The file as it would be sent."""
    assert message.file is not None
    made = room.parts.making.content(message.file)
    assert made is not None
    return made.decode("utf-8-sig")


def table(room: Room, message: Message) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(content(room, message), newline="")))


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        pytest.param("ISKP", {"ISKP", "suicide_bombing", "claim"}, id="an entity"),
        pytest.param("ISIS 30d", {"ISKP", "suicide_bombing", "claim"}, id="with its branches"),
        pytest.param("event:suicide_bombing", {"suicide_bombing"}, id="an event"),
        pytest.param("all", {"ISKP", "KANDAHAR", "suicide_bombing", "claim"}, id="everything"),
        pytest.param("الكل", {"ISKP", "KANDAHAR", "suicide_bombing", "claim"}, id="everything in Arabic"),
    ],
)
def test_a_table(typed: str, kinds: set[str], english: Room) -> None:
    english.publish()
    reply = english.say(f"/export {typed}")
    assert reply.file is not None
    assert reply.file.media_type == "text/csv"
    assert {row["key"] for row in table(english, reply)} == kinds


@pytest.mark.parametrize("typed", ["ISKP json", "ISKP 24h json", "ISKP json 24h", "ISKP JSON"])
def test_json(typed: str, english: Room) -> None:
    english.publish(title="خبر", url="https://outlet.example/1")
    reply = english.say(f"/export {typed}")
    whole = json.loads(content(english, reply))
    assert (whole["export"]["entity"], whole["export"]["articles"], len(whole["matches"])) == ("ISKP", 1, 1)
    assert whole["matches"][0]["article"]["url"] == "https://outlet.example/1"
    assert reply.file is not None
    assert reply.file.name == "rasid-ISKP-2026-03-05.json"


def test_stix(english: Room) -> None:
    english.publish(title="خبر", url="https://outlet.example/1")
    reply = english.say("/export ISKP 24h stix")
    assert reply.file is not None
    assert (reply.file.name, reply.file.media_type) == ("rasid-ISKP-2026-03-05.stix.json", "application/stix+json")
    whole = json.loads(content(english, reply))
    parse(whole, allow_custom=False, version="2.1")
    [report] = [one for one in whole["objects"] if one["type"] == "report"]
    kinds = {one["id"]: one["type"] for one in whole["objects"]}
    assert {kinds[one] for one in report["object_refs"]} == {"threat-actor", "location", "incident"}
    assert report["external_references"][0]["url"] == "https://outlet.example/1"
    assert content(english, english.say("/export ISKP 24h stix")) == content(english, reply)


def test_followthemoney(english: Room) -> None:
    english.publish(title="خبر")
    reply = english.say("/export ISKP 24h ftm")
    assert reply.file is not None
    assert reply.file.name == "rasid-ISKP-2026-03-05.ftm.jsonl"
    made = [json.loads(one) for one in content(english, reply).splitlines()]
    schemata = {one["schema"] for one in made}
    assert schemata == {"Organization", "Membership", "Address", "Article", "Mention", "Documentation", "Event"}
    ids = {one["id"] for one in made}
    links = ("document", "resolved", "entity", "proof", "involved", "member", "organization")
    assert {value for one in made for name in links for value in one["properties"].get(name, ())} <= ids


def test_the_window(english: Room) -> None:
    english.publish(ago=HOUR)
    english.publish("ظهر داعش خراسان في كابول", ago=3 * DAY)
    amounts = [
        len({row["article"] for row in table(english, english.say(f"/export ISKP {one}"))}) for one in ("24h", "7d")
    ]
    assert amounts == [1, 2]


def test_what_is_said_of_it(english: Room) -> None:
    english.publish()
    reply = english.say("/export ISKP")
    assert reply.text.splitlines() == [
        "Export: Islamic State Khorasan Province (ISKP)",
        "1 article, the newest first",
        "2026-02-26 08:00 to 2026-03-05 08:00 (UTC)",
    ]
    assert commands_of(reply) == [f"/export ISKP 7d {form}" for form in ("json", "stix", "ftm")]


def test_in_arabic(arabic: Room) -> None:
    arabic.publish()
    reply = arabic.say("/تصدير ISKP 24h")
    assert reply.text.splitlines()[1] == "مقال واحد، الأحدث أولا"
    assert bare_latin(reply) == []
    assert commands_of(reply) == [f"/export ISKP 24h {form}" for form in ("json", "stix", "ftm")]


def test_nothing_is_a_sentence(english: Room) -> None:
    reply = english.say("/export AQ 24h")
    assert reply.file is None
    assert reply.text.splitlines()[0] == "Nothing was found about al-Qaeda (AQ) in this time, so there is no file."
    assert commands_of(reply) == ["/export AQ 30d csv"]


def test_hostile_words_are_cells(english: Room) -> None:
    english.publish("نفذ داعش خراسان تفجيرا", title='=cmd|" /C calc"!A0', source="@SUM(1)", url="https://x.example/;=1")
    [row, *_] = table(english, english.say("/export ISKP"))
    assert (row["title"], row["source"]) == ('\'=cmd|" /C calc"!A0', "'@SUM(1)")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param("", "An export of what? For example: /export ISKP 7d csv", id="nothing"),
        pytest.param("csv", "An export of what?", id="no name"),
        pytest.param("ISKP 7d xlsx", "Possible: 24h, 7d, 30d, csv, json, stix, ftm", id="another form"),
        pytest.param("xqzw", "I know no “\u2068xqzw\u2069”.", id="unknown"),
        pytest.param("../../etc/passwd", "I know no", id="a path"),
    ],
)
def test_what_is_no_export(typed: str, said: str, english: Room) -> None:
    reply = english.say(f"/export {typed}")
    assert said in reply.text
    assert reply.file is None
