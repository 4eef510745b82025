"""What a check may say: a number that is public and never used again, how bad it is, and how to mend it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.storage.store import SqlUnit

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing. Never holds a secret."""

    number: int
    level: Level
    what: str
    hint: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A number with its usual level and hint; `meaning` is for `docs/check.md`."""

    number: int
    level: Level
    meaning: str
    hint: str

    def found(self, what: str, hint: str | None = None, level: Level | None = None) -> Finding:
        """That it is so, in a sentence, with another hint or level where the usual one does not fit."""
        return Finding(self.number, level or self.level, what, hint or self.hint)


@dataclass(frozen=True, slots=True)
class Look:
    """What a check looks at. `outside` is whether platforms may be asked."""

    settings: "Settings"
    now: datetime
    outside: bool = True

    @property
    def is_current(self) -> bool:
        """Whether the database is there, answers, and is of this version."""
        from bot.core.errors import RasidError
        from bot.storage.migrating import revision_state

        try:
            return revision_state(self.settings.url) == "current"
        except RasidError:
            return False

    @contextmanager
    def unit(self) -> Iterator["SqlUnit"]:
        """The database, to read; only where it is current."""
        from contextlib import closing

        from bot.storage.store import SqlStore

        with closing(SqlStore(self.settings.url)) as store, store.begin(read_only=True) as unit:
            yield unit


_SHOWN = 5


def some(lines: list[str]) -> str:
    """A few of them; how many more there are."""
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return ", ".join(lines[:_SHOWN]) + more
