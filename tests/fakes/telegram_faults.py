"""The errors of Telegram's Bot API as it words them, ready for `server.faults.add(...)`."""

from __future__ import annotations

from typing import Any

from tests.fakes.faults import Answer, json_answer


class ApiError(Exception):
    """An answer with ok=false; `parameters` as in ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> Answer:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return json_answer(self.code, body)


class MalformedError(ApiError):
    """A call that is wrong whatever the chats are like: the bot's own fault."""

    def __init__(self, description: str, code: int = 400) -> None:
        super().__init__(code, description)


def error(code: int, description: str, **parameters: int) -> Answer:
    return ApiError(code, description, **parameters).answer()


def flood(retry_after: int) -> Answer:
    return error(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def blocked() -> Answer:
    return error(403, "Forbidden: bot was blocked by the user")


def kicked() -> Answer:
    return error(403, "Forbidden: bot was kicked from the supergroup chat")


def deactivated() -> Answer:
    return error(403, "Forbidden: user is deactivated")


def migrated(chat_id: int) -> Answer:
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return error(400, description, migrate_to_chat_id=chat_id)


def chat_not_found() -> Answer:
    return error(400, "Bad Request: chat not found")


def topic_not_found() -> Answer:
    return error(400, "Bad Request: message thread not found")


def topic_closed() -> Answer:
    return error(400, "Bad Request: TOPIC_CLOSED")


def no_rights() -> Answer:
    return error(400, "Bad Request: not enough rights to send text messages to the chat")


def cannot_parse() -> Answer:
    return error(400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"")


def not_modified() -> Answer:
    reason = "specified new message content and reply markup are exactly the same as a current content"
    return error(400, f"Bad Request: message is not modified: {reason} and reply markup of the message")


def edit_not_found() -> Answer:
    return error(400, "Bad Request: message to edit not found")


def cannot_edit() -> Answer:
    return error(400, "Bad Request: message can't be edited")


def too_long() -> Answer:
    return error(400, "Bad Request: message is too long")


def no_photos() -> Answer:
    return error(400, "Bad Request: not enough rights to send photos to the chat")


def too_large() -> Answer:
    return error(413, "Request Entity Too Large")


def unauthorized() -> Answer:
    return error(401, "Unauthorized")


def conflict() -> Answer:
    description = "terminated by other getUpdates request; make sure that only one bot instance is running"
    return error(409, f"Conflict: {description}")


def server_error() -> Answer:
    return error(500, "Internal Server Error: restart")
