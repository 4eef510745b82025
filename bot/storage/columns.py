"""Column types that mean the same on SQLite and PostgreSQL."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

LONGEST = 600
"""Bytes of an indexed text. PostgreSQL refuses index rows over 2,704 bytes, and no index here holds four texts."""

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNSTORABLE_JSON = re.compile(r"\\u0000|[\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Id = BigInteger().with_variant(Integer, "sqlite")


def storable(text: str) -> str:
    """The text with U+FFFD for each NUL and unpaired surrogate, which databases refuse. Keeps the length."""
    return _UNSTORABLE.sub(_REPLACEMENT, text)


def bounded(text: str) -> str:
    """The text itself or, over LONGEST bytes of UTF-8, its beginning and the digest of the whole."""
    encoded = text.encode()
    if len(encoded) <= LONGEST:
        return text
    mark = "#" + sha256(encoded).hexdigest()
    return encoded[: LONGEST - len(mark)].decode(errors="ignore") + mark


def indexed(text: str) -> str:
    """The text as a column that an index holds gives it back."""
    return bounded(storable(text))


def utc(time: datetime) -> datetime:
    """The same time in UTC. Raises ValueError for a naive one."""
    if time.tzinfo is None:
        raise ValueError(f"{time} has no time zone; times are stored in UTC")
    return time.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """Plain data as JSON, so that rows which share it need not write it anew."""

    text: str


def written(value: Any) -> Written:
    """Plain data with all its texts storable; tuples and sets become lists."""
    try:
        text = _as_json(value)
    except TypeError:  # a set
        return Written(_as_json(_mended(value)))
    return Written(_as_json(_mended(value)) if _UNSTORABLE_JSON.search(text) else text)


def storable_json(value: Any) -> Any:
    """Plain data with all its texts storable, not written yet; the data itself where nothing is to be mended."""
    try:
        text = _as_json(value)
    except TypeError:  # a set
        return _mended(value)
    return _mended(value) if _UNSTORABLE_JSON.search(text) else value


def serialized(value: Any) -> str:
    """JSON as the databases are given it."""
    return value.text if isinstance(value, Written) else _as_json(value)


def _mended(value: Any) -> Any:
    match value:
        case str():
            return storable(value)
        case dict():
            return {storable(str(name)): _mended(one) for name, one in value.items()}
        case list() | tuple():
            return [_mended(one) for one in value]
        case set() | frozenset():
            return sorted(_mended(one) for one in value)
        case _:
            return value


class StoredText(TypeDecorator[str]):
    """Text of any length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class IndexedText(TypeDecorator[str]):
    """Text that an index holds: what is too long for one is shortened, always in the same way."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else indexed(value)


class StoredJson(TypeDecorator[Any]):
    """Plain data, or what `written` made of it: JSON on SQLite, JSONB on PostgreSQL."""

    impl = JSON().with_variant(JSONB, "postgresql")
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return value if isinstance(value, Written) else written(value)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. Raises ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return utc(value).replace(tzinfo=None) if dialect.name == "sqlite" else utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
