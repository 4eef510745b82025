"""How the bot is: what does not work, how deliveries go, what waits, and what is known of the bot itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.core.bidi import strip_controls
from bot.core.health import Trouble
from bot.core.language import Texts
from bot.core.model import Delivery, DeliveryState
from bot.core.processes import Process
from bot.core.render.alarms import alarm_line
from bot.core.render.health import place_of
from bot.core.render.hunts import HuntView, extent, state_line
from bot.core.render.team import arrival_lines, process_lines, process_name
from bot.core.retention import STATE as EXPIRED
from bot.core.urls import without_login
from bot.core.views import HealthView
from bot.services import queries
from handlers.web.pages.base import About, Desk, Page

_STATES: Final[tuple[DeliveryState, ...]] = ("pending", "sending", "sent", "dead")
_PART = 60
_REASON = 300
# Of each kind of trouble, so many are shown; so many waiting messages are counted.
_MOST = 100
_WAITING = 100
_MEGABYTE: Final = 1 << 20
_GIGABYTE: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Failure:
    """A delivery that failed, in words."""

    id: int
    chat: str
    when: str
    reason: str


def view(desk: Desk) -> Mapping[str, Any]:
    """Everything, in the order in which somebody asks for it."""
    held = queries.health(desk.unit, desk.watchlists, desk.now, desk.chat.timezone)
    return {
        "title": desk.texts.say("Health"),
        "now": desk.when(desk.now),
        "troubles": _troubles(desk.troubles),
        "alarms": _alarms(held, desk),
        "states": [(state, _state_name(state, desk.texts)) for state in _STATES],
        "deliveries": _deliveries(held),
        "waiting": any(held.counts.get((one, "pending"), 0) for one, _ in held.counts),
        "oldest": (desk.when(held.oldest), desk.texts.span(desk.now - held.oldest)) if held.oldest else None,
        "held": [(place_of(chat), desk.when(until)) for chat, until in held.held[:_MOST]],
        "failed": [_failure(one, desk) for one in held.failed],
        "dead": held.dead,
        "stopped": sorted(desk.unit.outbox.stopped(desk.now).items()),
        "processes": [_row(one, desk) for one in held.team.processes] if held.team.shares else [],
        "sharing": process_lines(held.team, desk.texts),
        "arrivals": arrival_lines(held.team, desk.texts),
        "hunts": _hunts(desk),
        "facts": [*_work(desk), *_bot(desk.about, desk)],
    }


def _troubles(troubles: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(part[:_PART], strip_controls(without_login(said))[:_REASON]) for part, said in troubles.items()][:_MOST]


def _alarms(held: HealthView, desk: Desk) -> list[str]:
    """What administrators were told of, without the parts that stand above."""
    told = (one for one in held.alarms if one.trouble is not Trouble.PART or one.subject not in desk.troubles)
    return [alarm_line(one, desk.watchlists, desk.chat.timezone, desk.texts) for one in told][:_MOST]


def _deliveries(held: HealthView) -> list[tuple[str, list[int]]]:
    platforms = sorted({platform for platform, _ in held.counts})
    return [(one, [held.counts.get((one, state), 0) for state in _STATES]) for one in platforms]


def _state_name(state: DeliveryState, texts: Texts) -> str:
    words: Mapping[DeliveryState, str] = {
        "pending": texts.say("waiting"),
        "sending": texts.say("being sent"),
        "sent": texts.say("sent"),
        "dead": texts.say("failed"),
    }
    return words[state]


def _failure(one: Delivery, desk: Desk) -> Failure:
    reason = strip_controls(without_login(one.error or ""))[:_REASON]
    return Failure(one.id, place_of(one.destination), desk.when(one.created), reason)


def _row(one: Process, desk: Desk) -> tuple[str, str, str, str, str]:
    """A process: its name, roles, what it does for all, version, and for how long it has run."""
    running = desk.texts.span(max(desk.now - one.started, timedelta()))
    return process_name(one), " ".join(one.roles), " ".join(sorted(one.duties)) or "–", one.version, running


def _hunts(desk: Desk) -> list[tuple[str, str, int]]:
    """Those that wait or run: what is said of each, and how much of a hundred is done."""
    return [
        (
            state_line(HuntView(one, desk.watchlists), desk.texts),
            extent(one, desk.texts),
            int(100 * one.share) if one.begun else 0,
        )
        for one in desk.unit.hunts.open(_MOST)
    ]


def _work(desk: Desk) -> list[tuple[str, str]]:
    """What waits to be answered, what came in and what went out last."""
    texts, waiting = desk.texts, len(desk.unit.inbox.waiting(_WAITING))
    many = texts.say("{n} or more", n=waiting) if waiting == _WAITING else texts.ltr(waiting)
    moments = [
        (texts.say("Last article"), desk.unit.articles.last_received()),
        (texts.say("Last digest"), desk.unit.schedules.last_run()),
    ]
    return [
        (texts.say("Commands that wait for an answer"), many),
        *((name, _ago(moment, desk) if moment else texts.say("none so far")) for name, moment in moments),
    ]


def _bot(about: About, desk: Desk) -> list[tuple[str, str]]:
    """What is known of the bot itself."""
    texts, found = desk.texts, list[tuple[str, str]]()
    if about.keep_days is not None:
        found.append((texts.say("Articles are kept"), _kept(about.keep_days, texts)))
    if expired := desk.unit.state.get(EXPIRED):
        found.append((texts.say("Last look for what is too old"), _ago(datetime.fromisoformat(expired), desk)))
    database = texts.ltr(desk.unit.database), _bytes(desk.unit.size(), texts)
    found.append((texts.say("Database"), texts.say(", ").join(database)))
    if about.version:
        found.append((texts.say("Version"), texts.ltr(about.version)))
    if about.started:
        found.append((texts.say("Running for"), texts.span(desk.now - about.started)))
    return found


def _ago(moment: datetime, desk: Desk) -> str:
    """«5 March 2026, 08:00 (2 hours ago)»"""
    ago = desk.texts.span(max(desk.now - moment, timedelta()))
    return desk.texts.say("{when} ({ago} ago)", when=desk.when(moment), ago=ago)


def _kept(days: int, texts: Texts) -> str:
    return texts.count("{n} day", "{n} days", days) if days else texts.say("for ever")


def _bytes(size: int, texts: Texts) -> str:
    """«52.4 MB»"""
    if size >= _GIGABYTE:
        return texts.say("{n} GB", n=texts.number(f"{size / _GIGABYTE:.1f}"))
    return texts.say("{n} MB", n=texts.number(f"{size / _MEGABYTE:.1f}"))


PAGE = Page("health", "/health", "health.html", view, lambda texts: texts.say("Health"))
