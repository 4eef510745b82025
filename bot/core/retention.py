"""How long what is stored is kept: articles by setting, what only serves the conversation for a month."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LIGHT = timedelta(days=30)
"""How long files of messages, ended buttons, mutes and invitations and answered updates are kept."""

STIRRED = timedelta(days=7)
"""A story with a report of these days is open to further ones and may stand in a digest: it stays whatever is set."""

EVERY = timedelta(days=1)
"""How often everything is looked through."""

STATE = "expired"
"""Under which name it is kept when everything was last looked through."""


@dataclass(frozen=True, slots=True)
class Ages:
    """What is older than these times goes (aware UTC): articles and what hangs on them, stories by their last report,
    and the conversation's. `articles` None: they are kept for ever."""

    articles: datetime | None
    stories: datetime
    light: datetime


def ages(keep_days: int, now: datetime) -> Ages:
    """Of RASID_KEEP_DAYS, where 0 stands for ever."""
    light = now - LIGHT
    if not keep_days:
        return Ages(None, now - STIRRED, light)
    articles = now - timedelta(days=keep_days)
    return Ages(articles, min(articles, now - STIRRED), light)


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether everything is to be looked through; a clock that was set back makes it so."""
    return last is None or not timedelta() <= now - last < EVERY
