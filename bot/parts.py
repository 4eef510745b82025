"""The services of one bot, built once and shared by `run`, `chat` and `demo`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.charts.drawing import Artist
from bot.clocks import utc_now
from bot.core.language import Texts
from bot.core.model import Language
from bot.core.preferences import SummaryLength
from bot.locales import load_texts
from bot.ports import SILENT, Front, Meter, Reader, Store, Summarizer
from bot.scheduling import next_time
from bot.services.alerting import ALONE, TOGETHER, Alerting
from bot.services.answering import Answering
from bot.services.digest import Digests
from bot.services.heartbeat import Admins, Heartbeat
from bot.services.hunting import Hunting
from bot.services.ingest import Ingest
from bot.services.lists import Lists
from bot.services.making import Making
from bot.services.proposing import Proposing
from bot.services.spellings import Spellings
from bot.services.trends import Trends
from bot.services.waking import Waking
from bot.sources.networks import may_add as may_name_url
from bot.sources.networks import parse_networks
from bot.summarizers.extractive import Extractive, longer
from bot.summarizers.severities import SeveritiesInForce
from handlers.commands.access import AccessRules
from handlers.commands.dispatch import Dispatcher
from handlers.commands.front import FrontDesk
from watchlists.outlets import NO_OUTLETS, Outlets

# Characters of short and of long summaries. Own choices; the usual ones are as long as the contract says.
SHORT, LONG = 200, 900

if TYPE_CHECKING:
    from bot.config import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that works on the store. `summarizer` answers at once, also for many articles: it quotes."""

    store: Store
    lists: Lists
    texts: Mapping[Language, Texts]
    summarizer: Summarizer
    ingest: Ingest
    alerting: Alerting
    digests: Digests
    waking: Waking
    answering: Answering
    heartbeat: Heartbeat
    trends: Trends
    making: Making
    front: Front
    proposing: Proposing
    hunting: Hunting
    spellings: Spellings
    clock: Callable[[], datetime] = utc_now

    @property
    def reader(self) -> Callable[[], Reader]:
        """Gives the matcher in force."""
        return self.lists


def summarizer_of(settings: "Settings", reader: Callable[[], Reader]) -> Summarizer:
    """What the settings want alerts to be summarised by, as the lists in force say."""
    quoting = Extractive(SeveritiesInForce(reader))
    url, model = settings.llm_url, settings.llm_model
    if settings.summarizer != "llm" or url is None or model is None:  # with llm the settings hold both
        return quoting
    from bot.summarizers.chat_model import ChatModel
    from bot.summarizers.llm import LlmSummarizer

    key = settings.llm_key.get_secret_value() if settings.llm_key else None
    return LlmSummarizer(ChatModel(url, model, key), quoting, lambda document: reader().match(document))


def lengths(quoting: Extractive) -> Mapping[SummaryLength, Summarizer]:
    """What quotes as much as chats may want instead of the usual: one sentence, or up to six."""
    return {
        "short": replace(quoting, count=1, longest=SHORT),
        "long": replace(quoting, count=6, longest=LONG, enough=6),
    }


def assemble(
    store: Store,
    matcher: Reader,
    rules: AccessRules,
    language: Language,
    timezone: str,
    alerts_by: Callable[[Callable[[], Reader]], Summarizer] | None = None,
    platforms: Sequence[str] = (),
    outlets: Outlets = NO_OUTLETS,
    networks: Sequence[str] = (),
    open_store: Callable[[], Store] | None = None,
    meter: Meter = SILENT,
    clock: Callable[[], datetime] = utc_now,
    shared: bool = False,
) -> Parts:
    """The services over a store and a matcher; language and time zone are those of a new chat.

    Alerts are summarised by what `alerts_by` makes of the matcher in force, else quoted like everything. `platforms`
    are those that admins can be told on, `outlets` the publishers that are known, `networks` those of
    RASID_ALLOW_NETWORKS. `open_store` opens the same store in another process: without it nothing is done in others.
    `meter` counts what is done. `clock` is what time it is; `shared` says that other processes do the same work on the
    same database.
    """

    reader = Lists(store, matcher, known=outlets)
    reader.begin()
    allowed = parse_networks(networks)

    def may_add(url: str) -> bool:
        return may_name_url(url, allowed)

    texts, summarizer = load_texts(), Extractive(SeveritiesInForce(reader))
    speaker = alerts_by(reader) if alerts_by else summarizer
    admins = Admins(rules.admins, platforms, language, timezone)
    dispatcher = Dispatcher(
        reader,
        texts,
        rules,
        next_time,
        language,
        timezone,
        reader.outlets,
        may_add,
        admins.chats,
        longer(summarizer),
        reader.of_files,
    )
    together = TOGETHER if isinstance(speaker, Extractive) else ALONE
    return Parts(
        store,
        reader,
        texts,
        summarizer,
        Ingest(store, reader, reader.outlets, meter=meter),
        Alerting(store, reader, speaker, texts, together, reader.outlets, lengths(summarizer), meter, shared),
        Digests(store, reader, texts, next_time),
        Waking(store, reader, texts),
        Answering(store, dispatcher.answer, dispatcher.apologise, dispatcher.overhear),
        Heartbeat(store, reader, texts, admins),
        Trends(store, reader, texts),
        Making(store, reader, texts, summarizer, Artist()),
        FrontDesk(store, reader, texts, rules, clock, language, timezone, reader.outlets),
        Proposing(store, reader, texts, admins.chats),
        Hunting(store, reader, texts, clock, open_store, reader.outlets),
        Spellings(store, reader, texts, admins.chats),
        clock,
    )
