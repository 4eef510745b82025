"""`rasid run`: the long-running bot."""

import asyncio
import os
import signal
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.cli import common

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.services.list_files import ListFiles
    from bot.storage.store import SqlStore
    from watchlists import Matcher
    from watchlists.files.footprint import Footprint
    from watchlists.outlets import Outlets


def run() -> None:
    """Run the bot: every platform that has a token, the sources, the schedules and the HTTP server."""
    bear_hangup()
    asyncio.run(_run(common.settings()))


async def _run(settings: "Settings") -> None:
    from bot.storage.sole import sole

    stop, hangup = stop_signal(), asyncio.Event()
    heed_hangup(hangup, stop)
    lists = _Lists.of(settings)
    store = common.store(settings)
    try:
        with sole(settings.url) as alone:
            if settings.embedded and not alone:
                raise common.UsageError(_TWICE.format(home=settings.home))
            await _work(settings, store, lists, stop, hangup, alone=alone)
    finally:
        store.close()


async def _work(
    settings: "Settings",
    store: "SqlStore",
    lists: "_Lists",
    stop: asyncio.Event,
    hangup: asyncio.Event,
    *,
    alone: bool,
) -> None:
    from bot import platforms
    from bot.app import App
    from bot.locales import load_texts
    from bot.metrics import Metrics
    from bot.parts import assemble, summarizer_of, utc_now
    from bot.services.reloading import Reloading
    from bot.sources.folder import WatchedFolder
    from bot.sources.mail import MailPoller
    from bot.sources.pollers import Pollers
    from bot.sources.rss import FeedPoller
    from bot.sources.submitted import SubmittedOpener
    from bot.starting import resume
    from handlers.commands import registry
    from handlers.commands.access import AccessRules
    from handlers.web import ADMIN, WebChat

    rules = AccessRules(settings.admin_labels | {ADMIN}, settings.access)
    web = WebChat(store, utc_now, words=tuple(registry.words()))
    adapters = [*platforms.build(settings, load_texts()), web]
    spoken = [adapter.platform for adapter in adapters]
    metrics = Metrics(spoken)
    parts = assemble(
        store,
        lists.matcher,
        rules,
        settings.language,
        settings.timezone,
        partial(summarizer_of, settings),
        spoken,
        outlets=lists.outlets,
        networks=settings.networks,
        open_store=store.anew,
        meter=metrics,
    )
    if alone:
        resume(store, adapters)
    largest = settings.max_article_kb * 1024
    folder = WatchedFolder(settings.watch_folder, largest, meter=metrics) if settings.watch_folder else None
    async with FeedPoller.open(allow_networks=settings.networks, largest=largest) as poller:
        opener = SubmittedOpener.of(poller.fetcher, adapters, largest)
        pollers = Pollers(poller, MailPoller(largest))
        reloading = Reloading(store, parts.lists, lists.files, lists.begun)
        await App(settings, parts, adapters, pollers, opener, metrics, folder, web, reloading, hangup).run(stop)


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the bot starts with, the files that it is from, and what these looked like before they were read."""

    matcher: "Matcher"
    outlets: "Outlets"
    files: "ListFiles"
    begun: "Footprint"

    @classmethod
    def of(cls, settings: "Settings") -> "_Lists":
        files = common.list_files(settings)
        begun = files.look()
        return cls(common.matcher((), settings), common.outlets(settings), files, begun)


def stop_signal() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def bear_hangup() -> None:
    """Until `heed_hangup`, SIGHUP ends only what was started on a terminal. A service that is told to reload while it
    starts would die of it, and its files are yet to be read anyway."""
    if hasattr(signal, "SIGHUP") and not sys.stderr.isatty():
        signal.signal(signal.SIGHUP, signal.SIG_IGN)


def heed_hangup(hangup: asyncio.Event, stop: asyncio.Event) -> None:
    """Have SIGHUP set `hangup`, where there is such a signal. It also comes when the terminal of a bot is closed: that
    sets `stop`, as everything that is started there ends with it."""
    number = getattr(signal, "SIGHUP", None)
    if number is None:
        return
    on_terminal = sys.stderr.isatty()

    def heard() -> None:
        gone = on_terminal and not os.isatty(sys.stderr.fileno())
        (stop if gone else hangup).set()

    asyncio.get_running_loop().add_signal_handler(number, heard)


_TWICE = (
    "another `rasid run` already works on the database in {home}; "
    "end it first, or give this one a RASID_HOME of its own"
)
