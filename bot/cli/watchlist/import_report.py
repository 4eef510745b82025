"""What an import says to people: what would come of a list, and what changes in its file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.cli.watchlist.import_plan import Plan, Update
from bot.cli.watchlist.import_reading import Reading
from bot.cli.watchlist.lines import alias_lines, names, quoted

if TYPE_CHECKING:
    from watchlists.imports.building import LeftOut
    from watchlists.imports.comparing import Changed, Difference
    from watchlists.imports.facts import Fact
    from watchlists.imports.meant import Doubt
    from watchlists.model import Entity

# Of much so many are shown, unless all are wanted.
_FEW, _MOST = 3, 10
_ALIASES = 6
_LONGEST = 160
_KEPT = {
    "too common": "the name of many people",
    "one name alone": "one name alone, which many bear",
    "ordinary words": "made of ordinary words",
}
_KINDS = {
    "person": ("person", "persons"),
    "organization": ("organization", "organizations"),
    "place": ("place", "places"),
    "other": ("other", "others"),
}


def preview(plan: Plan, *, whole: bool) -> Iterator[str]:
    """What is read, what is made of it, what is left out, and whom it meets."""
    for reading in plan.readings:
        yield from _read(reading)
    entities = plan.built.watchlist.entities
    yield _made(plan)
    yield from _left_out(plan.built.left_out, whole=whole)
    unwatched = [*plan.built.unwatched]
    if unwatched:
        shown = ", ".join(unwatched if whole else unwatched[:_MOST])
        yield f"without any safe name, so not in the list: {len(unwatched)} ({shown}{_more(len(unwatched), whole)})"
    yield from _doubts(plan, whole=whole)
    yield from _samples(entities)
    yield from _shared(plan, whole=whole)
    yield from _warnings(plan.readings, whole=whole)


def brief(plan: Plan) -> Iterator[str]:
    """What is read and made, in a few lines."""
    for reading in plan.readings:
        yield from _read(reading)
    left = f", {_count(len(plan.built.left_out), 'name', 'names')} left out" if plan.built.left_out else ""
    yield f"{_made(plan)}{left}; without --to they are shown"


def changes(update: Update, *, whole: bool) -> Iterator[str]:
    """What becomes of the file, entity by entity."""
    found, path = update.changes, update.path
    if update.before is None:
        yield f"{path}: a new file"
        return
    if not update.writes:
        yield f"{path}: nothing changed"
        yield from _kept(update, whole=whole)
        return
    same = len(update.merged.watchlist.entities) - len(found.added) - len(found.changed)
    told = f"{len(found.added)} added, {len(found.changed)} changed, {len(found.removed)} removed, {same} as they were"
    yield f"{path}: {told if found else 'no entity changed, but what is noted of the list'}"
    yield from _some([f"  + {_entity(one)}" for one in found.added], whole)
    yield from _some(["\n".join(_changed(one, whole)) for one in found.changed], whole)
    yield from _some([f"  - {_entity(one)}" for one in found.removed], whole)
    yield from _kept(update, whole=whole)


def _read(reading: Reading) -> Iterator[str]:
    kinds = Counter(one.kind for one in reading.records)
    counts = ", ".join(_count(number, *_KINDS[kind]) for kind, number in kinds.most_common())
    of = f", edition of {reading.edition}" if reading.edition else ""
    yield f"{reading.path}: {reading.format.title}{of}"
    yield f"  {_count(len(reading.records), 'entry', 'entries')}: {counts}"


def _made(plan: Plan) -> str:
    entities = plan.built.watchlist.entities
    aliases = sum(len(one.spellings) for one in entities)
    return f"list {plan.slug}: {_count(len(entities), 'entity', 'entities')} with {_count(aliases, 'name', 'names')}"


def _left_out(left: "Sequence[LeftOut]", *, whole: bool) -> Iterator[str]:
    if left:
        yield f"left out: {_count(len(left), 'name', 'names')}"
    reasons = Counter(one.reason for one in left)
    for reason, number in reasons.most_common():
        held = [one for one in left if one.reason == reason]
        if whole:
            yield f"  {number} {reason}:"
            yield from (f"    {quoted(one.name)} {_where(one)}" for one in held)
        else:
            shown = ", ".join(f"{quoted(one.name)} {_where(one)}" for one in held[:_FEW])
            yield f"  {number} {reason}, such as {shown}"


def _doubts(plan: Plan, *, whole: bool) -> Iterator[str]:
    """Names of a table of one's own that many bear."""
    held = plan.built.doubts
    if held:
        told = f"kept as your table has them, though many bear them: {_count(len(held), 'name', 'names')}"
        yield f"{told}; --careful leaves such names out"
    yield from _some([f"  {_doubt(one)}" for one in held], whole)


def _doubt(one: "Doubt") -> str:
    beside = (
        f"it counts only beside {', '.join(one.needs)}" if one.needs else "it is found everywhere; give it a context"
    )
    return f"{quoted(one.name)} {_where(one)} is {_KEPT.get(one.reason, one.reason)}: {beside}"


def _where(one: "LeftOut | Doubt") -> str:
    return f"({one.record_id}, line {one.line})" if one.line else f"({one.record_id})"


def _samples(entities: "Sequence[Entity]") -> Iterator[str]:
    """A few entities from all over the list, with their names."""
    if entities:
        yield "for example:"
    chosen = [one for one in entities if "ar" in one.name] or entities
    step = max(1, len(chosen) // _FEW)
    for one in chosen[step // 2 :: step][:_FEW]:
        yield f"  {_entity(one)}"
        for line in [*alias_lines(one.spellings, one.source)][:_ALIASES]:
            yield f"  {_short(line)}"


def _shared(plan: Plan, *, whole: bool) -> Iterator[str]:
    if plan.shared:
        yield f"names that lists in force have, too: {len(plan.shared)}; both entities are reported where they stand"
    yield from _some([f"  {one.key} and {one.other} share {quoted(one.text)}" for one in plan.shared], whole)


def _warnings(readings: Sequence[Reading], *, whole: bool) -> Iterator[str]:
    told = [f"  {one.path}:{line}: {message}" for one in readings for line, message in one.told]
    if told:
        yield f"what the reader left out or doubts: {len(told)}"
    yield from _some(told, whole)


def _kept(update: Update, *, whole: bool) -> Iterator[str]:
    """What people did that the list would have otherwise."""
    merged = update.merged
    told = [
        f"  {one.key} {_place(one.place)}: {_say(one.ours)} stays, the list has {_say(one.theirs)}"
        for one in merged.kept
    ]
    out = [f"  {key} {quoted(text.partition(chr(0))[0])}" for key, text in merged.out]
    gone = [f"  {_entity(one)}" for one in merged.gone]
    lost = [f"  {_entity(one)}" for one in merged.lost]
    called = [f"  {theirs} is {ours} here; subscriptions to {ours} go on" for ours, theirs in merged.called]
    bare = [
        f"  {key} {quoted(text)}" + (f", now of {', '.join(heirs)}, where they have to be set again" if heirs else "")
        for key, text, heirs in merged.bare
    ]
    comments = [f"  {one}" for one in update.comments]
    for what, lines in (
        ("changed by people and by the list; people's stays", told),
        ("names that people took out, which stay out", out),
        ("entities that people took out, which stay out", gone),
        ("removed with what people had added to them", lost),
        ("called otherwise by the list now; they keep their keys and what people changed", called),
        ("names that go with the conditions that people gave them", bare),
        ("comments that go, since they stand inside of what changed", comments),
    ):
        if lines:
            yield f"{what}: {len(lines)}"
        yield from _some(lines, whole)


def _changed(one: "Changed", whole: bool) -> Iterator[str]:
    yield f"  ~ {_entity(one.after)}"
    yield from _some([f"      {_short(_difference(each))}" for each in one.differences], whole)


def _difference(one: "Difference") -> str:
    """`+` and `-` for what comes and goes, `~` for what is another."""
    sign = "+" if one.before is None else "-" if one.after is None else "~"
    if one.place[0] == "aliases" and len(one.place) == 2:
        return f"{sign} {_place(one.place)}"
    return (
        f"{sign} {_place(one.place)}: {' → '.join(_say(fact) for fact in (one.before, one.after) if fact is not None)}"
    )


def _place(place: tuple[str, ...]) -> str:
    from watchlists.imports.facts import called, text_of

    if place[0] != "aliases":
        return called(place)
    return f"alias {quoted(text_of(place))}" + (f" {called(place)}" if len(place) > 2 else "")


def _say(fact: "Fact | None") -> str:
    if isinstance(fact, bool) or fact is None:
        return {True: "yes", False: "no", None: "nothing"}[fact]
    return ", ".join(fact) if isinstance(fact, tuple) else quoted(str(fact))


def _entity(one: "Entity") -> str:
    return f"{one.key}  {one.kind}  {names(one)}  ({_count(len(one.spellings), 'name', 'names')})"


def _some(lines: Sequence[str], whole: bool) -> Iterator[str]:
    yield from lines if whole else lines[:_MOST]
    if not whole and len(lines) > _MOST:
        yield f"  and {len(lines) - _MOST} more; --all shows them"


def _more(number: int, whole: bool) -> str:
    return "" if whole or number <= _MOST else f" and {number - _MOST} more; --all shows them"


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
