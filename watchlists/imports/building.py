"""From the records of a list of others to a watchlist whose aliases fire on those they mean."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten

from watchlists.advice.commonness import commonness
from watchlists.imports.acquainted import acquaintances, careful
from watchlists.imports.deferring import taking, without
from watchlists.imports.displaying import shown
from watchlists.imports.judging import Judge, Reason, spelt
from watchlists.imports.meant import Doubt, Refused, guarded, kept
from watchlists.imports.naming import Name, names, plain
from watchlists.imports.records import Quality, Record
from watchlists.imports.sharing import called, forms, in_full, parties, turned
from watchlists.imports.telling import is_famous
from watchlists.model import Alias, Entity, Watchlist, Watchlists
from watchlists.names import shortened
from watchlists.normalize import is_arabic

# What commands read as a number, a length of time, an alert, a story; and words of theirs.
_LIKE_A_COMMAND = re.compile(r"[^\W\d_]?[\d_-]*[^\W\d_]?")
_WORDS_OF_COMMANDS = frozenset(
    "all here off on now low medium high critical csv json dark light event list entity yes no dup accept decline save "
    "samples daily weekly add remove retry until person organization place other part_of".split()
)
_NO_KEY = re.compile(r"[^\w-]+")
_LONGEST_NOTE = 200
_BEST: tuple[Quality, ...] = ("name", "strong", "weak")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A name of a list that became no alias, and why. `line` is where its record begins, 0 where that is unknown."""

    record_id: str
    line: int
    name: str
    reason: Reason | Refused


@dataclass(frozen=True, slots=True)
class Stray:
    """What a record says that it is part of, and what is not there: no entity has that id or key, or, where it is
    `listed`, its record has no safe name."""

    record: Record
    listed: bool


@dataclass(frozen=True, slots=True)
class Built:
    """A watchlist of records, the names that became no aliases, and the ids of records with none that did; `doubts` are
    names that became some since somebody means them, `numbers` the lasting numbers of records by key, `strays` the
    records that are part of what is not there: in the list they are part of nothing."""

    watchlist: Watchlist
    left_out: Sequence[LeftOut] = ()
    unwatched: Sequence[str] = ()
    doubts: Sequence[Doubt] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    strays: Sequence[Stray] = ()


def build(
    records: Iterable[Record],
    slug: str,
    title: Mapping[str, str],
    guards: Watchlists | None = None,
    reserved: Callable[[str], bool] | None = None,
    parents: Watchlists | None = None,
) -> Built:
    """The watchlist `slug` of some records, and what was left out of it.

    A record without a safe name becomes no entity; its names are told in `left_out` and its id in `unwatched`. `guards`
    are lists in force: for a name that they have, too, their conditions are taken over, and for a record that is an
    entity of theirs, by its names in Latin letters, the Arabic ones. A record may be part of another, or of an entity
    of `parents`; if it is of neither, that is told in `strays`. Keys that are `reserved` get their list's name
    before them; where nobody says what is, those that look like a number, a length of time or an alert.
    """
    held = [replace(record, source=_one_line(record.source)) for record in records]
    named = [(record, _names(record)) for record in held]
    known = acquaintances(named, guards)
    same = parties(named)
    maker = _Maker(Judge(commonness()), known.guards, known.same, called(named, same), in_full(named, same))
    taken: dict[str, str] = {}
    keys = {record.id: _own_key(record, taken, reserved or _is_like_a_command) for record in held}
    above = _parents(held, keys, parents)
    made = [maker.entity(record, some, keys[record.id], above.get(record.id)) for record, some in named]
    entities = tuple(entity for entity, _ in made if entity)
    entities = tuple(without(entities, taking(entities, guards)))
    watched = {entity.key for entity in entities} | (parents.entities.keys() if parents else set())
    entities = tuple(one if one.part_of in watched else replace(one, part_of=None) for one in entities)
    strays = [Stray(one, one.id in above) for one in held if one.part_of and above.get(one.id) not in watched]
    unwatched = [record.id for record, (entity, _) in zip(held, made, strict=True) if entity is None]
    left = [one for _, some in made for one in some]
    numbers = {keys[record.id]: record.number for record in held if record.number}
    return Built(Watchlist(slug, title, entities), left, unwatched, maker.doubts, numbers, strays)


def _is_like_a_command(key: str) -> bool:
    return _LIKE_A_COMMAND.fullmatch(key) is not None


def _own_key(record: Record, taken: dict[str, str], reserved: Callable[[str], bool]) -> str:
    """A key made of the id of a record, the same in every version of a list, and unlike any other without case.

    What commands read as something else gets the name of its list before it.
    """
    bare = _NO_KEY.sub("-", record.id).strip("-_") or "entry"
    if bare.casefold() in _WORDS_OF_COMMANDS or reserved(bare):
        prefix = _NO_KEY.sub("", record.source.partition(" ")[0])
        bare = f"{prefix if prefix and prefix.casefold() != bare.casefold() else 'ID'}-{bare}"
    found, at = bare, 1
    while taken.setdefault(found.casefold(), record.id) != record.id:
        at += 1
        found = f"{bare}-{at}"
    return found


def _parents(held: Iterable[Record], keys: Mapping[str, str], beyond: Watchlists | None) -> dict[str, str]:
    """The key of what each record is part of, by its id: another record, by its id without case, else an entity."""
    by_id = {one.casefold(): key for one, key in keys.items()}
    known = {key.casefold(): key for key in beyond.entities} if beyond else {}
    named = {one.id: one.part_of.casefold() for one in held if one.part_of}
    return {own: key for own, parent in named.items() if (key := by_id.get(parent) or known.get(parent))}


def _names(record: Record) -> list[Name]:
    """The clean names of a record, the best first, each once."""
    found = [name for listed in record.names for name in names(listed, record.kind) if name.words]
    found.sort(key=lambda name: _BEST.index(name.quality))
    return list({plain(name.text): name for name in reversed(found)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class _Maker:
    judge: Judge
    guards: Mapping[str, Alias]
    known: Mapping[str, Sequence[Entity]]
    called: Mapping[str, int]
    in_full: Mapping[str, int]
    doubts: list[Doubt] = field(default_factory=list)

    def entity(
        self, record: Record, held: Sequence[Name], own: str, parent: str | None
    ) -> tuple[Entity | None, list[LeftOut]]:
        """The entity of a record, or None where none of its names is safe; and the names left out."""
        aliases: dict[str, Alias] = {}
        left: list[LeftOut] = []
        for name in held:
            found = self._alias(name, record)
            if isinstance(found, Alias):
                for one in spelt(found):
                    aliases.setdefault(plain(one.text), one)
            else:
                left.append(LeftOut(record.id, record.line, name.text, found))
        for alias in (alias for name in held for alias in self._short(name, record)):
            aliases.setdefault(plain(alias.text), alias)
        for alias in self._translated(record):
            aliases.setdefault(plain(alias.text), alias)
        if not aliases:
            return None, left
        listed = tuple(replace(alias, source=alias.source or record.source) for alias in aliases.values())
        return self._made(record, own, parent, listed, held), left

    def _alias(self, name: Name, record: Record) -> Alias | Reason | Refused:
        """The alias of a name, or why there is none; what somebody means is kept, with a doubt."""
        found = self._judged(name, record)
        if not record.is_meant:
            return found
        if isinstance(found, Alias):
            return guarded(found, name, record)
        meant = kept(name, record)
        if isinstance(meant, Alias):
            self.doubts.append(Doubt(record.id, record.line, meant.text, found, meant.needs))
        return meant

    def _judged(self, name: Name, record: Record) -> Alias | Reason:
        """The alias of a name; where it would need a guard, that of the lists that have it already comes first."""
        if (not is_famous(name.text) and self.in_full[plain(name.text)] > 1) or (
            name.quality != "name" and self._is_shared(name)
        ):
            return "several on this list are called so"
        found = self._strict(self.judge.alias(name, record.kind, record.context), name, record)
        guarded = self.guards.get(plain(name.text))
        if guarded is None or (isinstance(found, Alias) and not found.needs):
            return found
        return replace(careful(guarded), text=name.text, valid_from=None, valid_until=None)

    def _is_shared(self, name: Name) -> bool:
        return self.called[turned(name.words)] > 1

    def _strict(self, alias: Alias | Reason, name: Name, record: Record) -> Alias | Reason:
        """The alias, letter by letter where the matcher would find it by what means somebody else, too."""
        if not isinstance(alias, Alias) or alias.match == "exact" or record.kind != "person":
            return alias
        forms = [one.words for one in shortened(name.words, self.judge.common.vocabulary)]
        if all(self.called[turned(one)] <= 1 and self.judge.shortens(name, alias, one) for one in forms):
            return alias
        return replace(alias, match="exact")

    def _short(self, name: Name, record: Record) -> Iterator[Alias]:
        for form in forms(name, record, self.judge.common):
            short = name.shortened(form)
            if self._is_shared(short):
                continue
            found = self._strict(self.judge.short(short, record.context) or "too common", short, record)
            if isinstance(found, Alias):
                yield from spelt(found)
        if record.kind == "organization":
            yield from self._headed(name, record)

    def _headed(self, name: Name, record: Record) -> Iterator[Alias]:
        """An organization without the word that it is one, or with it; nothing that names another of the list, too."""
        for found in (self.judge.without_head(name), self.judge.with_head(name, record.context)):
            if found is not None and self.in_full[plain(found.text)] <= 1:
                yield found

    def _translated(self, record: Record) -> Iterator[Alias]:
        """The Arabic names of the entity of other lists that a record is."""
        for entity in self.known.get(record.id, ()):
            for alias in entity.spellings:
                if is_arabic(plain(alias.text)):
                    yield replace(careful(alias), source=f"{record.source}; {entity.key}")

    def _made(
        self, record: Record, own: str, parent: str | None, aliases: tuple[Alias, ...], held: Sequence[Name]
    ) -> Entity:
        called = shown(held, aliases)
        return Entity(
            key=own,
            kind=record.kind,
            name=called.name,
            aliases=called.aliases,
            never=called.never,
            part_of=parent or None,
            note=_note(record),
            source=record.source,
            valid_from=record.since,
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
