"""What a list of others says of somebody, whatever its format: the value between the readers and the watchlist."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from watchlists.model import Kind

Quality = Literal["name", "strong", "weak"]
"""A name is what the list calls somebody first, `strong` another name that is sure ("good" with the UN, "strong" with
OFAC), `weak` one that is not ("low", "weak", a nickname, a name of one word)."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name as the list writes it, with blanks and line breaks made single blanks; nothing else is changed.

    `language` is the code that the list gives, None where it gives none. `parts` are the parts of a person's name in
    order, as far as the list tells them apart: given names first, the family's last. `ordered` is the name as it is
    said: "Majeed, Abdul" has the parts Abdul and Majeed.
    """

    text: str
    quality: Quality = "strong"
    language: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def ordered(self) -> str:
        return " ".join(self.parts) or self.text


@dataclass(frozen=True, slots=True)
class Record:
    """Somebody or something on a list. `id` is what the list calls it, the same in every version of the list.

    `source` says where its names come from, for a person (`UN QDi.430`); `line` is where it begins in the file, from 1.
    `listed` is the day of listing, which says nothing of the names; `since` and `until` bound when they are right.
    `part_of` is the id of another record, or the key of an entity in force. `context` are words that tell it from
    namesakes, as the list writes them: its group, country, office. `is_meant` where somebody wrote it for this very
    purpose: its names are watched even where many bear them. `number` is another id that stays where the first changes,
    if the list has one.
    """

    id: str
    kind: Kind
    names: tuple[ListedName, ...]
    source: str
    line: int = 0
    listed: date | None = None
    until: date | None = None
    part_of: str | None = None
    context: tuple[str, ...] = ()
    note: str = ""
    since: date | None = None
    extra: dict[str, str] = field(default_factory=dict)
    is_meant: bool = False
    number: str = ""


Told = Callable[[int, str], None]
"""Hears what a reader leaves out: the line, and what and why."""


def heard(line: int, message: str) -> None:
    """A `Told` that keeps nothing."""


class ListImportError(ValueError):
    """A list that cannot be read, or not further: where, why, and how to mend it. Nothing of it is kept."""

    def __init__(self, line: int, message: str, hint: str = "") -> None:
        super().__init__(f"line {line}: {message}" + (f"; {hint}" if hint else "") if line else message)
        self.line, self.message, self.hint = line, message, hint
        self.further: tuple[ListImportError, ...] = ()
        """Other faults of the list that were found with this one."""
