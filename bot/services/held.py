"""What chats missed while they were left alone: of many stories one digest, instead of a message each."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.model import Destination
from bot.core.notifying import MOST_AT_ONCE, Decision
from bot.core.quiet import WOKEN, Hours
from bot.core.routing import Verdict
from bot.ports import Unit, Window
from bot.services.looking import Look


@dataclass(frozen=True, slots=True)
class Missed:
    """A chat, the time that it was left alone for, and how many stories were held from it."""

    chat: int
    start: datetime
    end: datetime
    stories: int


def without_floods(unit: Unit, looks: Mapping[int, Look]) -> Mapping[int, Look]:
    """The same without the messages to chats whose quiet hours held more than MOST_AT_ONCE stories: these are noted
    for one digest each."""
    waited: defaultdict[Hours, dict[int, Destination]] = defaultdict(dict)
    for seen in looks.values():
        for chat, decision in seen.decisions.items():
            if decision.held and decision.verdict == Verdict.SENT:
                waited[decision.held][chat] = seen.chats[chat]
    flooded = {(hours, chat) for hours, chats in waited.items() for chat in _note(unit, hours, chats)}
    return {story_id: _dry(seen, flooded) for story_id, seen in looks.items()} if flooded else looks


def note(unit: Unit, chat: Destination, missed: Missed) -> None:
    """Have one digest written for a chat, which stands for everything that had come in."""
    unit.chats.change(chat.id, preferences=replace(chat.preferences, caught_up=missed.end))
    told = {"start": missed.start.isoformat(), "end": missed.end.isoformat(), "stories": missed.stories}
    unit.state.put(f"{WOKEN}{missed.chat}", json.dumps(told))


def noted(unit: Unit) -> list[Missed]:
    """The digests that are still to be written."""
    found = []
    for name, value in unit.state.all(WOKEN).items():
        told = json.loads(value)
        start, end = (datetime.fromisoformat(told[one]) for one in ("start", "end"))
        found.append(Missed(int(name.removeprefix(WOKEN)), start, end, told["stories"]))
    return found


def done(unit: Unit, missed: Missed) -> None:
    """That digest is written."""
    unit.state.drop(f"{WOKEN}{missed.chat}")


def _note(unit: Unit, hours: Hours, chats: Mapping[int, Destination]) -> set[int]:
    """The chats of which too many stories waited."""
    held = unit.alerts.kept_back(chats, Verdict.QUIET, Window(*hours))
    many = {chat: stories for chat, stories in held.items() if stories > MOST_AT_ONCE}
    for chat, stories in many.items():
        note(unit, chats[chat], Missed(chat, *hours, stories))
    return set(many)


def _dry(seen: Look, flooded: set[tuple[Hours, int]]) -> Look:
    def instead(chat: int, one: Decision) -> Decision:
        return replace(one, verdict=Verdict.DIGEST) if one.held and (one.held, chat) in flooded else one

    return replace(seen, decisions={chat: instead(chat, one) for chat, one in seen.decisions.items()})
