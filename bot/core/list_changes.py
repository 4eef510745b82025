"""What differs between the lists before and after their files were changed, by key. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields

from bot.core.model import Subscription
from bot.core.render.words import is_listed
from watchlists.model import Watchlists
from watchlists.outlets import Outlets

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ListChanges:
    """Keys that came, that stand for something else now, and that went. False where nothing differs."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def told(self) -> dict[str, str]:
        """For a log: how many of each, and the first of them by name."""
        every = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: _some(keys) for name, keys in every if keys}


def list_changes(before: Watchlists, after: Watchlists) -> ListChanges:
    """Between two versions of the watchlists: entities, event types and the lists themselves."""
    return _between(_entries(before), _entries(after))


def outlet_changes(before: Outlets, after: Outlets) -> ListChanges:
    """Between two versions of the outlets."""
    return _between(before.by_key, after.by_key)


def stranded(subscriptions: Iterable[Subscription], before: Watchlists, after: Watchlists) -> Collection[str]:
    """What chats watch that the lists held before and do not hold now."""
    held = [one for one in subscriptions if one.scope != "all" and is_listed(one.scope, one.key, before)]
    return in_no_list(held, after)


def in_no_list(subscriptions: Iterable[Subscription], lists: Watchlists) -> Collection[str]:
    """What chats watch that no list holds, each once."""
    named = {(one.scope, one.key) for one in subscriptions if one.scope != "all"}
    gone = (one for one in named if not is_listed(*one, lists))
    return sorted({f"list:{key}" if scope == "list" else key for scope, key in gone})


def _entries(lists: Watchlists) -> Mapping[str, object]:
    titles = {f"list:{one.slug}": one.title for one in lists.lists}
    return {**lists.entities, **lists.events, **titles}


def _between(before: Mapping[str, object], after: Mapping[str, object]) -> ListChanges:
    return ListChanges(
        added=tuple(key for key in after if key not in before),
        changed=tuple(key for key in after if key in before and after[key] != before[key]),
        removed=tuple(key for key in before if key not in after),
    )


def _some(keys: tuple[str, ...]) -> str:
    more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
    return f"{len(keys)}: {', '.join(keys[:_SHOWN])}{more}"
