"""Slack's errors, each with its own answer. HTTP 200 with `ok: false` is a failure like any other."""

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.core.errors import SendError, SendFailure

# https://docs.slack.dev/reference/methods/chat.postMessage#errors
_NOT_HERE = frozenset({"not_in_channel", "channel_not_found"})
_GONE = _NOT_HERE | {
    "is_archived",
    "channel_is_archived",
    "user_not_found",
    "users_not_found",
    "user_disabled",
    "user_is_restricted",
    "cannot_dm_bot",
    "messages_tab_disabled",
    "ekm_access_denied",
    "access_denied",
    "team_access_not_granted",
    "enterprise_is_restricted",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "external_channel_migrating",
}
# These concern the token, not the chat: an uninstalled app must not lose its chats.
REVOKED = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "app_deleted",
        "org_login_required",
        "two_factor_setup_required",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
    }
)
_BUSY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "accesslimited"})
_AWAY = frozenset({"service_unavailable", "request_timeout", "team_added_to_org"})
# Slack says of these that part of the work may have been done.
_UNKNOWN = frozenset({"internal_error", "fatal_error"})
_MARKUP = frozenset({"invalid_blocks", "invalid_blocks_format"})
_TOO_LONG = frozenset({"msg_too_long", "msg_blocks_too_long"})
_VANISHED = frozenset({"message_not_found", "cant_update_message", "edit_window_closed", "cant_update_posted_message"})
# A thread that cannot be written to: the end of a destination that is one, a detour for what only answers in one.
_THREAD = frozenset(
    {
        "thread_not_found",
        "cannot_reply_to_message",
        "restricted_action_thread_locked",
        "restricted_action_non_threadable_channel",
    }
)
_MEANINGS = (
    (_GONE, SendFailure.GONE),
    (REVOKED, SendFailure.REVOKED),
    (_AWAY, SendFailure.AWAY),
    (_UNKNOWN, SendFailure.UNKNOWN),
    (_MARKUP, SendFailure.MARKUP),
    (_TOO_LONG, SendFailure.TOO_LONG),
    (_VANISHED, SendFailure.VANISHED),
)
# https://docs.slack.dev/reference/methods/files.completeUploadExternal#errors
_NO_FILES = frozenset(
    {
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_in_channel",
        "channel_not_found",
        "file_uploads_disabled",
        "file_uploads_except_images_disabled",
        "file_too_large",
        "file_upload_size_restricted",
        "storage_limit_reached",
        "blocked_file_type",
    }
)
_HINTS = {
    "missing_scope": "give the app the scope files:write (docs/slack-manifest.yaml has it) and install it anew",
    "not_in_channel": "files go only where the app is a member; invite it",
    "channel_not_found": "files go only where the app is a member; invite it",
}
_REASON_LENGTH = 300


def send_error(error: Exception, *, alone: bool = False) -> SendError:
    """What an exception of a send means; anything unforeseen is an unknown outcome. `alone`: it can go nowhere but
    into its thread."""
    if isinstance(error, SlackApiError):
        return _answered(error, SendFailure.CLOSED if alone else SendFailure.ALONE)
    # A connector error is an OSError too, and means that nothing was sent; a time-out after that may have been.
    away = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL, ConnectionRefusedError)
    failure = SendFailure.AWAY if isinstance(error, away) else SendFailure.UNKNOWN
    slow = "no answer in time" if isinstance(error, asyncio.TimeoutError) else str(error)
    return SendError(failure, f"{type(error).__name__}: {slow}"[:_REASON_LENGTH])


def file_error(error: Exception, *, alone: bool = False) -> SendError:
    """The same for a file. What it alone needs, and the app was not given, says nothing of the app's other messages;
    nor does a channel that takes no files. In smaller parts it is no smaller."""
    if isinstance(error, SendError):
        return error
    code = code_of(error)
    if code in _NO_FILES:
        return SendError(SendFailure.REFUSED, f"{code}: {_HINTS[code]}" if code in _HINTS else code)
    found = send_error(error, alone=alone)
    return SendError(SendFailure.REFUSED, found.reason) if found.failure is SendFailure.TOO_LONG else found


def code_of(error: Exception) -> str:
    """Slack's own word for the error, '' where there is none."""
    data = getattr(getattr(error, "response", None), "data", None)
    return str(data.get("error", "")) if isinstance(data, Mapping) else ""


def is_outsider(error: Exception) -> bool:
    """Whether the bot is no member of the channel: an answer may still reach who asked by the response URL."""
    return code_of(error) in _NOT_HERE


def _answered(error: SlackApiError, without_thread: SendFailure) -> SendError:
    code, status = code_of(error), _status(error)
    failure = without_thread if code in _THREAD else _failure(code, status)
    wait = _retry_after(error) if failure is SendFailure.BUSY else None
    return SendError(failure, code or f"HTTP {status}", retry_after=wait)


def _failure(code: str, status: int) -> SendFailure:
    if status == 429 or code in _BUSY:
        return SendFailure.BUSY
    for codes, failure in _MEANINGS:
        if code in codes:
            return failure
    if code:
        return SendFailure.REFUSED
    return _by_status(status)


def _by_status(status: int) -> SendFailure:
    """Answers without a word of Slack, such as those of a proxy in front of it."""
    if status >= 500 and status != 504:
        return SendFailure.AWAY
    return SendFailure.REFUSED if 400 <= status < 500 else SendFailure.UNKNOWN


def _status(error: SlackApiError) -> int:
    response: Any = error.response
    return int(getattr(response, "status_code", None) or getattr(response, "status", 0) or 0)


def _retry_after(error: SlackApiError) -> float | None:
    headers = getattr(error.response, "headers", None) or {}
    value = str(headers.get("Retry-After", ""))
    return float(value) if value.isdecimal() else None
