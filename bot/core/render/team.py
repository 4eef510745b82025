"""The words about the processes that share the work, and about the articles that wait between them."""

from datetime import timedelta
from typing import Final

from bot.core.arrivals import MOST_COUNTED
from bot.core.bidi import strip_controls
from bot.core.language import Texts
from bot.core.processes import SCHEDULES, SOURCES, Process
from bot.core.team_views import TeamView

ASIDE_COMMAND: Final = "rasid queue list"
"""What an operator types to see what was put aside."""
_HOST = 60


def process_lines(view: TeamView, texts: Texts) -> list[str]:
    """How many do what, who does alone what one does for all, and versions that differ; nothing where one does all."""
    if not view.shares:
        return []
    roles = (texts.say("{role} ({n})", role=role, n=number) for role, number in view.roles().items())
    lines = [
        texts.count(
            "{n} process works: {roles}",
            "{n} processes share the work: {roles}",
            len(view.processes),
            roles=texts.say(", ").join(roles),
        )
    ]
    lines += [_duty_line(duty, holder, texts) for duty, holder in view.duties().items()]
    versions = sorted({one.version for one in view.processes})
    if len(versions) > 1:
        named = texts.say(", ").join(texts.ltr(one) for one in versions)
        lines.append(texts.say("Several versions run: {versions}", versions=named))
    return lines


def arrival_lines(view: TeamView, texts: Texts) -> list[str]:
    """How many articles wait, since when, and how many are put aside; nothing where there are none."""
    fresh, backfill, aside = (view.depths.get(name, 0) for name in ("fresh", "backfill", "aside"))
    lines = []
    if fresh:
        said = texts.count("{n} article waits to be matched", "{n} articles wait to be matched", fresh)
        lines.append(_or_more(said, fresh, texts))
    if backfill:
        said = texts.count("{n} article of the backfill waits", "{n} articles of the backfill wait", backfill)
        lines.append(_or_more(said, backfill, texts))
    if view.oldest and view.now:
        waited = max(view.now - view.oldest, timedelta())
        lines.append(texts.say("Waiting longest: {span}", span=texts.span(waited)))
    if aside:
        said = texts.count("{n} article is put aside", "{n} articles are put aside", aside)
        said = _or_more(said, aside, texts)
        lines.append(texts.say("{said}; {command} says why", said=said, command=ASIDE_COMMAND))
    return lines


def process_name(one: Process) -> str:
    """A process by its machine and number."""
    return f"{strip_controls(one.host)[:_HOST]}/{one.pid}"


def _duty_line(duty: str, holder: Process | None, texts: Texts) -> str:
    who = texts.ltr(process_name(holder)) if holder else texts.say("nobody at the moment")
    if duty == SOURCES:
        return texts.say("Polls the feeds: {process}", process=who)
    if duty == SCHEDULES:
        return texts.say("Keeps the schedules: {process}", process=who)
    return texts.say("Hears {platform}: {process}", platform=duty, process=who)


def _or_more(said: str, number: int, texts: Texts) -> str:
    return texts.say("{said}, or more", said=said) if number >= MOST_COUNTED else said
