"""The people in the fake Slack: they write, mention the app, type its command and press its buttons."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

from tests.fakes.slack_methods import WebMethods
from tests.fakes.slack_objects import APP, BOT_USER, TEAM, Json, Posted, channel_type, shown_message
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

    def command(self, user: str, channel: str, text: str) -> Envelope:
        """Type `/rasid TEXT`."""
        payload = self._common(user) | {"command": COMMAND, "text": text, "user_id": user, "team_domain": "tests"}
        payload |= {"channel_id": channel, "channel_name": channel.lower(), "user_name": user.lower()}
        payload |= {"team_id": TEAM, "response_url": self._methods.response_url(channel, user)}
        return self._emit("slash_commands", payload)

    def press(self, user: str, posted: Posted, action: str, value: str | None = None) -> Envelope:
        """Press a button; `action` and `value` may be ones that the message never had."""
        pressed: Json = {"type": "button", "action_id": action, "block_id": "b", "action_ts": self._methods.next_ts()}
        pressed |= {"text": {"type": "plain_text", "text": "…"}} | ({"value": value} if value is not None else {})
        return self._interact("block_actions", user, posted, actions=[pressed])

    def use_shortcut(self, user: str, posted: Posted, callback_id: str) -> Envelope:
        """Choose one of the app's entries in a message's menu."""
        return self._interact("message_action", user, posted, callback_id=callback_id, message_ts=posted.ts)

    def open_home(self, user: str) -> Envelope:
        channel = "D" + user[1:]
        return self._emit_event({"type": "app_home_opened", "user": user, "channel": channel, "tab": "home"})

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

    def _interact(self, kind: str, user: str, posted: Posted, **more: Any) -> Envelope:
        payload = self._common(user) | {"type": kind, "user": {"id": user, "username": user.lower(), "team_id": TEAM}}
        payload |= {"channel": {"id": posted.channel, "name": posted.channel.lower()}, "message": shown_message(posted)}
        payload |= {"team": {"id": TEAM, "domain": "tests"}}
        payload |= {"container": {"type": "message", "message_ts": posted.ts, "channel_id": posted.channel}}
        payload |= {"response_url": self._methods.response_url(posted.channel, user)}
        return self._emit("interactive", payload | more)

    def _common(self, user: str) -> Json:
        return {"token": "made-up", "api_app_id": APP, "trigger_id": f"{next(self._deeds)}.{user}"}
