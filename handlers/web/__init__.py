"""The bot's HTTP server: what machines ask of it (`api`, `hooks`), and the console that people open in a browser."""

from handlers.web.chat import ADMIN, WebChat
from handlers.web.console import WebConsole
from handlers.web.pages.base import About
from handlers.web.server import Probe, WebServer

__all__ = ["ADMIN", "About", "Probe", "WebChat", "WebConsole", "WebServer"]
