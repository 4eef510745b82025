"""Entries of two lists that are one and the same: an imported list names somebody whom another names, too. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watchlists.advice.located import Located
from watchlists.files.schema import ListFile
from watchlists.model import Entity

_TAKEN_FROM = "; "


@dataclass(frozen=True, slots=True)
class Alike:
    """Two lists, by slug, the pairs of their entries that are the same, and how many names each of them shares."""

    lists: tuple[str, str]
    pairs: tuple[tuple[str, str], ...]
    names: int


def apart(found: Sequence[Located], files: Iterable[ListFile]) -> tuple[list[Located], list[Alike]]:
    """What is to be said, without what goes without saying, and that in one piece for each pair of lists: an entry
    that was imported took its names from another, as the sources of its aliases say, and is meant to share them."""
    lists = {entity.key: one.watchlist.slug for one in files for entity in one.watchlist.entities}
    taken = {pair for one in files for entity in one.watchlist.entities for pair in _taken(entity, lists)}
    same = {pair: (ours, theirs) for ours, theirs in taken for pair in ((ours, theirs), (theirs, ours))}
    met: dict[tuple[str, str], list[tuple[str, str]]] = {}
    left: list[Located] = []
    for one in found:
        pair = same.get((one.advice.key, one.advice.about)) if one.advice.concern == "shared" else None
        if pair is None:
            left.append(one)
        elif one.advice.key == pair[0]:
            met.setdefault((lists[pair[0]], lists[pair[1]]), []).append(pair)
    return left, [Alike(both, tuple(dict.fromkeys(pairs)), len(pairs)) for both, pairs in met.items()]


def _taken(entity: Entity, lists: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The entry with each entry of another list from which it has an alias: `UN QDe.4; AQ`."""
    for alias in entity.aliases:
        _, mark, key = (alias.source or "").rpartition(_TAKEN_FROM)
        if mark and lists.get(key, lists[entity.key]) != lists[entity.key]:
            yield entity.key, key
