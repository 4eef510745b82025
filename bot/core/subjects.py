"""What is asked about or watched: how it is typed, and what it covers."""

from dataclasses import dataclass

from bot.core.model import Scope, Subscription
from bot.core.routing import EVERYTHING, wanted_keys
from watchlists.model import Watchlists


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: an entity, an event type, a list by its slug, or all ('*')."""

    scope: Scope
    key: str = EVERYTHING

    @property
    def typed(self) -> str:
        """How it is written after a command."""
        return typed_form(self.scope, self.key)


def typed_form(scope: Scope, key: str) -> str:
    """How something is written after the commands that ask about it, watch it or end watching it."""
    return {"list": f"list:{key}", "all": "all"}.get(scope, key)


def keys_of(subject: Subject, watchlists: Watchlists) -> frozenset[str]:
    """What a question about it covers: an entity with all that is part of it, an event type alone, the reach of a list,
    or every key."""
    return wanted_keys(Subscription(0, subject.scope, subject.key, "low"), watchlists)
