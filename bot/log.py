"""Logs for people or machines. Whatever looks like a secret is masked before a line is written."""

import logging
import re
import sys
from collections.abc import Collection, MutableMapping
from typing import Any, Literal, TextIO

import structlog

_MASK = "•••"
# Telegram puts its token into every path, Slack's tokens begin with xox or xapp, URLs may hold a password.
_SECRETS = re.compile(r"(?:\b\d{5,}:[\w-]{20,}|\bxox[a-z]-[\w-]+|\bxapp-[\w-]+|(?<=://)[^\s/@:]+:[^\s/@]+(?=@))")
_QUIET = ("httpx", "httpcore", "telegram", "slack_bolt", "slack_sdk", "aiohttp.access", "asyncio", "alembic")
# It warns when a job takes longer than its interval, which the next run makes up for.
_SILENT = ("apscheduler",)


class Masking:
    """A log processor that masks known secrets and what is shaped like one, at any depth."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        self._known = sorted((one for one in secrets if len(one) >= 6), key=len, reverse=True)

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """The event without secrets."""
        for name, value in event.items():
            event[name] = self.mask(value)
        return event

    def mask(self, value: Any) -> Any:
        """A value without secrets; what is not text is looked through or made text first."""
        if isinstance(value, dict):
            return {name: self.mask(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self.mask(one) for one in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        return self.mask_text(str(value))

    def mask_text(self, text: str) -> str:
        """A text without secrets."""
        for secret in self._known:
            text = text.replace(secret, _MASK)
        return _SECRETS.sub(_MASK, text)


def set_up(
    form: Literal["console", "json"], level: str, secrets: Collection[str] = (), stream: TextIO | None = None
) -> None:
    """Send all logs of the process, the libraries' too, to `stream` (stderr) in one form, masked."""
    out = stream or sys.stderr
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else _console(out)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        Masking(secrets),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    finish = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
    handler = logging.StreamHandler(out)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=finish))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel("WARNING" if level != "debug" else "INFO")
    for name in _SILENT:
        logging.getLogger(name).setLevel("ERROR")


def _console(out: TextIO) -> Any:
    return structlog.dev.ConsoleRenderer(colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback)
