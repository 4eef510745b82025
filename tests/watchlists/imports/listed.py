"""Small lists for the tests of imports: a base, and what may have become of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from watchlists.imports.remembering import said
from watchlists.model import Alias, Entity, Watchlist

GUARD = Entity(
    "QDe-1",
    "organization",
    {"ar": "حراس الوادي", "en": "Wadi Guards"},
    (Alias("جند الوادي", source="UN QDe.1"), Alias("Valley Guards", match="exact", source="UN QDe.1")),
    source="UN QDe.1",
)
MAN = Entity("QDi-2", "person", {"ar": "سالم الوادي"}, (Alias("سالم أبو النخل", source="UN QDi.2"),), source="UN QDi.2")


def watchlist(*entities: Entity, **fields: Any) -> Watchlist:
    """A list `un` of some entities."""
    return Watchlist("un", {"en": "UN"}, entities, **fields)


def base(*entities: Entity) -> dict[str, Any]:
    """What a file remembers of them."""
    return {one.key.casefold(): said(one) for one in entities}


def more(entity: Entity, *aliases: Alias) -> Entity:
    """With further aliases."""
    return replace(entity, aliases=(*entity.aliases, *aliases))


def less(entity: Entity, *texts: str) -> Entity:
    """Without some aliases."""
    return replace(entity, aliases=tuple(one for one in entity.aliases if one.text not in texts))


def guarded(entity: Entity, text: str, **conditions: Any) -> Entity:
    """With further conditions of an alias."""
    held = (replace(one, **conditions) if one.text == text else one for one in entity.aliases)
    return replace(entity, aliases=tuple(held))
