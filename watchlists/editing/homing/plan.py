"""What edits change in which files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from pathlib import Path

from watchlists.editing.edits import ADDED, Edit, Played, played
from watchlists.editing.homing.files import homed
from watchlists.files.writing import as_yaml
from watchlists.model import Entity, Watchlist, Watchlists


class NoPlaceError(LookupError):
    """New entities, and no file for them."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file with its text before, None for a new one, and after; `rewritten` are the keys of the entries whose blocks
    are written anew, without their comments."""

    path: Path
    before: str | None
    after: str
    rewritten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, and the edits as they were played upon the files."""

    changes: tuple[FileChange, ...]
    played: Played


def plan(
    files: Watchlists, edits: Sequence[Edit], texts: Mapping[str, str], new_file: Path | None, into: str = ADDED
) -> Plan:
    """How the files come to hold what was edited. `texts` are those of the files by slug; new entities go to the end of
    the list `into`, whose file is `new_file` where there is none yet.

    Raises HomingError where a file cannot be changed in place, NoPlaceError where a file for new entities is wanted.
    """
    found = played(files, edits)
    before = {one.slug: one for one in files.lists}
    changes = list[FileChange]()
    for one in _gathered(found.lists, before, into).lists:
        old = before.get(one.slug)
        if old is None:
            changes += [_new(one, new_file)] if one.entities else []  # what was added may be gone again
        elif (old.entities, old.events) != (one.entities, one.events):
            path, text = Path(old.path or ""), texts[one.slug]
            made = homed(path, text, old, one)
            changes.append(FileChange(path, text, made.text, made.rewritten))
    return Plan(tuple(changes), found)


def patch(change: FileChange, name: str) -> str:
    """A unified diff, as `git apply` and `patch -p1` take it; `name` is the path of the file where they run."""
    before, after = _lines(change.before or ""), _lines(change.after)
    old = "/dev/null" if change.before is None else f"a/{name}"
    return "".join(map(_whole, unified_diff(before, after, old, f"b/{name}")))


def _gathered(lists: Watchlists, before: Mapping[str, Watchlist], into: str) -> Watchlists:
    """With the entities that no file has at the end of the list `into`."""
    added = next((one for one in lists.lists if one.slug == ADDED), None)
    if into == ADDED or added is None:
        return lists
    known = {one.key for one in before[ADDED].entities} if ADDED in before else set()
    new = tuple(one for one in added.entities if one.key not in known)
    kept = replace(added, entities=tuple(one for one in added.entities if one.key in known))
    rest = [one for one in lists.lists if one.slug != ADDED or ADDED in before]
    return Watchlists(tuple(_moved(kept if one.slug == ADDED else one, new, into) for one in rest))


def _moved(one: Watchlist, new: tuple[Entity, ...], into: str) -> Watchlist:
    return replace(one, entities=(*one.entities, *new)) if one.slug == into else one


def _new(one: Watchlist, path: Path | None) -> FileChange:
    if path is None:
        raise NoPlaceError("there is no folder for a new file")
    return FileChange(path, None, as_yaml(one))


def _lines(text: str) -> list[str]:
    """With their line breaks; only those that a line break ends are lines to git."""
    parts = text.split("\n")
    return [f"{one}\n" for one in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _whole(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
