"""Judges calls of the Bot API: aiogram's model of each method, and the rules of the reference that it leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from aiogram import methods
from aiogram.methods import AnswerCallbackQuery, GetUpdates, SetMyCommands, SetWebhook, TelegramMethod
from aiogram.types import Update
from pydantic import BaseModel, ValidationError

from tests.fakes.loopback import Upload
from tests.fakes.referees import RefusedError, unknown_names

# https://core.telegram.org/bots/api#botcommand, #setmycommands, #answercallbackquery, #setwebhook
COMMAND_NAME = re.compile("[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
LONGEST_ANSWER = 200
WEBHOOK_SECRET = re.compile("[A-Za-z0-9_-]{1,256}")

METHODS: dict[str, type[TelegramMethod[Any]]] = {
    one.__api_method__.lower(): one
    for one in vars(methods).values()
    if isinstance(one, type) and issubclass(one, TelegramMethod) and one is not TelegramMethod
}


def check_call(method: str, given: Mapping[str, Any]) -> None:
    """Raise RefusedError for a call that Telegram would refuse, or of which it would leave a part out.

    A method that does not exist is passed over; the server answers 404.
    """
    model = METHODS.get(method.lower())
    if model is None:
        return
    try:
        call = model.model_validate(_without_files(model, given))
    except ValidationError as reason:
        raise RefusedError(_first_of(reason)) from reason
    for problem in (*(f"unknown parameter {name}" for name in unknown_names(call)), *_broken_rules(call)):
        raise RefusedError(problem)


def _without_files(model: type[BaseModel], given: Mapping[str, Any]) -> dict[str, Any]:
    """A file in place of a parameter as a reference to it; those that references point to are no parameters."""
    kept = {name: value for name, value in given.items() if name in model.model_fields or not _is_file(value)}
    return {name: f"attach://{name}" if _is_file(value) else value for name, value in kept.items()}


def _is_file(value: Any) -> bool:
    return isinstance(value, Upload)


def _first_of(reason: ValidationError) -> str:
    first = reason.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


def _broken_rules(call: TelegramMethod[Any]) -> Iterator[str]:
    match call:
        case SetMyCommands():
            yield from _broken_menu(call)
        case GetUpdates() | SetWebhook():
            yield from (f"no kind of update: {kind}" for kind in call.allowed_updates or () if not _is_kind(kind))
            if isinstance(call, SetWebhook) and call.secret_token and not WEBHOOK_SECRET.fullmatch(call.secret_token):
                yield "secret token contains unallowed characters"
        case AnswerCallbackQuery() if len(call.text or "") > LONGEST_ANSWER:
            yield "MESSAGE_TOO_LONG"


def _broken_menu(call: SetMyCommands) -> Iterator[str]:
    if len(call.commands) > MOST_COMMANDS:
        yield "BOT_COMMANDS_TOO_MUCH"
    for command in call.commands:
        if not COMMAND_NAME.fullmatch(command.command):
            yield f"BOT_COMMAND_INVALID: {command.command}"
        if not 1 <= len(command.description) <= LONGEST_DESCRIPTION:
            yield f"BOT_COMMAND_DESCRIPTION_INVALID: {command.command}"


def _is_kind(name: str) -> bool:
    return name in Update.model_fields and name != "update_id"
