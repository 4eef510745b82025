"""What an import would make of a list and of its file: everything but asking and writing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.watchlist.import_reading import Reading
from bot.cli.watchlist.import_relations import InForce, related, strayed, together, written

if TYPE_CHECKING:
    from watchlists.files.schema import Named
    from watchlists.imports.building import Built
    from watchlists.imports.comparing import Changes
    from watchlists.imports.meeting import Shared
    from watchlists.imports.merging import Merged
    from watchlists.model import Watchlist


@dataclass(frozen=True, slots=True)
class Update:
    """A list into its file: what becomes of it, and the text of the file before (None: there is none) and after."""

    path: Path
    before: str | None
    after: str
    merged: "Merged"
    changes: "Changes"
    comments: tuple[str, ...] = ()

    @property
    def writes(self) -> bool:
        """Whether the file would be another."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Plan:
    """One list: the files that it comes from, what is made of them, and into which file it goes, if any."""

    slug: str
    readings: tuple[Reading, ...]
    built: "Built"
    shared: "Sequence[Shared]"
    faults: tuple[str, ...] = ()
    update: Update | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says of the lists: slug and title where given, where they go, and whether the names of own
    tables are weighed like those of others."""

    slug: str | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    to: Path | None = None
    careful: bool = False


def by_slug(readings: Sequence[Reading], slug: str | None) -> dict[str, tuple[Reading, ...]]:
    """The files of each list, in order."""
    from watchlists.imports.editions import own_slug

    found: dict[str, tuple[Reading, ...]] = {}
    for one in readings:
        name = slug or own_slug(one.format, one.path.name)
        found[name] = (*found.get(name, ()), one)
    return found


def plan(slug: str, readings: tuple[Reading, ...], wanted: Wanted, force: InForce) -> Plan:
    """One list as it would be. What stands in its way is told in `faults`; then it has no `update`."""
    from handlers.commands.reserved import is_reserved
    from watchlists.imports.building import build
    from watchlists.imports.editions import own_title
    from watchlists.imports.meeting import shared

    readings = tuple(_sourced(one, slug, wanted.careful) for one in readings)
    records = [record for one in readings for record in one.records]
    if faults := _twice(readings):
        return Plan(slug, readings, _nothing(slug), (), faults)
    others = force.without(slug)
    title = {**own_title(readings[0].format, slug), **wanted.title}
    built = build(records, slug, title, others, is_reserved, force.lists)
    met = shared(built.watchlist.entities, others.entities.values())
    faults = (*_taken(slug, written(readings, built.watchlist), force), *related(readings, built, force))
    made = Plan(slug, strayed(readings, built), built, met, faults)
    return made if made.faults or wanted.to is None else _updated(made, wanted, force)


def _sourced(one: Reading, slug: str, careful: bool) -> Reading:
    """With a source for each entry that has none, so that every name says where it comes from; none meant if asked."""
    held = (
        replace(record, source=record.source or f"{slug} {record.id}", is_meant=record.is_meant and not careful)
        for record in one.records
    )
    return replace(one, records=tuple(held))


def _twice(readings: Sequence[Reading]) -> tuple[str, ...]:
    """Entries of a list, in one file or in several, that have one id, without case."""
    met: dict[str, tuple[Path, str]] = {}
    found = []
    for one in readings:
        for record in one.records:
            where = f"{one.path}:{record.line}"
            path, earlier = met.setdefault(record.id.casefold(), (one.path, where))
            hint = "leave one of the two lines" if path == one.path else "import one of the two files"
            if earlier != where:
                found.append(f"{where}: the entry {record.id} stands at {earlier}, too; {hint}")
    return tuple(found)


def _taken(slug: str, keys: "Sequence[Named]", force: InForce) -> tuple[str, ...]:
    from watchlists.imports.meeting import taken

    return tuple(
        f"{mine.path}:{mine.line}: the key {mine.key} is taken by {other.path}:{other.line}; is this list there? "
        "Then name its slug with --list, and that file with --to"
        for mine, other in taken(keys, force.files, slug)
    )


def _updated(made: Plan, wanted: Wanted, force: InForce) -> Plan:
    """With what becomes of the file. Raises WatchlistErrors where that cannot be read, or what comes of it loaded."""
    from bot.cli.watchlist.import_files import target
    from watchlists.imports.remembering import lines
    from watchlists.imports.rewriting import written as fresh

    assert wanted.to is not None
    path = target(wanted.to, made.slug)
    if wanted.to.is_file() and path != wanted.to:
        return replace(made, faults=(f"{wanted.to} is no YAML file; name one that ends in .yaml, or a folder",))
    if not path.exists():
        watchlist, head = made.built.watchlist, _head(made)
        text = fresh(replace(watchlist, path=str(path)), head, lines(watchlist.entities, made.built.numbers))
        update = Update(path, None, text, _merged(watchlist), _changes(replace(watchlist, entities=()), watchlist))
        return replace(made, update=update)
    return _into(made, wanted, force, path)


def _into(made: Plan, wanted: Wanted, force: InForce, path: Path) -> Plan:
    from watchlists.files.errors import WatchlistErrors
    from watchlists.files.nodes import parse_text, read_text
    from watchlists.files.schema import read_list
    from watchlists.imports.merging import merge
    from watchlists.imports.remembering import lines, remembered
    from watchlists.imports.rewriting import rewritten

    before = read_text(path)
    file = read_list(path, parse_text(path, before))
    if file.errors:
        raise WatchlistErrors(file.errors)
    if file.watchlist.slug != made.slug:
        hint = f"name another file with --to, or --list {file.watchlist.slug} if it is that list"
        return replace(made, faults=(f"{path} holds the list {file.watchlist.slug}, not {made.slug}; {hint}",))
    merged = merge(file.watchlist, made.built.watchlist, remembered(before), made.built.numbers)
    after = replace(merged.watchlist, title={**merged.watchlist.title, **wanted.title})
    changes = _changes(file.watchlist, after)
    faults = _orphans(made.slug, [one.key for one in changes.removed], after, force) or together(
        made.readings, after, force
    )
    if faults:
        return replace(made, faults=faults)
    new = rewritten(before, after, _head(made), lines(merged.said, made.built.numbers))
    return replace(made, update=Update(path, before, new.text, merged, changes, new.comments))


def _orphans(slug: str, gone: Sequence[str], after: "Watchlist", force: InForce) -> tuple[str, ...]:
    """Why some entities cannot go: others are part of them."""
    from watchlists.imports.meeting import orphans

    lost = {one.casefold(): one for one in gone}
    hint = "take its part_of out, or give it another, and import again"
    within = [
        f"{after.path}: {one.part_of} is no longer on the list, and {one.key} is part of it; {hint}"
        for one in after.entities
        if one.part_of and one.part_of.casefold() in lost
    ]
    beyond = [
        f"{parent.path}:{parent.line}: {parent.key} is no longer on the list, and {child} is part of it; {hint}"
        for child, parent in orphans(gone, force.files, slug)
    ]
    return (*within, *beyond)


def _head(made: Plan) -> list[str]:
    from watchlists.imports.remembering import MARK

    days = [one.edition for one in made.readings if one.edition]
    of = f", edition of {max(days).isoformat()}" if days else ""
    return [
        f"{MARK} Imported by rasid: {made.readings[0].format.title}{of}.",
        f"{MARK} To bring it up to date: rasid watchlist import FILE --list {made.slug} --to THIS_FILE",
        f"{MARK} What people change here stays, also that a name or an entity is taken out; `never: [name]` says so",
        f"{MARK} for good. Lines with {MARK} are the importer's; those at the end note what the list said.",
    ]


def _changes(before: "Watchlist", after: "Watchlist") -> "Changes":
    from watchlists.imports.comparing import compare

    return compare(before, after)


def _merged(watchlist: "Watchlist") -> "Merged":
    from watchlists.imports.merging import Merged

    return Merged(watchlist, watchlist.entities)


def _nothing(slug: str) -> "Built":
    from watchlists.imports.building import Built
    from watchlists.model import Watchlist

    return Built(Watchlist(slug, {}))
