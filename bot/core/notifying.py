"""When a chat hears of a story: a pure decision, taken anew whenever the story is looked at.

    story + what the chat wants + what it was told of it + its preferences + now
        -> tell it, why, bring its message up to date, look again at a time

Alertmanager's words: the first message goes at once; what follows is gathered for `group_interval`; the same reason is
not given again within `repeat_interval` (the claim of another party is another reason). Nothing waits in the outbox:
whatever people change meanwhile is honoured.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.core.changes import news
from bot.core.model import Alert, Story, Told
from bot.core.preferences import Preferences
from bot.core.quiet import Hours, quiet_hours
from bot.core.routing import Verdict
from bot.core.timing import Reason, known, reasons
from watchlists.model import Severity, Watchlists

FRESH: Final = timedelta(days=1)
"""A story that was spoken of is told to further chats for so long after its newest report. Own choice: the rest is the
digest's, and it covers the longest quiet hours."""
MOST_AT_ONCE: Final = 10
"""Of more held stories than this a chat gets one digest instead of a message each. Own choice: a screenful."""


# Whose claim or denial it is makes it another one. Places wait all the same: outlets name the districts, towns and
# provinces of one happening one after the other, and the message that stands shows each of them soon. Own choice.
_OF_PARTIES: Final[Mapping[str, str]] = {Reason.CLAIM: "claims", Reason.DENIAL: "denials"}


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A story as it stands when it is looked at. `newest` is when its newest report of something new came in; `fresh`
    says whether somebody who never heard of it is told."""

    severity: Severity
    known: Mapping[str, Any]
    articles: int
    spoken: Mapping[int, Alert]
    newest: datetime | None
    fresh: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What happens in one chat. `verdict` is None where there is nothing to say; `reason` is why it would be said.

    `edit`: the message that stands is brought up to date. `again`: when to look again, unless something happens before.
    `silent`: without a sound. `held`: the quiet hours that it waited for the end of.
    """

    verdict: Verdict | None = None
    reason: Reason | None = None
    edit: bool = False
    again: datetime | None = None
    silent: bool = False
    held: Hours | None = None

    @property
    def acts(self) -> bool:
        """Whether anything is written to the chat."""
        return self.edit or self.verdict == Verdict.SENT


def standing(story: Story, watchlists: Watchlists, now: datetime) -> Standing:
    """Of a story with everything that was read and said of it."""
    newest = max((one.article.received for one in news(story) if not one.article.silent), default=None)
    fresh = newest is not None and (not story.spoken or newest > now - FRESH)
    spoken = {alert.id: alert for alert in story.spoken}
    return Standing(story.severity, known(story, watchlists), len(story.readings), spoken, newest, fresh)


def decide(
    story: Standing, wish: Verdict | None, told: Told | None, preferences: Preferences, timezone: str, now: datetime
) -> Decision:
    """What happens in a chat with these preferences and this clock. `wish` is what `audience` says, None for a chat
    that was told and has no subscription to it any more: its message is kept true, without a word."""
    if told is None:
        return _first(story, wish, preferences, timezone, now)
    last = story.spoken.get(told.last)
    new = reasons(story.severity, story.known, last) if last else ()
    changed, wait = told.shown != story.articles, told.at + preferences.group_interval
    if wish is None or wish != Verdict.SENT:
        held = Decision(wish if new else None, _strongest(new), again=_morning(wish, new, preferences, timezone, now))
        soon = wait if changed and now < wait else None
        return replace(held, edit=changed and now >= wait, again=min(filter(None, (soon, held.again)), default=None))
    if now < wait and not _is_urgent(new, story):
        waits = Verdict.GATHERED if new else None
        return Decision(waits, _strongest(new), again=wait if new or changed else None)
    return replace(_again(story, new, told, preferences, timezone, now), edit=changed)


def _first(story: Standing, wish: Verdict | None, preferences: Preferences, timezone: str, now: datetime) -> Decision:
    if not story.fresh or wish is None:
        return Decision()
    if wish != Verdict.SENT:
        again = _morning(wish, (Reason.FIRST,), preferences, timezone, now)
        return Decision(wish, Reason.FIRST, again=again)
    return _aloud(Reason.FIRST, story, preferences, timezone, now)


def _again(
    story: Standing,
    new: tuple[Reason, ...],
    told: Told,
    preferences: Preferences,
    timezone: str,
    now: datetime,
) -> Decision:
    """After the group_interval: the weightiest reason that was not given lately."""
    if not new:
        return Decision()
    given = {one: at for one, at in told.given if not _by_another(one, story, told)}
    free = {one: given[one] + preferences.repeat_interval if one in given else now for one in new}
    if _is_urgent(new, story):
        free[Reason.SEVERITY] = now
    reason = next((one for one in new if free[one] <= now), None)
    if reason is None:
        return Decision(Verdict.REPEAT, new[0], again=min(free.values()))
    return _aloud(reason, story, preferences, timezone, now)


def _by_another(reason: str, story: Standing, told: Told) -> bool:
    """Whether somebody claims or denies it of whom the chat was told in no alert."""
    kind, heard = _OF_PARTIES.get(reason), {told.alert_id, told.last, *told.alerts}
    if kind is None:
        return False
    alerts = (story.spoken[one] for one in heard if one in story.spoken)
    return bool(set(story.known[kind]).difference(*(alert.known.get(kind, ()) for alert in alerts)))


def _aloud(reason: Reason, story: Standing, preferences: Preferences, timezone: str, now: datetime) -> Decision:
    """Told now, unless the chat has its quiet hours or heard of it in a digest that stood for many messages."""
    quiet, caught_up = preferences.quiet, preferences.caught_up
    if caught_up and story.newest and story.newest <= caught_up:
        return Decision(Verdict.DIGEST, reason)
    if quiet is None:
        return Decision(Verdict.SENT, reason)
    hours = quiet_hours(quiet, timezone, now)
    if hours is None:
        began = story.newest and quiet_hours(quiet, timezone, story.newest)
        return Decision(Verdict.SENT, reason, held=began if began and quiet.mode != "silent" else None)
    if quiet.mode == "silent":
        return Decision(Verdict.SENT, reason, silent=True)
    if quiet.mode == "critical" and story.severity == "critical":
        return Decision(Verdict.SENT, reason)
    return Decision(Verdict.QUIET, reason, again=hours[1])


def _morning(
    wish: Verdict | None, new: tuple[Reason, ...], preferences: Preferences, timezone: str, now: datetime
) -> datetime | None:
    """The end of the quiet hours that hold: a mute that is over by then keeps nothing back from what they would have
    held, so that it does not matter when the story was looked at meanwhile."""
    quiet = preferences.quiet
    if wish != Verdict.MUTED or not new or quiet is None or quiet.mode == "silent":
        return None
    hours = quiet_hours(quiet, timezone, now)
    return hours[1] if hours else None


def _is_urgent(new: tuple[Reason, ...], story: Standing) -> bool:
    """A rise to critical waits for no interval. Own choice; it happens once."""
    return Reason.SEVERITY in new and story.severity == "critical"


def _strongest(new: tuple[Reason, ...]) -> Reason | None:
    return next(iter(new), None)
