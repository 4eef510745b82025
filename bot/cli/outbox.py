"""`rasid outbox`: deliveries that failed."""

from typing import Annotated

import typer

from bot.cli import common
from bot.core.errors import RasidError

_LARGEST_ID = 2**63 - 1

app = typer.Typer(
    help="Deliveries that failed.", no_args_is_help=True, rich_markup_mode=None, epilog="Example: rasid outbox list"
)


@app.command("list", epilog="Example: rasid outbox list")
def list_failed() -> None:
    """Show the deliveries that were given up, newest first, with the reason."""
    with common.store(common.settings()).begin(read_only=True) as unit:
        failed = list(unit.outbox.failed())
        counts = unit.outbox.counts()
    for one in failed:
        address = one.destination.address
        created = one.created.strftime("%Y-%m-%d %H:%M UTC")
        print(f"{one.id}  {created}  {address.platform}:{address.chat}  {one.kind}  {one.error}")
    waiting = sum(amount for (_, state), amount in counts.items() if state == "pending")
    print(f"{len(failed)} failed, {waiting} waiting")


@app.command(epilog="Example: rasid outbox retry 12 13")
def retry(
    ids: Annotated[
        list[int] | None, typer.Argument(min=1, max=_LARGEST_ID, help="Which ones; none: every failed delivery.")
    ] = None,
) -> None:
    """Send failed deliveries again."""
    with common.store(common.settings()).begin() as unit:
        revived = unit.outbox.revive(ids or None, unit.now())
    print(f"{revived} will be sent again")
    missing = len(set(ids or ())) - revived
    if missing > 0:
        raise RasidError(
            f"{missing} of them are no failed deliveries, or their chats blocked the bot; see rasid outbox list"
        )
