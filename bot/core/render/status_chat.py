"""What a status says of the chat that asks: what it muted, what was held back from it, and whether it watches this."""

from collections.abc import Callable, Mapping

from bot.core.language import Texts
from bot.core.message import Block, block
from bot.core.model import Subscription
from bot.core.render.mutes import mute_line
from bot.core.render.words import severity_name, wish_name
from bot.core.status_view import StatusView, Watch

_MUTES_SHOWN, _PARTS_SHOWN = 2, 3
_HELD: Mapping[str, Callable[[Texts, int], str]] = {
    "muted": lambda texts, n: texts.count("{n} alert was muted", "{n} alerts were muted", n),
    "digest": lambda texts, n: texts.count("{n} alert was left to the digest", "{n} alerts were left to the digest", n),
    "quiet": lambda texts, n: texts.count("{n} alert fell into quiet hours", "{n} alerts fell into quiet hours", n),
}


def chat_lines(view: StatusView, texts: Texts) -> list[Block]:
    """Mutes in force, alerts that were held back in the window, and the subscription."""
    lines = [mute_line(one, view.watchlists, texts, view.timezone) for one in view.mutes[:_MUTES_SHOWN]]
    left = len(view.mutes) - len(lines)
    if left:
        lines.append(texts.count("and {n} more: {command}", "and {n} more: {command}", left, command="/mute"))
    held = [said(texts, view.held[verdict]) for verdict, said in _HELD.items() if view.held.get(verdict)]
    if held:
        lines.append(texts.say(", ").join(held))
    if view.watch is not None:
        lines.append(_watched(view.watch, view, texts))
        lines += [_through(view.watch.sooner, view, texts)] if view.watch.sooner else []
    return [block(line, shape="footer") for line in lines]


def _watched(watch: Watch, view: StatusView, texts: Texts) -> str:
    if watch.whole is None:
        if not watch.parts:
            return texts.say("This chat does not watch it.")
        shown = [wish_name(one.scope, one.key, view.watchlists, texts) for one in watch.parts[:_PARTS_SHOWN]]
        told = texts.say(", ").join(shown)
        if left := len(watch.parts) - len(shown):
            told = texts.say("{names} and {n} more", names=told, n=left)
        return texts.say("This chat watches parts of it: {names}", names=told)
    if (watch.whole.scope, watch.whole.key) == (view.subject.scope, view.subject.key):
        severity = severity_name(watch.whole.least, texts)
        return texts.say("This chat watches it, at once from severity {severity} on.", severity=severity)
    return _through(watch.whole, view, texts)


def _through(wider: Subscription, view: StatusView, texts: Texts) -> str:
    severity = severity_name(wider.least, texts)
    through = wish_name(wider.scope, wider.key, view.watchlists, texts)
    return texts.say(
        "This chat watches it through {name}, at once from severity {severity} on.", name=through, severity=severity
    )
