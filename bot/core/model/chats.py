"""Chats, what they want and do not want to hear, and when they get digests."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.core.preferences import Preferences
from watchlists.model import Severity

Language = Literal["ar", "en"]
Access = Literal["asked", "allowed", "refused", "gone"]
Scope = Literal["entity", "event", "list", "all"]
MuteScope = Literal["entity", "event", "story", "all"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a platform's chat, and the thread or topic in it ('' for none)."""

    platform: str
    chat: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Destination:
    """A known chat and its settings. `timezone` is an IANA name."""

    id: int
    address: Address
    access: Access
    language: Language
    timezone: str
    title: str = ""
    private: bool = True
    listens: bool = False
    """Whether what is said there is taken in as articles."""
    preferences: Preferences = field(default_factory=Preferences)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A chat's wish. `key` is an entity, event or list; '*' for all. Below `least` it goes to the digest."""

    destination_id: int
    scope: Scope
    key: str
    least: Severity


@dataclass(frozen=True, slots=True)
class Mute:
    """Silence in one chat until a time. `key` is an entity key, an event type, a story id, or '*'."""

    id: int
    destination_id: int
    scope: MuteScope
    key: str
    until: datetime
    author: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a chat gets its digest. `weekday` is None for daily, else mon..sun; `at` is local HH:MM."""

    id: int
    destination_id: int
    at: str
    weekday: str | None
    timezone: str
    next_at: datetime
    last_at: datetime | None = None
