"""What the bot proposes to change at aliases, and which further ones."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from bot.core.feedback import AliasName
from bot.core.model import Person
from bot.core.proposing import Effect, Proposal, ProposalKind, ProposalState
from bot.core.spellings import Gain
from bot.storage.statements import insert
from bot.storage.tables import proposals


class SqlProposals:
    """See the port `Proposals`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Proposal, now: datetime) -> Proposal | None:
        held = {"kind": new.kind, "key": new.key, "alias": new.alias, "value": new.value, "state": "open"}
        effect = (new.gain or new.effect).as_dict()
        row = insert(self._connection, proposals).values(**held, effect=effect, created=now)
        written = self._connection.execute(row.on_conflict_do_nothing().returning(*proposals.c)).one_or_none()
        return _proposal(written) if written else None

    def get(self, proposal_id: int) -> Proposal | None:
        row = self._connection.execute(select(proposals).where(proposals.c.id == proposal_id)).one_or_none()
        return _proposal(row) if row else None

    def open(self) -> Sequence[Proposal]:
        chosen = select(proposals).where(proposals.c.state == "open").order_by(proposals.c.id)
        return [_proposal(row) for row in self._connection.execute(chosen)]

    def of(self, alias: AliasName) -> Sequence[Proposal]:
        chosen = select(proposals).where(proposals.c.key == alias[0], proposals.c.alias == alias[1])
        return [_proposal(row) for row in self._connection.execute(chosen.order_by(proposals.c.id))]

    def spellings(self, key: str) -> Sequence[Proposal]:
        chosen = select(proposals).where(proposals.c.kind == "alias", proposals.c.key == key).order_by(proposals.c.id)
        return [_proposal(row) for row in self._connection.execute(chosen)]

    def made(self, kind: ProposalKind, since: datetime) -> int:
        own = select(func.count()).where(proposals.c.kind == kind, proposals.c.created >= since)
        return self._connection.scalar(own) or 0

    def decide(self, proposal_id: int, state: ProposalState, person: Person, now: datetime) -> bool:
        own = update(proposals).where(proposals.c.id == proposal_id, proposals.c.state == "open")
        return self._connection.execute(own.values(state=state, decided=now, decided_by=person.label)).rowcount > 0


def _proposal(row: Row[Any]) -> Proposal:
    named = (row.id, row.kind, row.key, row.alias, row.value)
    if row.kind == "alias":
        return Proposal(*named, state=row.state, gain=Gain.from_dict(row.effect))
    return Proposal(*named, Effect.from_dict(row.effect), row.state)
