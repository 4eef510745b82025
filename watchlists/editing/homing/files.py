"""One file after the edits of its list: the least change of its text that reads as the list does now."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import yaml

from watchlists.editing.homing.entries import Entry, changes, plain_entry
from watchlists.editing.homing.layout import Layout, LayoutError, Splice, is_flow, spliced
from watchlists.editing.homing.sequences import entry_lines, field_gone, field_put, items_changed, written
from watchlists.files.errors import WatchlistErrors
from watchlists.files.nodes import parse_text
from watchlists.files.schema import read_list
from watchlists.model import Entity, EventType, Watchlist

_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_HINT: Final = "change it by hand, or write it anew: rasid watchlist export --edits --folder FOLDER"


class HomingError(ValueError):
    """A file that cannot be changed in place: which, why, and what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be changed in place ({reason}); {_HINT}")


@dataclass(frozen=True, slots=True)
class Homed:
    """The new text of a file, and the keys of the entries whose blocks are written anew, without their comments."""

    text: str
    rewritten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One entry that changes, goes (`after` is None) or is new (`before` is None)."""

    before: Entry | None
    after: Entry | None

    @property
    def key(self) -> str:
        held = self.after or self.before
        return held.key if held else ""

    @property
    def field(self) -> str:
        return "entities" if isinstance(self.after or self.before, Entity) else "events"


_Way = Callable[[Sequence[_Step], Layout], Iterator[Splice]]


def homed(path: Path, text: str, before: Watchlist, after: Watchlist) -> Homed:
    """The text of a file that holds `before`, so that it holds `after`: changed where something changed, and where that
    reads otherwise, with the block of that entry written anew. Raises HomingError where that does not serve either."""
    mark, plain = (_MARK, text[1:]) if text.startswith(_MARK) else ("", text)
    steps = list(_steps(before, after))
    found = _tried(path, plain, steps, after, _least)
    if found is not None:
        return Homed(mark + found)
    rewritten = list[str]()
    now = before
    for one in steps:
        now = _after(now, one)
        found = _tried(path, plain, [one], now, _least)
        if found is None:
            found = _tried(path, plain, [one], now, _anew)
            rewritten.append(one.key)
        if found is None:
            raise HomingError(path, f"at {one.key}")
        plain = found
    return Homed(mark + plain, tuple(rewritten))


def _steps(before: Watchlist, after: Watchlist) -> Iterator[_Step]:
    for old, new in ((before.entities, after.entities), (before.events, after.events)):
        was: dict[str, Entry] = {one.key: one for one in old}
        now: dict[str, Entry] = {one.key: one for one in new}
        yield from (_Step(one, now.get(key)) for key, one in was.items() if now.get(key) != one)
        yield from (_Step(None, one) for key, one in now.items() if key not in was)


def _after(held: Watchlist, step: _Step) -> Watchlist:
    if isinstance(step.after or step.before, Entity):
        entities = _put(held.entities, step)
        return replace(held, entities=tuple(one for one in entities if isinstance(one, Entity)))
    return replace(held, events=tuple(one for one in _put(held.events, step) if isinstance(one, EventType)))


def _put(held: Sequence[Entry], step: _Step) -> list[Entry | None]:
    kept = [step.after if one == step.before else one for one in held]
    return kept if step.before is not None else [*kept, step.after]


def _tried(path: Path, text: str, steps: Sequence[_Step], wanted: Watchlist, way: _Way) -> str | None:
    """The text after some steps; None where it does not read as wanted."""
    try:
        layout = Layout(text)
        found = spliced(text, list(way(steps, layout)))
        read = read_list(path, parse_text(path, found))
    except (LayoutError, yaml.YAMLError, WatchlistErrors, LookupError, StopIteration):
        return None
    same = replace(read.watchlist, path=None) == replace(wanted, path=None)
    return found if same and not read.errors else None


def _least(steps: Sequence[_Step], layout: Layout) -> Iterator[Splice]:
    for name in ("entities", "events"):
        own = [one for one in steps if one.field == name]
        nodes = dict(layout.entries(name)) if own else {}
        for one in own:
            if one.before is not None and one.after is not None:
                yield from changes(one.before, one.after, nodes[one.key], layout)
        gone = [one.key for one in own if one.after is None]
        new = [one.after for one in own if one.before is None and one.after is not None]
        if gone or new:
            yield from _members(name, gone, new, layout)


def _members(name: str, gone: Sequence[str], new: Sequence[Entry], layout: Layout) -> Iterator[Splice]:
    held = layout.value(layout.root, name)
    listed = list(map(plain_entry, new))
    if not isinstance(held, yaml.SequenceNode) or not held.value:
        yield from _first_of(name, new, held, layout)
        return
    at = [number for number, (key, _) in enumerate(layout.entries(name)) if key in gone]
    if len(at) == len(held.value) and not new and not is_flow(held):
        yield field_gone(layout.root, name, layout)
        return
    yield from items_changed(held, at, listed, layout, comments=True)


def _first_of(name: str, new: Sequence[Entry], held: yaml.Node | None, layout: Layout) -> Iterator[Splice]:
    listed = list(map(plain_entry, new))
    if isinstance(held, yaml.SequenceNode):
        yield from items_changed(held, (), listed, layout)
    elif layout.is_json:
        yield field_put(layout.root, name, listed, (), layout)
    else:
        lines = "".join(entry_lines(one, 2, layout) for one in listed)
        yield layout.after_line(len(layout.text.rstrip()), layout.lines(f"{name}:", 0) + lines)


def _anew(steps: Sequence[_Step], layout: Layout) -> Iterator[Splice]:
    """The blocks of entries that change, written anew."""
    for one in steps:
        if one.before is None or one.after is None:
            raise LayoutError("an entry comes or goes")
        node = dict(layout.entries(one.field))[one.key]
        held = layout.value(layout.root, one.field)
        if held is None or is_flow(held):
            yield Splice(int(node.start_mark.index), layout.end(node), written(plain_entry(one.after), layout))
        else:
            lines = entry_lines(plain_entry(one.after), int(held.start_mark.column), layout)
            yield Splice(layout.dash(node), layout.line_end(layout.end(node)), lines)
