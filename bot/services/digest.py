"""Digests: when a schedule is due, the stories of its window go to its chat, once for each local time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core import digest
from bot.core.language import Texts
from bot.core.model import Destination, Language, NewDelivery, Schedule
from bot.core.render.digest import digest_message
from bot.core.routing import Verdict
from bot.core.views import DigestView
from bot.ports import Reader, Store, Unit, Window
from watchlists.model import Watchlists

# Stories read for one digest; beyond it they are not even counted.
_MOST_STORIES = 500


@dataclass(frozen=True, slots=True)
class Digests:
    """Writes digests to the outbox. `next_time` computes the first time of a schedule after a moment."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    next_time: Callable[[Schedule, datetime], datetime]

    def post(self, now: datetime) -> int:
        """Post every digest that is due; one missed while the bot was down is made up once."""
        with self.store.begin() as unit:
            due = unit.schedules.due(now)
        return sum(self._post(schedule, now) for schedule in due)

    def _post(self, schedule: Schedule, now: datetime) -> int:
        with self.store.begin() as unit:
            occurrence = digest.occurrence(schedule)
            first = unit.schedules.ran(schedule.id, occurrence, now, self.next_time(schedule, now))
            destination = unit.chats.get(schedule.destination_id)
            if not first or destination is None or destination.access != "allowed":
                return 0
            view = compose(unit, destination, Window(*digest.window_of(schedule, now)), self.reader().watchlists)
            message = digest_message(view, self.texts[destination.language])
            key = f"digest:{schedule.id}:{occurrence}"
            return unit.outbox.add(NewDelivery(key, destination.id, "digest", message), now)


def compose(unit: Unit, destination: Destination, window: Window, watchlists: Watchlists) -> DigestView:
    """Everything a chat's digest of a window says."""
    subscriptions = unit.chats.subscriptions(destination.id)
    before = Window(window.start - (window.end - window.start), window.start)
    stories = digest.wanted(unit.stories.recent((), window, _MOST_STORIES), subscriptions, watchlists)
    earlier = digest.wanted(unit.stories.recent((), before, _MOST_STORIES), subscriptions, watchlists)
    verdicts = [verdict for _, verdict in unit.alerts.held(destination.id, window)]
    shown = stories[: digest.STORIES_SHOWN]
    return DigestView(
        start=window.start,
        end=window.end,
        groups=digest.grouped(shown, subscriptions, watchlists),
        stories=len(stories),
        articles=sum(len(story.readings) for story in stories),
        before=len(earlier),
        held=verdicts.count(Verdict.DIGEST),
        muted=verdicts.count(Verdict.MUTED),
        left_out=len(stories) - len(shown),
        watchlists=watchlists,
        mutes=unit.chats.mutes(window.end, destination.id),
        timezone=destination.timezone,
    )
