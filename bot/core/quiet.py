"""The hours in which a chat wants to be left alone, by its own clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.clock import local_moment
from bot.core.preferences import Quiet

Hours = tuple[datetime, datetime]
"""When quiet hours began and end, in UTC."""

WOKEN = "woken:"
"""What the names of chats that get a digest in the place of many held messages begin with in the state."""

_DAY = timedelta(days=1)


def quiet_hours(quiet: Quiet | None, timezone: str, moment: datetime) -> Hours | None:
    """The quiet hours that a moment (aware) falls into, start inclusive, end exclusive; None outside of them.

    A local time that the clocks show twice in autumn counts at its first showing; one that they skip in spring as long
    after the gap began as it lies in the gap. Hours whose end is before their start end on the next day.
    """
    if quiet is None:
        return None
    zone, start, end = ZoneInfo(timezone), time.fromisoformat(quiet.start), time.fromisoformat(quiet.end)
    today = moment.astimezone(zone).date()
    for day in (today - _DAY, today):
        hours = local_moment(day, start, zone), local_moment(day + _DAY if end <= start else day, end, zone)
        if hours[0] <= moment < hours[1]:
            return hours
    return None
