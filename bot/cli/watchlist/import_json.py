"""What an import says to programs: one JSON object."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.cli.watchlist.import_plan import Plan, Update

if TYPE_CHECKING:
    from watchlists.imports.comparing import Changed, Difference


def as_json(plans: Sequence[Plan], written: Sequence[str]) -> dict[str, Any]:
    """Each list with what is made of it, and what changes in its file, if one was named; `written` are the files."""
    return {"lists": [_list(one, written) for one in plans]}


def _list(plan: Plan, written: Sequence[str]) -> dict[str, Any]:
    entities = plan.built.watchlist.entities
    return {
        "list": plan.slug,
        "files": [_file(plan, number) for number in range(len(plan.readings))],
        "entities": len(entities),
        "names": sum(len(one.spellings) for one in entities),
        "left_out": [
            {"entry": one.record_id, "line": one.line, "name": one.name, "reason": one.reason}
            for one in plan.built.left_out
        ],
        "doubts": [
            {"entry": one.record_id, "line": one.line, "name": one.name, "reason": one.reason, "needs": list(one.needs)}
            for one in plan.built.doubts
        ],
        "unwatched": list(plan.built.unwatched),
        "shared": [{"key": one.key, "other": one.other, "name": one.text} for one in plan.shared],
        "faults": list(plan.faults),
        "update": _update(plan.update, written) if plan.update else None,
    }


def _file(plan: Plan, number: int) -> dict[str, Any]:
    one = plan.readings[number]
    return {
        "file": str(one.path),
        "format": one.format.name,
        "edition": one.edition.isoformat() if one.edition else None,
        "entries": dict(Counter(record.kind for record in one.records)),
        "warnings": [{"line": line, "message": message} for line, message in one.told],
    }


def _update(update: Update, written: Sequence[str]) -> dict[str, Any]:
    from watchlists.files.writing import plain_entity

    found, merged = update.changes, update.merged
    return {
        "file": str(update.path),
        "new": update.before is None,
        "changes": update.writes,
        "written": str(update.path) in written,
        "added": list(map(plain_entity, found.added)),
        "changed": [{"key": one.after.key, "differences": _differences(one)} for one in found.changed],
        "removed": list(map(plain_entity, found.removed)),
        "kept": [_kept(one.key, one.place, one.ours, one.theirs) for one in merged.kept],
        "taken_out": [{"key": key, "name": text.partition("\0")[0]} for key, text in merged.out]
        + [{"key": one.key} for one in merged.gone],
        "called": [{"key": ours, "list": theirs} for ours, theirs in merged.called],
        "conditions_lost": [{"key": key, "name": text, "now": list(heirs)} for key, text, heirs in merged.bare],
        "comments_lost": list(update.comments),
    }


def _differences(changed: "Changed") -> list[dict[str, Any]]:
    return [_difference(one) for one in changed.differences]


def _difference(one: "Difference") -> dict[str, Any]:
    return {**_place(one.place), "before": _plain(one.before), "after": _plain(one.after)}


def _kept(key: str, place: tuple[str, ...], ours: object, theirs: object) -> dict[str, Any]:
    return {"key": key, **_place(place), "file": _plain(ours), "list": _plain(theirs)}


def _place(place: tuple[str, ...]) -> dict[str, Any]:
    from watchlists.imports.facts import called, text_of

    return {"field": called(place), **({"alias": text_of(place)} if place[0] == "aliases" else {})}


def _plain(value: Any) -> Any:
    """As JSON has it: days as texts."""
    return value.isoformat() if hasattr(value, "isoformat") else value
