"""`rasid run`: the long-running bot."""

import asyncio
import signal
import sys
from typing import TYPE_CHECKING

from bot.cli import common

if TYPE_CHECKING:
    from bot.config import Settings


def run() -> None:
    """Run the bot: every platform that has a token, the sources, the schedules and the HTTP server."""
    asyncio.run(_run(common.settings()))


async def _run(settings: "Settings") -> None:
    from bot import platforms
    from bot.app import App, invitation, print_invitation
    from bot.parts import assemble
    from bot.sources.folder import WatchedFolder
    from bot.sources.rss import FeedPoller
    from handlers.commands.access import AccessRules

    matcher = common.matcher((), settings)
    store = common.store(settings)
    rules = AccessRules(settings.admin_labels, settings.access)
    parts = assemble(store, matcher, rules, settings.language, settings.timezone)
    adapters = platforms.build(settings, parts.texts)
    if code := invitation(store, settings):
        print_invitation(code)
    if not adapters:
        print(_NO_PLATFORM, file=sys.stderr)
    largest = settings.max_article_kb * 1024
    folder = WatchedFolder(settings.watch_folder, largest=largest) if settings.watch_folder else None
    async with FeedPoller.open(allow_networks=settings.networks, largest=largest) as poller:
        try:
            await App(settings, parts, adapters, poller, folder).run(stop_signal())
        finally:
            store.close()


def stop_signal() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


_NO_PLATFORM = (
    "No platform has a token, so alerts reach nobody but `rasid chat`. "
    "Set RASID_TELEGRAM_TOKEN, or RASID_SLACK_BOT_TOKEN and RASID_SLACK_APP_TOKEN (see the README)."
)
