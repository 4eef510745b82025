"""A terminal as a platform: `adapter` listens and prints."""

from handlers.console.adapter import ADDRESS, PERSON, PLATFORM, Console, wants_styles

__all__ = ["ADDRESS", "PERSON", "PLATFORM", "Console", "wants_styles"]
