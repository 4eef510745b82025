"""Entries of two lists that are one and the same: an imported list names somebody whom another names, too. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from watchlists.advice.located import Located
from watchlists.files.schema import ListFile
from watchlists.model import Entity

_TAKEN_FROM = "; "


@dataclass(frozen=True, slots=True)
class Alike:
    """Two lists, by slug, the later one first; pairs of their entries that are the same; how many names these share."""

    lists: tuple[str, str]
    pairs: tuple[tuple[str, str], ...]
    names: int


def apart(found: Sequence[Located], files: Sequence[ListFile]) -> tuple[list[Located], list[Alike]]:
    """What is to be said, without what goes without saying, and that in one piece for each pair of lists: an entry
    that was imported took its names from another, as the sources of its aliases say, or has its names and no other
    entry of the two lists has them."""
    entities = {entity.key: entity for one in files for entity in one.watchlist.entities}
    lists = {entity.key: one.watchlist.slug for one in files for entity in one.watchlist.entities}
    taken = {pair for entity in entities.values() for pair in _taken(entity, lists)}
    taken |= {pair for pair in _alone(found, lists) if _is_one(*(entities[key] for key in pair))} - {
        pair[::-1] for pair in taken
    }
    order = {one.watchlist.slug: number for number, one in enumerate(files)}
    taken = {pair if order[lists[pair[0]]] > order[lists[pair[1]]] else pair[::-1] for pair in taken}
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


def _alone(found: Iterable[Located], lists: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The pairs of entries of two lists that share names with nobody else of these lists."""
    shared = {(one.advice.key, one.advice.about) for one in found if one.advice.concern == "shared"}
    pairs = [(one, other) for one, other in shared if one in lists and lists.get(other, lists[one]) != lists[one]]
    partners = Counter((one, lists[other]) for one, other in pairs)
    return (
        (one, other)
        for one, other in sorted(pairs)
        if one < other and partners[one, lists[other]] == partners[other, lists[one]] == 1
    )


def _is_one(one: Entity, other: Entity) -> bool:
    """Whether one of them is of a list of others, and they may be the same."""
    return one.kind == other.kind and bool(one.source or other.source)


def _taken(entity: Entity, lists: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The entry with each entry of another list from which it has an alias: `UN QDe.4; AQ`."""
    for alias in entity.aliases:
        _, mark, key = (alias.source or "").rpartition(_TAKEN_FROM)
        if mark and lists.get(key, lists[entity.key]) != lists[entity.key]:
            yield entity.key, key
