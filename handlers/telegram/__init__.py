"""Telegram as a platform: `adapter` listens and sends, the other files know one matter of its API each."""

from handlers.telegram.adapter import Pace, Telegram, Webhook, update_from_json

__all__ = ["Pace", "Telegram", "Webhook", "update_from_json"]
