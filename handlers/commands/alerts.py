"""Alerts as people name them: `A17`, `17`, in Arabic digits, too; or by replying to one."""

import re

from bot.core.model import Alert, Story
from handlers.commands import parsing
from handlers.commands.base import Desk, Refusal, Request

_ALERT = re.compile(r"[Aa]?(\d{1,12})")


def number(word: str) -> int | None:
    """The number of an alert as it is typed; None for anything else."""
    found = _ALERT.fullmatch(parsing.plain_digits(word.strip()))
    return int(found[1]) if found else None


def asked(request: Request, desk: Desk, example: str) -> int:
    """The number of the alert named, else that of the one replied to; refuses where there is neither."""
    typed = number(request.rest)
    if typed is not None:
        return typed
    if not request.words and request.alert_id is not None:
        return request.alert_id
    raise which(desk, example)


def which(desk: Desk, example: str) -> Refusal:
    """A refusal that asks which alert is meant."""
    return parsing.refuse(desk, desk.texts.say("Which alert? Reply to it, or name it: {command}", command=example))


def known(alert_id: int, desk: Desk) -> tuple[Alert, Story]:
    """The alert of this number and its story as it stands now. Refuses one that there is not."""
    alert = desk.unit.alerts.get(alert_id)
    story = desk.unit.stories.get(alert.story_id) if alert else None
    if alert is None or story is None or not story.readings:
        raise parsing.refuse(
            desk, desk.texts.say("There is no such alert. Its number stands in the alert's last line.")
        )
    return alert, story
