"""What people decided about stories, and what follows for articles to come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.core.grouping import ENOUGH
from bot.core.learning import Example

Kind = Literal["merge", "split"]
Parted = Mapping[int, frozenset[int]]
"""By story those that a person parted from it."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A 'merge' (`other_id` went into `story_id`) or a 'split' (`other_id` was taken out of `story_id`), shown as `R3`.

    `articles` are the ids of those that were moved, each with the reason for which it had stood where it was before;
    `author` is a label such as `telegram:1001`.
    """

    id: int
    at: datetime
    kind: Kind
    author: str
    story_id: int
    other_id: int
    articles: Mapping[int, str]
    examples: tuple[Example, ...] = ()
    undone: datetime | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """What rulings that stand say of articles to come."""

    enough: float = ENOUGH
    parted: Parted = field(default_factory=dict)


def parted(pairs: Iterable[tuple[int, int]], now_in: Mapping[int, int]) -> Parted:
    """From the pairs of stories that were split, by where those stand now that were merged since."""
    found: dict[int, set[int]] = {}
    for pair in pairs:
        one, other = (survivor(story_id, now_in) for story_id in pair)
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}


def survivor(story_id: int, now_in: Mapping[int, int]) -> int:
    """The story that one stands in now, by what each of those that were merged went into."""
    seen = {story_id}
    while (story_id := now_in.get(story_id, story_id)) not in seen:
        seen.add(story_id)
    return story_id
