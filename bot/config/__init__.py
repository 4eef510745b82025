"""The settings, read once from the environment, from `NAME_FILE` files and from `.env` in the working folder."""

from bot.config.errors import SettingsError
from bot.config.settings import Settings

__all__ = ["Settings", "SettingsError"]
