"""What Slack's payloads give to read: talk in channels, the shortcut, and what is sent to the bot."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.core.material import Attachment, Material
from bot.core.model import Address, Person, Update
from handlers.slack.material import Me
from handlers.slack.updates import update_from_payload
from tests.handlers.slack_wire import WORDS

TS = "1700000001.000200"
THEN = datetime(2023, 11, 14, 22, 13, 21, 200, tzinfo=UTC)
TEAM = "https://team.slack.example"
ME = Me("UBOT", "BBOT", f"{TEAM}/")
APP: dict[str, Any] = {"subtype": "bot_message", "bot_id": "B1", "user": None, "bot_profile": {"name": "Feeds"}}
FILE = {"id": "F1", "name": "خبر.txt", "size": 12, "mimetype": "text/plain", "url_private_download": "https://files/1"}
FORWARDED = {
    "is_share": True,
    "is_msg_unfurl": True,
    "text": "تفجير في <https://x.example/1|قندهار>",
    "author_name": "Huda",
    "channel_id": "C7",
    "ts": "1700000000.000100",
    "from_url": f"{TEAM}/archives/C7/p1700000000000100",
}
LONG = "قال شهود " * 30


def event(kind: str, text: str, channel: str, **more: Any) -> dict[str, Any]:
    said = {"type": kind, "user": "U1", "channel": channel, "text": text, "ts": TS, **more}
    return {"type": "event_callback", "event_id": "Ev1", "api_app_id": "A0", "event": said}


def talk(text: str, channel: str = "C1", **more: Any) -> dict[str, Any]:
    return event("message", text, channel, **{"channel_type": "channel", **more})


def direct(text: str, **more: Any) -> dict[str, Any]:
    return event("message", text, "D1", channel_type="im", **more)


def mention(text: str, **more: Any) -> dict[str, Any]:
    return event("app_mention", f"<@UBOT> {text}", "C1", **more)


def edited(text: str, before: str, **more: Any) -> dict[str, Any]:
    """The payload of a message that says something else now; `more` is what Slack adds to it."""
    was = {"type": "message", "user": "U1", "text": before, "ts": TS}
    event: dict[str, Any] = {
        "type": "message",
        "subtype": "message_changed",
        "channel": "C1",
        "channel_type": "channel",
    }
    event |= {"ts": "1700000009.000900", "message": was | {"text": text, **more}, "previous_message": was}
    return {"type": "event_callback", "event_id": "Ev2", "event": event}


def shortcut(text: str = "خبر", **more: Any) -> dict[str, Any]:
    return {
        "type": "message_action",
        "callback_id": "scan_with_rasid",
        "trigger_id": "9.8",
        "response_url": "https://hooks.slack.example/1",
        "user": {"id": "U2", "name": "huda"},
        "channel": {"id": "C1", "name": "news"},
        "message": {"type": "message", "user": "U1", "text": text, "ts": TS},
        **more,
    }


def read(payload: dict[str, Any]) -> Update:
    update = update_from_payload(payload, ME, WORDS)
    assert update is not None
    return update


def material(payload: dict[str, Any]) -> Material:
    found = read(payload).material
    assert found is not None
    return found


# --- talk in channels ---


def test_a_message_in_a_channel_is_a_post_to_listen_to() -> None:
    update = read(talk("خبر <https://x.example/?a=1&amp;b=2|من هنا>"))
    assert (update.id, update.address, update.person) == ("Ev1", Address("slack", "C1"), Person("slack", "U1"))
    assert (update.addressed, update.private, update.message_id) == (False, False, TS)
    assert update.material == Material(
        purpose="listen",
        text="خبر من هنا",
        links=("https://x.example/?a=1&b=2",),
        source="C1",
        url=f"{TEAM}/archives/C1/p1700000001000200",
        post=TS,
        published=THEN,
    )


@pytest.mark.parametrize("kind", ["channel", "group", "mpim"])
@pytest.mark.parametrize("subtype", [None, "file_share", "me_message", "thread_broadcast", "bot_message"])
def test_what_says_something(kind: str, subtype: str | None) -> None:
    assert material(talk("خبر", channel_type=kind, subtype=subtype)).text == "خبر"


def test_a_message_in_a_thread_is_its_channels() -> None:
    update = read(talk("خبر", thread_ts="1700000000.000100"))
    assert update.address == Address("slack", "C1")
    assert update.material
    assert update.material.url == f"{TEAM}/archives/C1/p1700000001000200?thread_ts=1700000000.000100&cid=C1"


@pytest.mark.parametrize(
    ("more", "source"),
    [
        pytest.param({}, "C1", id="a person without a name"),
        pytest.param({"user_profile": {"display_name": "", "real_name": "Huda"}}, "Huda", id="a person with one"),
        pytest.param(APP, "Feeds", id="an app"),
        pytest.param(APP | {"username": "Agency\n"}, "Agency", id="an app under a name of its own"),
        pytest.param(APP | {"username": "a\n" * 300}, "a " * 100, id="a very long name"),
    ],
)
def test_sources(more: dict[str, Any], source: str) -> None:
    assert material(talk("خبر", **more)).source == source


def test_an_apps_attachments_are_news_too() -> None:
    found = material(
        talk("", **APP, attachments=[{"title": "تفجير", "title_link": "https://x.example/1", "text": "نص"}])
    )
    assert (found.text, found.links) == ("تفجير\nنص", ("https://x.example/1",))


def test_what_was_passed_on_is_read_with_what_is_said_of_it() -> None:
    found = material(talk("انظروا", attachments=[FORWARDED | {"files": [FILE]}]))
    assert (found.text, found.links) == ("انظروا\n\nتفجير في قندهار", ("https://x.example/1",))
    assert found.files == (Attachment("https://files/1", "خبر.txt", 12, "text/plain"),)
    assert (found.post, found.source) == (TS, "C1")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        pytest.param(FILE, (Attachment("https://files/1", "خبر.txt", 12, "text/plain"),), id="a file"),
        pytest.param(
            {"id": "F2", "file_access": "check_file_info"}, (Attachment("F2", "F2"),), id="of another workspace"
        ),
        pytest.param({"id": "F3", "mode": "tombstone"}, None, id="a deleted one"),
        pytest.param({"id": "F3", "mode": "hidden_by_limit"}, None, id="a hidden one"),
    ],
)
def test_files(given: dict[str, Any], found: tuple[Attachment, ...] | None) -> None:
    update = update_from_payload(talk("", subtype="file_share", files=[given]), ME, WORDS)
    assert (update.material.files if update and update.material else None) == found


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(talk("خبر", user="UBOT"), id="the bot"),
        pytest.param(talk("خبر", bot_id="BBOT", user=None), id="the bot without its user"),
        pytest.param(talk("خبر", app_id="A0", user=None), id="the app itself"),
        pytest.param(talk("", attachments=[FORWARDED | {"author_id": "UBOT"}]), id="what the bot said, passed on"),
        pytest.param(talk("<@UBOT> status"), id="what is told to the bot"),
        pytest.param(talk("<@UBOT|rasid> status"), id="the same with its name"),
        pytest.param(talk("joined", subtype="channel_join"), id="a join"),
        pytest.param(talk("x", subtype="channel_topic"), id="a topic"),
        pytest.param(talk("x", subtype="message_deleted"), id="a deleted message"),
        pytest.param(talk("x", subtype="message_replied"), id="a reply counted"),
        pytest.param(talk(" "), id="nothing said"),
        pytest.param(talk("x", ts="soon"), id="no time"),
        pytest.param(talk("x", ts="1e300"), id="a time that no clock shows"),
        pytest.param(talk("x", attachments=["x"]), id="text for an attachment"),
        pytest.param(talk("x", channel_type="app_home"), id="an unknown kind of channel"),
    ],
)
def test_what_is_not_heard(payload: dict[str, Any]) -> None:
    assert update_from_payload(payload, ME, WORDS) is None


def test_an_edition_is_the_same_post_in_a_new_update() -> None:
    first, second = read(talk("قتل ٣")), read(edited("قتل ٥", before="قتل ٣"))
    assert first.id != second.id
    assert first.material
    assert second.material == replace(first.material, text="قتل ٥")
    assert second.address == first.address


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(edited("x", "x", attachments=[{"from_url": "https://x.example", "text": "p"}]), id="a preview"),
        pytest.param(edited("x", "x", reply_count=3), id="a count"),
        pytest.param(edited("x", "was", subtype="tombstone"), id="what is left of a deleted one"),
        pytest.param(edited("x", "was", user="UBOT"), id="the bot's"),
        pytest.param(edited("<@UBOT> x", "was"), id="told to the bot"),
    ],
)
def test_what_is_no_edition(payload: dict[str, Any]) -> None:
    assert update_from_payload(payload, ME, WORDS) is None


# --- the shortcut ---


def test_the_shortcut_scans_a_message_and_answers_in_its_thread() -> None:
    update = read(shortcut("خبر <https://x.example>"))
    assert (update.id, update.address) == ("9.8", Address("slack", "C1", TS))
    assert (update.person, update.message_id) == (Person("slack", "U2", "huda"), TS)
    assert (update.addressed, update.private, update.text) == (True, False, "")
    assert update.extra == {"title": "news", "response_url": "https://hooks.slack.example/1"}
    assert update.material == Material(
        purpose="scan",
        text="خبر https://x.example",
        links=("https://x.example",),
        source="C1",
        url=f"{TEAM}/archives/C1/p1700000001000200",
        post=TS,
        published=THEN,
    )


@pytest.mark.parametrize(
    "message",
    [
        pytest.param({"text": "خبر", "bot_id": "B1", "ts": TS}, id="an app's message"),
        pytest.param({"text": "خبر", "user": "UBOT", "ts": TS}, id="the bot's own"),
        pytest.param({"text": "", "ts": TS, "attachments": [FORWARDED]}, id="a passed on one"),
        pytest.param({"text": "", "ts": TS, "files": [FILE]}, id="a file"),
        pytest.param({"text": "", "ts": TS}, id="one without anything to read"),
    ],
)
def test_the_shortcut_takes_every_message(message: dict[str, Any]) -> None:
    assert material(shortcut(message=message)).purpose == "scan"


def test_the_shortcut_in_a_thread_answers_there() -> None:
    message = {"text": "خبر", "ts": TS, "thread_ts": "1700000000.000100"}
    assert read(shortcut(message=message)).address.thread == "1700000000.000100"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(shortcut(callback_id="other"), id="another shortcut"),
        pytest.param(shortcut(message={}), id="no message"),
        pytest.param(shortcut(channel=None), id="no channel"),
        pytest.param({"type": "shortcut", "callback_id": "scan_with_rasid", "trigger_id": "1"}, id="a global one"),
    ],
)
def test_other_shortcuts(payload: dict[str, Any]) -> None:
    assert update_from_payload(payload, ME, WORDS) is None


# --- what is told to the bot ---


@pytest.mark.parametrize("told", [direct, mention])
@pytest.mark.parametrize(
    ("text", "more", "is_material"),
    [
        pytest.param("status ISKP", {}, False, id="a command"),
        pytest.param("ما الجديد في قندهار؟", {}, False, id="a question"),
        pytest.param("what of <https://x.example> ?", {}, True, id="a question about a page"),
        pytest.param("status <https://x.example>", {}, False, id="a command about a page"),
        pytest.param("status ISKP\nwhy A1", {}, False, id="two lines"),
        pytest.param("/watch ISKP\n1\n2\n3", {}, False, id="lines after a slash"),
        pytest.param("<https://x.example/a>", {}, True, id="a link"),
        pytest.param("<http://x.example|x.example> , <https://y.example>", {}, True, id="links"),
        pytest.param(LONG, {}, True, id="a long text"),
        pytest.param(f"status {LONG}", {}, True, id="a long text that begins like a command"),
        pytest.param("1\n\n2\n3", {}, True, id="three lines"),
        pytest.param("", {"subtype": "file_share", "files": [FILE]}, True, id="a file"),
        pytest.param("status", {"subtype": "file_share", "files": [FILE]}, True, id="a file with a word"),
        pytest.param("", {"attachments": [FORWARDED]}, True, id="passed on"),
        pytest.param("/scan", {"subtype": "file_share", "files": [FILE]}, True, id="a file with a slash"),
        pytest.param("so?", {"attachments": [FORWARDED]}, True, id="passed on with a word"),
    ],
)
def test_what_is_to_be_read(told: Any, text: str, more: dict[str, Any], is_material: bool) -> None:
    update = read(told(text, **more))
    assert update.addressed
    assert (update.material is not None) is is_material
    if update.material:
        assert (update.material.purpose, update.text) == ("scan", "")
        assert "@" not in update.material.text


def test_what_somebody_writes_is_theirs_and_has_no_address() -> None:
    assert material(direct(LONG)) == Material("scan", LONG.strip(), source="U1")


def test_what_somebody_passes_on_keeps_where_it_comes_from() -> None:
    assert material(direct("", attachments=[FORWARDED])) == Material(
        purpose="scan",
        text="تفجير في قندهار",
        links=("https://x.example/1",),
        source="Huda",
        url=f"{TEAM}/archives/C7/p1700000000000100",
        post="1700000000.000100",
        published=datetime(2023, 11, 14, 22, 13, 20, 100, tzinfo=UTC),
    )
    assert material(direct("", attachments=[FORWARDED | {"channel_name": "news"}])).source == "#news"
    assert material(direct("", attachments=[FORWARDED | {"from_url": "javascript:alert(1)"}])).url is None


@pytest.mark.parametrize("workspace", ["", "ftp://x"])
def test_without_the_workspace_there_are_no_addresses(workspace: str) -> None:
    update = update_from_payload(talk("خبر"), replace(ME, workspace=workspace), WORDS)
    assert update
    assert update.material
    assert update.material.url is None
