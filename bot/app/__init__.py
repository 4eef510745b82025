"""The long-running bot, and what it is wired of beside its parts: the clock's jobs and the HTTP server."""

from bot.app.bells import Bells
from bot.app.running import App
from bot.app.team import Team

__all__ = ["App", "Bells", "Team"]
