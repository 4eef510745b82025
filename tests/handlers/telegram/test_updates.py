"""What Telegram's updates say: who is spoken to, where, and who came or went."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.model import Address
from handlers.telegram import update_from_json
from tests.fakes.telegram_server import BOT_ID, BOT_NAME
from tests.handlers.telegram_wire import GROUP, WORDS, group, private

BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Rasid", "username": BOT_NAME}
PERSON = {"id": 9, "is_bot": False, "first_name": "Rim"}
OTHER_BOT = {"id": 9, "is_bot": True, "first_name": "Other", "username": "other_bot"}


def from_bot(**more: Any) -> dict[str, Any]:
    return group("an alert", message_id=3) | {"from": BOT} | more


@pytest.mark.parametrize(
    ("said", "text", "addressed"),
    [
        pytest.param(private("/status ISKP"), "/status ISKP", True, id="private command"),
        pytest.param(private("status ISKP"), "/status ISKP", True, id="private bare word"),
        pytest.param(private("Status داعش خراسان"), "/Status داعش خراسان", True, id="bare word in capitals"),
        pytest.param(private("what is ISKP"), "what is ISKP", True, id="private talk"),
        pytest.param(private("/status@RASID_test_bot ISKP"), "/status ISKP", True, id="private, with name"),
        pytest.param(group("/status ISKP"), "/status ISKP", True, id="group command"),
        pytest.param(group(f"/status@{BOT_NAME} ISKP"), "/status ISKP", True, id="group command with name"),
        pytest.param(group(f"/status@{BOT_NAME}\nISKP"), "/status\nISKP", True, id="command over two lines"),
        pytest.param(group("/status@other_bot ISKP"), "/status ISKP", False, id="command for another bot"),
        pytest.param(group("status ISKP"), "/status ISKP", False, id="group talk"),
        pytest.param(group(f"@{BOT_NAME} status ISKP"), "/status ISKP", True, id="mention"),
        pytest.param(group(f"@{BOT_NAME}: status ISKP"), "/status ISKP", True, id="mention with colon"),
        pytest.param(group(f"hello @{BOT_NAME}"), "hello", True, id="mention at the end"),
        pytest.param(group(f"@{BOT_NAME}"), "/help", True, id="mention alone"),
        pytest.param(group(f"@{BOT_NAME}x status"), f"@{BOT_NAME}x status", False, id="a longer name"),
        pytest.param(group("why?", reply_to_message=from_bot()), "why?", True, id="reply to the bot"),
        pytest.param(
            group("why?", reply_to_message=group("x", message_id=3)), "why?", False, id="reply to somebody else"
        ),
        pytest.param(
            group("hi", reply_to_message=from_bot(forum_topic_created={"name": "t", "icon_color": 1})),
            "hi",
            False,
            id="first message of a topic",
        ),
        pytest.param(
            private("/status a\ud800b\x00"), "/status a\N{REPLACEMENT CHARACTER}b", True, id="half characters"
        ),
    ],
)
def test_who_is_spoken_to(said: dict[str, Any], text: str, addressed: bool) -> None:
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME, WORDS)
    assert update is not None
    assert (update.text, update.addressed) == (text, addressed)


@pytest.mark.parametrize("name", [pytest.param("", id="an empty name"), pytest.param(None, id="none")])
def test_a_person_without_a_name(name: str | None) -> None:
    data = {"update_id": 1, "message": private("/status") | {"from": {"id": 7, "is_bot": False, "first_name": name}}}
    update = update_from_json(data, BOT_NAME, WORDS)
    assert update is not None
    assert (update.text, update.person.user, update.person.name) == ("/status", "7", "")


def test_a_caption_counts_as_text() -> None:
    photo = private("") | {"caption": "/test", "text": None}
    update = update_from_json({"update_id": 1, "message": photo}, BOT_NAME)
    assert update is not None
    assert update.text == "/test"


def test_a_reply_in_a_topic() -> None:
    said = group("/why", message_thread_id=7, is_topic_message=True, reply_to_message=from_bot())
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME)
    assert update is not None
    assert update.address == Address("telegram", str(GROUP), "7")
    assert (update.replied_to, update.message_id, update.private) == ("3", "5", False)
    assert update.extra["title"] == "Desk"


def test_a_reply_outside_of_forums_is_in_no_topic() -> None:
    said = group("/why", message_thread_id=3, reply_to_message=from_bot())
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME)
    assert update is not None
    assert update.address.thread == ""


def test_an_anonymous_admin_is_the_group() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    said = group("/mute all 4h", sender_chat={"id": GROUP, "type": "supergroup", "title": "Desk"}) | {"from": anonymous}
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME)
    assert update is not None
    assert update.person.label == f"telegram:{GROUP}"


def member(status: str, **more: Any) -> dict[str, Any]:
    extra = {"until_date": 0} if status in {"kicked", "restricted"} else {}
    return {"user": BOT, "status": status, **extra, **more}


RIGHTS = (
    *("can_send_messages", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics"),
    *("can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_send_audios"),
    *("can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes"),
    *("can_send_voice_notes", "can_react_to_messages", "can_edit_tag"),
)


@pytest.mark.parametrize(
    ("old", "new", "membership"),
    [
        pytest.param(member("member"), member("kicked"), "gone", id="blocked or thrown out"),
        pytest.param(member("member"), member("left"), "gone", id="left"),
        pytest.param(member("kicked"), member("member"), "back", id="unblocked"),
        pytest.param(member("left"), member("member"), "back", id="added"),
        pytest.param(member("kicked"), member("left"), None, id="unbanned, not yet back"),
        pytest.param(
            member("member"),
            member("restricted", is_member=False, **dict.fromkeys(RIGHTS, False)),
            "gone",
            id="restricted and out",
        ),
    ],
)
def test_coming_and_going(old: dict[str, Any], new: dict[str, Any], membership: str | None) -> None:
    person = {"id": 1001, "is_bot": False, "first_name": "Huda"}
    chat = {"id": 1001, "type": "private", "first_name": "Huda"}
    change = {"chat": chat, "from": person, "date": 1_770_000_000, "old_chat_member": old, "new_chat_member": new}
    update = update_from_json({"update_id": 4, "my_chat_member": change}, BOT_NAME)
    if membership is None:
        assert update is None
    else:
        assert update is not None
        assert (update.text, update.extra["membership"], update.private) == ("", membership, True)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"update_id": 1, "edited_message": private("/status")}, id="an edited message"),
        pytest.param({"update_id": 1, "message": private("/status") | {"from": OTHER_BOT}}, id="another bot"),
        pytest.param({"update_id": 1, "message": private("/status") | {"text": None}}, id="a sticker"),
        pytest.param({"update_id": 1, "channel_post": group("") | {"text": None}}, id="a channel's new picture"),
        pytest.param({"update_id": 1}, id="nothing"),
        pytest.param({}, id="no number"),
        pytest.param({"update_id": 1, "message": "text"}, id="a text for a message"),
        pytest.param({"update_id": 1, "message": private("x", date=10**30)}, id="a date that is none"),
        pytest.param({"update_id": 1, "callback_query": {"id": "1"}}, id="half a button"),
    ],
)
def test_what_is_not_listened_to(data: dict[str, Any]) -> None:
    assert update_from_json(data, BOT_NAME, WORDS) is None


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        pytest.param(private("/status"), {"bot": BOT_NAME}, id="alone"),
        pytest.param(group("/status"), {"unnamed": True}, id="a command in a group"),
        pytest.param(group(f"/status@{BOT_NAME.upper()}"), {}, id="a command with the name"),
        pytest.param(group(f"@{BOT_NAME} status"), {}, id="the name"),
        pytest.param(
            group("/users role viewer", reply_to_message=group("x", message_id=3) | {"from": PERSON}),
            {"unnamed": True, "answers": {"user": "9", "name": "Rim"}},
            id="an answer to a person",
        ),
        pytest.param(group("why", reply_to_message=from_bot()), {"unnamed": True}, id="an answer to the bot"),
        pytest.param(
            group(f"/settings@{BOT_NAME}", sender_chat={"id": GROUP, "type": "supergroup", "title": "Desk"}),
            {"chat_admin": True},
            id="an anonymous administrator",
        ),
        pytest.param(
            group(f"/settings@{BOT_NAME}", sender_chat={"id": -100777, "type": "channel", "title": "News"}),
            {"masked": True},
            id="another chat that speaks in the group",
        ),
    ],
)
def test_what_is_known_of_who_speaks(said: dict[str, Any], facts: dict[str, Any]) -> None:
    update = update_from_json({"update_id": 1, "message": said}, BOT_NAME, WORDS)
    assert update is not None
    told = ("bot", "unnamed", "answers", "chat_admin", "masked")
    assert {name: value for name, value in update.extra.items() if name in told} == facts
