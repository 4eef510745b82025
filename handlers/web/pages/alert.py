"""The address of an alert: it leads to its story."""

from collections.abc import Mapping
from typing import Any, NoReturn

from aiohttp import web

from handlers.web.pages import asked
from handlers.web.pages.base import Desk, MissingError, Page


def view(desk: Desk) -> Mapping[str, Any]:
    """Never a page of its own."""
    number = asked.numbered(desk.path["id"], "A")
    alert = desk.unit.alerts.get(number) if number is not None else None
    if alert is None:
        raise MissingError(desk.texts.say("There is no such alert. Its number stands in the alert's last line."))
    _leave(alert.story_id, alert.id)


def _leave(story_id: int, alert_id: int) -> NoReturn:
    raise web.HTTPFound(f"/stories/S{story_id}#A{alert_id}")


PAGE = Page("stories", "/alerts/{id}", "story.html", view)
