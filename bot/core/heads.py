"""Heads of stories: what a list says of each, read without the texts of its articles."""

from dataclasses import dataclass

from bot.core.model import Story


@dataclass(frozen=True, slots=True)
class Head:
    """A story with how much stands in it. Its readings are the newest ones only, at most as many as were asked for, and
    their articles lack the text. `sources` are all of them in the order in which they first reported, `articles` counts
    each once, however many editions it has, and `alert` is the newest alert that it led to."""

    story: Story
    articles: int
    sources: tuple[str, ...]
    alert: int | None = None
    is_open: bool = True
    """Whether a further report could still join it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stories there are, and how many of them are open."""

    stories: int = 0
    open: int = 0
