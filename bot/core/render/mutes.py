"""What is muted, by whom, until when and why."""

from collections.abc import Sequence

from bot.core.language import Texts
from bot.core.message import Button, Message, block, bold, pressable
from bot.core.model import Mute, MuteScope
from bot.core.render.roles import author_name
from bot.core.render.words import entry_name, is_listed, quoted, unlisted_name
from watchlists.model import Watchlists

_REASON_SHOWN = 120
# Mutes beyond these are counted, not listed; each listed one has a button.
_SHOWN = 8


def mutes_message(mutes: Sequence[Mute], watchlists: Watchlists, texts: Texts, timezone: str, example: str) -> Message:
    """What is muted in a chat, the first to end first, with buttons that end it; `example` is how to mute something."""
    hint = block(texts.say("For example: {command}", command=example), shape="footer")
    if not mutes:
        return Message((block(texts.say("Nothing is muted in this chat.")), hint), texts.language)
    ordered = sorted(mutes, key=lambda one: (one.until, one.id))
    title = block(bold(texts.say("Muted in this chat")), shape="heading")
    lines = [block(mute_line(one, watchlists, texts, timezone), shape="item") for one in ordered[:_SHOWN]]
    if len(ordered) > _SHOWN:
        lines.append(block(texts.count("and {n} more", "and {n} more", len(ordered) - _SHOWN), shape="item"))
    buttons = [[_ending(one, watchlists, texts)] for one in ordered[:_SHOWN]]
    return Message((title, *lines), texts.language, pressable(buttons))


def _ending(mute: Mute, watchlists: Watchlists, texts: Texts) -> Button:
    what = muted_name(mute.scope, mute.key, watchlists, texts)
    return Button(texts.say("Unmute: {what}", what=what), f"/unmute {typed_form(mute.scope, mute.key)}")


def typed_form(scope: MuteScope, key: str) -> str:
    """How what is muted is typed after /mute and /unmute."""
    return {"all": "all", "story": f"S{key}", "event": f"event:{key}"}.get(scope, key)


def mute_line(mute: Mute, watchlists: Watchlists, texts: Texts, timezone: str) -> str:
    """A mute in one line, with its end on the reader's clock."""
    facts = {
        "what": muted_name(mute.scope, mute.key, watchlists, texts),
        "until": texts.when(mute.until, timezone),
        "author": author_name(mute.author, texts),
    }
    if not mute.reason:
        return texts.say("{what} — muted until {until} by {author}", **facts)
    reason = quoted(mute.reason, _REASON_SHOWN)
    return texts.say("{what} — muted until {until} by {author}: “{reason}”", **facts, reason=reason)


def muted_name(scope: str, key: str, watchlists: Watchlists, texts: Texts) -> str:
    """What a mute is about, by name: everything, a story, or an entry of the watchlists."""
    if scope == "all":
        return texts.say("Everything")
    if scope == "story":
        return texts.say("Story {story}", story=f"S{key}")
    return entry_name(key, watchlists, texts) if is_listed(scope, key, watchlists) else unlisted_name(key, texts)
