"""`rasid queue`: articles that wait to be matched, and those that could not be."""

import sys
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common
from bot.core.arrivals import LANES, MOST_COUNTED
from bot.core.errors import RasidError

if TYPE_CHECKING:
    from bot.ports import Arrivals, Waiting

_LARGEST_ID = 2**63 - 1
_SHOWN = 100
_SOURCE, _TITLE, _REASON = 40, 80, 160
_TIME = "%Y-%m-%d %H:%M UTC"

Ids = Annotated[list[int], typer.Argument(min=1, max=_LARGEST_ID, help="Which of those that are aside.")]

app = typer.Typer(
    help="Articles that wait to be matched, and those put aside.",
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog="Example: rasid queue list",
)


@app.command("list", epilog="Example: rasid queue list")
def list_waiting() -> None:
    """Show what was put aside after five tries, newest first, with the reason; and how many wait, since when."""
    settings = common.settings()
    with common.store(settings).begin(read_only=True) as unit:
        depths, aside = unit.arrivals.depths(), list(unit.arrivals.aside(_SHOWN))
        lanes = [_lane(lane, depths[lane], unit.arrivals.oldest(lane)) for lane in LANES]
    for one in aside:
        print(_row(one))
    if depths["aside"] > len(aside):
        print(f"… the newest {len(aside)} are shown")
    print("\n".join(lanes))
    if settings.nats_url is not None:
        print(_carried(settings.nats_url.get_secret_value()))
    print(f"{_number(depths['aside'])} aside")


@app.command(epilog="Example: rasid queue retry 12 13")
def retry(
    ids: Annotated[
        list[int] | None,
        typer.Argument(min=1, max=_LARGEST_ID, help="Which ones; none: everything that is aside and can be read."),
    ] = None,
) -> None:
    """Have what was put aside matched again."""
    with common.store(common.settings()).begin() as unit:
        revived = unit.arrivals.retry(set(ids) if ids else None, unit.now())
    print(f"{revived} will be matched again")
    _tell_missing(ids or (), revived, "are not aside, or cannot be read")


@app.command(epilog="Example: rasid queue drop 12 --yes")
def drop(
    ids: Ids,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Drop without asking.")] = False,
) -> None:
    """Forget articles that were put aside: shows them, asks, then drops them for good."""
    store = common.store(common.settings())
    if not yes:
        with store.begin(read_only=True) as unit:
            _show(unit.arrivals, set(ids))
        if not _agreed(len(set(ids))):
            raise common.UsageError("nothing was dropped; add --yes to drop without being asked")
    with store.begin() as unit:
        dropped = unit.arrivals.drop(set(ids))
    print(f"{dropped} dropped")
    _tell_missing(ids, dropped, "are not aside")


def _show(arrivals: "Arrivals", ids: set[int]) -> None:
    """Those of them that are among the newest."""
    for one in arrivals.aside(_SHOWN):
        if one.id in ids:
            print(_row(one))


def _agreed(number: int) -> bool:
    return sys.stdin.isatty() and typer.confirm(f"Drop {number} for good?", prompt_suffix=" ")


def _tell_missing(ids: Iterable[int], done: int, what: str) -> None:
    missing = len(set(ids)) - done
    if missing > 0:
        raise RasidError(f"{missing} of them {what}; see rasid queue list")


def _carried(url: str) -> str:
    """What is on its way over NATS."""
    from bot.streams import waiting

    try:
        held = waiting(url)
    except RasidError as error:
        return f"NATS: {error}"
    return "NATS: " + ", ".join(f"{lane} {held[lane]:,}" for lane in LANES) + " waiting"


def _lane(lane: str, number: int, oldest: datetime | None) -> str:
    since = f", the oldest since {oldest.strftime(_TIME)}" if oldest else ""
    return f"{lane}: {_number(number)} waiting{since}"


def _number(number: int) -> str:
    return f"{number} or more" if number >= MOST_COUNTED else str(number)


def _row(one: "Waiting") -> str:
    came = one.came.strftime(_TIME) if one.came else "?"
    tries = "1 try" if one.tries == 1 else f"{one.tries} tries"
    return f"{one.id}  {came}  {_article(one)}  {tries}  {_quoted(one.error or '', _REASON)}"


def _article(one: "Waiting") -> str:
    if one.arrival is None:
        return "cannot be read"
    article = one.arrival.incoming
    return f"{common.plain(article.source, _SOURCE)}: {_quoted(article.title or article.text, _TITLE)}"


def _quoted(words: str, most: int) -> str:
    return f'"{common.plain(words, most)}"'
