"""What is sent to chats, and what they were told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.message import Message
from bot.core.model.chats import Destination

DeliveryKind = Literal["alert", "digest", "reply", "notice", "edit"]
DeliveryState = Literal["pending", "sending", "sent", "dead"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row: one message to one chat, sent in as many parts as the platform needs.

    `doubtful` marks a second try after an unknown outcome. `part` is the next part to send, `plain` says without
    markup, `tight` how often the room for a part was halved. `edits` is the platform's id of the message to change.
    """

    id: int
    destination: Destination
    kind: DeliveryKind
    message: Message
    attempts: int
    created: datetime
    doubtful: bool = False
    alert_id: int | None = None
    reply_to: str | None = None
    error: str | None = None
    state: DeliveryState = "pending"
    part: int = 0
    plain: bool = False
    tight: int = 0
    edits: str | None = None
    silent: bool = False
    """Without a sound, where the platform can."""
    asked: bool = False
    """Somebody waits for it."""
    left: tuple[str, ...] = ()
    """Of an edit: the platform's ids of what stands below this part, and goes when it is the last."""
    content: bytes | None = None
    """The bytes of the message's file, when it is sent."""
    key: str = ""
    """That of the `NewDelivery`."""
    trace: str | None = None
    """What set it off, see `bot/core/tracing.py`; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A delivery to be written. `key` is unique: the same key is written once, however often it is asked for.

    `target_id` is an earlier delivery to the same chat: of an edit the one to change, else the one to answer. `shown`
    is how many articles of its story it tells of. `asked` is what somebody waits for: an edit goes as soon as a reply.
    """

    key: str
    destination_id: int
    kind: DeliveryKind
    message: Message
    alert_id: int | None = None
    reply_to: str | None = None
    target_id: int | None = None
    silent: bool = False
    shown: int = 0
    asked: bool = False
    trace: str | None = None
    """What set it off, see `bot/core/tracing.py`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a chat was told of a story: the first delivery and the alert that it carries, which is what edits change;
    the alert that it was told `last`, and when anything was written to it `at` last.

    `shown` is how many articles of the story the first message tells of. `given` are the reasons with the time at which
    each was last given, `alerts` the ids of all the alerts that it was sent.
    """

    delivery_id: int
    destination: Destination
    alert_id: int
    last: int
    at: datetime
    shown: int = 0
    given: tuple[tuple[str, datetime], ...] = ()
    alerts: tuple[int, ...] = ()
    trace: str | None = None
    """What has the message changed now, see `bot/core/tracing.py`."""
