"""Many rows in pages, each with an address of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from bot.core.render.words import quoted
from handlers.web.numbers import whole
from handlers.web.pages.base import Desk, MissingError

T = TypeVar("T")

_LONGEST = 200
_SHOWN = 60
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """One page of many rows: `number` of `pages`, and the addresses of those beside it."""

    rows: Sequence[T]
    total: int
    number: int
    pages: int
    before: str | None = None
    after: str | None = None


def sheet(desk: Desk, rows: Sequence[T], size: int, path: str) -> Sheet[T]:
    """The page that `page` asks for, of so many rows. Raises MissingError for one that is not there."""
    pages = max(1, -(-len(rows) // size))
    typed = desk.query.get("page", "1")
    number = whole(typed, _MOST_DIGITS) or 0
    if not 1 <= number <= pages:
        raise MissingError(desk.texts.say("There is no page “{page}” here.", page=quoted(typed, _SHOWN)))
    before = _address(desk, path, number - 1) if number > 1 else None
    after = _address(desk, path, number + 1) if number < pages else None
    return Sheet(rows[(number - 1) * size : number * size], len(rows), number, pages, before, after)


def _address(desk: Desk, path: str, page: int) -> str:
    kept = {name: value[:_LONGEST] for name, value in desk.query.items() if name != "page" and value}
    return f"{path}?{urlencode({**kept, 'page': page})}"
