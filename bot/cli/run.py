"""`rasid run`: the long-running bot."""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import common

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.core.processes import Role
    from bot.ports import Claim, Stream
    from bot.services.list_files import ListFiles
    from bot.storage.signals import SqlSignals
    from bot.storage.store import SqlStore
    from watchlists import Matcher
    from watchlists.files.footprint import Footprint
    from watchlists.outlets import Outlets


def run(
    role: Annotated[
        list[str] | None,
        typer.Option(
            "--role",
            help="What this process does: all, or some of ingest, match, alert, deliver, chat "
            "(several: a comma between, or the option again). Other than all needs PostgreSQL.",
            metavar="ROLE",
        ),
    ] = None,
) -> None:
    """Run the bot: every platform that has a token, the sources, the schedules and the HTTP server."""
    bear_hangup()
    asyncio.run(_run(common.settings(), roles_of(role or ["all"])))


def roles_of(named: Sequence[str]) -> Sequence["Role"]:
    """The roles that were asked for, each once, in the order of the work. Raises UsageError for any other name."""
    from bot.core.processes import ROLES

    asked = [one for given in named for one in given.replace(",", " ").split()]
    for one in asked:
        if one not in (*ROLES, "all"):
            raise common.UsageError(f"--role {one}: there is no such role; use all, {', '.join(ROLES)}")
    if not asked:
        raise common.UsageError(f"--role: which one? all, {', '.join(ROLES)}")
    return ROLES if "all" in asked else tuple(role for role in ROLES if role in asked)


async def _run(settings: "Settings", roles: Sequence["Role"]) -> None:
    from bot.core.processes import ROLES
    from bot.storage.duties import claimed

    if settings.embedded and roles != ROLES:
        raise common.UsageError(_EMBEDDED.format(roles=",".join(roles)))
    stop, hangup = stop_signal(), asyncio.Event()
    heed_hangup(hangup, stop)
    lists = _Lists.of(settings)
    store = common.store(settings)
    try:
        with claimed(settings.url) as claim:
            if settings.embedded and not claim.alone:
                raise common.UsageError(_TWICE.format(home=settings.home))
            await _work(settings, store, lists, stop, hangup, claim, roles)
    finally:
        store.close()


async def _work(
    settings: "Settings",
    store: "SqlStore",
    lists: "_Lists",
    stop: asyncio.Event,
    hangup: asyncio.Event,
    claim: "Claim",
    roles: Sequence["Role"],
) -> None:
    from bot import platforms
    from bot.app import App, Bells, Team
    from bot.clocks import SharedClock
    from bot.locales import load_texts
    from bot.metrics import Metrics
    from bot.parts import assemble, summarizer_of
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

    clock = SharedClock()
    team = Team(store, claim, roles, clock, settings.embedded)
    team.set_clock()
    bells = Bells(None if settings.embedded else _signals(settings))
    rules = AccessRules(settings.admin_labels | {ADMIN}, settings.access)
    web = WebChat(store, clock, words=tuple(registry.words()), tell=partial(bells.ring, "console"))
    bells.also("console", web.wake)
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
        clock=clock,
        shared=not settings.embedded,
    )
    if claim.alone:
        resume(store, adapters, clock())
    claim.share()
    largest = settings.max_article_kb * 1024
    folder = WatchedFolder(settings.watch_folder, largest, meter=metrics) if settings.watch_folder else None
    async with FeedPoller.open(allow_networks=settings.networks, largest=largest) as poller:
        opener = SubmittedOpener.of(poller.fetcher, adapters, largest)
        pollers = Pollers(poller, MailPoller(largest))
        reloading = Reloading(store, parts.lists, lists.files, lists.begun)
        given = (settings, parts, adapters, pollers, opener, metrics, team, bells, roles, web)
        await App(*given, folder, reloading, _stream(settings), hangup).run(stop)


def _signals(settings: "Settings") -> "SqlSignals":
    from bot.storage.signals import SqlSignals

    return SqlSignals(settings.url)


def _stream(settings: "Settings") -> "Stream | None":
    """What carries articles, where one is named."""
    if settings.nats_url is None:
        return None
    from bot.streams import JetStream

    return JetStream(settings.nats_url.get_secret_value())


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


_EMBEDDED = (
    "--role {roles}: one process does everything on the embedded database; "
    "for several set RASID_DATABASE_URL to PostgreSQL (docs/scale.md)"
)
_TWICE = (
    "another `rasid run` already works on the database in {home}; "
    "end it first, or give this one a RASID_HOME of its own"
)
