"""What stands in a message of Slack: its markup resolved, its blocks and attachments laid out as one text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core.layout import clean_text, linkable

_MARKED_UP = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
# Pages of a workspace that show nothing without a login.
_WITHIN_SLACK = re.compile(r"https?://[^/]+\.slack\.com/(?:archives|files|team)/", re.IGNORECASE)
# https://docs.slack.dev/reference/block-kit/blocks/rich-text-block : a list in a quote is the deepest that there is.
_DEEPEST = 8
# More addresses of one message are not kept.
_MOST_LINKS = 20
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def plain(marked: str) -> str:
    """What a person typed, without Slack's markup: names for people and channels, words for links."""
    return _unescaped(_MARKED_UP.sub(lambda found: _name(found[1], found[2]), marked)).strip()


def with_addresses(marked: str) -> str:
    """The same with the addresses of web pages instead of their words: a command is about the page."""
    return _unescaped(_MARKED_UP.sub(lambda found: _address(found[1]) or _name(found[1], found[2]), marked)).strip()


def links(marked: str) -> tuple[str, ...]:
    """The addresses of web pages, each once, in their order, at most twenty; what only a member of the workspace can
    open is none."""
    found = (_unescaped(target) for target, _ in _MARKED_UP.findall(marked))
    usable = dict.fromkeys(one for one in found if linkable(one) and not _WITHIN_SLACK.match(one))
    return tuple(usable)[:_MOST_LINKS]


def said(message: Mapping[str, Any]) -> str:
    """The message's own words, in Slack's markup: its blocks, which hold them without signs for bold and the like, or
    its `text` where that says more; and what an app hung on it."""
    own = max("\n".join(_blocks(message)), str(message.get("text") or ""), key=_letters)
    return "\n".join([own, *_attached(message)] if message.get("bot_id") else [own]).strip("\n")


def shared(message: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The messages that somebody passed on with this one, as Slack's attachments."""
    return [one for one in message.get("attachments") or () if _is_message(one)]


def words_of(attachment: Mapping[str, Any]) -> str:
    """What a message that was passed on says, in Slack's markup."""
    if text := str(attachment.get("text") or ""):
        return text
    inner = (one.get("message") or {} for one in attachment.get("message_blocks") or ())
    return "\n".join(line for message in inner for line in _blocks(message)) or str(attachment.get("fallback") or "")


def _attached(message: Mapping[str, Any]) -> Iterator[str]:
    """What an app hung on its message; previews of linked pages, which Slack adds by itself, are left out."""
    for one in message.get("attachments") or ():
        if not _is_message(one) and not one.get("from_url") and not one.get("original_url"):
            title, address = str(one.get("title") or ""), one.get("title_link")
            heading = f"<{address}|{title}>" if address and title else title
            fields = (f"{field.get('title') or ''} {field.get('value') or ''}" for field in one.get("fields") or ())
            own = (one.get("pretext"), heading, one.get("text"), *fields, *_blocks(one))
            lines = [line for line in own if line]
            yield from lines or [str(one.get("fallback") or "")]


def _is_message(attachment: Mapping[str, Any]) -> bool:
    return bool(attachment.get("is_share") or attachment.get("is_msg_unfurl"))


def _blocks(message: Mapping[str, Any]) -> list[str]:
    lines = (_block(one) for one in message.get("blocks") or () if isinstance(one, Mapping))
    return [line for line in lines if line]


def _block(block: Mapping[str, Any]) -> str:
    """https://docs.slack.dev/reference/block-kit/blocks ; what is pressed or only looked at says nothing."""
    match block.get("type"):
        case "rich_text":
            return _rich(block)
        case "section" | "header":
            texts = [block.get("text"), *(block.get("fields") or ())]
        case "context":
            texts = list(block.get("elements") or ())
        case _:
            return ""
    return "\n".join(str(one["text"]) for one in texts if isinstance(one, Mapping) and isinstance(one.get("text"), str))


def _rich(element: Mapping[str, Any], depth: int = 0) -> str:
    """An element of a rich text with everything in it; its texts are not escaped. What is missing in one that Slack
    changed costs that element alone, never the message."""
    if not isinstance(element, Mapping):
        return ""
    match element.get("type"):
        case "text":
            return _escaped(str(element.get("text") or ""))
        case "link":
            label = _escaped(str(element.get("text") or ""))
            address = _escaped(str(element.get("url") or "")).replace("|", "%7C")
            return f"<{address}|{label}>" if label and address else f"<{address}>" if address else label
        case "user":
            return f"<@{element.get('user_id') or ''}>"
        case "channel":
            return f"<#{element.get('channel_id') or ''}>"
        case "broadcast":
            return f"<!{element.get('range') or ''}>"
    if depth >= _DEEPEST:
        return ""
    between = "" if element.get("type") in ("rich_text_section", "rich_text_preformatted", "rich_text_quote") else "\n"
    return between.join(_rich(one, depth + 1) for one in element.get("elements") or ())


def _letters(marked: str) -> int:
    return sum(map(str.isalnum, plain(marked)))


def _address(target: str) -> str | None:
    return target if linkable(target) else None


def _name(target: str, label: str | None) -> str:
    sign = target[0] if target[0] in "@#!" else ""
    if not sign or target.startswith("!date"):
        return label or target
    return label if label and label.startswith(("@", "#")) else f"{'@' if sign == '!' else sign}{label or target[1:]}"


def _unescaped(text: str) -> str:
    for sign, escape in reversed(_ESCAPES):
        text = text.replace(escape, sign)
    return clean_text(text)


def _escaped(text: str) -> str:
    for sign, escape in _ESCAPES:
        text = text.replace(sign, escape)
    return text
