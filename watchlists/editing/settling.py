"""Which edits the files hold already, since somebody brought them home: they have nothing left to do."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from watchlists.editing.edit_values import Edit, EditError, new_entity, spellings
from watchlists.model import ADDED, Alias, Entity, EventType, Watchlist, Watchlists

_Made = TypeVar("_Made")


Apply = Callable[[Watchlists, Edit], Watchlists]


def is_held(lists: Watchlists, edit: Edit, later: Sequence[Edit], apply: Apply) -> bool:
    """Whether lists that do not know of an edit have what it makes of them; `apply` gives them after another one.

    What is removed and added again later is held where it stands just as the later edits make it.
    """
    key = lists.key(edit.key)
    entry = lists.entities.get(key) or lists.events[key] if key is not None else None
    if entry is None:
        return edit.action in ("remove", "remove_alias")
    match edit.action:
        case "add":
            return isinstance(entry, Entity) and _is_same(entry, edit)
        case "remove":
            return isinstance(entry, Entity) and _is_made_again(entry, lists, later, apply)
        case "alias":
            return any(one.text == edit.alias for one in spellings(entry))
        case "remove_alias":
            held = _spelled(entry, edit)
            return held is None or _is_given_again(held, edit, lists, later, apply)
    held = _spelled(entry, edit)
    return held is not None and _has_conditions(held, edit, later)


def _spelled(entry: Entity | EventType, edit: Edit) -> Alias | None:
    return next((one for one in spellings(entry) if one.text == edit.alias), None)


def _is_given_again(held: Alias, edit: Edit, lists: Watchlists, later: Sequence[Edit], apply: Apply) -> bool:
    """Whether later edits make just this alias where it is gone."""
    own = [one for one in later if _is_about(one, edit)]
    if not any(one.action == "alias" for one in own):
        return False
    try:
        bare = apply(lists, edit)
    except EditError:
        return False
    for one in own:
        with suppress(EditError):
            bare = apply(bare, one)
    key = bare.key(edit.key) or ""
    entry = bare.entities.get(key) or bare.events.get(key)
    return entry is not None and _spelled(entry, edit) == held


def _is_about(one: Edit, edit: Edit) -> bool:
    """Whether two edits are about the same alias."""
    return (one.key.casefold(), one.alias) == (edit.key.casefold(), edit.alias)


def _is_made_again(entity: Entity, lists: Watchlists, later: Sequence[Edit], apply: Apply) -> bool:
    """Whether later edits make just this entity where there is none."""
    own = [one for one in later if one.key.casefold() == entity.key.casefold()]
    if not any(one.action == "add" for one in own):
        return False
    family = lists.family(entity.key)
    others = tuple(one for key, one in lists.entities.items() if key not in family)
    bare = Watchlists((Watchlist(ADDED, {}, others),))
    for one in own:
        with suppress(EditError):
            bare = apply(bare, one)
    return bare.entities.get(entity.key) == entity


def _is_same(entity: Entity, edit: Edit) -> bool:
    """Whether an entity with the key of a new one is that: they share a name."""
    new = _tried(new_entity, edit)
    return new is not None and not {one.text for one in new.spellings}.isdisjoint(one.text for one in entity.spellings)


def _has_conditions(alias: Alias, edit: Edit, later: Sequence[Edit]) -> bool:
    """Whether an alias has what an edit gives to it, or what later edits put in the place of that."""
    own = [_given(one) for one in later if _is_about(one, edit)]
    for name, value in _given(edit).items():
        if name in ("needs", "unless"):
            if not set(value) <= set(getattr(alias, name)):
                return False
        elif getattr(alias, name) not in (value, *(one[name] for one in own if name in one)):
            return False
    return True


def _given(edit: Edit) -> Mapping[str, Any]:
    """The conditions that an edit gives to an alias that is there."""
    match edit.action:
        case "unless":
            return {"unless": [str(edit.details["value"])]}
        case "min_score":
            return {"min_score": float(edit.details["value"])}
        case "conditions":
            return dict(edit.details["value"])
    return {}


def is_gone(refused: EditError, edit: Edit, later: Sequence[Edit]) -> bool:
    """Whether what an edit is about was removed by a later one, which is in the files now."""
    if refused.reason not in ("unknown", "no_alias", "parent", "taken"):
        return False
    about = refused.about.casefold() if refused.reason == "parent" else edit.key.casefold()
    gone = [one for one in later if one.key.casefold() == about and one.action in ("remove", "remove_alias")]
    return any(one.action == "remove" or one.alias == edit.alias for one in gone)


def _tried(read: Callable[[Edit], _Made], edit: Edit) -> _Made | None:
    try:
        return read(edit)
    except EditError:
        return None
