"""Streams: carry articles from whoever takes them in to whoever matches them, between processes."""

from bot.streams.checking import check, waiting
from bot.streams.jetstream import JetStream
from bot.streams.pace import Pace

__all__ = ["JetStream", "Pace", "check", "waiting"]
