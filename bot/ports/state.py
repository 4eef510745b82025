"""What the bot notes for itself."""

from collections.abc import Mapping
from typing import Protocol


class State(Protocol):
    """Small facts that outlive a restart, by name."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, value: str) -> None: ...

    def all(self, prefix: str) -> Mapping[str, str]:
        """Those whose name begins so, by name."""
        ...

    def drop(self, name: str) -> None: ...
