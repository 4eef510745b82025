"""What several commands share: settings, watchlists, the store, and lengths of time as people type them."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.core.errors import RasidError

if TYPE_CHECKING:
    from bot.clocks import SharedClock
    from bot.config import Settings
    from bot.services.list_files import ListFiles
    from bot.storage.store import SqlStore
    from watchlists import Matcher
    from watchlists.outlets import Outlets


def settings(*, quiet: bool = False) -> "Settings":
    """The settings, with logs set up as they say; `quiet` leaves the usual lines out of a conversation."""
    from bot import log
    from bot.config import Settings

    loaded = Settings.load()
    level = "warning" if quiet and loaded.log_level == "info" else loaded.log_level
    log.set_up(loaded.log_format, level, secrets_of(loaded))
    return loaded


def quiet_settings() -> "Settings":
    """The settings for a command that writes no log."""
    from bot.config import Settings

    return Settings.load()


def secrets_of(loaded: "Settings") -> list[str]:
    """Every secret value of the settings, for masking."""
    from pydantic import SecretStr

    values = (getattr(loaded, name) for name in type(loaded).model_fields)
    return [value.get_secret_value() for value in values if isinstance(value, SecretStr)]


def matcher(paths: Sequence[Path], loaded: "Settings | None" = None) -> "Matcher":
    """The matcher of the given files, else of the setting's, else of the shipped lists. Raises UsageError."""
    from watchlists import Matcher, WatchlistErrors, load, shipped

    try:
        return Matcher.compile(load(tuple(paths) or (loaded.watchlist_paths if loaded else ()) or (shipped(),)))
    except WatchlistErrors as errors:
        raise UsageError(str(errors)) from None


def list_files(loaded: "Settings") -> "ListFiles":
    """The files that `matcher` and `outlets` read."""
    from bot.services.list_files import ListFiles
    from watchlists import shipped

    return ListFiles(loaded.watchlist_paths or (shipped(),), loaded.outlet_paths)


def in_force(store: "SqlStore", files: "Matcher") -> "Matcher":
    """The matcher of the files with what was edited in chat."""
    from bot.services.lists import Lists
    from watchlists import Matcher

    lists = Lists(store, files)
    lists.refresh()
    held = lists()
    return held if isinstance(held, Matcher) else files


def outlets(loaded: "Settings") -> "Outlets":
    """The shipped outlets with those of the setting. Raises UsageError."""
    from watchlists import WatchlistErrors
    from watchlists.outlets import load

    try:
        return load(loaded.outlet_paths)
    except WatchlistErrors as errors:
        raise UsageError(str(errors)) from None


def store(loaded: "Settings") -> "SqlStore":
    """The open store of the settings."""
    from bot.storage.store import open_store

    return open_store(loaded.url, auto_migrate=loaded.auto_migrate)


def clock(opened: "SqlStore") -> "SharedClock":
    """What time it is for everybody who works on this database."""
    from bot.clocks import SharedClock

    shared = SharedClock()
    with opened.begin(read_only=True) as unit:
        shared.ask(unit.now)
    return shared


def require_database(loaded: "Settings") -> None:
    """Raises UsageError where nothing was ever stored: a command that only reads makes no database."""
    from bot.storage.migrating import revision_state

    if revision_state(loaded.url) == "empty":
        hint = "store articles with rasid ingest or rasid run first, or match files with rasid scan"
        raise UsageError(f"there is no database yet; {hint}")


def plain(words: str, most: int) -> str:
    """Words of somebody else on one line, so long at most, without what a terminal would obey."""
    flat = " ".join(words[: 4 * most].split())
    seen = "".join(one if one.isprintable() or one == "\N{ZERO WIDTH NON-JOINER}" else " " for one in flat)
    return seen if len(seen) <= most else seen[: most - 1].rstrip() + "…"


def duration(text: str) -> timedelta:
    """`30d`, `24h`. Raises a usage error for anything else."""
    from handlers.commands.parsing import length

    found = length(text)
    if found is None:
        raise typer.BadParameter(f"'{text}' is no length of time; write for example 24h or 30d")
    return found


class UsageError(RasidError):
    """Wrong usage or settings."""

    exit_code = 2
