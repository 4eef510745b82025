"""Stories that are due become alerts: summarise, route and render, then write the alert and one outbox row a chat.

What follows the first alert answers it, and the first one itself is brought up to date whenever the story grows.
Several stories are read and written together; their words are chosen in between, outside the transaction. When a story
grew meanwhile, nothing is written of it and it stays due.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.core.errors import StoreError
from bot.core.language import Texts
from bot.core.model import Language, Story
from bot.core.timing import reason_to_speak, refresh_at
from bot.core.views import lead_reading
from bot.ports import Reader, Store, Summarizer
from bot.services.telling import Plan, Words, tell
from bot.services.weighing import weigh
from watchlists.outlets import NO_OUTLETS, Outlets

log = structlog.get_logger()

# When a story that could not be told is tried again.
LATER = timedelta(minutes=10)
# So many stories are written in one transaction, which holds up everybody else who writes. Own choice.
TOGETHER = 20
# Where choosing the words takes seconds, no story waits for those of another.
ALONE = 1


@dataclass(frozen=True, slots=True)
class Alerting:
    """Decides when to speak and writes what is said, of at most `together` stories at a time."""

    store: Store
    reader: Callable[[], Reader]
    summarizer: Summarizer
    texts: Mapping[Language, Texts]
    together: int = TOGETHER
    outlets: Outlets = NO_OUTLETS

    def speak(self, now: datetime) -> int:
        """Look at every story that is due; returns how many were done with."""
        with self.store.begin(read_only=True) as unit:
            due = unit.stories.due(now)
        return sum(self._look(due[at : at + self.together], now) for at in range(0, len(due), self.together))

    def _look(self, story_ids: Sequence[int], now: datetime) -> int:
        """How many of these were done with: not those that grew meanwhile."""
        with self.store.begin(read_only=True) as unit:
            stories = weigh(unit, unit.stories.some(story_ids), self.reader().watchlists, self.outlets, now)
        return self._write([self._plan(story, now) for story in stories], now)

    def _plan(self, story: Story, now: datetime) -> Plan:
        """One that cannot be told is tried again later, and stops no other."""
        try:
            return self._decide(story, now)
        except StoreError:
            raise
        except Exception:
            return _crashed(story, now)

    def _decide(self, story: Story, now: datetime) -> Plan:
        reason, at = reason_to_speak(story), refresh_at(story)
        if reason is None and at is not None and at > now:
            return Plan(story, due=at)
        return Plan(story, self._words(story), reason)

    def _words(self, story: Story) -> Words:
        watchlists = self.reader().watchlists
        reading = lead_reading(story, watchlists)
        summary = self.summarizer.summarize(reading.article.document, reading.findings, story.keys)
        return Words(story, summary, watchlists, self.texts, self.outlets)

    def _write(self, plans: Sequence[Plan], now: datetime) -> int:
        """All of it in one transaction. Where that breaks, each story has its own, to find the one that breaks it."""
        try:
            return self._tell(plans, now)
        except StoreError:
            raise
        except Exception:
            if len(plans) > 1:
                return sum(self._write([one], now) for one in plans)
            return self._tell([_crashed(one.story, now) for one in plans], now)

    def _tell(self, plans: Sequence[Plan], now: datetime) -> int:
        with self.store.begin() as unit:
            return tell(unit, plans, self.reader().watchlists, now)


def _crashed(story: Story, now: datetime) -> Plan:
    """Called where an exception is at hand."""
    log.exception("alert.crashed", story=story.id)
    return Plan(story, due=now + LATER)
