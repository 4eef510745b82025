"""What a brief of an entity tells, read from the store."""

from datetime import datetime, timedelta

from bot.core import baseline
from bot.core.model import Destination
from bot.core.render.brief import BriefView
from bot.ports import Unit, Window
from bot.services.charting import chart_view
from bot.services.paces import counted
from watchlists.model import Watchlists
from watchlists.outlets import NO_OUTLETS, Outlets

_COMPANY = 6


def brief_view(
    unit: Unit,
    key: str,
    window: timedelta,
    watchlists: Watchlists,
    now: datetime,
    chat: Destination,
    outlets: Outlets = NO_OUTLETS,
) -> BriefView:
    """An entity (with all that is part of it) or an event type in the window until now."""
    keys = watchlists.family(key)
    span = Window(now - window, now)
    heard = unit.articles.heard(keys)
    return BriefView(
        chart=chart_view(unit, key, window, watchlists, now, chat),
        paces=counted(unit, keys, baseline.WINDOWS.values(), now).paces,
        articles=unit.articles.number(keys, span),
        named_with=unit.articles.named_with(keys, span, _COMPANY),
        sources=unit.articles.by_source(keys, span, _COMPANY),
        branches=sorted(keys - {key}),
        stored_since=unit.articles.since(),
        last_heard=heard[1] if heard else None,
        outlets=outlets,
    )
