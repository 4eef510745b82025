"""The people in the fake Slack: they write, mention the app, type its command and press its buttons."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

from tests.fakes.slack_methods import WebMethods
from tests.fakes.slack_objects import APP, BOT, BOT_USER, TEAM, Json, Posted, channel_type, shown_message
from tests.fakes.slack_socket import Envelope

COMMAND = "/rasid"


class People:
    """What a test makes people do; each deed becomes an envelope, which is returned."""

    def __init__(self, emit: Callable[[str, Json], Envelope], methods: WebMethods) -> None:
        self._emit = emit
        self._methods = methods
        self._deeds = itertools.count(1)

    def say(self, user: str, channel: str, text: str, *, thread_ts: str | None = None, **more: Any) -> Envelope:
        """Write a message: in a direct message (`D…`) or in a channel the app listens to. `more` adds fields."""
        return self._event("message", user, channel, text, thread_ts, channel_type=channel_type(channel), **more)

    def mention(self, user: str, channel: str, text: str, *, thread_ts: str | None = None) -> Envelope:
        """Write `@rasid TEXT` in a channel."""
        return self._event("app_mention", user, channel, f"<@{BOT_USER}> {text}", thread_ts)

    def post_as_app(self, channel: str, text: str, name: str = "Newsroom", **more: Any) -> Envelope:
        """What another app, such as one for feeds, posts in a channel."""
        profile = {"id": "B0OTHER", "app_id": "A0OTHER", "name": name, "team_id": TEAM}
        told = {"subtype": "bot_message", "bot_id": "B0OTHER", "app_id": "A0OTHER", "bot_profile": profile}
        event: Json = {"type": "message", "channel": channel, "text": text, "ts": self._methods.next_ts()}
        return self._emit_event(event | told | {"team": TEAM, "channel_type": channel_type(channel)} | more)

    def edit(self, envelope: Envelope, text: str, **more: Any) -> Envelope:
        """Change what was said; with the same text it is Slack that adds something, such as the preview of a page."""
        before = message_of(envelope)
        edited = (
            {} if text == before["text"] else {"edited": {"user": before.get("user"), "ts": self._methods.next_ts()}}
        )
        return self._change(envelope, "message_changed", message=before | {"text": text} | edited | more)

    def delete(self, envelope: Envelope) -> Envelope:
        return self._change(envelope, "message_deleted", deleted_ts=envelope.payload["event"]["ts"])

    def command(self, user: str, channel: str, text: str) -> Envelope:
        """Type `/rasid TEXT`."""
        payload = self._common(user) | {"command": COMMAND, "text": text, "user_id": user, "team_domain": "tests"}
        payload |= {"channel_id": channel, "channel_name": channel.lower(), "user_name": user.lower()}
        payload |= {"team_id": TEAM, "response_url": self._methods.response_url(channel, user)}
        return self._emit("slash_commands", payload)

    def press(self, user: str, posted: Posted, action: str, value: str | None = None) -> Envelope:
        """Press a button; `action` and `value` may be ones that the message never had. A message that one person alone
        sees comes without itself."""
        pressed: Json = {"type": "button", "action_id": action, "block_id": "b", "action_ts": self._methods.next_ts()}
        pressed |= {"text": {"type": "plain_text", "text": "…"}} | ({"value": value} if value is not None else {})
        container: Json = {"type": "message", "message_ts": posted.ts, "channel_id": posted.channel}
        message = shown_message(posted)
        if posted.user:
            message, container = {}, container | {"is_ephemeral": True}
        return self._interact("block_actions", user, posted.channel, message, actions=[pressed], container=container)

    def use_shortcut(self, user: str, on: Posted | Envelope, callback_id: str) -> Envelope:
        """Choose one of the app's entries in the menu of a message, of the app's or of what somebody said."""
        if isinstance(on, Posted):
            channel, message = on.channel, shown_message(on)
        else:
            channel, message = on.payload["event"]["channel"], message_of(on)
        more = {"callback_id": callback_id, "message_ts": message["ts"], "action_ts": self._methods.next_ts()}
        return self._interact("message_action", user, channel, message, **more)

    def open_home(self, user: str, tab: str = "home") -> Envelope:
        """Open the app: its page, or the tab `messages`."""
        channel = "D" + user[1:]
        return self._emit_event({"type": "app_home_opened", "user": user, "channel": channel, "tab": tab})

    def press_home(self, user: str, view: Json, value: str) -> Envelope:
        """Press a button of the page, which comes without a channel and without a message."""
        pressed: Json = {"type": "button", "action_id": "a", "block_id": "b", "action_ts": self._methods.next_ts()}
        pressed |= {"text": {"type": "plain_text", "text": "…"}, "value": value}
        shown = view | {"id": "V0HOME", "team_id": TEAM, "app_id": APP, "bot_id": BOT, "hash": "1.a", "callback_id": ""}
        payload = self._common(user) | {"type": "block_actions", "user": {"id": user, "username": user.lower()}}
        payload |= {"container": {"type": "view", "view_id": "V0HOME"}, "view": shown, "actions": [pressed]}
        return self._emit("interactive", payload | {"team": {"id": TEAM, "domain": "tests"}})

    def repeat(self, envelope: Envelope) -> Envelope:
        """The same deed once more in a new envelope, as Slack does when it doubts."""
        return self._emit(envelope.kind, envelope.payload)

    def _event(self, kind: str, user: str, channel: str, text: str, thread_ts: str | None, **more: Any) -> Envelope:
        event = {"type": kind, "user": user, "channel": channel, "text": text, "ts": self._methods.next_ts()}
        event |= {"team": TEAM} | ({"thread_ts": thread_ts} if thread_ts else {})
        return self._emit_event(event | more)

    def _emit_event(self, event: Json) -> Envelope:
        payload = {
            "type": "event_callback",
            "token": "made-up",
            "team_id": TEAM,
            "api_app_id": APP,
            "event_id": f"Ev{next(self._deeds):010d}",
            "event_time": int(time.time()),
            "event": event | {"event_ts": event.get("ts") or self._methods.next_ts()},
            "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True, "enterprise_id": None}],
            "is_ext_shared_channel": False,
        }
        return self._emit("events_api", payload)

    def _change(self, envelope: Envelope, subtype: str, **more: Any) -> Envelope:
        """https://docs.slack.dev/reference/events/message/message_changed"""
        said = envelope.payload["event"]
        event = {"type": "message", "subtype": subtype, "hidden": True, "channel": said["channel"]}
        event |= {"channel_type": said["channel_type"], "ts": self._methods.next_ts()}
        return self._emit_event(event | {"previous_message": message_of(envelope)} | more)

    def _interact(self, kind: str, user: str, channel: str, message: Json, **more: Any) -> Envelope:
        # Where a button tells the user name, a shortcut calls it the name.
        called = "name" if kind == "message_action" else "username"
        payload = self._common(user) | {"type": kind, "user": {"id": user, called: user.lower(), "team_id": TEAM}}
        payload |= {"channel": {"id": channel, "name": channel.lower()}} | ({"message": message} if message else {})
        payload |= {"team": {"id": TEAM, "domain": "tests"}}
        payload |= {"response_url": self._methods.response_url(channel, user)}
        return self._emit("interactive", payload | more)

    def _common(self, user: str) -> Json:
        return {"token": "made-up", "api_app_id": APP, "trigger_id": f"{next(self._deeds)}.{user}"}


def message_of(envelope: Envelope) -> Json:
    """What was said, as Slack shows it again: without where it stands."""
    where = ("channel", "channel_type", "event_ts")
    event: Json = envelope.payload["event"]
    return {name: value for name, value in event.get("message", event).items() if name not in where}
