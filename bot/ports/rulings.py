"""What people decided about stories, and the moving of articles from story to story."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.core.learning import Example
from bot.core.regrouping import Whole
from bot.core.rulings import Ruling


class Rulings(Protocol):
    """Merges and splits by people: kept, undone, learned from."""

    def add(self, ruling: Ruling) -> Ruling:
        """Keep one (its id is ignored), with its id."""
        ...

    def get(self, ruling_id: int) -> Ruling | None: ...

    def of(self, story_id: int, limit: int = 5) -> Sequence[Ruling]:
        """Those that stand about a story, newest first."""
        ...

    def undo(self, ruling_id: int, now: datetime) -> bool:
        """It stands no more; False when it did not."""
        ...

    def version(self) -> tuple[int, int]:
        """Another one whenever what is learned from may be another."""
        ...

    def examples(self) -> Sequence[Example]:
        """Those of the newest rulings that stand, newest first."""
        ...

    def parted(self) -> Sequence[tuple[int, int]]:
        """The pairs of stories that the newest splits made which stand."""
        ...

    def survivors(self, story_ids: Collection[int] | None = None) -> Mapping[int, int]:
        """Stories that were merged into others, with what they went into, which may have been merged in turn: these
        and those that they lead to, or all that the newest rulings are about."""
        ...

    def reasons(self, story_id: int) -> Mapping[int, str]:
        """Why each article of a story stands there, by article id."""
        ...


class Regrouping(Protocol):
    """Articles and alerts go from one story to another, in a transaction in which nobody else moves any."""

    def begin(self) -> None:
        """Wait for whoever puts articles into stories; until the transaction ends nobody else does."""
        ...

    def hold(self, story_ids: Collection[int]) -> None:
        """Until the transaction ends nobody else writes these stories."""
        ...

    def open(self, whole: Whole, due: datetime, refreshed: datetime | None) -> int:
        """A new story, still without articles; its id."""
        ...

    def become(self, story_id: int, whole: Whole, due: datetime, refreshed: datetime | None) -> None:
        """A story is what its articles are now, is found by it, and is looked at again; `refreshed` is when what it
        holds was last told."""
        ...

    def close(self, story_id: int, into: int) -> None:
        """A story holds nothing any more: it was merged into another one."""
        ...

    def move(self, articles: Mapping[int, str], story_id: int) -> None:
        """Put articles that are in a story into this one, each for its reason."""
        ...

    def move_alerts(self, alerts: Collection[int], story_id: int) -> None:
        """Have alerts be about this story. Of all its alerts the most serious is the last, then the newest."""
        ...

    def remember(self, known: Mapping[int, Mapping[str, Any]]) -> None:
        """What later alerts are held against, by alert id."""
        ...

    def heard(self, story_ids: Collection[int]) -> bool:
        """Whether a message about one of these stories has gone out to anybody."""
        ...

    def count_as_told(self, alert_id: int, story_ids: Collection[int]) -> None:
        """Everybody to whom a message about one of these stories has gone out counts as told by this alert, without a
        message."""
        ...

    def find_by(self, story_id: int, as_well: int) -> None:
        """A story is found by the marks of the other one as well."""
        ...
