"""/why: the reasons of an alert, and of an unusual number of mentions."""

import re

from bot.core.message import Message
from bot.core.render.trend import why_trend_message
from bot.core.render.why import why_message
from bot.services import queries
from handlers.commands import alerts, parsing, picking
from handlers.commands.base import Command, Desk, Request

_TREND = re.compile(r"[Tt](\d{1,12})")


def run(request: Request, desk: Desk) -> Message:
    """Surface form, alias, what differed, score, sentence and rule of each match; the alert's reason and sources.
    Of a trend (`T5`) what was counted, and the past that it was held against."""
    trend = _TREND.fullmatch(parsing.plain_digits(request.rest.strip()))
    if trend is not None:
        return _why_trend(int(trend[1]), request, desk)
    if not request.words and request.alert_id is None:
        return picking.pick_alert("why", desk, request, _which(desk))
    alert_id = alerts.asked(request, desk, COMMAND.example)
    view = queries.why(desk.unit, alert_id, desk.watchlists, request.chat, desk.outlets)
    if view is None:
        raise parsing.refuse(
            desk, desk.texts.say("There is no such alert. Its number stands in the alert's last line.")
        )
    return why_message(view, desk.texts)


def _why_trend(trend_id: int, request: Request, desk: Desk) -> Message:
    view = queries.trend(desk.unit, trend_id, desk.watchlists, request.chat.timezone)
    if view is None:
        raise parsing.refuse(desk, desk.texts.say("There is no {trend}.", trend=f"T{trend_id}"))
    return why_trend_message(view, desk.texts)


def _which(desk: Desk) -> str:
    return desk.texts.say("Which alert? Reply to it, or name it: {command}", command=COMMAND.example)


COMMAND = Command(
    "why",
    "ALERT|TREND",
    "/why A17",
    lambda texts: texts.say("why an alert was sent"),
    run,
    aliases=("لماذا", "ليش"),
    examples=("/why T5", "لماذا A17"),
)
