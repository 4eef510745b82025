"""The library, set up for a bot that runs for months: readable answers, no token in the log."""

import json
import logging
from collections.abc import Collection
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import telegram
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from handlers.telegram.files import Files
from handlers.telegram.lean import full_answer, full_update
from handlers.telegram.updates import parsed

BASE_URL = "https://api.telegram.org/bot"
_LOGGERS = ("httpx", "telegram.Bot")


class Client:
    """A `telegram.Bot` with the connections that belong to it."""

    def __init__(self, token: str, base_url: str, patience: float, secrets: Collection[str]) -> None:
        """Waits `patience` seconds for an answer; `secrets` are hidden in the library's logs. Files lie under the same
        address with /bot turned into /file/bot."""
        self._hidden = _hide_in_logs(secrets)
        self._polling = _Request(1, read_timeout=patience)
        self._sending = _Request(read_timeout=patience, pool_timeout=patience, connect_timeout=10.0)
        base = base_url.rstrip("/")
        files = f"{base.removesuffix('/bot')}/file/bot"
        self.bot = telegram.Bot(token, base, files, request=self._sending, get_updates_request=self._polling)
        self.files = Files(self.bot, patience)

    async def poll_anew(self) -> None:
        """A poll that is cancelled while its answer comes in leaves its connection occupied for ever, in httpcore, and
        there is one: so whoever begins to poll gets another."""
        await self._polling.begin_anew()

    async def close(self) -> None:
        """Close the connections; after that nothing can be sent."""
        await self.files.close()
        await self._polling.shutdown()
        await self._sending.shutdown()
        _show_in_logs(self._hidden)


class _Request(HTTPXRequest):
    """Reads answers so that one broken update costs only itself, and garbage is an error without a traceback."""

    async def begin_anew(self) -> None:
        """With connections of which nothing is known."""
        old, self._client = self._client, self._build_client()
        with suppress(Exception):  # whatever is wrong with the old ones
            await old.aclose()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """An error that comes with HTTP 200 (a proxy's doing) is the error that its body says."""
        code, payload = await super().do_request(*args, **kwargs)
        return (_said_code(payload) or code) if code == HTTPStatus.OK else code, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            data = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        if not isinstance(data, dict):
            raise TelegramError("Invalid server response")
        if isinstance(data.get("result"), list):
            data["result"] = [kept for one in data["result"] if (kept := _readable(one)) is not None]
        return full_answer(data)


def _said_code(payload: bytes) -> int | None:
    """The error code in a body that is not ok; None for what is ok or says no code."""
    if b'"ok":true' in payload[:40].replace(b" ", b""):
        return None
    try:
        data = json.loads(payload)
    except ValueError:
        return None
    code = data.get("error_code") if isinstance(data, dict) and data.get("ok") is False else None
    return code if isinstance(code, int) and 400 <= code < 600 else None


def _readable(entry: Any) -> Any:
    """An update that the library cannot read is reduced to its number, so that it can be confirmed."""
    if not isinstance(entry, dict) or "update_id" not in entry:
        return entry
    if not isinstance(entry["update_id"], int):
        return None
    return full_update(entry) if parsed(entry) is not None else {"update_id": entry["update_id"]}


class _SecretFilter(logging.Filter):
    """The libraries write to the log what they call, and Telegram's addresses hold the token, parameters a secret."""

    def __init__(self, secrets: Collection[str]) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        for secret in self._secrets:
            if secret in message:
                message = message.replace(secret, "***")
                record.msg, record.args = message, ()
        return True


def _hide_in_logs(secrets: Collection[str]) -> _SecretFilter:
    hidden = _SecretFilter(secrets)
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(hidden)
    return hidden


def _show_in_logs(hidden: _SecretFilter) -> None:
    for name in _LOGGERS:
        logging.getLogger(name).removeFilter(hidden)
