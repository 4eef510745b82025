"""What a conversation needs beside its words: buttons that the bot keeps, and files."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.editing import ListEdit
from bot.core.feedback import AliasName, Rating, Tally, Vote
from bot.core.message import File
from bot.core.model import Person
from bot.core.pressing import Special
from bot.core.proposing import Proposal, ProposalState
from watchlists.edits import Edit


class Buttons(Protocol):
    """Buttons that are more than their command."""

    def add(self, destination_id: int, new: Sequence[Special], now: datetime) -> Sequence[str]:
        """Keep them; their tokens, in this order."""
        ...

    def get(self, destination_id: int, token: str) -> Special | None:
        """What a token stands for in this chat."""
        ...

    def press(self, token: str, now: datetime) -> bool:
        """Note the first press; False when it was pressed before."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that ended before that time; returns how many."""
        ...


class Files(Protocol):
    """Files that messages carry."""

    def add(self, name: str, media_type: str, content: bytes, now: datetime) -> File:
        """Keep one."""
        ...

    def content(self, file_id: int) -> bytes | None:
        """The bytes of a file; None where it is kept no longer."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that were made before that time; returns how many."""
        ...


class Feedback(Protocol):
    """What people said of alerts, kept for each alias by which they heard of them."""

    def given(self, alert_id: int, person: Person) -> Rating | None:
        """What somebody said of an alert last."""
        ...

    def give(
        self, alert_id: int, person: Person, rating: Rating, aliases: Collection[AliasName], now: datetime
    ) -> None:
        """Keep it; it replaces what they said before."""
        ...

    def of_alert(self, alert_id: int) -> Mapping[Rating, int]:
        """How many people said what of an alert."""
        ...

    def of_aliases(self, aliases: Collection[AliasName]) -> Mapping[AliasName, Tally]:
        """What was said of the alerts of each of these; those of which nothing was said lack."""
        ...

    def votes(self, alias: AliasName) -> Sequence[Vote]:
        """Everything that was said of the alerts of one, oldest first."""
        ...

    def rejected_since(self, since: datetime) -> Sequence[AliasName]:
        """Those whose alerts somebody called not relevant at or after that time, sorted."""
        ...


class ListEdits(Protocol):
    """What was changed of the watchlists in chat: the lists in force are the files with these edits upon them."""

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

    def version(self) -> tuple[int, int]:
        """Another one whenever other edits are in force."""
        ...


class Proposals(Protocol):
    """What the bot proposes to change at aliases."""

    def add(self, new: Proposal, now: datetime) -> Proposal | None:
        """Keep one (its id is ignored), with its id; None where the same was proposed before, whatever came of it."""
        ...

    def get(self, proposal_id: int) -> Proposal | None: ...

    def open(self) -> Sequence[Proposal]:
        """Those that nobody decided of, oldest first."""
        ...

    def of(self, alias: AliasName) -> Sequence[Proposal]:
        """Every one about an alias, oldest first."""
        ...

    def decide(self, proposal_id: int, state: ProposalState, person: Person, now: datetime) -> bool:
        """Accept or decline one that is open; False when it is not."""
        ...
