"""Stories that are due become alerts: summarise, route and render, then write the alert and one outbox row a chat.

What follows the first alert answers it, and the first one itself is brought up to date when the story grew; each chat
hears of it at its own pace (`bot/core/notifying.py`). Several stories are read and written together; their words are
chosen in between, outside the transaction. When a story grew meanwhile, nothing is written of it and it stays due.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

import structlog

from bot.core.errors import StoreError
from bot.core.language import Texts
from bot.core.model import Language, Story
from bot.core.tracing import cause, of_article
from bot.core.views import lead_reading
from bot.ports import SILENT, Meter, Reader, Store, Summarizer
from bot.services.accounts import account_of_stories
from bot.services.lengths import Lengths, Quoting
from bot.services.looking import look
from bot.services.telling import Plan, Words, tell
from bot.services.weighing import weigh
from watchlists.outlets import NO_OUTLETS, Outlets

log = structlog.get_logger()

# When a story that could not be told is tried again.
LATER = timedelta(minutes=10)
# So many stories are written in one transaction, which holds up everybody else who writes. Own choice.
TOGETHER = 20
# So long a story is a process's to look at. One that took longer is looked at twice and told once.
TAKEN_FOR = timedelta(seconds=60)
# Where choosing the words takes seconds, no story waits for those of another.
ALONE = 1


@dataclass(frozen=True, slots=True)
class Alerting:
    """Decides when to speak and writes what is said, of at most `together` stories at a time. Where other processes do
    so too, the work is `shared`: each takes its stories before it looks at them."""

    store: Store
    reader: Callable[[], Reader]
    summarizer: Summarizer
    texts: Mapping[Language, Texts]
    together: int = TOGETHER
    outlets: Callable[[], Outlets] = lambda: NO_OUTLETS
    quoting: Quoting = field(default_factory=dict)
    meter: Meter = SILENT
    shared: bool = False

    def speak(self, now: datetime) -> int:
        """Look at every story that is due; returns how many were done with."""
        with self.store.begin(read_only=True) as unit:
            due = unit.stories.due(now)
        some = [due[at : at + self.together] for at in range(0, len(due), self.together)]
        begun = monotonic()
        return sum(self._share(one, now, begun) if self.shared else self._look(one, now) for one in some)

    def _share(self, story_ids: Sequence[int], now: datetime, begun: float) -> int:
        """Of these those that nobody else takes; they are let go, whatever comes of them. The words of those before
        them may have taken minutes since it was `now`."""
        until = now + timedelta(seconds=monotonic() - begun) + TAKEN_FOR
        with self.store.begin() as unit:
            own = unit.stories.take(story_ids, now, until)
        try:
            return self._look(own, now) if own else 0
        finally:
            with self.store.begin() as unit:
                unit.stories.let_go(own)

    def _look(self, story_ids: Sequence[int], now: datetime) -> int:
        """How many of these were done with: not those that grew meanwhile."""
        with self.store.begin(read_only=True) as unit:
            stories = weigh(unit, unit.stories.some(story_ids), self.reader().watchlists, self.outlets(), now)
            told = [story for story in stories if story.spoken]
            looks = look(unit, told, self.reader().watchlists, now)
        rest = {story_id for story_id, seen in looks.items() if not seen.acts}
        return self._write([Plan(one) if one.id in rest else self._plan(one, now) for one in stories], now)

    def _plan(self, story: Story, now: datetime) -> Plan:
        """One that cannot be told is tried again later, and stops no other."""
        try:
            return Plan(story, self._words(story))
        except StoreError:
            raise
        except Exception:
            return _crashed(story, now)

    def _words(self, story: Story) -> Words:
        watchlists = self.reader().watchlists
        reading = lead_reading(story, watchlists)
        summary = self.summarizer.summarize(reading.article.document, reading.findings, story.keys)
        lengths = Lengths(summary, self.quoting, reading, story.keys)
        return Words(story, lengths.of, watchlists, self.texts, self.outlets(), reading)

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
            told = tell(unit, plans, self.reader().watchlists, now)
        account_of_stories(told, self.meter, now)
        return len(told)


def _crashed(story: Story, now: datetime) -> Plan:
    """Called where an exception is at hand."""
    log.exception(
        "alert.crashed", story=story.id, trace=of_article(cause(story).article.id) if story.readings else None
    )
    return Plan(story, due=now + LATER)
