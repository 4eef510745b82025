"""Topics and threads: which settings they have in common with their whole chat."""

from dataclasses import replace
from typing import Any

from bot.core.model import Address, Destination

INHERITED = frozenset({"language", "timezone", "preferences"})
"""What a topic has from its whole chat until it gets settings of its own."""


def whole_address(address: Address) -> Address:
    """The chat that a topic or thread is a part of."""
    return replace(address, thread="")


def follows(topic: Destination, whole: Destination) -> bool:
    """Whether a topic has the settings of its whole chat, and gets their changes: it never had any of its own."""
    return not topic.preferences.own and settings_for(topic, whole) == settings_for(topic, topic)


def settings_for(topic: Destination, whole: Destination, *, own: bool = False) -> dict[str, Any]:
    """The settings of the whole chat as a topic takes them over. What it has heard in one digest stays its own."""
    preferences = replace(whole.preferences, caught_up=topic.preferences.caught_up, own=own)
    return {"language": whole.language, "timezone": whole.timezone, "preferences": preferences}
