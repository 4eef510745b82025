"""Telegram's errors, each with its own answer.

The library's BadRequest and TimedOut are NetworkErrors, so the order of the cases matters.
"""

import re
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from bot.core.errors import SendError, SendFailure

# Descriptions of 400 that mean: in this chat the bot cannot speak any more (compared without case).
_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "group chat was deleted",
    "group chat was upgraded",
    "channel_private",
    "chat_restricted",
    "chat_write_forbidden",
    "user_is_blocked",
    "user_is_deactivated",
    "input_user_deactivated",
    "bot is not a member",
    "not enough rights",
    "have no rights",
    "need administrator rights",
)
# Here the chat takes words, but no pictures or files.
_WORDS_ONLY = (
    "not enough rights to send photos",
    "not enough rights to send documents",
    "not enough rights to send media",
    "chat_send_photos_forbidden",
    "chat_send_docs_forbidden",
    "chat_send_media_forbidden",
)
_CLOSED = ("message thread not found", "topic_deleted", "topic_closed", "topic_id_invalid")
_MARKUP = ("can't parse entities", "can't parse message text", "entity_bounds_invalid")
_TOO_LONG = (
    *("message is too long", "message_too_long", "entities_too_long", "text is too long"),
    *("caption is too long", "caption_too_long"),
)
_ALONE = ("message to be replied not found", "replied message not found", "reply message not found")
_VANISHED = ("message to edit not found", "message can't be edited", "message_id_invalid")
# What is to be changed is a picture or file where a text was expected, or the other way round.
_OTHER_KIND = ("there is no text in the message to edit", "there is no media in the message to edit")
_UNCHANGED = ("message is not modified", "message_not_modified")
_TOO_LATE = ("query is too old", "query id is invalid", "query_id_invalid")
# What a 400 means, by the words in it; the first that fits counts.
_BAD_REQUESTS = (
    (_WORDS_ONLY, SendFailure.REFUSED),
    (_CLOSED, SendFailure.CLOSED),
    (_GONE, SendFailure.GONE),
    (_MARKUP, SendFailure.MARKUP),
    (_TOO_LONG, SendFailure.TOO_LONG),
    (_ALONE, SendFailure.ALONE),
    (_VANISHED, SendFailure.VANISHED),
)
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
# The library's words for a body that is no JSON.
_UNPARSED = "Parsing the server response"
_TOO_LARGE = "Request Entity Too Large"
_RETRY_AFTER = re.compile(r"retry after (\d+)")
_REASON_LENGTH = 300


def send_error(error: Exception) -> SendError:
    """What an exception of a send means; anything unforeseen is an unknown outcome."""
    reason = _reason(error)
    if is_of_a_proxy(error):
        return SendError(SendFailure.AWAY, reason)
    match error:
        case RetryAfter():
            return SendError(SendFailure.BUSY, reason, retry_after=seconds(error))
        case ChatMigrated():
            return SendError(SendFailure.MOVED, reason, moved_to=str(error.new_chat_id))
        case Forbidden():
            return SendError(SendFailure.GONE, reason)
        case InvalidToken():
            return SendError(SendFailure.REVOKED, reason)
        case BadRequest():
            return SendError(_bad_request(error), reason)
        case Conflict():
            return SendError(SendFailure.AWAY, reason)
        case NetworkError():
            return _network_error(error, reason)
    return SendError(SendFailure.UNKNOWN, reason)


def is_of_a_proxy(error: Exception) -> bool:
    """Whether a refusal is no word of Telegram's, but a page of somebody between: it says nothing of token or chat."""
    refusals = (BadRequest, Conflict, Forbidden, InvalidToken)
    return isinstance(error, refusals) and _UNPARSED in str(error)


def is_unchanged(error: Exception) -> bool:
    """Whether a message was to be changed that reads so already."""
    return isinstance(error, BadRequest) and _says(error, _UNCHANGED)


def is_of_another_kind(error: Exception) -> bool:
    """Whether a message was to be changed into what it cannot become: a picture's words are no text."""
    return isinstance(error, BadRequest) and _says(error, _OTHER_KIND)


def file_error(error: Exception) -> SendError:
    """The same for a file: in smaller parts it is no smaller."""
    if isinstance(error, NetworkError) and _TOO_LARGE in str(error):
        return SendError(SendFailure.REFUSED, _reason(error))
    return send_error(error)


def is_too_late(error: Exception) -> bool:
    """Whether a press or a question was answered that waits for no answer any more."""
    return isinstance(error, BadRequest) and _says(error, _TOO_LATE)


def seconds(error: RetryAfter) -> float:
    """The wait that Telegram asks for."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _bad_request(error: BadRequest) -> SendFailure:
    fitting = (failure for phrases, failure in _BAD_REQUESTS if _says(error, phrases))
    return next(fitting, SendFailure.REFUSED)


def _network_error(error: NetworkError, reason: str) -> SendError:
    if isinstance(error.__cause__, _NEVER_LEFT):
        return SendError(SendFailure.AWAY, reason)
    if isinstance(error, TimedOut) or isinstance(error.__cause__, httpx.HTTPError):
        return SendError(SendFailure.UNKNOWN, reason)
    return _server_error(str(error), reason)


def _server_error(description: str, reason: str) -> SendError:
    """An HTTP status without an exception of its own; a 504 says that somebody behind the proxy was slow."""
    if "Too Many Requests" in description:
        asked = _RETRY_AFTER.search(description)
        return SendError(SendFailure.BUSY, reason, retry_after=float(asked[1]) if asked else None)
    if _TOO_LARGE in description:
        return SendError(SendFailure.TOO_LONG, reason)
    unknown = "Gateway Time" in description or "Unknown error in HTTP implementation" in description
    return SendError(SendFailure.UNKNOWN if unknown else SendFailure.AWAY, reason)


def _says(error: Exception, phrases: tuple[str, ...]) -> bool:
    description = str(error).casefold()
    return any(phrase in description for phrase in phrases)


def _reason(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:_REASON_LENGTH]
