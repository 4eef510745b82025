"""Stories that are due become alerts: summarise, route and render, then write the alert and one outbox row a chat.

What follows the first alert answers it, and the first one itself is brought up to date whenever the story grows. The
words are chosen outside the transaction. When the story grew meanwhile, nothing is written and it stays due.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.core.errors import StoreError
from bot.core.language import Texts
from bot.core.message import Message
from bot.core.model import Alert, Destination, Language, NewDelivery, Story, Told
from bot.core.render.alert import Body, alert_body, alert_message
from bot.core.routing import Verdict, asked_under, audience
from bot.core.timing import Reason, known, reason_to_speak, refresh_at
from bot.core.views import AlertView, lead_reading
from bot.ports import Reader, Store, Summarizer, Summary, Unit

log = structlog.get_logger()

_View = Callable[[Alert, str, Alert | None, datetime | None], AlertView]

# When a story that could not be told is tried again.
LATER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Alerting:
    """Decides when to speak and writes what is said."""

    store: Store
    reader: Callable[[], Reader]
    summarizer: Summarizer
    texts: Mapping[Language, Texts]

    def speak(self, now: datetime) -> int:
        """Look at every story that is due; returns how many were done with."""
        with self.store.begin(read_only=True) as unit:
            due = unit.stories.due(now)
        return sum(self._look(story_id, now) for story_id in due)

    def _look(self, story_id: int, now: datetime) -> bool:
        """False when the story grew meanwhile. One that cannot be told is tried again later, and stops no other."""
        with self.store.begin(read_only=True) as unit:
            story = unit.stories.get(story_id)
        if story is None:
            return False
        try:
            return self._tell(story, now)
        except StoreError:
            raise
        except Exception:
            log.exception("alert.crashed", story=story_id)
            return self._settle(story, now + LATER)

    def _tell(self, story: Story, now: datetime) -> bool:
        reason = reason_to_speak(story)
        if reason is not None:
            return self._write(story, reason, self._summary(story), now)
        at = refresh_at(story)
        if at is not None and at > now:
            return self._settle(story, at)
        return self._refresh(story, self._summary(story), now)

    def _settle(self, story: Story, due: datetime | None) -> bool:
        with self.store.begin() as unit:
            return unit.stories.settle(story.id, len(story.readings), due)

    def _summary(self, story: Story) -> Summary:
        reading = lead_reading(story, self.reader().watchlists)
        return self.summarizer.summarize(reading.article.document, reading.findings, story.keys)

    def _write(self, story: Story, reason: Reason, summary: Summary, now: datetime) -> bool:
        """The alert, and what it means to each chat, as chats stand in this transaction."""
        watchlists = self.reader().watchlists
        with self.store.begin() as unit:
            if not unit.stories.settle(story.id, len(story.readings), None, refreshed=now):
                return False
            alert = unit.alerts.add(story, reason, story.severity, known(story), now)
            if alert is None:
                return False
            told = unit.outbox.told(story.id) if story.spoken else ()
            wishes = unit.chats.subscriptions(keys=asked_under(story.keys, watchlists))
            verdicts = audience(story, wishes, unit.chats.mutes(now), watchlists)
            words = self._words(story, summary)
            last = story.spoken[-1] if story.spoken else None
            _address(unit, alert, last, verdicts, {one.destination.id: one for one in told}, words, now)
            _retell(unit, story, told, words, now)
        return True

    def _refresh(self, story: Story, summary: Summary, now: datetime) -> bool:
        """Nothing worth another alert: the messages that stand tell of the story as it is now."""
        with self.store.begin() as unit:
            if not unit.stories.settle(story.id, len(story.readings), None, refreshed=now):
                return False
            _retell(unit, story, unit.outbox.told(story.id), self._words(story, summary), now)
        return True

    def _words(self, story: Story, summary: Summary) -> "_Words":
        watchlists = self.reader().watchlists

        def view(alert: Alert, timezone: str, before: Alert | None, updated: datetime | None) -> AlertView:
            return AlertView(story, alert, summary.text, watchlists, timezone, summary.written, before, updated)

        return _Words(view, self.texts)


def _address(
    unit: Unit,
    alert: Alert,
    last: Alert | None,
    verdicts: Mapping[int, Verdict],
    told: Mapping[int, Told],
    words: "_Words",
    now: datetime,
) -> None:
    """Write the alert for everybody whom it is sent to; to who was told of its story before, as an answer that says
    what is new since the `last` alert."""
    new: list[NewDelivery] = []
    for chat in unit.chats.all([one for one, verdict in verdicts.items() if verdict == Verdict.SENT]):
        first = told.get(chat.id)
        message = words.of(chat, alert, before=last if first else None)
        target = first.delivery_id if first else None
        new.append(NewDelivery(f"alert:{alert.id}:{chat.id}", chat.id, "alert", message, alert.id, target_id=target))
    unit.outbox.add_all(new, now)
    unit.alerts.hold_all(alert, {chat: verdict for chat, verdict in verdicts.items() if verdict != Verdict.SENT})


def _retell(unit: Unit, story: Story, told: Sequence[Told], words: "_Words", now: datetime) -> None:
    """Bring up to date the message by which each chat was first told."""
    spoken = {alert.id: alert for alert in story.spoken}
    known = [one for one in told if one.alert_id in spoken]
    unit.outbox.revise([(one, words.of(one.destination, spoken[one.alert_id], updated=now)) for one in known], now)


class _Words:
    """The messages about one story, each made once for all chats that read it alike."""

    def __init__(self, view: _View, texts: Mapping[Language, Texts]) -> None:
        self._view, self._texts = view, texts
        self._bodies: dict[tuple[Language, str], Body] = {}
        self._made: dict[tuple[object, ...], Message] = {}

    def of(
        self, chat: Destination, alert: Alert, *, before: Alert | None = None, updated: datetime | None = None
    ) -> Message:
        """An alert as a chat reads it."""
        reader = (chat.language, chat.timezone)
        wanted = (*reader, alert.id, before and before.id, updated)
        if wanted not in self._made:
            texts, view = self._texts[chat.language], self._view(alert, chat.timezone, before, updated)
            if reader not in self._bodies:
                self._bodies[reader] = alert_body(view, texts)
            self._made[wanted] = alert_message(view, texts, self._bodies[reader])
        return self._made[wanted]
