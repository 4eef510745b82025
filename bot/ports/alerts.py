"""What was spoken of, and to whom."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.model import Alert, NewAlert
from bot.ports.window import Window


class Alerts(Protocol):
    """Decisions to speak."""

    def add_all(self, new: Sequence[NewAlert], now: datetime) -> Mapping[int, Alert]:
        """The next alert of each of these stories, about its newest article, by story id; none where another process
        has just added one. One of a story at a time."""
        ...

    def get(self, alert_id: int) -> Alert | None: ...

    def addressed(self, alert_ids: Collection[int]) -> Collection[int]:
        """Those of these alerts that were sent to a chat, or kept from one that wanted them."""
        ...

    def last_id(self) -> int:
        """The id of the newest alert, 0 where there is none."""
        ...

    def hold(self, alert_id: int, destination_id: int, verdict: str) -> None:
        """Note that a chat was not sent this alert, and why; its next digest tells."""
        ...

    def hold_all(self, held: Sequence[tuple[Alert, int, str]]) -> None:
        """The same for many alerts and destination ids at once."""
        ...

    def held(self, destination_id: int, window: Window) -> Sequence[tuple[Alert, str]]:
        """Alerts held back from a chat in the window, with the verdict; without those that had only to wait (`quiet`,
        `gathered`, `repeat`) where the chat was told of the story since."""
        ...

    def held_by_verdict(self, destination_id: int, keys: Collection[str], window: Window) -> Mapping[str, int]:
        """How many of the alerts that `held` gives are of stories that hold one of the keys, by verdict."""
        ...

    def kept_back(self, destination_ids: Collection[int], verdict: str, window: Window) -> Mapping[int, int]:
        """How many stories were held back from each of these chats in the window with this verdict, and not told since;
        a chat of none lacks."""
        ...

    def sent(self, destination_id: int, window: Window) -> Sequence[Alert]:
        """Alerts that were written to the outbox for a chat in the window."""
        ...

    def reached(self, alert_id: int, destination_id: int) -> Sequence[int]:
        """The topics and threads (the chat itself among them) of a destination's chat that were sent an alert."""
        ...

    def verdicts(self, alert_id: int) -> Sequence[tuple[int, str]]:
        """(destination id, 'sent' or the verdict) of everybody the alert concerned."""
        ...
