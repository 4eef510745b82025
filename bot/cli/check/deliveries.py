"""What failed, what waits, which chats are gone, and when the bot gave its last sign of life."""

from collections.abc import Iterator

from bot.cli.check.finding import Finding, Kind, Look, some
from bot.core.health import AWAY, LATE
from bot.core.model import Delivery

FAILED = Kind(
    603, "warning", "deliveries failed", "rasid outbox list shows them all, rasid outbox retry sends them again"
)
WAITING = Kind(604, "warning", "a delivery waits for long", "is the bot running?")
GONE = Kind(605, "info", "chats blocked or removed the bot", "they come back when somebody there sends /start")
STOPPED = Kind(606, "warning", "the bot gave its last sign of life long ago", "start it with rasid run")
KINDS = (FAILED, WAITING, GONE, STOPPED)


def examine(look: Look) -> Iterator[Finding]:
    """The outbox, the chats and the heartbeat."""
    from bot.services.heartbeat import last_beat

    if not look.is_current:
        return
    with look.unit() as unit:
        failed, oldest, beat = list(unit.outbox.failed(1000)), unit.outbox.oldest(look.now), last_beat(unit)
        gone = [chat.address for chat in unit.chats.all() if chat.access == "gone"]
    if failed:
        yield FAILED.found(f"{len(failed)} deliveries failed: {some([_failure(one) for one in failed])}")
    if oldest and look.now - oldest > LATE:
        yield WAITING.found(f"a delivery waits since {oldest:%Y-%m-%d %H:%M} UTC")
    if gone:
        names = some([f"{one.platform}:{one.chat}" for one in gone])
        yield GONE.found(f"{len(gone)} chats blocked or removed the bot: {names}")
    if beat and look.now - beat > AWAY:
        yield STOPPED.found(f"the bot gave its last sign of life at {beat:%Y-%m-%d %H:%M} UTC")


def _failure(one: Delivery) -> str:
    address = one.destination.address
    return f"#{one.id} to {address.platform}:{address.chat} ({one.error})"
