"""What Slack posts over HTTP: whether it is Slack's, and what stands in it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from slack_sdk.signature import Clock, SignatureVerifier


def verify(signing_secret: str, headers: Mapping[str, str], body: bytes, now: datetime) -> bool:
    """Whether Slack signed this HTTP request, at most five minutes before or after `now` (aware)."""
    verifier = SignatureVerifier(signing_secret, _At(now))
    try:
        return verifier.is_valid_request(body, dict(headers))
    except (OverflowError, TypeError, ValueError):
        return False  # a timestamp that is no number of a clock, a signature that is no ASCII, a body that is no UTF-8


def payload_from_body(body: bytes, content_type: str) -> dict[str, Any] | None:
    """The payload of an HTTP request of Slack (JSON, form, or JSON inside a form); None for anything else."""
    try:
        if not content_type.startswith("application/x-www-form-urlencoded"):
            return _mapping(json.loads(body))
        form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        return _mapping(json.loads(form["payload"])) if "payload" in form else form
    except (RecursionError, ValueError):
        return None


def _mapping(data: Any) -> dict[str, Any] | None:
    return data if isinstance(data, dict) else None


class _At(Clock):
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        self._now = now.timestamp()

    def now(self) -> float:
        return self._now
