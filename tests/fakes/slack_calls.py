"""Judges calls of the Web API by what slack_sdk's own client can send, and by what the reference says of messages."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.fakes.slack_faults import MalformedError

MESSAGES = frozenset({"chat.postMessage", "chat.postEphemeral", "chat.update"})


def check_arguments(method: str, given: Mapping[str, Any]) -> None:
    """Raise MalformedError for a message with arguments that its method does not know, or that notifies of nothing.

    Other methods are not judged: Bolt itself gives auth.test an argument that it does not have.
    """
    if method not in MESSAGES:
        return
    _refuse_unknown(getattr(AsyncWebClient, method.replace(".", "_")), given)
    if given.get("blocks") and not given.get("text"):
        raise MalformedError("missing_text_in_message")


def check_response(given: Mapping[str, Any]) -> None:
    """The same for what is posted to a response URL."""
    _refuse_unknown(AsyncWebhookClient.send, given)


def _refuse_unknown(call: Callable[..., Any], given: Mapping[str, Any]) -> None:
    names = given.keys() - inspect.signature(call).parameters.keys() - {"token"}
    if names:
        raise MalformedError("invalid_arguments", [f"[ERROR] unknown: {', '.join(sorted(names))}"])
