"""How the bot is: what does not work at the moment."""

from collections.abc import Mapping
from typing import Any

from handlers.web.pages.base import Desk, Page


def view(desk: Desk) -> Mapping[str, Any]:
    """What the parts report."""
    return {"title": desk.texts.say("Health"), "troubles": desk.troubles}


PAGE = Page("health", "/health", "health.html", view, lambda texts: texts.say("Health"))
