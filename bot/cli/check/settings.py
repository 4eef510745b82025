"""Settings that cannot be used, and that are misspelt."""

import difflib
import os
from collections.abc import Iterator

from bot.cli.check.finding import Finding, Kind, Look

WRONG = Kind(100, "error", "a setting cannot be used", "mend the setting; the README lists them all")
MISSPELT = Kind(103, "warning", "a name that begins with RASID_ is no setting", "unset it")
ZONE = Kind(
    105,
    "info",
    "new chats tell times in UTC",
    "set RASID_TIMEZONE, for example to Asia/Baghdad, or /settings in a chat",
)
KINDS = (WRONG, MISSPELT, ZONE)


def examine(look: Look) -> Iterator[Finding]:
    """Settings that are set and do nothing, as they are misspelt; and the time zone."""
    known = {f"RASID_{name.upper()}" for name in type(look.settings).model_fields}
    for name in sorted(_set_names()):
        plain = name.removesuffix("_FILE")
        if plain not in known:
            close = difflib.get_close_matches(plain, known, n=1)
            yield MISSPELT.found(f"{name} is no setting", f"did you mean {close[0]}?" if close else None)
    if look.settings.timezone == "UTC":
        yield ZONE.found("RASID_TIMEZONE is UTC: new chats are told times in UTC")


def _set_names() -> set[str]:
    """The names that begin with RASID_ in the environment and in `.env`."""
    from dotenv import dotenv_values

    given = {**dotenv_values(".env"), **os.environ}
    return {name.upper() for name, value in given.items() if name.upper().startswith("RASID_") and value}
