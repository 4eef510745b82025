"""Digests: when a schedule is due, the stories of its window go to its chat, once for each local time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.core import digest
from bot.core.changes import news
from bot.core.errors import StoreError
from bot.core.language import Texts
from bot.core.model import Destination, Language, NewDelivery, Schedule, Story
from bot.core.render.digest import digest_message
from bot.core.routing import Verdict
from bot.core.views import DigestView
from bot.ports import Reader, Store, Unit, Window
from watchlists.model import Watchlists

log = structlog.get_logger()

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
        """Post every digest that is due; one missed while the bot was down is made up once. Returns how many."""
        with self.store.begin(read_only=True) as unit:
            due = unit.schedules.due(now)
        return sum(self._safely(schedule, now) for schedule in due)

    def _safely(self, schedule: Schedule, now: datetime) -> bool:
        """One digest that cannot be made stops no other; it is tried again."""
        try:
            return self._post(schedule, now)
        except StoreError:
            raise
        except Exception:
            log.exception("digest.crashed", schedule=schedule.id)
            return False

    def _post(self, schedule: Schedule, now: datetime) -> bool:
        with self.store.begin() as unit:
            occurrence = digest.occurrence(schedule)
            first = unit.schedules.ran(schedule.id, occurrence, now, self.next_time(schedule, now))
            destination = unit.chats.get(schedule.destination_id)
            if not first or destination is None or destination.access != "allowed":
                return False
            view = compose(unit, destination, Window(*digest.window_of(schedule, now)), self.reader().watchlists)
            message = digest_message(view, self.texts[destination.language])
            key = f"digest:{schedule.id}:{occurrence}"
            return unit.outbox.add(NewDelivery(key, destination.id, "digest", message), now)


def compose(unit: Unit, destination: Destination, window: Window, watchlists: Watchlists) -> DigestView:
    """Everything a chat's digest of a window says."""
    subscriptions = unit.chats.subscriptions(destination.id)
    before = Window(window.start - (window.end - window.start), window.start)
    stories = digest.wanted(_news(unit, window), subscriptions, watchlists)
    verdicts = [verdict for _, verdict in unit.alerts.held(destination.id, window)]
    shown = stories[: digest.STORIES_SHOWN]
    return DigestView(
        start=window.start,
        end=window.end,
        groups=digest.grouped(shown, subscriptions, watchlists),
        stories=len(stories),
        articles=sum(len(_news_of(story, window)) for story in stories),
        before=len(digest.wanted(_news(unit, before), subscriptions, watchlists)),
        held=verdicts.count(Verdict.DIGEST),
        muted=verdicts.count(Verdict.MUTED),
        left_out=len(stories) - len(shown),
        watchlists=watchlists,
        mutes=unit.chats.mutes(window.end, destination.id),
        timezone=destination.timezone,
    )


def _news(unit: Unit, window: Window) -> list[Story]:
    """The stories with an article that came in during the window, or was changed in a fact."""
    read = unit.stories.recent((), Window(*digest.read_over(window.start, window.end)), _MOST_STORIES)
    return [story for story in read if _news_of(story, window)]


def _news_of(story: Story, window: Window) -> frozenset[str]:
    """The identities of its articles that are news of a window."""
    told = [reading.article for reading in news(story)]
    return frozenset(one.identity for one in told if digest.falls_in(one, window.start, window.end))
