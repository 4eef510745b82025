"""Independent judges of what the Telegram fake says and accepts; those of Slack are in `slack_blocks`.

* Markup: TDLib itself (the `tdjson` package), offline. Where it is not installed or does not load,
  RefereeMissingError is raised, and tests skip.
* Objects: aiogram's models of the Bot API.
"""

from __future__ import annotations

import functools
import importlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiogram.types import InlineKeyboardMarkup, Message, Update
from pydantic import BaseModel, ValidationError

ENTITY_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
    "TextUrl": "text_link",
    "CustomEmoji": "custom_emoji",
    "BotCommand": "bot_command",
    "MentionName": "text_mention",
}


class RefereeMissingError(RuntimeError):
    """The referee cannot be had on this machine."""


class RefusedError(ValueError):
    """The platform would refuse this; the text says why in its words."""


@dataclass(frozen=True)
class Formatted:
    """What Telegram shows: the text without markup, and Bot API entities (offsets in UTF-16 units)."""

    text: str
    entities: tuple[Mapping[str, Any], ...]


def telegram_html(text: str) -> Formatted:
    """Parse HTML as Telegram does. Raises RefusedError (Telegram's own words) and RefereeMissingError."""
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    answer = tdlib()(request)
    if answer["@type"] == "error":
        raise RefusedError(answer["message"])
    return Formatted(answer["text"], tuple(bot_api_entity(entity) for entity in answer["entities"]))


@functools.cache
def tdlib() -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """TDLib's synchronous call, its log silenced."""
    try:
        library = importlib.import_module("tdjson")
    except ImportError as reason:
        raise RefereeMissingError(f"Telegram's parser (tdjson) cannot be loaded: {reason}") from reason

    def execute(request: Mapping[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(library.td_execute(json.dumps(request).encode()))
        return answer

    execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
    return execute


def bot_api_entity(entity: Mapping[str, Any]) -> dict[str, Any]:
    """TDLib's entity in the words of the Bot API."""
    kind = entity["type"]["@type"].removeprefix("textEntityType")
    found = {"type": ENTITY_TYPES.get(kind, kind.lower()), "offset": entity["offset"], "length": entity["length"]}
    if kind == "TextUrl":
        found["url"] = entity["type"]["url"]
    if kind == "PreCode":
        found["language"] = entity["type"]["language"]
    return found


def entities_found(text: str) -> tuple[Mapping[str, Any], ...]:
    """What Telegram makes of a text by itself, such as mention, url and botcommand. Raises RefereeMissingError."""
    answer = tdlib()({"@type": "getTextEntities", "text": text})
    return tuple(bot_api_entity(entity) for entity in answer["entities"])


def check_update(update: Mapping[str, Any]) -> None:
    """Raise ValidationError where the update is none of the Bot API, RefusedError for a field that this has not."""
    _refuse_unknown(Update.model_validate(update))


def check_message(message: Mapping[str, Any]) -> None:
    """The same for a message."""
    _refuse_unknown(Message.model_validate(message))


def unknown_names(value: Any) -> Iterator[str]:
    """The names, however deep, that aiogram's models take and do not know."""
    if isinstance(value, BaseModel):
        yield from value.model_extra or ()
        value = [getattr(value, name) for name in type(value).model_fields]
    if isinstance(value, list | tuple):
        for inner in value:
            yield from unknown_names(inner)


def _refuse_unknown(found: BaseModel) -> None:
    if names := list(unknown_names(found)):
        raise RefusedError(f"unknown: {', '.join(names)}")


def check_keyboard(markup: Mapping[str, Any]) -> None:
    """Raise RefusedError for an inline keyboard that Telegram would refuse."""
    try:
        keyboard = InlineKeyboardMarkup.model_validate(markup)
    except ValidationError as reason:
        raise RefusedError(f"can't parse reply keyboard markup JSON object: {reason.error_count()} errors") from reason
    for button in (button for row in keyboard.inline_keyboard for button in row):
        if not button.text.strip():
            raise RefusedError("text buttons are unallowed in the inline keyboard")
        if button.callback_data is not None and not 1 <= len(button.callback_data.encode()) <= 64:
            raise RefusedError("BUTTON_DATA_INVALID")
