"""Watchlists and outlets: whether the files can be used, and whether the running bot uses them as they are."""

import json
from collections.abc import Iterator
from datetime import datetime

from bot.cli.check.finding import Finding, Kind, Look, some

FAULT = Kind(
    301, "error", "a fault of a watchlist file", "mend the line; rasid watchlist check tells when all is right"
)
EMPTY = Kind(302, "warning", "the watchlists are empty", "set RASID_WATCHLISTS, or unset it for the shipped lists")
OUTLET = Kind(303, "error", "a fault of an outlets file", "mend the line in a file of RASID_OUTLETS")
OUTLETS = Kind(304, "info", "outlets of your own are known", "unset it for the shipped ones alone")
REFUSED = Kind(
    305,
    "warning",
    "the running bot could not take up the files as they are",
    "mend the file; it is taken up within seconds, at once after kill -HUP",
)
STRANDED = Kind(306, "warning", "chats watch what is in no list", "put it back into a list, or /unwatch it there")
TAKEN = Kind(307, "info", "when the bot took up its lists", "a change of a file is taken up within seconds")
KINDS = (FAULT, EMPTY, OUTLET, OUTLETS, REFUSED, STRANDED, TAKEN)


def examine(look: Look) -> Iterator[Finding]:
    """The files, then what the running bot has of them."""
    yield from _watchlists(look)
    yield from _outlets(look)
    if look.is_current:
        yield from _running(look)


def _watchlists(look: Look) -> Iterator[Finding]:
    from watchlists import WatchlistErrors, load, shipped

    try:
        lists = load(look.settings.watchlist_paths or (shipped(),))
    except WatchlistErrors as errors:
        yield from (FAULT.found(str(error)) for error in errors.errors)
        return
    if not lists.entities and not lists.events:
        yield EMPTY.found("the watchlists are empty")


def _outlets(look: Look) -> Iterator[Finding]:
    from watchlists import WatchlistErrors
    from watchlists.outlets import load

    try:
        outlets = load(look.settings.outlet_paths)
    except WatchlistErrors as errors:
        yield from (OUTLET.found(str(error)) for error in errors.errors)
        return
    if look.settings.outlet_paths:
        yield OUTLETS.found(f"{len(outlets.listed)} outlets are known, those of RASID_OUTLETS among them")


def _running(look: Look) -> Iterator[Finding]:
    from bot.core.health import ALARM, Trouble
    from bot.services import reloading

    with look.unit() as unit:
        taken = unit.state.get(reloading.TAKEN)
        alarms = [json.loads(value) for value in unit.state.all(ALARM).values()]
    for alarm in alarms:
        if alarm["trouble"] == Trouble.LISTS:
            yield REFUSED.found(f"the running bot goes on with the lists of before: {alarm['detail']}")
    yield from _stranded(look)
    if taken:
        yield TAKEN.found(f"the bot took up its lists at {datetime.fromisoformat(taken):%Y-%m-%d %H:%M} UTC")


def _stranded(look: Look) -> Iterator[Finding]:
    """With what was edited in chat, as the bot has it; files with a fault are told of already."""
    from bot.core.editing import counting
    from bot.core.list_changes import in_no_list
    from watchlists import WatchlistErrors, load, shipped
    from watchlists.editing.edits import played

    with look.unit() as unit:
        watched, edits = unit.chats.subscriptions(), unit.list_edits.in_force()
    try:
        files = load(look.settings.watchlist_paths or (shipped(),))
    except WatchlistErrors:
        return
    lists = played(files, [one.edit for one in counting(files, edits)]).lists
    if gone := in_no_list(watched, lists):
        yield STRANDED.found(f"chats watch what is in no list: {some(list(gone))}")
