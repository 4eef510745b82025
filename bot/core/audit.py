"""The audit log: who changed what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.model import Person

FORGOTTEN = "forgotten"
"""The user id of somebody who had themselves forgotten, in lines that stay without their name."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One change; `details` are plain data whose names depend on the action."""

    id: int
    at: datetime
    person: Person
    action: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are asked for: of one person (a label), of actions that begin so, about one chat."""

    person: str | None = None
    action: str | None = None
    chat: int | None = None

    def fits(self, line: AuditLine) -> bool:
        """Whether a line is one of those."""
        return (
            (self.person is None or line.person.label == self.person)
            and (self.action is None or line.action.startswith(self.action))
            and (self.chat is None or line.details.get("chat") == self.chat)
        )
