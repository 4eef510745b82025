"""`rasid run`: the long-running bot."""

import asyncio
import signal
from typing import TYPE_CHECKING

from bot.cli import common

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.storage.store import SqlStore
    from watchlists import Matcher
    from watchlists.outlets import Outlets


def run() -> None:
    """Run the bot: every platform that has a token, the sources, the schedules and the HTTP server."""
    asyncio.run(_run(common.settings()))


async def _run(settings: "Settings") -> None:
    from bot.storage.sole import sole

    stop = stop_signal()
    matcher, outlets = common.matcher((), settings), common.outlets(settings)
    store = common.store(settings)
    try:
        with sole(settings.url) as alone:
            if settings.embedded and not alone:
                raise common.UsageError(_TWICE.format(home=settings.home))
            await _work(settings, store, matcher, outlets, stop, alone=alone)
    finally:
        store.close()


async def _work(
    settings: "Settings",
    store: "SqlStore",
    matcher: "Matcher",
    outlets: "Outlets",
    stop: asyncio.Event,
    *,
    alone: bool,
) -> None:
    import structlog

    from bot import platforms
    from bot.app import App, resume
    from bot.locales import load_texts
    from bot.metrics import Metrics
    from bot.parts import assemble, summarizer_of, utc_now
    from bot.sources.folder import WatchedFolder
    from bot.sources.mail import MailPoller
    from bot.sources.pollers import Pollers
    from bot.sources.rss import FeedPoller
    from bot.sources.submitted import SubmittedOpener
    from handlers.commands import registry
    from handlers.commands.access import AccessRules
    from handlers.web import ADMIN, WebChat

    rules = AccessRules(settings.admin_labels | {ADMIN}, settings.access)
    alerts_by = summarizer_of(settings, matcher)
    web = WebChat(store, utc_now, words=tuple(registry.words()))
    adapters = [*platforms.build(settings, load_texts()), web]
    spoken = [adapter.platform for adapter in adapters]
    metrics = Metrics(spoken)
    parts = assemble(
        store,
        matcher,
        rules,
        settings.language,
        settings.timezone,
        alerts_by,
        spoken,
        outlets=outlets,
        networks=settings.networks,
        open_store=store.anew,
        meter=metrics,
    )
    if alone:
        resume(store, adapters)
    if adapters == [web]:
        structlog.get_logger().warning("rasid.no_platform", hint=_NO_PLATFORM)
    largest = settings.max_article_kb * 1024
    folder = WatchedFolder(settings.watch_folder, largest, meter=metrics) if settings.watch_folder else None
    async with FeedPoller.open(allow_networks=settings.networks, largest=largest) as poller:
        opener = SubmittedOpener.of(poller.fetcher, adapters, largest)
        pollers = Pollers(poller, MailPoller(largest))
        await App(settings, parts, adapters, pollers, opener, metrics, folder, web).run(stop)


def stop_signal() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


_NO_PLATFORM = (
    "No platform has a token, so alerts reach nobody but the web console and `rasid chat`. "
    "Set RASID_TELEGRAM_TOKEN, or RASID_SLACK_BOT_TOKEN and RASID_SLACK_APP_TOKEN or RASID_SLACK_SIGNING_SECRET "
    "(see the README)."
)
_TWICE = (
    "another `rasid run` already works on the database in {home}; "
    "end it first, or give this one a RASID_HOME of its own"
)
