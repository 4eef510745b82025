"""Which entity of a file an entry of a list is: by its key, its source, its lasting number, or all it had. Pure."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from watchlists.imports.facts import facts
from watchlists.imports.remembering import NUMBER, Said, digest
from watchlists.model import Entity, Watchlist


def twins(ours: Watchlist, theirs: Watchlist) -> dict[str, Entity]:
    """The entity of the file for each of the list, by its key without case."""
    by_key = {one.key.casefold(): one for one in ours.entities}
    by_source, sources = _alone(ours.entities), _alone(theirs.entities)
    known = {one.key.casefold() for one in theirs.entities}
    found: dict[str, Entity] = {}
    for one in theirs.entities:
        mine = by_key.get(one.key.casefold()) or (by_source.get(one.source) if one.source in sources else None)
        if mine is not None and (mine.key.casefold() == one.key.casefold() or mine.key.casefold() not in known):
            found[one.key.casefold()] = mine
    return found


def _alone(entities: Sequence[Entity]) -> dict[str, Entity]:
    """The entities whose source no other has."""
    count: dict[str, int] = {}
    for one in entities:
        count[one.source or ""] = count.get(one.source or "", 0) + 1
    return {one.source: one for one in entities if one.source and count[one.source] == 1}


def renamed(
    ours: Watchlist,
    theirs: Watchlist,
    known: Mapping[str, Entity],
    base: Mapping[str, Said],
    numbers: Mapping[str, str],
) -> dict[str, Entity]:
    """Of the entries that nobody of the file is, the entities to which the list gave another id since it was imported
    last: those of the same number, else those of the same names and conditions, where one alone is so."""
    met = {one.key for one in known.values()}
    new = [one for one in theirs.entities if one.key.casefold() not in {*known, *base}]
    old = [one for one in ours.entities if one.key not in met and one.key.casefold() in base]
    found = _met(
        {one.key: digest(numbers[one.key]) for one in new if one.key in numbers},
        {one.key: base[one.key.casefold()].at(NUMBER) for one in old},
    )
    found |= _met(
        {one.key: frozenset(map(digest, facts(one))) for one in new if one.key not in found},
        {one.key: base[one.key.casefold()].places() for one in old if one.key not in found.values()},
    )
    by_key = {one.key: one for one in old}
    return {theirs.casefold(): by_key[mine] for theirs, mine in found.items()}


def _met(new: Mapping[str, Hashable], old: Mapping[str, Hashable]) -> dict[str, str]:
    """The keys of two sides that have one mark which no other of their side has."""
    before = _single(old)
    return {key: before[mark] for mark, key in _single(new).items() if mark in before}


def _single(marks: Mapping[str, Hashable]) -> dict[Hashable, str]:
    """The keys by a mark that no other of them has."""
    held = Counter(marks.values())
    return {mark: key for key, mark in marks.items() if mark and held[mark] == 1}
