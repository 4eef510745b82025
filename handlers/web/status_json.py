"""A status as the API tells it."""

from datetime import timedelta
from typing import Any

from bot.core.baseline import WINDOWS
from bot.core.heads import Head
from bot.core.status_view import StatusView
from bot.core.trends import Trend

# So many others that are named beside it are told.
_COMPANY = 5
_WINDOW_NAMES = {length: name for name, length in WINDOWS.items()}


def status_json(view: StatusView) -> dict[str, Any]:
    """How an entity or event type is doing."""
    paces = {_WINDOW_NAMES[length]: pace for length, pace in view.paces.items()}
    return {
        "entity": view.subject.key,
        "windows": {
            name: {"mentions": pace.mentions, "usual": pace.usual, "factor": pace.factor}
            for name, pace in paces.items()
        },
        "stories": [_story_json(head) for head in view.stories],
        "named_with": [{"entity": key, "articles": count} for key, count in view.named_with[:_COMPANY]],
        "muted": view.muted,
        "trend": _trend_json(view.trend) if view.trend else None,
    }


def _trend_json(trend: Trend) -> dict[str, Any]:
    return {
        "id": f"T{trend.id}",
        "found": trend.created.isoformat(),
        "hours": trend.span // timedelta(hours=1),
        "mentions": trend.count.mentions,
        "usual": trend.baseline.usual,
        "factor": trend.factor,
        "outlets": trend.count.outlets,
        "stories": [f"S{story}" for story, _ in trend.count.stories],
    }


def _story_json(head: Head) -> dict[str, Any]:
    story = head.story
    return {
        "id": f"S{story.id}",
        "severity": story.severity,
        "opened": story.opened.isoformat(),
        "latest": story.latest.isoformat(),
        "articles": head.articles,
        "sources": list(head.sources),
        "keys": sorted(story.keys),
    }
