"""Which edits the files hold already, since somebody brought them home: they have nothing left to do."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from watchlists.editing.edit_values import Edit, EditError, new_entity, spellings
from watchlists.model import ADDED, Alias, Entity, Watchlist, Watchlists

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
            return not any(one.text == edit.alias for one in spellings(entry))
    return any(_has_condition(one, edit) for one in spellings(entry) if one.text == edit.alias)


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


def _has_condition(alias: Alias, edit: Edit) -> bool:
    value = edit.details["value"]
    return str(value) in alias.unless if edit.action == "unless" else alias.min_score == float(value)


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
