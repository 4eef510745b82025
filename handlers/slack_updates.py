"""What Slack reports, as Updates: mentions, direct messages, the slash command and pressed buttons."""

import json
import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier

from bot.core.command_line import as_command
from bot.core.layout import clean_text
from bot.core.model import Address, Person, Update

PLATFORM = "slack"

_PERSON_SPOKE = frozenset({None, "file_share", "thread_broadcast"})
_MARKED_UP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


def verify(signing_secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether Slack signed this HTTP request, at most five minutes before or after `now` (aware)."""
    verifier = SignatureVerifier(signing_secret, _At(now))
    try:
        return verifier.is_valid_request(body, dict(headers))
    except (OverflowError, TypeError, ValueError):
        return False  # a timestamp that is no number of a clock, a signature that is no ASCII, a body that is no UTF-8


def payload_from_body(body: bytes, content_type: str) -> dict[str, Any] | None:
    """The payload of an HTTP request of Slack (JSON, form, or JSON inside a form); None for anything else."""
    try:
        if not content_type.startswith("application/x-www-form-urlencoded"):
            return _mapping(json.loads(body))
        form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        return _mapping(json.loads(form["payload"])) if "payload" in form else form
    except (RecursionError, ValueError):
        return None


def update_from_payload(payload: Mapping[str, Any], bot_user: str, words: Collection[str] = ()) -> Update | None:
    """The Update of an event, a slash command or a pressed button; None for what the bot does not listen to.

    `bot_user` is the bot's user id; `words` are the command words that need no slash.
    """
    try:
        if payload.get("type") == "event_callback":
            return _from_event(_id(payload, "event_id"), payload["event"], bot_user, words)
        if payload.get("type") == "block_actions":
            return _from_button(payload)
        return _from_command(payload, words) if "command" in payload else None
    except (AttributeError, IndexError, KeyError, TypeError):
        return None


def plain(text: str) -> str:
    """What a person typed, without Slack's markup: names for people and channels, words for links."""
    named = _MARKED_UP.sub(lambda found: _name(found[1], found[2]), text)
    return clean_text(named.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")).strip()


def _id(payload: Mapping[str, Any], name: str) -> str:
    """What Slack repeats when it brings the same again; the envelope's id, which is new each time, is second best."""
    return str(payload.get(name) or payload["envelope_id"])


def _from_event(name: str, event: Mapping[str, Any], bot_user: str, words: Collection[str]) -> Update | None:
    direct = event["type"] == "message" and event.get("channel_type", "im") == "im" and event["channel"][0] == "D"
    if not (direct or event["type"] == "app_mention") or not _is_person(event, bot_user):
        return None
    said = plain(event.get("text", "").replace(f"<@{bot_user}>", " "))
    if direct and not said:
        return None
    return Update(
        platform=PLATFORM,
        id=name,
        address=Address(PLATFORM, event["channel"], _thread(event)),
        person=Person(PLATFORM, event["user"]),
        text=as_command(said, words) or "/help",
        private=direct,
        replied_to=_thread(event) or None,
        message_id=event["ts"],
        extra={"title": ""},
    )


def _is_person(event: Mapping[str, Any], bot_user: str) -> bool:
    return event.get("subtype") in _PERSON_SPOKE and not event.get("bot_id") and event.get("user") != bot_user


def _from_command(payload: Mapping[str, Any], words: Collection[str]) -> Update:
    channel = payload["channel_id"]
    private = channel.startswith("D")
    return Update(
        platform=PLATFORM,
        id=_id(payload, "trigger_id"),
        address=Address(PLATFORM, channel),
        person=Person(PLATFORM, payload["user_id"], clean_text(payload.get("user_name", ""))),
        text=as_command(plain(payload.get("text", "")), words) or "/help",
        private=private,
        extra={
            "title": "" if private else clean_text(payload.get("channel_name", "")),
            "response_url": payload.get("response_url", ""),
        },
    )


def _from_button(payload: Mapping[str, Any]) -> Update:
    user, container = payload["user"], payload.get("container", {})
    channel = payload.get("channel") or {"id": container["channel_id"]}
    # A message that only one person sees comes without itself.
    message = payload.get("message") or {"ts": container["message_ts"], "thread_ts": container.get("thread_ts")}
    private = channel["id"].startswith("D")
    return Update(
        platform=PLATFORM,
        id=_id(payload, "trigger_id"),
        address=Address(PLATFORM, channel["id"], _thread(message)),
        person=Person(PLATFORM, user["id"], clean_text(user.get("username") or user.get("name") or "")),
        text=clean_text(payload["actions"][0]["value"]),
        private=private,
        replied_to=message["ts"],
        message_id=message["ts"],
        extra={
            "title": "" if private else clean_text(channel.get("name", "")),
            "response_url": payload.get("response_url", ""),
        },
    )


def _thread(message: Mapping[str, Any]) -> str:
    """The thread a message stands in; the message that a thread hangs on stands in the channel itself."""
    thread = str(message.get("thread_ts") or "")
    return "" if thread == message["ts"] else thread


def _name(target: str, label: str | None) -> str:
    sign = target[0] if target[0] in "@#!" else ""
    if not sign:
        return label or target
    return label if label and label.startswith(("@", "#")) else f"{'@' if sign == '!' else sign}{label or target[1:]}"


def _mapping(data: Any) -> dict[str, Any] | None:
    return data if isinstance(data, dict) else None


class _At(Clock):
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        self._now = now.timestamp()

    def now(self) -> float:
        return self._now
