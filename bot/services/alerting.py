"""Stories that are due become alerts: summarise, route and render, then write the alert and one outbox row a chat.

The words are chosen outside the transaction. When the story grew meanwhile, nothing is written and it stays due.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.language import Texts
from bot.core.model import Language, NewDelivery, Story
from bot.core.render.alert import alert_message
from bot.core.routing import Verdict, audience
from bot.core.timing import Reason, known, reason_to_speak
from bot.core.views import AlertView, lead_reading
from bot.ports import Reader, Store, Summarizer, Summary, Unit
from watchlists.model import Document


@dataclass(frozen=True, slots=True)
class Alerting:
    """Decides when to speak and writes what is said."""

    store: Store
    reader: Callable[[], Reader]
    summarizer: Summarizer
    texts: Mapping[Language, Texts]

    def speak(self, now: datetime) -> int:
        """Look at every story that is due; returns how many deliveries were written."""
        with self.store.begin() as unit:
            due = unit.stories.due(now)
        return sum(self._look(story_id, now) for story_id in due)

    def _look(self, story_id: int, now: datetime) -> int:
        with self.store.begin() as unit:
            story = unit.stories.get(story_id)
            subscriptions, mutes = unit.chats.subscriptions(), unit.chats.mutes(now)
        if story is None:
            return 0
        reason = reason_to_speak(story)
        if reason is None:
            return self._rest(story)
        summary = self._summary(story)
        return self._write(story, reason, summary, audience(story, subscriptions, mutes, self.reader().watchlists), now)

    def _rest(self, story: Story) -> int:
        with self.store.begin() as unit:
            unit.stories.settle(story.id, len(story.readings), None)
        return 0

    def _summary(self, story: Story) -> Summary:
        reading = lead_reading(story, self.reader().watchlists)
        article = reading.article
        return self.summarizer.summarize(
            Document(article.text, article.title, article.published), reading.findings, story.keys
        )

    def _write(
        self, story: Story, reason: Reason, summary: Summary, verdicts: dict[int, Verdict], now: datetime
    ) -> int:
        with self.store.begin() as unit:
            if not unit.stories.settle(story.id, len(story.readings), None):
                return 0
            alert = unit.alerts.add(story, reason, story.severity, known(story), now)
            if alert is None:
                return 0
            view = AlertView(story, alert, summary.text, self.reader().watchlists)
            return sum(self._address(unit, view, chat, verdict, now) for chat, verdict in verdicts.items())

    def _address(self, unit: Unit, view: AlertView, chat: int, verdict: Verdict, now: datetime) -> int:
        destination = unit.chats.get(chat)
        if destination is None or destination.access != "allowed":
            return 0
        if verdict != Verdict.SENT:
            unit.alerts.hold(view.alert.id, chat, verdict)
            return 0
        message = alert_message(replace(view, timezone=destination.timezone), self.texts[destination.language])
        key = f"alert:{view.alert.id}:{chat}"
        return unit.outbox.add(NewDelivery(key, chat, "alert", message, view.alert.id), now)
