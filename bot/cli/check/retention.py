"""How long articles are kept, and whether what is older goes."""

from collections.abc import Iterator
from datetime import timedelta

from bot.cli.check.finding import Finding, Kind, Look

KEPT = Kind(607, "info", "how long articles are kept", "RASID_KEEP_DAYS changes it, 0 keeps them for ever")
KINDS = (KEPT,)
# What is older than it is kept for longer than this should have been removed.
_LATE = timedelta(days=2)


def examine(look: Look) -> Iterator[Finding]:
    """A warning where what is too old is still there."""
    from bot.services.expiring import last_expiry

    if not look.is_current:
        return
    days, now = look.settings.keep_days, look.now
    with look.unit() as unit:
        oldest, last = unit.expiry.oldest(), last_expiry(unit)
    if not days:
        hint = "set RASID_KEEP_DAYS to the days for which articles are kept"
        yield KEPT.found("articles are kept for ever: RASID_KEEP_DAYS is 0", hint)
        return
    since = f"the oldest came in on {oldest:%Y-%m-%d}" if oldest else "none is stored"
    done = f"what is older was last removed at {last:%Y-%m-%d %H:%M} UTC" if last else "nothing was removed yet"
    late = oldest is not None and now - oldest > timedelta(days=days) + _LATE and (not last or now - last > _LATE)
    told = f"articles are kept for {days} days; {since}; {done}"
    if late:
        yield KEPT.found(told, "a running bot removes them: rasid run", "warning")
    else:
        yield KEPT.found(told)
