"""`rasid watchlist show`: what stands in the lists."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.watchlist.files import load

if TYPE_CHECKING:
    from watchlists.model import Entity, EventType, Watchlists


def show(
    named: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH|KEY]…", help="Files or folders; entries, by key or name.")
    ] = None,
    slug: Annotated[str | None, typer.Option("--list", metavar="SLUG", help="Every entry of this list, whole.")] = None,
) -> None:
    """List every entry with its names and how many spellings it has.

    With keys or names, or with --list, each entry is shown whole: every name with its conditions and its source.
    """
    paths = [Path(one) for one in named or () if _is_path(one)]
    keys = [one for one in named or () if not _is_path(one)]
    lists = load(paths)
    if slug is not None and all(one.slug != slug for one in lists.lists):
        raise common.UsageError(f"there is no list {slug}; see rasid watchlist show")
    if not keys and slug is None:
        _overview(lists)
        return
    missing = list(_shown(lists, keys, slug))
    for fault in missing:
        print(f"rasid: {fault}", file=sys.stderr)
    raise typer.Exit(1 if missing else 0)


def _is_path(named: str) -> bool:
    """What is there, ends as a list's file does or names folders is a path, `shipped` the shipped lists."""
    from watchlists.files.loader import SHIPPED

    path = Path(named)
    return path == SHIPPED or path.suffix in (".yaml", ".yml") or "/" in named or path.exists()


def _overview(lists: "Watchlists") -> None:
    for one in lists.lists:
        print(f"{one.slug} — {' / '.join(one.title.values())}")
        for entity in one.entities:
            print(
                f"  {entity.key:<14} {entity.kind:<13} {len(entity.spellings):>3}  {' / '.join(entity.name.values())}"
            )
        for event in one.events:
            print(f"  {event.key:<14} {event.severity:<13} {len(event.phrases):>3}  {' / '.join(event.name.values())}")


def _shown(lists: "Watchlists", keys: Sequence[str], slug: str | None) -> Iterator[str]:
    """Print entries whole; gives a fault for each that nobody has."""
    from bot.cli.watchlist.lines import entry_lines
    from watchlists.suggest import Directory

    where = {key: one.slug for one in lists.lists for key in lists.members(one.slug)}
    directory = Directory.of(lists)
    held: list[Entity | EventType] = [*lists.entities.values(), *lists.events.values()]
    chosen = [entry for entry in held if slug is not None and where[entry.key] == slug]
    for key in keys:
        entry, near = directory.resolve(key)
        if entry is None:
            hint = f"did you mean {', '.join(near)}?" if near else "see rasid watchlist show"
            yield f"there is no entry {key}; {hint}"
        elif entry not in chosen:
            chosen.append(entry)
    print("\n\n".join("\n".join(entry_lines(one, where[one.key])) for one in chosen))
