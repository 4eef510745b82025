"""From the records of a list of others to a watchlist whose aliases fire on those they mean."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from watchlists.commonness import Commonness, commonness
from watchlists.imports.judging import Judge, Reason, spelt
from watchlists.imports.naming import Name, names
from watchlists.imports.records import Quality, Record
from watchlists.imports.shortening import short_forms
from watchlists.model import Alias, Entity, Watchlist, Watchlists
from watchlists.normalize import key, words

_LIKE_A_COMMAND = re.compile(r"[^\W\d_]?\d+[^\W\d_]?|[\W\d_]*[^\W\d_]+[\W_]*")
_NO_KEY = re.compile(r"[^\w-]+")
_LONGEST_NOTE = 200
_BEST: tuple[Quality, ...] = ("name", "strong", "weak")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A name of a list that became no alias, and why. `line` is where its record begins, 0 where that is unknown."""

    record_id: str
    line: int
    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Built:
    """A watchlist of records, the names that became no aliases, and the ids of records with none that did."""

    watchlist: Watchlist
    left_out: Sequence[LeftOut] = ()
    unwatched: Sequence[str] = ()


def build(records: Iterable[Record], slug: str, title: Mapping[str, str], guards: Watchlists | None = None) -> Built:
    """The watchlist `slug` of some records, and what was left out of it.

    A record without a safe name becomes no entity; its names are told in `left_out` and its id in `unwatched`. `guards` are
    lists whose conditions are taken over for a name that they have, too.
    """
    held = [replace(record, source=_one_line(record.source)) for record in records]
    maker = _Maker(Judge(commonness()), _guarded(guards), _called(held))
    taken: dict[str, str] = {}
    keys = {record.id: _own_key(record, taken) for record in held}
    made = [maker.entity(record, keys[record.id], keys.get(record.part_of or "")) for record in held]
    entities = tuple(entity for entity, _ in made if entity)
    watched = {entity.key for entity in entities}
    entities = tuple(one if one.part_of in watched else replace(one, part_of=None) for one in entities)
    unwatched = [record.id for record, (entity, _) in zip(held, made, strict=True) if entity is None]
    left = [one for _, some in made for one in some]
    return Built(Watchlist(slug, title, entities), left, unwatched)


def _own_key(record: Record, taken: dict[str, str]) -> str:
    """A key made of the id of a record, the same in every version of a list, and unlike any other without case.

    What commands read as a number, a length of time, an alert or a word of theirs gets the name of its list before it.
    """
    bare = _NO_KEY.sub("-", record.id).strip("-_") or "entry"
    if _LIKE_A_COMMAND.fullmatch(bare):
        prefix = _NO_KEY.sub("", record.source.partition(" ")[0])
        bare = f"{prefix if prefix and prefix.casefold() != bare.casefold() else 'ID'}-{bare}"
    found, at = bare, 1
    while taken.setdefault(found.casefold(), record.id) != record.id:
        at += 1
        found = f"{bare}-{at}"
    return found


def _plain(text: str) -> str:
    return " ".join(key(word) for word in words(text))


def _guarded(guards: Watchlists | None) -> Mapping[str, Alias]:
    """The aliases of other lists by their folded text."""
    spellings = (alias for entity in (guards.entities.values() if guards else ()) for alias in entity.spellings)
    found: dict[str, Alias] = {}
    for alias in spellings:
        found.setdefault(_plain(alias.text), alias)
    return found


def _called(records: Iterable[Record]) -> Counter[str]:
    """How many records may be called by a name, in full or in short."""
    common, found = commonness(), Counter[str]()
    for record in records:
        texts = {_plain(text) for name in _names(record) for text in _texts(name, record, common)}
        found.update(texts)
    return found


def _texts(name: Name, record: Record, common: Commonness) -> Iterator[str]:
    """All that a record may be called by a name of it."""
    yield name.text
    yield from (name.shortened(form).text for form in _forms(name, record, common))


def _forms(name: Name, record: Record, common: Commonness) -> Iterator[tuple[str, ...]]:
    """The short forms of a name that is sure; those of one that is not would be guesses of a guess."""
    return short_forms(name.words, common) if record.kind == "person" and name.quality != "weak" else iter(())


def _names(record: Record) -> list[Name]:
    """The clean names of a record, the best first, each once."""
    found = [name for listed in record.names for name in names(listed, record.kind) if name.words]
    found.sort(key=lambda name: _BEST.index(name.quality))
    return list({_plain(name.text): name for name in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Maker:
    judge: Judge
    guards: Mapping[str, Alias]
    called: Mapping[str, int]

    def entity(self, record: Record, own: str, parent: str | None) -> tuple[Entity | None, list[LeftOut]]:
        """The entity of a record, or None where none of its names is safe; and the names left out."""
        aliases: dict[str, Alias] = {}
        left: list[LeftOut] = []
        held = _names(record)
        for name in held:
            found = self._alias(name, record)
            if isinstance(found, Alias):
                for one in spelt(found):
                    aliases.setdefault(_plain(one.text), one)
            else:
                left.append(LeftOut(record.id, record.line, name.text, found))
        for alias in (alias for name in held for alias in self._short(name, record)):
            aliases.setdefault(_plain(alias.text), alias)
        if not aliases:
            return None, left
        listed = tuple(replace(alias, source=record.source) for alias in aliases.values())
        return self._made(record, own, parent, listed, held), left

    def _alias(self, name: Name, record: Record) -> Alias | Reason:
        """The alias of a name; where it would need a guard, that of the lists that have it already comes first."""
        found = self.judge.alias(name, record.kind, record.context)
        guarded = self.guards.get(_plain(name.text))
        if guarded is None or (isinstance(found, Alias) and not found.needs):
            return found
        return replace(guarded, text=name.text, valid_from=None, valid_until=None)

    def _short(self, name: Name, record: Record) -> Iterator[Alias]:
        for form in _forms(name, record, self.judge.common):
            short = name.shortened(form)
            if self.called[_plain(short.text)] > 1:
                continue
            found = self.judge.short(short, record.context)
            if found is not None:
                yield from spelt(found)

    def _made(
        self, record: Record, own: str, parent: str | None, aliases: tuple[Alias, ...], held: list[Name]
    ) -> Entity:
        arabic = {_plain(name.text): name.arabic for name in held}
        named: dict[str, str] = {}
        for alias in aliases:
            is_arabic = arabic.get(_plain(alias.text), any("\u0600" <= char <= "\u06ff" for char in alias.text))
            named.setdefault("ar" if is_arabic else "en", alias.text)
        return Entity(
            key=own,
            kind=record.kind,
            name=dict(sorted(named.items())),
            aliases=aliases,
            part_of=parent or None,
            note=_note(record),
            source=record.source,
            valid_until=record.until,
        )


def _note(record: Record) -> str | None:
    """What the list says of somebody, in short: the list, offices and countries, since when, the first of its note."""
    since = f"listed since {record.listed.isoformat()}" if record.listed else ""
    facts = shorten(", ".join(record.context), _LONGEST_NOTE, placeholder=" …")
    note = shorten(record.note, _LONGEST_NOTE, placeholder=" …")
    return "; ".join(part for part in (facts, since, note) if part) or None


def _one_line(text: str) -> str:
    return " ".join(text.split())
