"""Answers of servers that speak less than Telegram: what the library insists on and nobody here reads is filled in.

A field that is null counts as one that is not there.
"""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

_NEVER = 1  # 0 marks a message that the bot cannot see any more
# What an administrator may do, as bots are in channels.
_RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)
_POSTS = ("channel_post", "edited_channel_post")
_UPDATES = ("message", "callback_query", "my_chat_member", "inline_query", *_POSTS)


def full_update(data: Mapping[str, Any]) -> Json:
    """An update with dates, kinds of chats and names where they are left out. Raises on what is no update."""
    fill = {
        "message": _message,
        "callback_query": _button,
        "my_chat_member": _membership,
        "inline_query": _question,
        **dict.fromkeys(_POSTS, _post),
    }
    return {**data, **{name: fill[name](data[name]) for name in _UPDATES if data.get(name)}}


def full_answer(data: Json) -> Json:
    """The answer to a call: `ok` is a result, a file or a member is one, and any other object without an id of its own
    is the message that was sent."""
    if data.get("ok") is not True:
        return data
    result = data.get("result", True)
    if isinstance(result, dict) and "status" in result:
        return {**data, "result": _member(result, {"id": 0})}
    if isinstance(result, dict) and "file_id" in result:
        return {**data, "result": {"file_unique_id": "", **_said(result)}}
    return {**data, "result": _sent(result) if isinstance(result, dict) and "id" not in result else result}


def _sent(result: Json) -> Json:
    """It was sent whatever else is said of it; 0 where even its id is left out."""
    return {"message_id": result.get("message_id") or 0, "date": _NEVER, "chat": {"id": 0, "type": "private"}}


def _message(given: Json, speaker: Any = None) -> Json:
    """`speaker` is the id of who speaks, where that is not who wrote the message."""
    message = {"date": _NEVER, **_said(given)}
    user = message.get("from", {}).get("id") if speaker is None else speaker
    for name, fill in (("chat", _chat), ("sender_chat", _chat), ("reply_to_message", _message)):
        if name in message:
            message[name] = fill(message[name], user)
    if "forward_origin" in message:
        message["forward_origin"] = {"date": _NEVER, **_said(message["forward_origin"])}
    if "document" in message:
        message["document"] = {"file_unique_id": "", **_said(message["document"])}
    return {**message, **_users(message)}


def _post(given: Json) -> Json:
    """A channel's post, which nobody wrote."""
    return _message({**given, "chat": {"type": "channel", **_said(given["chat"])}})


def _button(given: Json) -> Json:
    query = {"chat_instance": "", **_said(given)}
    shown = {"message": _message(query["message"], query["from"]["id"])} if "message" in query else {}
    return {**query, **shown, **_users(query)}


def _question(given: Json) -> Json:
    query = {"query": "", "offset": "", **_said(given)}
    return {**query, **_users(query)}


def _membership(given: Json) -> Json:
    change = {"date": _NEVER, **_said(given)}
    members = {name: _member(change[name], change["from"]) for name in ("old_chat_member", "new_chat_member")}
    return {**change, **members, "chat": _chat(change["chat"], change["from"]["id"]), **_users(change)}


def _member(given: Json, changer: Json) -> Json:
    """Of the bot's own coming and going who is meant need not be said, of a member that was asked about neither."""
    rights = dict.fromkeys(_RIGHTS, False) if given.get("status") in ("administrator", "creator") else {}
    member = {"until_date": 0, "user": changer, **rights, **_said(given)}
    return {**member, "user": _user(member["user"])}


def _chat(given: Json, user: Any) -> Json:
    """A private chat has the id of the person it is held with."""
    chat = _said(given)
    return {"type": "private" if chat["id"] == user else "group", **chat}


def _users(data: Json) -> Json:
    return {"from": _user(data["from"])} if "from" in data else {}


def _user(given: Json) -> Json:
    return {"is_bot": False, "first_name": "", **_said(given)}


def _said(given: Json) -> Json:
    return {name: value for name, value in given.items() if value is not None}
