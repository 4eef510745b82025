"""Logs for people or machines. Whatever looks like a secret is masked before a line is written."""

import logging
import re
import sys
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from contextlib import suppress
from typing import Any, Literal, TextIO
from urllib.parse import quote, unquote

import structlog

_MASK = "•••"
# Shorter ones would be masked inside ordinary words.
_SHORTEST = 6
_DEEPEST = 8
# Telegram puts its token into every path (/bot123:ABC/), Slack's tokens begin with xox or xapp, URLs may hold a
# password, headers and forms a token.
_SECRETS = re.compile(
    r"""
      (?<!\d)\d{5,}(?::|%3A)[\w-]{20,}
    | \bxox[a-z][.-][\w.-]+ | \bxapp-[\w-]+
    | (?<=://)[^\s/@]*:[^\s/@]+(?=@)
    | (?<=bearer\ )[^\s"',]{4,} | (?<=basic\ )[\w+/=]{8,}
    | (?:(?<=token=)|(?<=secret=)|(?<=password=))[^\s&"']+
    """,
    re.VERBOSE | re.IGNORECASE,
)
_QUIET = ("httpx", "httpcore", "telegram", "slack_bolt", "slack_sdk", "aiohttp.access", "asyncio", "alembic")
# It warns when a job takes longer than its interval, which the next run makes up for.
_SILENT = ("apscheduler",)


class Masking:
    """A log processor that masks known secrets and what is shaped like one, at any depth."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        known = {part for secret in secrets for part in _parts(secret) if len(part) >= _SHORTEST}
        self._known = sorted(known, key=len, reverse=True)

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """The event without secrets."""
        for name, value in event.items():
            event[name] = self.mask(value)
        return event

    def mask(self, value: Any, depth: int = 0) -> Any:
        """A value without secrets; what is not text is looked through or made text first."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, Mapping) and depth < _DEEPEST:
            return {self.mask_text(str(name)): self.mask(one, depth + 1) for name, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset) and depth < _DEEPEST:
            return [self.mask(one, depth + 1) for one in value]
        return self.mask_text(str(value))

    def mask_text(self, text: str) -> str:
        """A text without secrets."""
        for secret in self._known:
            text = text.replace(secret, _MASK)
        return _SECRETS.sub(_MASK, text)


def _parts(secret: str) -> Iterator[str]:
    """A secret as it may be shown: itself, as a part of a URL, and of a URL its password."""
    yield secret
    yield quote(secret, safe="")
    password = re.search(r"://[^/@:]*:([^/@]+)@", secret)
    if password:
        yield from (password[1], unquote(password[1]))


class _Handler(logging.StreamHandler[TextIO]):
    """A line that cannot be written (a library's wrong format) is not shown with its raw values."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        with suppress(OSError, ValueError):  # a disk that is full stops the log, not the bot
            self.stream.write(f"A log line of {record.name} could not be written.\n")


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
    handler = _Handler(out)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=finish))
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel("WARNING" if level != "debug" else "INFO")
    for name in _SILENT:
        logging.getLogger(name).setLevel("ERROR")


def _console(out: TextIO) -> Any:
    return structlog.dev.ConsoleRenderer(colors=out.isatty(), exception_formatter=structlog.dev.plain_traceback)
