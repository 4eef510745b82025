"""Who speaks, and what they did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.core.material import Material
from bot.core.model.chats import Address

Role = Literal["viewer", "analyst", "chat_admin", "admin"]
"""`chat_admin` may change how a chat is served, `admin` everything."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who speaks: a platform's user."""

    platform: str
    user: str
    name: str = ""

    @property
    def label(self) -> str:
        """As written in RASID_ADMINS and in the audit log: `telegram:1001`."""
        return f"{self.platform}:{self.user}"


@dataclass(frozen=True, slots=True)
class Update:
    """What a platform reported: somebody said something or pressed a button. `id` is unique on its platform."""

    platform: str
    id: str
    address: Address
    person: Person
    text: str
    private: bool = True
    replied_to: str | None = None
    """The platform's id of the message that was replied to."""
    message_id: str | None = None
    """The platform's id of this message, to answer to."""
    addressed: bool = True
    """False for group talk that was not meant for the bot."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Facts only the platform's own adapter needs, such as a response URL."""
    pressed: bool = False
    """A button was pressed, on the message `replied_to`."""
    whisper: str | None = None
    """What a message needs so that this person alone reads it: the platform's name of the press, or of the person."""
    hushed: bool = False
    """It was asked where nobody else sees it, so the answer is for this person alone."""
    material: Material | None = None
    """What was sent in to be read: a forwarded or a channel's post, a file, what a shortcut was used on."""
