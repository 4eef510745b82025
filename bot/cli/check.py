"""`rasid check`: numbered findings about settings, database, watchlists, tokens and sources, each with a hint."""

import difflib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

import typer

from bot.cli import common
from bot.core.errors import RasidError
from bot.core.urls import without_login

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.core.model import Delivery

# Settings of the contract that nothing uses yet.
LATER = frozenset({"RASID_NATS_URL"})
# Of many failures and chats so many are named.
_SHOWN = 5
# What is older than it is kept for longer than this should have been removed.
_LATE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or worth knowing. Numbers are public and never reused."""

    number: int
    level: Literal["error", "warning", "info"]
    what: str
    hint: str


def check() -> None:
    """Look at settings, database, watchlists, tokens and sources; exit 1 if anything is an error."""
    findings = _findings()
    for finding in findings:
        print(f"R{finding.number:03} {finding.level}: {finding.what}\n     hint: {finding.hint}")
    errors = sum(finding.level == "error" for finding in findings)
    print(f"{errors} errors, {len(findings) - errors} other findings")
    raise typer.Exit(1 if errors else 0)


def _findings() -> list[Finding]:
    try:
        settings = common.settings()
    except RasidError as error:
        hint = "mend the setting; the README lists them all"
        return [Finding(100, "error", problem, hint) for problem in re.split("; (?=RASID_)", str(error))]
    return [finding for examine in CHECKS for finding in examine(settings)]


def _names(settings: "Settings") -> Iterator[Finding]:
    """Settings that are set and do nothing: those of later versions, and misspelt ones."""
    known = {f"RASID_{name.upper()}" for name in type(settings).model_fields}
    for name in sorted(_set_names()):
        plain = name.removesuffix("_FILE")
        if plain in LATER:
            yield Finding(
                102, "info", f"{name} is set, and this version does nothing with it yet", "leave it or unset it"
            )
        elif plain not in known:
            close = difflib.get_close_matches(plain, known, n=1)
            yield Finding(103, "warning", f"{name} is no setting", f"did you mean {close[0]}?" if close else "unset it")


def _set_names() -> set[str]:
    """The names that begin with RASID_ in the environment and in `.env`."""
    from dotenv import dotenv_values

    given = {**dotenv_values(".env"), **os.environ}
    return {name.upper() for name, value in given.items() if name.upper().startswith("RASID_") and value}


def _home(settings: "Settings") -> Iterator[Finding]:
    folder = settings.home
    nearest = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    if settings.embedded and not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        yield Finding(101, "error", f"{folder} cannot be written", "give this user the folder, or set RASID_HOME")


def _database(settings: "Settings") -> Iterator[Finding]:
    from bot.storage.migrating import revision_state

    hints = {
        "older": (201, "error", "the database is of an earlier version", "run rasid migrate"),
        "newer": (
            202,
            "error",
            "the database is of a later version",
            "install that version of Rasid, or restore a backup",
        ),
        "empty": (
            203,
            "info",
            "there is no database yet",
            "rasid run makes it on SQLite; on a server run rasid migrate",
        ),
    }
    try:
        state = revision_state(settings.url)
    except RasidError as error:
        yield Finding(
            204, "error", f"the database cannot be used: {error}", "look at RASID_DATABASE_URL and the server"
        )
        return
    if state in hints:
        number, level, what, hint = hints[state]
        yield Finding(number, level, what, hint)  # type: ignore[arg-type]


def _watchlists(settings: "Settings") -> Iterator[Finding]:
    from watchlists import WatchlistErrors, load, shipped

    try:
        lists = load(settings.watchlist_paths or (shipped(),))
    except WatchlistErrors as errors:
        hint = "mend the line; rasid watchlist check tells when all is right"
        yield from (Finding(301, "error", str(error), hint) for error in errors.errors)
        return
    if not lists.entities and not lists.events:
        yield Finding(
            302, "warning", "the watchlists are empty", "set RASID_WATCHLISTS, or unset it for the shipped lists"
        )


def _outlets(settings: "Settings") -> Iterator[Finding]:
    from watchlists import WatchlistErrors
    from watchlists.outlets import load

    try:
        outlets = load(settings.outlet_paths)
    except WatchlistErrors as errors:
        yield from (
            Finding(303, "error", str(error), "mend the line in a file of RASID_OUTLETS") for error in errors.errors
        )
        return
    if settings.outlet_paths:
        what = f"{len(outlets.listed)} outlets are known, those of RASID_OUTLETS among them"
        yield Finding(304, "info", what, "unset it for the shipped ones alone")


def _platforms(settings: "Settings") -> Iterator[Finding]:
    from bot import platforms
    from bot.locales import load_texts

    try:
        adapters = platforms.build(settings, load_texts())
    except RasidError as error:
        yield Finding(401, "error", str(error), "set what is missing, or unset the rest")
        return
    if not adapters:
        slack = "RASID_SLACK_BOT_TOKEN and RASID_SLACK_APP_TOKEN or RASID_SLACK_SIGNING_SECRET"
        hint = f"set RASID_TELEGRAM_TOKEN, or {slack}"
        yield Finding(402, "warning", "no platform has a token", hint)


def _access(settings: "Settings") -> Iterator[Finding]:
    if not settings.admin_labels:
        yield Finding(
            501,
            "info",
            "RASID_ADMINS is empty",
            "send the one-time code that rasid run prints, or set it to telegram:ID",
        )
    if settings.access == "open":
        yield Finding(
            502, "warning", "RASID_ACCESS is open", "anybody who finds the bot may use it; unset it for invite"
        )
    if settings.api_token and settings.http_host not in ("127.0.0.1", "::1", "localhost"):
        hint = "put a proxy with TLS before it, or listen on 127.0.0.1"
        yield Finding(503, "warning", f"the API listens on {settings.http_host} without TLS", hint)


def _sources(settings: "Settings") -> Iterator[Finding]:
    from bot.storage.migrating import revision_state

    if settings.watch_folder and not settings.watch_folder.is_dir():
        yield Finding(601, "error", f"RASID_WATCH_FOLDER {settings.watch_folder} is no folder", "make it")
    if _problem(lambda: revision_state(settings.url)) != "current":
        return
    with common.store(settings).begin(read_only=True) as unit:
        feeds = list(unit.feeds.all())
    for feed in feeds:
        if feed.error:
            yield Finding(
                602, "warning", f"{without_login(feed.url)}: {feed.error}", "rasid feed check reads it once more"
            )


def _deliveries(settings: "Settings") -> Iterator[Finding]:
    """What failed, what waits, which chats are gone, and when the bot gave its last sign of life."""
    from bot.core.health import AWAY, LATE
    from bot.services.heartbeat import last_beat
    from bot.storage.migrating import revision_state

    if _problem(lambda: revision_state(settings.url)) != "current":
        return
    now = datetime.now(UTC)
    with common.store(settings).begin(read_only=True) as unit:
        failed, oldest, beat = list(unit.outbox.failed(1000)), unit.outbox.oldest(now), last_beat(unit)
        gone = [chat.address for chat in unit.chats.all() if chat.access == "gone"]
    if failed:
        what = f"{len(failed)} deliveries failed: {_some([_failure(one) for one in failed])}"
        yield Finding(603, "warning", what, "rasid outbox list shows them all, rasid outbox retry sends them again")
    if oldest and now - oldest > LATE:
        yield Finding(604, "warning", f"a delivery waits since {oldest:%Y-%m-%d %H:%M} UTC", "is the bot running?")
    if gone:
        what = f"{len(gone)} chats blocked or removed the bot: {_some([f'{one.platform}:{one.chat}' for one in gone])}"
        yield Finding(605, "info", what, "they come back when somebody there sends /start")
    if beat and now - beat > AWAY:
        what = f"the bot gave its last sign of life at {beat:%Y-%m-%d %H:%M} UTC"
        yield Finding(606, "warning", what, "start it with rasid run")


def _retention(settings: "Settings") -> Iterator[Finding]:
    """How long articles are kept, and whether what is older goes."""
    from bot.services.expiring import last_expiry
    from bot.storage.migrating import revision_state

    if _problem(lambda: revision_state(settings.url)) != "current":
        return
    days, now = settings.keep_days, datetime.now(UTC)
    with common.store(settings).begin(read_only=True) as unit:
        oldest, last = unit.expiry.oldest(), last_expiry(unit)
    if not days:
        hint = "set RASID_KEEP_DAYS to the days for which articles are kept"
        yield Finding(607, "info", "articles are kept for ever: RASID_KEEP_DAYS is 0", hint)
        return
    since = f"the oldest came in on {oldest:%Y-%m-%d}" if oldest else "none is stored"
    done = f"what is older was last removed at {last:%Y-%m-%d %H:%M} UTC" if last else "nothing was removed yet"
    late = oldest is not None and now - oldest > timedelta(days=days) + _LATE and (not last or now - last > _LATE)
    hint = "a running bot removes them: rasid run" if late else "RASID_KEEP_DAYS changes it, 0 keeps them for ever"
    yield Finding(607, "warning" if late else "info", f"articles are kept for {days} days; {since}; {done}", hint)


def _failure(one: "Delivery") -> str:
    address = one.destination.address
    return f"#{one.id} to {address.platform}:{address.chat} ({one.error})"


def _some(lines: list[str]) -> str:
    """A few of them; how many more there are."""
    more = f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return ", ".join(lines[:_SHOWN]) + more


def _problem(work: Callable[[], str]) -> str | None:
    try:
        return work()
    except RasidError:
        return None


CHECKS: tuple[Callable[["Settings"], Iterator[Finding]], ...] = (
    _names,
    _home,
    _database,
    _watchlists,
    _outlets,
    _platforms,
    _access,
    _sources,
    _deliveries,
    _retention,
)
