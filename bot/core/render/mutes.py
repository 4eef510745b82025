"""What is muted, by whom, until when and why."""

from bot.core.language import Texts
from bot.core.model import Mute
from bot.core.render.words import entry_name, quoted
from watchlists.model import Watchlists

_REASON_SHOWN = 120


def mute_line(mute: Mute, watchlists: Watchlists, texts: Texts, timezone: str) -> str:
    """A mute in one line, with its end on the reader's clock."""
    facts = {
        "what": muted_name(mute.scope, mute.key, watchlists, texts),
        "until": texts.when(mute.until, timezone),
        "author": texts.ltr(mute.author),
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
    return entry_name(key, watchlists, texts)
