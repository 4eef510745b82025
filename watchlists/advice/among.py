"""What is to be said of the aliases of whole lists: of each alone, and of each beside the others. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from watchlists.advice.alias import Advice, of_alias
from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Kind, Watchlist, Watchlists
from watchlists.normalize import folded_words

MANY_ALIASES: Final = 1_000
"""Aliases of one entry beyond which somebody has probably mixed things up. Own choice."""
Entry = Entity | EventType
Own = tuple[str, Alias]
"""An alias, and the key of its entry."""


def advise(lists: Watchlists) -> list[Advice]:
    """Everything that is to be said of some lists, entry by entry in their order."""
    entries: list[Entry] = [*lists.entities.values(), *lists.events.values()]
    alike, swallowed = _kindred(entries), never(entries)
    return [one for entry in entries for one in _of_entry(entry, alike, swallowed)]


def of_aliases(entry: Entry, aliases: Sequence[Alias], others: Iterable[Entry] = ()) -> list[Advice]:
    """What is to be said of some aliases of an entry, beside the other entries that may have them, too."""
    alone = _with(entry, aliases)
    return list(_of_entry(alone, _kindred([alone, *others]), never([alone])))


def spellings(entry: Entry) -> tuple[Alias, ...]:
    """All aliases of an entity, or the phrases of an event type with the guards that they share."""
    if isinstance(entry, Entity):
        return entry.spellings
    return tuple(replace(one, unless=(*one.unless, *entry.unless)) for one in entry.phrases)


def never(entries: Iterable[Entry]) -> Mapping[Own, str]:
    """The aliases that are never found, each with that of its own `unless` which stands in it. The matcher tells."""
    guarded = [(entry.key, alias) for entry in entries for alias in spellings(entry) if _may_hold(alias)]
    silent = [own for own, found in zip(guarded, _found(guarded), strict=True) if not found]
    heard = _found([(key, replace(alias, unless=())) for key, alias in silent])
    return {own: _guard(own) for own, found in zip(silent, heard, strict=True) if found}


def _may_hold(alias: Alias) -> bool:
    """Whether a guard is short enough to stand in its alias, which may write two words as one."""
    most = len(folded_words(alias.text)) + 1
    return any(len(folded_words(one)) <= most for one in alias.unless)


def _guard(own: Own) -> str:
    key, alias = own
    found = _found([(key, replace(alias, unless=(one,))) for one in alias.unless])
    return next((one for one, harmless in zip(alias.unless, found, strict=True) if not harmless), alias.unless[0])


def _found(own: Sequence[Own]) -> list[bool]:
    """Whether each alias is found in its own text, without conditions but its guards."""
    if not own:
        return []
    tried = [Alias(one.text, one.match, unless=one.unless) for _, one in own]
    entities = tuple(Entity(str(number), "other", {}, (one,)) for number, one in enumerate(tried))
    hits = Matcher.compile(Watchlists((Watchlist("x", {}, entities),))).hits_many([Document(one.text) for one in tried])
    return [str(number) in {one.entity for one in held.mentions} for number, held in enumerate(hits)]


def _of_entry(
    entry: Entry, alike: "dict[tuple[str, ...], list[Own]]", swallowed: Mapping[Own, str]
) -> Iterator[Advice]:
    kind: Kind | None = entry.kind if isinstance(entry, Entity) else None
    held = spellings(entry)
    for alias in held:
        yield from of_alias(entry.key, kind, alias)
        if (entry.key, alias) in swallowed:
            yield Advice("never", entry.key, alias.text, swallowed[entry.key, alias])
        yield from _beside(entry.key, alias, alike[folded_words(alias.text)])
    if len(held) > MANY_ALIASES:
        yield Advice("many", entry.key, held[MANY_ALIASES].text, count=len(held))


def _beside(key: str, alias: Alias, alike: Sequence[Own]) -> Iterator[Advice]:
    """The other entries that are found in the same words."""
    others = dict.fromkeys(held for held, one in alike if held != key and not _is_parted(alias, one))
    yield from (Advice("shared", key, alias.text, one) for one in others)


def _is_parted(one: Alias, other: Alias) -> bool:
    """Whether conditions or dates tell apart whom two equal aliases mean."""
    return any(alias.needs or alias.unless or alias.valid_from or alias.valid_until for alias in (one, other))


def _kindred(entries: Iterable[Entry]) -> "dict[tuple[str, ...], list[Own]]":
    """The aliases that read alike, with their entries, in order."""
    found: dict[tuple[str, ...], list[Own]] = {}
    for entry in entries:
        for alias in spellings(entry):
            found.setdefault(folded_words(alias.text), []).append((entry.key, alias))
    return found


def _with(entry: Entry, aliases: Sequence[Alias]) -> Entry:
    """The entry with these aliases alone."""
    if isinstance(entry, Entity):
        return replace(entry, name={}, aliases=tuple(aliases))
    return replace(entry, phrases=tuple(aliases))
