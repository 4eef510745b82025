"""An edit of the watchlists as a value, and what the loader of the files reads from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from watchlists.files.schema import read_list
from watchlists.files.writing import node
from watchlists.model import ADDED, Alias, Entity, EventType, Watchlist

Action = Literal["add", "alias", "remove", "remove_alias", "unless", "min_score", "conditions"]
Reason = Literal[
    "taken", "unknown", "parent", "has_alias", "no_alias", "name", "parts", "last", "itself", "same", "broken"
]

_WHERE: Final = Path("chat")


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. `details` are plain data: of `add` the fields of an entity as a file has them, of `alias` an `alias`
    as a file has it, of the others the text of an `alias`, and the `value` that it gets: a guard, a score, or of
    `conditions` fields of an alias as a file has them."""

    action: Action
    key: str
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def alias(self) -> str:
        """The text of the alias that it is about, '' for a whole entity."""
        held = self.details.get("alias", "")
        return str(held["text"] if isinstance(held, Mapping) else held)


class EditError(ValueError):
    """An edit that the lists do not take, and what is in its way."""

    def __init__(self, reason: Reason, about: str = "") -> None:
        super().__init__(f"{reason}: {about}")
        self.reason, self.about = reason, about


def spellings(entry: Entity | EventType) -> tuple[Alias, ...]:
    """The names and aliases of an entity, the phrases of an event type."""
    return entry.spellings if isinstance(entry, Entity) else entry.phrases


def new_entity(edit: Edit) -> Entity:
    """The entity of an `add`, as the loader reads it; raises EditError with the loader's first fault."""
    return read_plain({"version": 1, "watchlist": ADDED, "entities": [{"key": edit.key, **edit.details}]}).entities[0]


def new_alias(edit: Edit) -> Alias:
    """The alias of an `alias`; raises EditError likewise."""
    return _read_alias(edit.details["alias"])


def conditioned(alias: Alias, edit: Edit) -> Alias:
    """An alias after `conditions`: phrases are added to those that it has, anything else is set. Raises EditError
    likewise."""
    given: Mapping[str, Any] = edit.details["value"]
    read = _read_alias({"text": alias.text, **given})
    fields = {name: getattr(read, name) for name in given}
    for name in {"needs", "unless"} & given.keys():
        held = getattr(alias, name)
        fields[name] = (*held, *(one for one in fields[name] if one not in held))
    return replace(alias, **fields)


def _read_alias(held: object) -> Alias:
    entity = {"key": "x", "kind": "other", "name": {"en": "x"}, "aliases": [held]}
    return read_plain({"version": 1, "watchlist": ADDED, "entities": [entity]}).entities[0].aliases[0]


def read_plain(held: Mapping[str, Any]) -> Watchlist:
    """A list from the values of its file; raises EditError with the first fault."""
    found = read_list(_WHERE, node(held))
    if found.errors:
        raise EditError("broken", found.errors[0].message)
    return found.watchlist
