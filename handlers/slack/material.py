"""What of a message of Slack is there to be read: words, addresses and files, and where it comes from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.core.layout import clean_text, linkable
from bot.core.material import Attachment, Material, Purpose
from bot.core.submission import is_to_be_read
from handlers.slack.text import links, plain, said, shared, words_of

# Characters of a name that are kept.
_LONGEST_NAME = 200
# https://docs.slack.dev/reference/events/message#subtypes : the others tell of joins, topics, pins and the like.
_SAYS_SOMETHING = frozenset({None, "bot_message", "file_share", "me_message", "thread_broadcast"})
# https://docs.slack.dev/reference/objects/file-object : deleted, or hidden from a workspace that does not pay.
_WITHOUT_CONTENT = frozenset({"tombstone", "hidden_by_limit"})


@dataclass(frozen=True, slots=True)
class Me:
    """The app's own bot: its user id, its bot id, and the address of the workspace (`https://team.slack.com/`)."""

    user: str
    bot: str = ""
    workspace: str = ""

    def wrote(self, message: Mapping[str, Any], app: Any = None) -> bool:
        """Whether a message, or one that was passed on, is the bot's; `app` is the id of the app that hears it."""
        writers = {message.get("user"), message.get("author_id"), message.get("bot_id")} - {None, ""}
        return bool(writers & {self.user, self.bot} or (app and message.get("app_id") == app))

    def is_named_in(self, marked: str) -> bool:
        """Whether a text in Slack's markup mentions the bot."""
        return f"<@{self.user}>" in marked or f"<@{self.user}|" in marked

    def left_out_of(self, marked: str) -> str:
        """The text without those mentions."""
        return re.sub(rf"<@{re.escape(self.user)}(\|[^<>]*)?>", " ", marked)

    def permalink(self, channel: str, message: Mapping[str, Any]) -> str | None:
        """The address of a message, None where the workspace's is not known."""
        if not self.workspace.startswith("https://"):
            return None
        ts, thread = str(message["ts"]), str(message.get("thread_ts") or "")
        address = f"{self.workspace.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
        return address if thread in ("", ts) else f"{address}?thread_ts={thread}&cid={channel}"


def heard(message: Mapping[str, Any], channel: str, me: Me) -> Material | None:
    """A channel's message as a post of a source, with what was passed on in it; None where it says nothing."""
    if message.get("subtype") not in _SAYS_SOMETHING:
        return None
    material = _material("listen", message, channel, me)
    return material if material.text or material.links or material.files else None


def chosen(message: Mapping[str, Any], channel: str, me: Me) -> Material:
    """The message that somebody used the shortcut on."""
    return _material("scan", message, channel, me)


def sent(message: Mapping[str, Any], told: str, me: Me, *, command: bool = False) -> Material | None:
    """What somebody sent to the bot to be read; None for a command or a question. `told` is their text without the
    bot's name, with addresses; a `command` may be about a page.

    It is the person's own, without an address or a time; what was passed on keeps the name, the address and the time of
    where it comes from.
    """
    material = _material("scan", message, message["channel"], me)
    forwarded = shared(message)
    if told.startswith("/") and not forwarded and not material.files:
        return None
    links_alone = () if command else material.links
    if not is_to_be_read(told, links_alone, forwarded=bool(forwarded), files=bool(material.files)):
        return None
    mine = replace(material, source=_author(message) or message["user"], url=None, post=None, published=None)
    return replace(mine, **_origin(forwarded[0])) if forwarded else mine


def _material(purpose: Purpose, message: Mapping[str, Any], channel: str, me: Me) -> Material:
    passed_on = [one for one in shared(message) if purpose == "scan" or not me.wrote(one)]
    marked = [me.left_out_of(said(message)), *map(words_of, passed_on)]
    holders = [message, *passed_on]
    return Material(
        purpose=purpose,
        text="\n\n".join(text for text in map(plain, marked) if text),
        links=links("\n".join(marked)),
        files=tuple(_file(one) for holder in holders for one in holder.get("files") or () if _has_content(one)),
        source=_author(message) or channel,
        url=me.permalink(channel, message),
        post=str(message["ts"]),
        published=_time(message["ts"]),
    )


def _author(message: Mapping[str, Any]) -> str:
    """The name of the app that posted it; people are named only to workspaces that share a channel with theirs."""
    app, person = message.get("bot_profile") or {}, message.get("user_profile") or {}
    names = (message.get("username"), app.get("name"), person.get("display_name"), person.get("real_name"))
    return _name(next((name for name in names if name), ""))


def _origin(attachment: Mapping[str, Any]) -> dict[str, Any]:
    """Where a message that was passed on comes from, as far as Slack tells."""
    channel, writer = attachment.get("channel_name"), attachment.get("author_name")
    ts, url = attachment.get("ts"), attachment.get("from_url")
    known = {
        "source": _name(f"#{channel}" if channel else writer or ""),
        "url": url if linkable(url) else None,
        "post": ts and str(ts),
        "published": ts and _time(ts),
    }
    return {field: value for field, value in known.items() if value}


def _name(given: Any) -> str:
    return " ".join(clean_text(str(given)).split())[:_LONGEST_NAME]


def _has_content(file: Mapping[str, Any]) -> bool:
    return file.get("mode") not in _WITHOUT_CONTENT


def _file(file: Mapping[str, Any]) -> Attachment:
    """By its address; of a file that another workspace shares Slack first tells nothing but the id."""
    ref, size = file.get("url_private_download") or file["id"], file.get("size")
    name = clean_text(str(file.get("name") or file.get("title") or file.get("id") or ""))
    return Attachment(str(ref), name, size if isinstance(size, int) else None, str(file.get("mimetype") or ""))


def _time(ts: Any) -> datetime:
    """Slack's ids of messages are the time in seconds. Raises ValueError, OverflowError or OSError for any other."""
    return datetime.fromtimestamp(float(ts), UTC)
