"""Slack as a platform: `adapter` listens and sends, the other files know one matter of its API each."""

from handlers.slack.adapter import Events, Pace, Slack, payload_from_body, update_from_payload, verify

__all__ = ["Events", "Pace", "Slack", "payload_from_body", "update_from_payload", "verify"]
