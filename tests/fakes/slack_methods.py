"""The methods of Slack's Web API that an app calls, with Slack's checks and its error codes."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tests.fakes.journal import Journal
from tests.fakes.slack_blocks import InvalidBlocksError, check_blocks, check_view
from tests.fakes.slack_faults import MalformedError, SlackError
from tests.fakes.slack_files import SharedFiles
from tests.fakes.slack_objects import (
    BOT,
    BOT_USER,
    TEAM,
    Json,
    Posted,
    channel_object,
    shown_message,
    user_object,
)

LONGEST_TEXT = 40_000
MOST_RESPONSES = 5
CHANNEL = re.compile(r"[CDG][A-Z0-9]+")
PERSON = re.compile(r"[UW][A-Z0-9]+")

ACKNOWLEDGED = frozenset(
    {"reactions.add", "reactions.remove", "conversations.join", "conversations.leave", "users.setPresence"}
    | {"assistant.threads.setStatus", "api.test"}
)


class WebMethods:
    """What the app has posted, and the calls that change it."""

    def __init__(self, origin: Callable[[], str]) -> None:
        self.posted: Journal[Posted] = Journal()
        self.views: Journal[Json] = Journal()
        self.admins: list[str] = []
        self.creators: dict[str, str] = {}
        # Direct messages between people, which the app does not see.
        self.between: set[str] = set()
        self.files = SharedFiles(origin)
        self._origin = origin
        self._messages: dict[tuple[str, str], Posted] = {}
        self._files: dict[str, tuple[str, bytes]] = {}
        self._responses: dict[str, tuple[str, str, int]] = {}
        self._numbers = itertools.count(1)
        self._methods: dict[str, Callable[[Json], Json]] = {
            "auth.test": self.auth_test,
            "apps.connections.open": self.open_connection,
            "chat.postMessage": self.post_message,
            "chat.postEphemeral": self.post_ephemeral,
            "chat.update": self.update_message,
            "chat.delete": self.delete_message,
            "chat.getPermalink": self.get_permalink,
            "conversations.info": self.conversation_info,
            "conversations.open": self.open_conversation,
            "conversations.members": self.conversation_members,
            "users.info": self.user_info,
            "bots.info": lambda _: {"bot": {"id": BOT, "user_id": BOT_USER, "name": "rasid"}},
            "files.info": self.files.info,
            "files.getUploadURLExternal": self.get_upload_url,
            "files.completeUploadExternal": self.complete_upload,
            "views.publish": self.publish_view,
            "views.open": self.show_view,
            "views.update": self.show_view,
        }

    def call(self, method: str, given: Json) -> Json:
        """The answer without `ok`. Raises SlackError."""
        if method in ACKNOWLEDGED:
            return {}
        if method not in self._methods:
            raise MalformedError("unknown_method")
        return self._methods[method](given)

    def auth_test(self, _: Json) -> Json:
        names = {"team": "Tests", "user": "rasid", "url": "https://tests.slack.example/"}
        return names | {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT, "is_enterprise_install": False}

    def open_connection(self, given: Json) -> Json:
        if not given["token"].startswith("xapp-"):
            raise SlackError("not_allowed_token_type")
        return {"url": self._origin().replace("http", "ws", 1) + f"/link/?ticket={next(self._numbers)}"}

    def post_message(self, given: Json) -> Json:
        posted = self._record(self._message("chat.postMessage", given, self._conversation(given)))
        return {"channel": posted.channel, "ts": posted.ts, "message": shown_message(posted)}

    def post_ephemeral(self, given: Json) -> Json:
        if not given.get("user"):
            raise MalformedError("invalid_arguments")
        posted = self._message("chat.postEphemeral", given, self._conversation(given))
        self.posted.record(replace(posted, user=given["user"]))
        return {"message_ts": posted.ts}

    def update_message(self, given: Json) -> Json:
        before = self._known(given)
        after = self._message("chat.update", given, before.channel)
        self._record(replace(after, ts=before.ts, thread_ts=before.thread_ts))
        return {"channel": after.channel, "ts": before.ts, "text": after.text}

    def delete_message(self, given: Json) -> Json:
        gone = self._known(given)
        del self._messages[gone.channel, gone.ts]
        return {"channel": gone.channel, "ts": gone.ts}

    def get_permalink(self, given: Json) -> Json:
        channel, ts = given["channel"], given["message_ts"]
        return {"channel": channel, "permalink": f"https://tests.slack.example/archives/{channel}/p{ts}"}

    def conversation_info(self, given: Json) -> Json:
        channel = self._conversation(given)
        return {"channel": channel_object(channel, self.creators.get(channel, "U0FOUNDER"))}

    def open_conversation(self, given: Json) -> Json:
        users = given.get("users", "")
        return {"channel": {"id": direct(users if isinstance(users, str) else users[0])}}

    def conversation_members(self, given: Json) -> Json:
        conversation(given)
        return {"members": [BOT_USER, *self.admins], "response_metadata": {"next_cursor": ""}}

    def user_info(self, given: Json) -> Json:
        if not PERSON.fullmatch(given.get("user", "")):
            raise SlackError("user_not_found")
        return {"user": user_object(given["user"], self.admins)}

    def get_upload_url(self, given: Json) -> Json:
        if not given.get("filename") or not int(given.get("length") or 0):
            raise MalformedError("invalid_arguments")
        file_id = f"F{next(self._numbers):08d}"
        self._files[file_id] = (given["filename"], b"")
        return {"upload_url": f"{self._origin()}/upload/{file_id}", "file_id": file_id}

    def upload(self, file_id: str, content: bytes) -> None:
        self._files[file_id] = (self._files[file_id][0], content)

    def complete_upload(self, given: Json) -> Json:
        files = [self._share(file, given) for file in given.get("files") or ()]
        if not files:
            raise MalformedError("invalid_arguments")
        return {"files": files}

    def publish_view(self, given: Json) -> Json:
        """https://docs.slack.dev/reference/methods/views.publish : the page of one person, replaced as a whole."""
        if not PERSON.fullmatch(str(given.get("user_id") or "")):
            raise MalformedError("user_not_found")
        if given["view"].get("type") != "home":
            raise MalformedError("invalid_arguments", ["[ERROR] view must be of type home"])
        return self.show_view(given)

    def show_view(self, given: Json) -> Json:
        try:
            check_view(given["view"])
        except InvalidBlocksError as reason:
            raise MalformedError("invalid_arguments", reason.messages) from reason
        self.views.record(given)
        return {"view": given["view"] | {"id": f"V{next(self._numbers)}", "hash": "1.a"}}

    def response_url(self, channel: str, user: str) -> str:
        """An address at which the app may answer five times."""
        number = str(next(self._numbers))
        self._responses[number] = (channel, user, MOST_RESPONSES)
        return f"{self._origin()}/response/{number}"

    def respond(self, number: str, given: Json) -> None:
        """A message posted to a response_url. Raises SlackError when it was used up."""
        channel, user, left = self._responses.get(number, ("", "", 0))
        if not left:
            raise SlackError("used_url")
        self._responses[number] = (channel, user, left - 1)
        self.say_in_answer("response_url", channel, user, given)

    def say_in_answer(self, method: str, channel: str, user: str, given: Json) -> None:
        posted = self._message(method, given, channel)
        in_channel = given.get("response_type") == "in_channel" or given.get("replace_original")
        self._record(posted if in_channel else replace(posted, user=user))

    def find(self, channel: str, ts: str) -> Posted | None:
        return self._messages.get((channel, ts))

    def shown(self, channel: str) -> list[Posted]:
        """The app's messages in a channel as they stand now, ephemeral ones left out."""
        return [posted for (where, _), posted in sorted(self._messages.items()) if where == channel]

    def _conversation(self, given: Json) -> str:
        channel = conversation(given)
        if channel in self.between:
            raise SlackError("channel_not_found")
        return channel

    def _record(self, posted: Posted) -> Posted:
        if posted.user is None:
            self._messages[posted.channel, posted.ts] = posted
        return self.posted.record(posted)

    def _message(self, method: str, given: Json, channel: str) -> Posted:
        text, blocks = given.get("text") or "", given.get("blocks") or []
        if not text and not blocks:
            raise MalformedError("no_text")
        if len(text) > LONGEST_TEXT:
            raise MalformedError("msg_too_long")
        refuse_bad_blocks(blocks)
        moment = time.monotonic()
        return Posted(method, channel, self.next_ts(), text, tuple(blocks), given.get("thread_ts"), time=moment)

    def _known(self, given: Json) -> Posted:
        posted = self.find(conversation(given), str(given.get("ts")))
        if posted is None:
            raise SlackError("message_not_found")
        return posted

    def _share(self, file: Json, given: Json) -> Json:
        if file["id"] not in self._files:
            raise SlackError("file_not_found")
        name, content = self._files[file["id"]]
        if given.get("channel_id"):
            where = {"channel": given["channel_id"]}
            text, thread = given.get("initial_comment") or "", given.get("thread_ts")
            posted = Posted("files.completeUploadExternal", conversation(where), self.next_ts(), text, thread_ts=thread)
            self._record(replace(posted, file_name=name, content=content, time=time.monotonic()))
        return {"id": file["id"], "title": file.get("title") or name, "name": name, "size": len(content)}

    def next_ts(self) -> str:
        return f"{int(time.time())}.{next(self._numbers):06d}"


def conversation(given: Json) -> str:
    """The channel of a call; a person's id opens the direct message with them, as chat.postMessage does."""
    channel = str(given.get("channel") or "")
    if PERSON.fullmatch(channel):
        return direct(channel)
    if not CHANNEL.fullmatch(channel):
        raise SlackError("channel_not_found")
    return channel


def direct(user: str) -> str:
    return "D" + user[1:]


def refuse_bad_blocks(blocks: Sequence[Any]) -> None:
    try:
        check_blocks(blocks)
    except InvalidBlocksError as reason:
        raise MalformedError(reason.code, reason.messages) from reason
