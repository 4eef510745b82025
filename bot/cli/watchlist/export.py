"""`rasid watchlist export`: lists as YAML, and as the tools that analysts use next take them."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.watchlist import edits as made_in_chat
from bot.cli.watchlist.files import load

if TYPE_CHECKING:
    from bot.core.editing import ListEdit
    from watchlists.model import Watchlist, Watchlists


class Format(StrEnum):
    """How lists are written."""

    yaml = "yaml"
    stix = "stix"
    ftm = "ftm"


class Tlp(StrEnum):
    """Markings of the Traffic Light Protocol."""

    white = "white"
    green = "green"
    amber = "amber"
    red = "red"


_FILES: Mapping[Format, str] = {Format.stix: "rasid.stix.json", Format.ftm: "rasid.ftm.jsonl"}


def export(
    slugs: Annotated[list[str] | None, typer.Argument(metavar="[LIST…]", help="Only these lists.")] = None,
    edits: Annotated[bool, typer.Option("--edits", help="With what was changed in chat.")] = False,
    folder: Annotated[Path | None, typer.Option(help="Write files into this folder instead.")] = None,
    form: Annotated[
        Format, typer.Option("--format", help="yaml; stix: a STIX 2.1 bundle; ftm: FollowTheMoney, a line each.")
    ] = Format.yaml,
    actors: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LIST",
            help="STIX: a list of armed groups, whose organizations are threat actors; groups where none is named.",
        ),
    ] = None,
    tlp: Annotated[Tlp | None, typer.Option(help="STIX: mark every object.")] = None,
) -> None:
    """Print the lists of the settings: YAML that can be loaded again, several parted by ---; STIX; FollowTheMoney."""
    _refuse_elsewhere(form, actors, tlp)
    made = made_in_chat.in_force() if edits else ()
    lists = _lists(made)
    chosen = _chosen(lists, slugs or ())
    for unknown in sorted(set(actors or ()) - {one.slug for one in lists.lists}):
        raise common.UsageError(f"there is no list {unknown}; see rasid watchlist show")
    if form is Format.yaml:
        _as_yaml(chosen, folder)
        return
    _say_left_out(chosen)
    pieces = _pieces(lists, chosen, made, form, actors, tlp)
    if folder is None:
        sys.stdout.writelines(pieces)
    else:
        _write(folder / _FILES[form], pieces)


def _refuse_elsewhere(form: Format, actors: Sequence[str] | None, tlp: Tlp | None) -> None:
    """What only STIX has is asked for with it alone."""
    given = [name for name, value in (("--tlp", tlp), ("--actors", actors)) if value]
    if given and form is not Format.stix:
        raise common.UsageError(f"{given[0]} says something of STIX only; add --format stix, or leave it out")


def _pieces(
    lists: "Watchlists",
    chosen: "Sequence[Watchlist]",
    made: "Sequence[ListEdit]",
    form: Format,
    actors: Sequence[str] | None,
    tlp: Tlp | None,
) -> Iterator[str]:
    from watchlists.exports.bundle import as_ftm, as_stix
    from watchlists.exports.entries import ACTOR_LISTS, Catalogue

    edited = {lists.key(one.edit.key) or one.edit.key: one.at for one in made}
    catalogue = Catalogue(lists, _changed(lists), edited, frozenset(actors or ACTOR_LISTS))
    slugs = [one.slug for one in chosen]
    return as_ftm(catalogue, slugs) if form is Format.ftm else as_stix(catalogue, slugs, tlp.value if tlp else None)


def _lists(made: "Sequence[ListEdit]") -> "Watchlists":
    from bot.core.editing import counting
    from watchlists.editing.edits import edited

    files = load(())
    return edited(files, [one.edit for one in counting(files, made)])[0]


def _chosen(lists: "Watchlists", slugs: Sequence[str]) -> "list[Watchlist]":
    for unknown in sorted(set(slugs) - {one.slug for one in lists.lists}):
        raise common.UsageError(f"there is no list {unknown}; see rasid watchlist show")
    return [one for one in lists.lists if not slugs or one.slug in slugs]


def _changed(lists: "Watchlists") -> Mapping[str, datetime]:
    """When the file of each list was last written, in UTC to the second."""
    paths = {one.slug: Path(one.path) for one in lists.lists if one.path}
    return {slug: datetime.fromtimestamp(int(path.stat().st_mtime), UTC) for slug, path in paths.items()}


def _as_yaml(chosen: "Sequence[Watchlist]", folder: Path | None) -> None:
    from watchlists.files.writing import as_yaml

    for number, one in enumerate(chosen):
        if folder is None:
            print(("---\n" if number else "") + as_yaml(one), end="")
        else:
            _write(folder / f"{one.slug}.yaml", [as_yaml(one)])


def _say_left_out(chosen: "Sequence[Watchlist]") -> None:
    """Neither format knows kinds of happenings."""
    if events := sum(len(one.events) for one in chosen):
        print(f"left out: {events} event types, which the format has no object for", file=sys.stderr)


def _write(path: Path, pieces: Iterable[str]) -> None:
    """The whole file, or the one that was there."""
    partial = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("w", encoding="utf-8") as file:
            file.writelines(pieces)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise common.UsageError(f"{path} cannot be written: {error.strerror}; name another folder") from None
    print(path)
