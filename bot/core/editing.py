"""What was changed of the watchlists in chat, and what of it the files hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Person
from watchlists.editing.edits import Edit
from watchlists.model import Watchlists


@dataclass(frozen=True, slots=True)
class ListEdit:
    """An edit with who made it and when; known as `E12`. `undone` is when it was taken back, `settled` when the file
    was written in which it was seen first: from then on the files are right."""

    id: int
    at: datetime
    person: Person
    edit: Edit
    undone: datetime | None = None
    settled: datetime | None = None


def counting(files: Watchlists, made: Iterable[ListEdit]) -> list[ListEdit]:
    """The edits that are put upon these files: all but those that files were seen to hold before these were written,
    whatever these say. An older version of the files still needs them."""
    return [one for one in made if one.settled is None or not _is_later(files, one, one.settled)]


def settling(files: Watchlists, made: Sequence[ListEdit], held: Iterable[int]) -> Mapping[int, datetime]:
    """Which of the edits at the positions `held`, which the files hold, are to be known as settled from now on, by
    their numbers, with when. Files that are older than an edit hold it by chance alone."""
    new = [made[at] for at in held if made[at].settled is None]
    written = {one.id: files.written(one.edit.key) for one in new}
    return {one.id: at for one in new if (at := written[one.id]) is not None and at >= one.at}


def _is_later(files: Watchlists, one: ListEdit, settled: datetime) -> bool:
    written = files.written(one.edit.key)
    return written is None or written > settled
