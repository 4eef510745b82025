"""What was changed of the watchlists in chat."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.model import Person
from watchlists.editing.edits import Edit


@dataclass(frozen=True, slots=True)
class ListEdit:
    """An edit with who made it and when; known as `E12`. `undone` is when it was taken back."""

    id: int
    at: datetime
    person: Person
    edit: Edit
    undone: datetime | None = None
