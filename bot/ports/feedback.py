"""What people say of alerts, and what the bot proposes for it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.feedback import AliasName, Rating, Tally, Vote
from bot.core.model import Person
from bot.core.proposing import Proposal, ProposalKind, ProposalState


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


class Proposals(Protocol):
    """What the bot proposes to change at aliases, and which further ones."""

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

    def spellings(self, key: str) -> Sequence[Proposal]:
        """Every further alias of an entity that was proposed, whatever came of it, oldest first."""
        ...

    def made(self, kind: ProposalKind, since: datetime) -> int:
        """How many of a kind were made at or after that time."""
        ...

    def decide(self, proposal_id: int, state: ProposalState, person: Person, now: datetime) -> bool:
        """Accept or decline one that is open; False when it is not."""
        ...
