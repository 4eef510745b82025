"""The long-running bot, and what it is wired of beside its parts: the clock's jobs and the HTTP server."""

from bot.app.running import App

__all__ = ["App"]
