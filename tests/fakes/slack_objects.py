"""Slack's objects as plain mappings, and the record of a posted message that tests look at."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.fakes.slack_blocks import mappings_in, texts_of

Json = dict[str, Any]

APP = "A0RASID"
BOT = "B0RASID"
BOT_USER = "U0RASID"
TEAM = "T0TESTS"

LINK = re.compile(r"<(?:https?|mailto)[^>|]*(?:\|([^>]*))?>")
PING = re.compile(r"<(?:!(?:channel|here|everyone|subteam\^)|@[UW])[^>]*>")


@dataclass(frozen=True)
class Button:
    """A button of a message: `action` and `value` come back when it is pressed."""

    text: str
    action: str
    value: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Posted:
    """One message as the app posted or changed it.

    `method` is the call it came by (`ack` for a text in an acknowledgement, `response_url`), `user` the only one
    who sees it where it is ephemeral, `time` monotonic seconds at receipt.
    """

    method: str
    channel: str
    ts: str
    text: str
    blocks: tuple[Mapping[str, Any], ...] = ()
    thread_ts: str | None = None
    user: str | None = None
    file_name: str | None = None
    content: bytes = b""
    time: float = 0.0

    @property
    def plain(self) -> str:
        """What a reader sees: the blocks where there are any, else the text; entities and links resolved."""
        pieces = [text["text"] for text in texts_of(list(self.blocks))] or [self.text]
        return html.unescape(LINK.sub(lambda link: link.group(1) or link.group(), "\n".join(pieces)))

    @property
    def buttons(self) -> tuple[Button, ...]:
        found = mappings_in(list(self.blocks))
        return tuple(button_of(element) for element in found if element.get("type") == "button")

    @property
    def pings(self) -> list[str]:
        """Everything in it that would notify people, such as <!channel>."""
        return PING.findall("\n".join([self.text, *(text["text"] for text in texts_of(list(self.blocks)))]))

    def button(self, words: str) -> Button:
        """The first button with `words` in its text."""
        return next(button for button in self.buttons if words in button.text)


def button_of(element: Mapping[str, Any]) -> Button:
    return Button(element["text"]["text"], element.get("action_id", ""), element.get("value"), element.get("url"))


def channel_object(channel: str, creator: str = "U0FOUNDER") -> Json:
    """`D…` is a direct message of the app's, `G…` a private channel, `C…` a public one."""
    name = channel.lower()
    kinds = {"is_im": channel[0] == "D", "is_private": channel[0] in "DG", "is_channel": channel[0] != "D"}
    about: Json = {"id": channel, "name": name, "is_archived": False, "is_member": True, "created": 1_700_000_000}
    return about | kinds | ({"user": "U" + channel[1:]} if channel[0] == "D" else {"creator": creator})


def channel_type(channel: str) -> str:
    return {"D": "im", "G": "group"}.get(channel[0], "channel")


def user_object(user: str, admins: Sequence[str] = ()) -> Json:
    name = f"person_{user.lower()}"
    return {
        "id": user,
        "team_id": TEAM,
        "name": name,
        "real_name": name,
        "is_bot": user == BOT_USER,
        "is_admin": user in admins,
        "is_owner": user in admins[:1],
        "is_primary_owner": user in admins[:1],
        "deleted": False,
        "locale": "ar",
        "tz": "Asia/Baghdad",
        "tz_offset": 10_800,
        "profile": {"display_name": name, "real_name": name},
    }


def shown_message(posted: Posted) -> Json:
    """A message as Slack gives it in answers and with a pressed button."""
    message: Json = {"type": "message", "ts": posted.ts, "text": posted.text, "bot_id": BOT, "user": BOT_USER}
    message |= {"team": TEAM, "app_id": APP}
    if posted.blocks:
        message["blocks"] = list(posted.blocks)
    if posted.thread_ts:
        message["thread_ts"] = posted.thread_ts
    return message
