"""What was changed of the watchlists in chat."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.editing import ListEdit
from bot.core.model import Person
from watchlists.editing.edits import Edit


class ListEdits(Protocol):
    """What was changed of the watchlists in chat: the lists in force are the files with these edits upon them."""

    def begin(self) -> None:
        """Until the transaction ends nobody else edits: what is checked from here on still holds when it is saved."""
        ...

    def add(self, edit: Edit, person: Person, now: datetime) -> ListEdit:
        """Keep one behind those that there are."""
        ...

    def get(self, edit_id: int) -> ListEdit | None: ...

    def in_force(self) -> Sequence[ListEdit]:
        """Those that were not taken back, in order."""
        ...

    def undo(self, edit_id: int, now: datetime) -> bool:
        """It is in force no more; False when it was not."""
        ...

    def settle(self, held: Mapping[int, datetime]) -> None:
        """Edits by their numbers are in the files since then; what was known of one before stays."""
        ...

    def version(self) -> tuple[int, int]:
        """Another one whenever other edits are in force."""
        ...
