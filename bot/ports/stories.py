"""The stories that articles stand in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.features import Candidate
from bot.core.model import Reading, Story
from bot.core.open_stories import MOST, Placed, Wanted
from bot.ports.window import Window
from watchlists.model import Severity


class Stories(Protocol):
    """Articles about one happening."""

    def candidates(self, wanted: Sequence[Wanted], ids: Collection[int] = (), limit: int = MOST) -> Sequence[Candidate]:
        """For each wanted at least the `limit` stories that share most with it, of the newest by each of its keys and
        marks, with the marks by which they were found; and the stories with these ids. Each once, in no order; some
        may be older than it says."""
        ...

    def of_identities(self, identities: Collection[str]) -> Mapping[str, int]:
        """The story that the newest edition with a story stands in; identities of which no edition has one lack."""
        ...

    def of_articles(self, article_ids: Collection[int]) -> Mapping[int, int]:
        """The story that each of these articles stands in, by article id; those that are in none lack."""
        ...

    def roots(self, story_ids: Collection[int]) -> Mapping[int, str]:
        """The identity of the article that each of these stories was opened with, by story id."""
        ...

    def told_by(self, outlets: Collection[tuple[int, str]], since: datetime) -> Sequence[tuple[int, Reading]]:
        """What these sources reported in these stories (story id, source), published since then: story id and reading,
        oldest first; of much the newest."""
        ...

    def put(self, placed: Sequence[Placed]) -> Sequence[int]:
        """Put articles that are in no story yet into stories, and make the new ones; returns the ids of their stories.

        The story's features and the article's are joined, and the story is found by the article's marks from now on;
        the higher severity and the earlier due time stay. A story was opened when its first article was published, and
        `latest` is the newest publication. Raises LookupError for an unknown story.
        """
        ...

    def due(self, now: datetime, limit: int = 50) -> Sequence[int]:
        """Ids of stories that have to be looked at and that nobody has taken: the longest due first; where there are
        many, the critical ones of the newest reports go before them, up to half."""
        ...

    def take(self, story_ids: Sequence[int], now: datetime, until: datetime) -> Sequence[int]:
        """Have those of these that are free until then, unless `let_go` is called before: nobody else is given them."""
        ...

    def let_go(self, story_ids: Collection[int]) -> None:
        """They are nobody's."""
        ...

    def get(self, story_id: int) -> Story | None:
        """A story with its readings (oldest first) and the alerts it led to."""
        ...

    def some(self, story_ids: Sequence[int]) -> Sequence[Story]:
        """Those of these stories that there are, in the order of the ids."""
        ...

    def settle(
        self, articles: Mapping[int, int], due: datetime | None, *, refreshed: datetime | None = None
    ) -> Collection[int]:
        """Mark stories, given with how many articles each held, as looked at, and with `refreshed` as told by then.

        Returns the ids of those that were marked: one that holds another number by now is left as it is, and so is one
        that somebody is writing at the moment.
        """
        ...

    def lift(self, severities: Mapping[int, Severity]) -> None:
        """Make stories as serious as this, by their ids."""
        ...

    def plan(self, dues: Mapping[int, datetime]) -> None:
        """Have stories that this transaction settled looked at again at these times."""
        ...

    def wake(self, destination_id: int, since: datetime, now: datetime) -> int:
        """Have the stories looked at now of which something was sent to a chat or held back from it since then; returns
        how many."""
        ...

    def recent(self, keys: Collection[str], window: Window, limit: int) -> Sequence[Story]:
        """Stories with an article in the window (no keys: all), newest first."""
        ...

    def stirred(self, keys: Collection[str], window: Window, around: Window, limit: int) -> Sequence[Story]:
        """Stories (no keys: all) with an article that came in or was published in the window, if it was published
        `around` it: the gravest first, then the newest."""
        ...
