"""Edits upon loaded watchlists: what people change in a chat. Pure: the lists after an edit, or why there are none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from watchlists.editing.edit_values import (
    Action,
    Edit,
    EditError,
    Reason,
    conditioned,
    new_alias,
    new_entity,
    read_plain,
    spellings,
)
from watchlists.editing.settling import is_gone, is_held
from watchlists.files.writing import plain, plain_alias
from watchlists.model import ADDED, Alias, Entity, EventType, Watchlist, Watchlists
from watchlists.normalize import folded

_Entry = TypeVar("_Entry", Entity, EventType)


@dataclass(frozen=True, slots=True)
class Played:
    """Lists after edits, and the positions of the edits that did nothing: those whose effect the lists had already
    (`settled`: they were brought home to the files), and those that the lists do not take any more (`left`)."""

    lists: Watchlists
    settled: tuple[int, ...]
    left: tuple[int, ...]


def played(lists: Watchlists, edits: Sequence[Edit]) -> Played:
    """The lists after all edits that they take, in order."""
    settled, left = list[int](), list[int]()
    for number, one in enumerate(edits):
        later = edits[number + 1 :]
        if is_held(lists, one, later, _unchecked):
            settled.append(number)
            continue
        try:
            lists = _unchecked(lists, one)
        except EditError as refused:
            (settled if is_gone(refused, one, later) else left).append(number)
    return Played(lists, tuple(settled), tuple(left))


def _unchecked(lists: Watchlists, edit: Edit) -> Watchlists:
    return applied(lists, edit, check=False)


def edited(lists: Watchlists, edits: Sequence[Edit]) -> tuple[Watchlists, list[int]]:
    """The lists after all edits that they take, in order; and the positions of those that they do not take (any more,
    since the files changed). What the files hold already is none of these."""
    found = played(lists, edits)
    return found.lists, list(found.left)


def applied(lists: Watchlists, edit: Edit, *, check: bool = True) -> Watchlists:
    """The lists after an edit. Raises EditError where they do not take it; with `check` also for what the loader of the
    files would refuse."""
    if check and edit.action in ("alias", "unless", "conditions"):
        _refuse_alike(lists, edit)
    if check and edit.action == "conditions":
        _refuse_same(lists, edit)
    after = _APPLY[edit.action](lists, edit)
    if check:
        _check(edit, after)
    return after


def additions(lists: Watchlists, edits: Iterable[Edit]) -> list[Entity] | None:
    """What edits upon these lists add that only add entities, or aliases to entities; None where one changes what is
    there, or is not taken."""
    found: list[Entity] = []
    for one in edits:
        if one.action not in ("add", "alias") or one.key in lists.events:
            return None
        try:
            lists = applied(lists, one, check=False)
        except EditError:
            return None
        found.append(new_entity(one) if one.action == "add" else Entity(one.key, "other", {}, (new_alias(one),)))
    return found


def _refuse_alike(lists: Watchlists, edit: Edit) -> None:
    """A further alias that differs from one that is there only in what nobody sees; a guard that is its own alias."""
    for one in _guards(edit):
        if folded(str(one)) == folded(edit.alias):
            raise EditError("itself", str(one))
    for known in spellings(_entry(lists, edit)) if edit.action == "alias" else ():
        if folded(known.text) == folded(edit.alias):
            raise EditError("has_alias", known.text)


def _guards(edit: Edit) -> Iterable[str]:
    """Those that an edit brings."""
    held = edit.details["alias"] if edit.action == "alias" else edit.details["value"]
    return held.get("unless", ()) if isinstance(held, Mapping) else () if edit.action == "alias" else (str(held),)


def _add(lists: Watchlists, edit: Edit) -> Watchlists:
    if lists.key(edit.key) is not None:
        raise EditError("taken", edit.key)
    entity = new_entity(edit)
    if entity.part_of is not None and lists.key(entity.part_of) not in lists.entities:
        raise EditError("parent", entity.part_of)
    return lists.changed(lists.changes([entity]), ADDED)


def _add_alias(lists: Watchlists, edit: Edit) -> Watchlists:
    entry, new = _entry(lists, edit), new_alias(edit)
    if any(one.text == new.text for one in spellings(entry)):
        raise EditError("has_alias", new.text)
    if isinstance(entry, Entity):
        return lists.changed(lists.changes([Entity(entry.key, "other", {}, (new,))]), ADDED)
    return _put(lists, replace(entry, phrases=(*entry.phrases, new)))


def _remove(lists: Watchlists, edit: Edit) -> Watchlists:
    entity = _entry(lists, edit)
    if not isinstance(entity, Entity):
        raise EditError("unknown", edit.key)
    parts = sorted(lists.family(entity.key) - {entity.key})
    if parts:
        raise EditError("parts", parts[0])
    return Watchlists(tuple(_without(one, entity.key) for one in lists.lists))


def _remove_alias(lists: Watchlists, edit: Edit) -> Watchlists:
    entry, text = _entry(lists, edit), edit.alias
    if isinstance(entry, Entity):
        if text in entry.name.values():
            raise EditError("name", text)
        return _put(lists, replace(entry, aliases=_rest(entry.aliases, text)))
    rest = _rest(entry.phrases, text)
    if not rest:
        raise EditError("last", text)
    return _put(lists, replace(entry, phrases=rest))


def _rest(aliases: tuple[Alias, ...], text: str) -> tuple[Alias, ...]:
    rest = tuple(one for one in aliases if one.text != text)
    if len(rest) == len(aliases):
        raise EditError("no_alias", text)
    return rest


def _guard(lists: Watchlists, edit: Edit) -> Watchlists:
    value = str(edit.details["value"])
    return _change(lists, edit, lambda one: replace(one, unless=(*(u for u in one.unless if u != value), value)))


def _raise_score(lists: Watchlists, edit: Edit) -> Watchlists:
    return _change(lists, edit, lambda one: replace(one, min_score=float(edit.details["value"])))


def _condition(lists: Watchlists, edit: Edit) -> Watchlists:
    return _change(lists, edit, lambda one: conditioned(one, edit))


def _refuse_same(lists: Watchlists, edit: Edit) -> None:
    """Conditions that the alias has already."""
    if any(one.text == edit.alias and conditioned(one, edit) == one for one in spellings(_entry(lists, edit))):
        raise EditError("same", edit.alias)


def _change(lists: Watchlists, edit: Edit, change: Callable[[Alias], Alias]) -> Watchlists:
    """One alias of an entry changed; a name that gets conditions is listed among the aliases from then on."""
    entry = _entry(lists, edit)
    if not any(one.text == edit.alias for one in spellings(entry)):
        raise EditError("no_alias", edit.alias)
    if isinstance(entry, EventType):
        phrases = tuple(change(one) if one.text == edit.alias else one for one in entry.phrases)
        return _put(lists, replace(entry, phrases=phrases))
    if not any(one.text == edit.alias for one in entry.aliases):
        return _put(lists, replace(entry, aliases=(*entry.aliases, change(Alias(edit.alias)))))
    aliases = tuple(change(one) if one.text == edit.alias else one for one in entry.aliases)
    return _put(lists, replace(entry, aliases=aliases))


def _entry(lists: Watchlists, edit: Edit) -> Entity | EventType:
    key = lists.key(edit.key)
    if key is None:
        raise EditError("unknown", edit.key)
    return lists.entities.get(key) or lists.events[key]


def _put(lists: Watchlists, entry: Entity | EventType) -> Watchlists:
    if isinstance(entry, Entity):
        return lists.changed([(entry, entry)], "")
    return Watchlists(tuple(replace(one, events=_swap(one.events, entry)) for one in lists.lists))


def _swap(held: tuple[_Entry, ...], entry: _Entry) -> tuple[_Entry, ...]:
    return tuple(entry if one.key == entry.key else one for one in held)


def _without(watchlist: Watchlist, key: str) -> Watchlist:
    return replace(watchlist, entities=tuple(one for one in watchlist.entities if one.key != key))


def _check(edit: Edit, lists: Watchlists) -> None:
    """The entry as a file would have it, read by the loader: what it refuses in a file it refuses here."""
    key = lists.key(edit.key)
    entity, event = lists.entities.get(key or ""), lists.events.get(key or "")
    if key is not None:
        read_plain(plain(Watchlist(ADDED, {"en": ADDED}, (entity,) if entity else (), (event,) if event else ())))


_APPLY: Final[Mapping[Action, Callable[[Watchlists, Edit], Watchlists]]] = {
    "add": _add,
    "alias": _add_alias,
    "remove": _remove,
    "remove_alias": _remove_alias,
    "unless": _guard,
    "min_score": _raise_score,
    "conditions": _condition,
}

__all__ = [
    "ADDED",
    "Action",
    "Edit",
    "EditError",
    "Played",
    "Reason",
    "additions",
    "applied",
    "edited",
    "plain_alias",
    "played",
]
