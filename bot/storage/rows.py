"""Rows back into values."""

from collections.abc import Hashable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Row, RowMapping

from bot.core.message import Message
from bot.core.model import Address, Alert, Article, Delivery, Destination, Mute, Subscription
from bot.core.preferences import Preferences
from bot.storage.claiming import PRIORITIES
from watchlists.model import Event, Figure, Mention, Place

T = TypeVar("T")


def article(row: Mapping[Any, Any]) -> Article:
    """From all columns of `articles`."""
    return _value(Article, row)


def alert(row: RowMapping) -> Alert:
    """From all columns of `alerts`."""
    return _value(Alert, row)


def mute(row: RowMapping) -> Mute:
    """From all columns of `mutes`."""
    return _value(Mute, row)


def subscription(row: RowMapping) -> Subscription:
    """From all columns of `subscriptions`."""
    return _value(Subscription, row)


def destination(row: RowMapping) -> Destination:
    """From all columns of `destinations`."""
    address = Address(row["platform"], row["chat"], row["thread"])
    preferences = Preferences.from_dict(row["preferences"])
    return _value(Destination, {**row, "address": address, "preferences": preferences})


def delivery(row: Row[Any], to: Destination) -> Delivery:
    """From all columns of `deliveries`."""
    message, asked = Message.from_dict(row._mapping["message"]), row.priority == PRIORITIES["reply"]
    return _value(Delivery, {**row._mapping, "destination": to, "message": message, "asked": asked})


def mention(span: dict[str, Any]) -> Mention:
    """From what `dataclasses.asdict` made of it; fields of another version are left out."""
    return _value(Mention, {**span, "how": tuple(span["how"])})


def event(span: dict[str, Any]) -> Event:
    """From what `dataclasses.asdict` made of it; fields of another version are left out."""
    lists = {name: tuple(span[name]) for name in ("sentence", "how", "actors", "targets")}
    places = tuple(_value(Place, one) for one in span["places"])
    figures = tuple(_value(Figure, one) for one in span["figures"])
    return _value(Event, {**span, **lists, "places": places, "figures": figures})


def _value(kind: type[T], values: Mapping[Any, Any]) -> T:
    held = dict(values)
    return kind(**{name: held[name] for name in _names(cast(Hashable, kind)) if name in held})


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cast(Any, kind)))
