"""Articles that were asked for, with where each of them stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.model import Reading


@dataclass(frozen=True, slots=True)
class FoundView:
    """A page of articles, newest first; `stories` by article id, `alerts` are the newest of each story, by its id;
    `more` says that others follow."""

    readings: Sequence[Reading] = ()
    stories: Mapping[int, int] = field(default_factory=dict)
    alerts: Mapping[int, int] = field(default_factory=dict)
    more: bool = False

    @property
    def last(self) -> int:
        """The id of the last article of the page, 0 where there is none."""
        return self.readings[-1].article.id if self.readings else 0

    def numbers(self, article_id: int) -> list[str]:
        """«S5», «A17»: the story that an article stands in, and its newest alert."""
        story = self.stories.get(article_id)
        alert = self.alerts.get(story) if story else None
        return [*([f"S{story}"] if story else []), *([f"A{alert}"] if alert else [])]
