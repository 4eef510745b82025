"""A hunt that one command line asks for: run to its end, with a bar on the error stream."""

import re
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from bot.cli.progress import Bar, progress

if TYPE_CHECKING:
    from bot.core.answer import Answer
    from bot.core.hunts import Hunt
    from bot.core.model import Update
    from bot.parts import Parts

# Seconds between two looks at a hunt that another process works on, or that waits for one.
_AGAIN = 0.2
_UNDER_WAY = re.compile(r"/hunt stop H(\d+)")


def shown_in(parts: "Parts", replies: "Sequence[Answer]") -> "Hunt | None":
    """The hunt that is under way by what was answered; nothing will be said of it in its chat by itself."""
    offered = (button.command for one in replies for row in one.message.buttons for button in row)
    found = next((int(it[1]) for command in offered if (it := _UNDER_WAY.fullmatch(command))), None)
    if found is None:
        return None
    with parts.store.begin() as unit:
        unit.hunts.silence(found)
        return unit.hunts.get(found)


def to_the_end(parts: "Parts", hunt: "Hunt", update: "Update") -> "Sequence[Answer]":
    """Work until it is over, whoever does it; what is said of it then."""
    from bot.clocks import utc_now

    try:
        with progress("hunt", hunt.total) as bar:
            _work(parts, hunt, bar)
    except KeyboardInterrupt:
        with parts.store.begin() as unit:
            unit.hunts.release(hunt.id)
        typer.echo(f"rasid: {hunt.number} goes on with the next `rasid run` or `rasid chat`", err=True)
        raise
    return parts.answering.answer(replace(update, text=f"/hunt {hunt.number}"), utc_now())


def _work(parts: "Parts", hunt: "Hunt", bar: Bar) -> None:
    shown = 0

    def watch(now: "Hunt") -> None:
        nonlocal shown
        if now.id == hunt.id:
            bar.advance(now.looked - shown)
            shown = now.looked

    while (held := _get(parts, hunt)) is not None and held.is_open:
        watch(held)
        if not parts.hunting.work(watch):
            time.sleep(_AGAIN)


def _get(parts: "Parts", hunt: "Hunt") -> "Hunt | None":
    with parts.store.begin(read_only=True) as unit:
        return unit.hunts.get(hunt.id)
