"""What the server knows of each call and the client may not: whether it was accepted, and whether it was answered."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass
class Attempt:
    """One call. `message` is the id of the message it made or changed, None when nothing was accepted.

    `answered` is None until the answer is on its way: a client that never got one cannot know what became of the call.
    Times are monotonic seconds.
    """

    method: str
    chat: str
    begun: float = field(default_factory=time.monotonic)
    message: str | None = None
    answered: float | None = None

    def answer(self) -> None:
        self.answered = time.monotonic()
