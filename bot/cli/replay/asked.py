"""What `rasid replay` is asked: which lists, which entries, which alias, and what it is compared with."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.cli import common
from bot.cli.replay.replaying import Search, Tally, Work
from watchlists import Matcher
from watchlists.advice.alias import Advice, of_alias
from watchlists.advice.among import spellings
from watchlists.editing.edits import Edit, EditError, applied
from watchlists.model import Watchlists

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.storage.store import SqlStore

TRIED: Final = "TRIED"
"""The key of an alias that is tried for no entity."""
Warnings = Callable[[str, str], Sequence[Advice]]
"""What is to be said of an alias of a key."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; `compared` are the keys of which both lists are told, empty where there is one."""

    work: Work
    lists: Watchlists
    compared: frozenset[str] = frozenset()

    def tally(self) -> Tally:
        """Counts that begin with nothing."""
        return Tally(self.compared)

    def warnings(self, key: str, text: str) -> Sequence[Advice]:
        """What is to be said of an alias, or a phrase, of the lists that are tried."""
        entity = self.lists.entities.get(key)
        kind, held = entity.kind if entity else None, spellings(entity or self.lists.events[key])
        return [said for one in held if one.text == text for said in of_alias(key, kind, one)]


def asked(
    store: "SqlStore", settings: "Settings", paths: Sequence[Path], entity: str | None, alias: str | None
) -> Asked:
    """The search for what was typed. Raises UsageError for lists, an entity or an alias that cannot be used."""
    force = common.in_force(store, common.matcher([], settings))
    tried = common.matcher(paths, settings) if paths else force
    if alias is not None:
        return _alias(tried, entity, alias)
    keys = _keys(entity, (tried, force) if paths else (tried,))
    search = Search.of(tried, _known(keys, tried))
    if not paths:
        return Asked(Work(search), tried.watchlists)
    compared = frozenset(_alike(tried.watchlists, force.watchlists))
    compared = compared if keys is None else compared & keys
    return Asked(Work(search, Search.of(force, _known(compared, force))), tried.watchlists, compared)


def _alias(matcher: Matcher, entity: str | None, alias: str) -> Asked:
    """One alias alone: of an entity that has it or would get it, else of none."""
    lists = matcher.watchlists
    key = _key(entity, matcher) if entity is not None else TRIED
    edit = Edit("alias", key, {"alias": alias})
    if entity is None:
        edit = Edit("add", key, {"kind": "other", "name": {"en": alias}})
    try:
        lists = applied(lists, edit)
    except EditError as error:
        if error.reason != "has_alias":
            raise common.UsageError(f"the alias {alias!r} cannot be tried: {error.about or error.reason}") from None
        alias = error.about
    return Asked(Work(Search.of(Matcher.compile(lists), frozenset({key}), alias)), lists)


def _key(typed: str, matcher: Matcher) -> str:
    entry, close = matcher.resolve(typed)
    if entry is None:
        hint = f"; is one of these meant: {', '.join(close)}" if close else ""
        raise common.UsageError(f"no entity or event is called {typed}{hint}")
    return entry.key


def _keys(typed: str | None, matchers: Sequence[Matcher]) -> frozenset[str] | None:
    """An entry with its parts, of the lists that are tried or of those that are in force."""
    if typed is None:
        return None
    known = next((one for one in matchers if one.resolve(typed)[0] is not None), matchers[0])
    return known.watchlists.family(_key(typed, known))


def _known(keys: frozenset[str] | None, matcher: Matcher) -> frozenset[str] | None:
    """As many of the keys as the lists have."""
    lists = matcher.watchlists
    return None if keys is None else frozenset(one for one in keys if one in lists.entities or one in lists.events)


def _alike(tried: Watchlists, force: Watchlists) -> Iterator[str]:
    """The keys to compare: all that are tried, and all that are in force in a list of the same name."""
    yield from (*tried.entities, *tried.events)
    slugs = {one.slug for one in tried.lists}
    for one in force.lists:
        if one.slug in slugs:
            yield from force.members(one.slug)
