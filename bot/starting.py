"""What begins a bot: what the last one left in flight, how somebody becomes its administrator, what to do next.

Also what only another beginning changes: settings that are not those it runs with.
"""

import secrets
import sys
from collections.abc import Sequence
from datetime import datetime

import structlog

from bot.config import Settings
from bot.core.errors import RasidError
from bot.platforms import Adapter
from bot.ports import Store
from handlers.commands.access import CODE_STATE, code_digest

log = structlog.get_logger()


def resume(store: Store, adapters: Sequence[Adapter], now: datetime) -> None:
    """Send again what a killed bot left in flight, without waiting for its leases, and try a token that was refused:
    it may have been mended meanwhile. Only for the only bot on a store."""
    left = 0
    with store.begin() as unit:
        unit.hunts.release()
        for adapter in adapters:
            left += unit.outbox.release(adapter.platform, now)
            unit.outbox.go_on(adapter.platform)
            unit.outbox.hold_all(adapter.platform, now + adapter.limits.pause)  # something may just have arrived
    if left:
        log.warning("deliveries.in_doubt", number=left, hint="the bot ended while sending; marked as possible repeats")


def welcome(store: Store, settings: Settings, console: str | None, *, first: bool = True) -> None:
    """Tell the operator how to become an administrator where nobody is, and what to do next where the bot speaks on no
    platform yet: then `console` is the address of the console, else None. Where others were there before it is not the
    `first`, and a code that one of them told stays the one that counts."""
    if code := _invitation(store, settings, first=first):
        _print_invitation(code)
    if console is not None:
        _tell_next_step(console, plain=settings.log_format == "console")


def tell_differing(running: Settings) -> None:
    """Which settings are not those that the bot runs with; never their values."""
    try:
        names = running.differing(Settings.load())
    except RasidError as error:
        log.error("settings.wrong", problem=str(error), hint="the bot goes on with those it has")
        return
    if names:
        hint = "settings are read at the start: restart rasid run"
        log.warning("settings.need_restart", names=", ".join(names), hint=hint)


def _invitation(store: Store, settings: Settings, *, first: bool) -> str | None:
    """The one-time code that makes its first sender an admin; None when somebody administers already.

    A code that nobody used is replaced at the next start, since only its digest is kept.
    """
    with store.begin() as unit:
        if settings.admin_labels or any(role == "admin" for _, role in unit.people.all()):
            return None
        if not first and unit.state.get(CODE_STATE):
            return None
        code = secrets.token_hex(4).upper()
        unit.state.put(CODE_STATE, code_digest(code))
    return code


def _print_invitation(code: str) -> None:
    """Tell the operator how to become an admin.

    Plain on stderr whatever the log's form: it is for whoever started the bot, and a log is kept and sent elsewhere,
    where a code that makes its reader an admin has no place.
    """
    sys.stderr.write(f"Nobody administers this bot yet. The first person who sends it  /start {code}  will.\n")


def _tell_next_step(console: str, *, plain: bool) -> None:
    """What somebody does whose bot speaks on no platform yet; for people on stderr, else as a line of the log."""
    if not plain:
        log.warning("rasid.no_platform", console=console, hint=f"{_NO_PLATFORM} {_TOKENS}")
        return
    sys.stderr.write(f"{_NO_PLATFORM}\n  See it at {console} or with `rasid chat`.\n  For chats: {_TOKENS}\n")


_NO_PLATFORM = "No platform has a token yet, so alerts reach nobody outside."
_TOKENS = (
    "set RASID_TELEGRAM_TOKEN (from @BotFather), or RASID_SLACK_BOT_TOKEN and RASID_SLACK_APP_TOKEN or "
    "RASID_SLACK_SIGNING_SECRET, for example in a file .env here, and start it again (see the README)."
)
