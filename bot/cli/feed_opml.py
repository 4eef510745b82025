"""`rasid feed import` and `rasid feed export`: sources as OPML, the subscription lists of feed readers."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.cli.progress import progress
from bot.core.errors import RasidError
from bot.core.urls import is_web_address, without_login

if TYPE_CHECKING:
    from bot.core.model import Feed
    from bot.ports import Feeds
    from bot.sources.opml import Outline

_SHOWN = 20
_PRIVATE = "its address is not public; RASID_ALLOW_NETWORKS must name its network first"
_NO_WEB = "no web address of usual length"


@dataclass(slots=True)
class _Sorted:
    """What a list would change."""

    new: "list[Outline]" = field(default_factory=list)
    known: "list[Outline]" = field(default_factory=list)
    unusable: "list[tuple[Outline, str]]" = field(default_factory=list)


def import_opml(
    file: Annotated[str, typer.Argument(help="An OPML file, or - for standard input.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added; add nothing.")] = False,
) -> None:
    """Add every source of a subscription list; what is known already stays as it is."""
    from bot.sources.opml import read_opml

    subscriptions = read_opml(_read(file))
    settings = common.settings()
    with common.store(settings).begin(read_only=dry_run) as unit:
        addresses = [feed.url for feed in unit.feeds.all()]
        found = _sort(subscriptions.outlines, addresses, settings.networks)
        if not dry_run:
            _add(unit.feeds, found.new)
    _tell(found, dry_run=dry_run)
    for one in subscriptions.lists:
        print(f"rasid: {without_login(one)} is another list and is not read; import it by itself", file=sys.stderr)
    added = "would add" if dry_run else "added"
    print(f"{added} {len(found.new)}, known {len(found.known)}, unusable {len(found.unusable)}")
    if found.unusable:
        raise typer.Exit(1)


def export_opml(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; none: standard output.")] = None,
) -> None:
    """Write every source as OPML, for other readers and for rasid feed import; logins are left out."""
    from bot.sources.opml import write_opml

    with common.store(common.settings()).begin(read_only=True) as unit:
        feeds = list(unit.feeds.all())
    web = [feed for feed in feeds if is_web_address(feed.url)]
    body = write_opml(web, datetime.now(UTC))
    if file is None:
        sys.stdout.buffer.write(body)
    else:
        _write(file, body)
        print(f"saved: {file} ({len(web)} sources)")
    for line in _left_out(feeds):
        print(f"rasid: {line}", file=sys.stderr)


def _read(file: str) -> bytes:
    from bot.sources.opml import LARGEST

    if file == "-":
        body = sys.stdin.buffer.read(LARGEST + 1)
    else:
        with Path(file).open("rb") as opened:
            body = opened.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise RasidError(f"{file}: larger than {LARGEST // 1024 // 1024} MB; no list of sources is, divide it")
    return body


def _sort(outlines: "Iterable[Outline]", known: Iterable[str], networks: Sequence[str]) -> _Sorted:
    from bot.core.canonical import canonical_url
    from bot.sources.networks import may_add, parse_networks

    allowed = parse_networks(networks)
    seen = {canonical_url(url) for url in known}
    found = _Sorted()
    for one in outlines:
        if not is_web_address(one.url):
            found.unusable.append((one, _NO_WEB))
        elif not may_add(one.url, allowed):
            found.unusable.append((one, _PRIVATE))
        elif canonical_url(one.url) in seen:
            found.known.append(one)
        else:
            seen.add(canonical_url(one.url))
            found.new.append(one)
    return found


def _add(feeds: "Feeds", outlines: "Sequence[Outline]") -> None:
    now = datetime.now(UTC)
    with progress("adding", len(outlines)) as bar:
        for one in outlines:
            feed = feeds.add(one.url, one.title, now)
            if one.off or one.pages != "auto":
                feeds.save(replace(feed, off=one.off, pages=one.pages))
            bar.advance(1)


def _tell(found: _Sorted, *, dry_run: bool) -> None:
    if dry_run:
        _print_some(f"would add: {_named(one)}" for one in found.new)
    _print_some(f"known already: {_named(one)}" for one in found.known)
    for one, reason in found.unusable:
        where = f"line {one.line}: " if one.line else ""
        print(f"rasid: {where}{_named(one)}: {reason}", file=sys.stderr)


def _print_some(lines: Iterator[str]) -> None:
    """The first of them; how many there are says the last line of all."""
    for number, line in enumerate(lines):
        if number == _SHOWN:
            print("…")
            return
        print(line)


def _named(one: "Outline") -> str:
    url = without_login(one.url)[:200]
    return f"{url}  {one.title}" if one.title else url


def _write(file: Path, body: bytes) -> None:
    """Whole or not at all: a list that was there stays until the new one is complete."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(body)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _left_out(feeds: "Sequence[Feed]") -> Iterator[str]:
    by_place: Mapping[bool, list[Feed]] = {
        web: [one for one in feeds if is_web_address(one.url) is web] for web in (True, False)
    }
    for feed in by_place[True]:
        if without_login(feed.url) != feed.url:
            yield f"{without_login(feed.url)} is exported without its login"
    if by_place[False]:
        yield f"{len(by_place[False])} sources are no web addresses and are not exported; see rasid feed list"
