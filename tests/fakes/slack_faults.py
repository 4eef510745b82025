"""Slack's errors, ready for `server.faults.add(...)`: most of them are HTTP 200 with ok=false."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.fakes.faults import Answer, json_answer


class SlackError(Exception):
    """An answer with ok=false; `code` is its `error`."""

    def __init__(self, code: str, messages: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.messages = list(messages)

    def answer(self) -> Answer:
        body: dict[str, Any] = {"ok": False, "error": self.code}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return json_answer(200, body)


class MalformedError(SlackError):
    """A call that is wrong whatever the channels are like: the app's own fault."""


def refused(code: str) -> Answer:
    """Such as not_in_channel, channel_not_found, is_archived, token_revoked, account_inactive, msg_too_long,
    ratelimited (which may come with HTTP 200); of chat.update message_not_found, cant_update_message."""
    return SlackError(code).answer()


def rate_limited(retry_after: int) -> Answer:
    return json_answer(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(retry_after)})


def internal_error() -> Answer:
    return json_answer(500, {"ok": False, "error": "internal_error"})
