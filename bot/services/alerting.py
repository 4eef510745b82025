"""Stories that are due become alerts: summarise, route and render, then write the alert and one outbox row a chat.

The words are chosen outside the transaction. When the story grew meanwhile, nothing is written and it stays due.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot.core.errors import StoreError
from bot.core.language import Texts
from bot.core.message import Message
from bot.core.model import Destination, Language, NewDelivery, Story
from bot.core.render.alert import alert_message
from bot.core.routing import Verdict, asked_under, audience
from bot.core.timing import Reason, known, reason_to_speak
from bot.core.views import AlertView, lead_reading
from bot.ports import Reader, Store, Summarizer, Summary, Unit

log = structlog.get_logger()

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
        if reason is None:
            return self._settle(story, None)
        return self._write(story, reason, self._summary(story), now)

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
            if not unit.stories.settle(story.id, len(story.readings), None):
                return False
            alert = unit.alerts.add(story, reason, story.severity, known(story), now)
            if alert is None:
                return False
            view = AlertView(story, alert, summary.text, watchlists, written=summary.written)
            wishes = unit.chats.subscriptions(keys=asked_under(story.keys, watchlists))
            verdicts = audience(story, wishes, unit.chats.mutes(now), watchlists)
            self._address(unit, view, verdicts, now)
        return True

    def _address(self, unit: Unit, view: AlertView, verdicts: Mapping[int, Verdict], now: datetime) -> None:
        words = _Words(view, self.texts)
        for chat in unit.chats.all(verdicts):
            verdict = verdicts[chat.id]
            if verdict == Verdict.SENT:
                key = f"alert:{view.alert.id}:{chat.id}"
                unit.outbox.add(NewDelivery(key, chat.id, "alert", words.of(chat), view.alert.id), now)
            else:
                unit.alerts.hold(view.alert.id, chat.id, verdict)


class _Words:
    """The message of one alert, made once for each language and time zone."""

    def __init__(self, view: AlertView, texts: Mapping[Language, Texts]) -> None:
        self._view, self._texts = view, texts
        self._made: dict[tuple[Language, str], Message] = {}

    def of(self, chat: Destination) -> Message:
        """As a chat reads it."""
        wanted = (chat.language, chat.timezone)
        if wanted not in self._made:
            view = replace(self._view, timezone=chat.timezone)
            self._made[wanted] = alert_message(view, self._texts[chat.language])
        return self._made[wanted]
