"""The answer to /events: what happened, a story a line; or how often each type of event did."""

from collections.abc import Sequence
from datetime import timedelta

from bot.core.heads import Head
from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, in_rows, pressable
from bot.core.render.heads import head_line
from bot.core.render.words import ICONS, entry_name
from watchlists.model import Watchlists

_TYPES_SHOWN, _BUTTONS, _A_ROW = 20, 6, 2


def happenings_lines(
    heads: Sequence[Head], event: str | None, watchlists: Watchlists, texts: Texts, timezone: str
) -> list[Block]:
    """Each story with the event of this type that tells most, or the one that stands for it."""
    return [head_line(one, watchlists, texts, timezone, event=event) for one in heads]


def types_message(
    stories: int,
    types: Sequence[tuple[str, int]],
    window: tuple[timedelta, str],
    watchlists: Watchlists,
    texts: Texts,
) -> Message:
    """How many stories hold an event of each type in a window, given as length and as it is typed."""
    length, typed = window
    told = texts.count("{n} story", "{n} stories", stories)
    title = texts.say("Events in {window}: {stories}", window=texts.span(length), stories=told)
    lines = [_type(key, number, watchlists, texts) for key, number in types[:_TYPES_SHOWN]]
    buttons = [Button(entry_name(key, watchlists, texts), f"/events {key} {typed}") for key, _ in types[:_BUTTONS]]
    note = block(texts.say("A story in which several things happened counts with each."), shape="footer")
    return Message(
        (block(bold(title), shape="heading"), *lines, *([note] if lines else [])),
        texts.language,
        pressable(in_rows(buttons, _A_ROW)),
    )


def _type(key: str, number: int, watchlists: Watchlists, texts: Texts) -> Block:
    kind = watchlists.events.get(key)
    icon = ICONS[kind.severity] if kind else ICONS["low"]
    return block(f"{icon} ", texts.say("{name} ({n})", name=entry_name(key, watchlists, texts), n=number), shape="item")
