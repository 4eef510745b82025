"""Who may do what, everywhere and in one chat, how a chat is let in, and the audit log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.core.audit import AuditFilter, AuditLine
from bot.core.invites import Invite
from bot.core.model import Address, Person, Role


class People(Protocol):
    """Who may do what, and who did what."""

    def role(self, person: Person) -> Role | None: ...

    def grant(self, person: Person, role: Role | None, now: datetime) -> None: ...

    def all(self) -> Sequence[tuple[Person, Role]]: ...

    def held(self) -> Sequence[tuple[Person, Role]]:
        """The same; whoever else asks so waits until this transaction ends, so what is found here holds."""
        ...

    def record(self, person: Person, action: str, details: dict[str, Any], now: datetime) -> None:
        """Add a line to the audit log."""
        ...

    def audit(self, limit: int = 50) -> Sequence[tuple[datetime, Person, str, dict[str, Any]]]: ...

    def lines(self, wanted: AuditFilter, limit: int, before: int | None = None) -> list[AuditLine]:
        """Lines of the audit log, newest first; `before` is a line's id to page from."""
        ...


@dataclass(frozen=True, slots=True)
class ChatRole:
    """What somebody was made in a chat, by whom (a label) and when."""

    destination_id: int
    person: Person
    role: Role
    author: str
    granted: datetime


class Roles(Protocol):
    """What people are in single chats; `People` says what they are everywhere."""

    def of(self, address: Address, person: Person) -> Role | None:
        """What somebody was made in a chat, whichever of its threads is asked about."""
        ...

    def grant(self, destination_id: int, person: Person, role: Role | None, author: str, now: datetime) -> None:
        """Make somebody that in the whole chat of a destination; None takes it away."""
        ...

    def all(self) -> Sequence[ChatRole]:
        """By chat and person."""
        ...


class Invites(Protocol):
    """Codes that let one person in, once; only their digests are kept."""

    def add(self, role: Role, author: str, expires: datetime, now: datetime) -> str:
        """Make one; the code."""
        ...

    def get(self, code: str) -> Invite | None: ...

    def open(self, now: datetime) -> Mapping[str, Invite]:
        """Those that are good, by their digest, the one that ends first before the others."""
        ...

    def end_one(self, digest: str, now: datetime) -> bool:
        """End the one that is good and whose digest begins so; False when there is none."""
        ...

    def end(self, author: str, now: datetime) -> int:
        """End those of somebody (a label) that are good; returns how many."""
        ...

    def use(self, code: str, person: str, now: datetime) -> bool:
        """Note who used it; False when it was used before."""
        ...

    def forget(self, before: datetime) -> int:
        """Drop those that ended before that time; returns how many."""
        ...
