"""Entities that are named unusually often are told of: counted every few minutes, for what somebody watches."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.core.errors import StoreError
from bot.core.hearers import Hearing, followed, hearers
from bot.core.language import Texts, spoken
from bot.core.message import Message
from bot.core.model import Destination, Language, Mute, NewDelivery, Story
from bot.core.render.trend import trend_message
from bot.core.tracing import of_trend
from bot.core.trend_views import STORIES_SHOWN, TrendView
from bot.core.trends import DAY, LEAST, PAST, SPANS, Baseline, Count, Trend, again, baselines, count, is_over, judge
from bot.ports import Reader, Store, Unit, Window
from watchlists.model import Watchlists

log = structlog.get_logger()

# The past is counted anew after this long; its windows move on so little meanwhile. Own choice.
_PAST_ANEW = timedelta(hours=1)
# Trends that may still be going on.
_LATELY = timedelta(days=7)

_UNTOLD = (Hearing.MUTED, Hearing.QUIET)

_Baselines = Mapping[timedelta, Baseline]


@dataclass(slots=True)
class Trends:
    """Looks for unusual numbers of mentions and writes who is told of them."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    _past: dict[str, tuple[datetime, _Baselines]] = field(default_factory=dict)

    def look(self, now: datetime) -> int:
        """One look at every entity that a chat follows; returns how many messages were written."""
        watchlists = self.reader().watchlists
        with self.store.begin(read_only=True) as unit:
            asked = followed(unit.chats.subscriptions(), watchlists)
            keys = sorted(frozenset().union(*asked.values()))
            told = _by_key(unit.trends.since(now - _LATELY, keys))
            found = [one for key in keys for one in self._safely(unit, key, told.get(key, []), now)]
        self._past = {key: past for key, past in self._past.items() if key in keys}
        return self._keep(found, asked, now) if found else 0

    def _safely(self, unit: Unit, key: str, told: Sequence[Trend], now: datetime) -> list[Trend]:
        """One entity that cannot be counted stops no other."""
        try:
            return self._found(unit, key, told, now)
        except StoreError:
            raise
        except Exception:
            log.exception("trend.crashed", entity=key)
            return []

    def _found(self, unit: Unit, key: str, told: Sequence[Trend], now: datetime) -> list[Trend]:
        """What is new of an entity: those told that are over by now, and trends without an id."""
        family = self.reader().watchlists.family(key)
        reports = unit.trends.reports(family, Window(now - DAY, now), fresh=True)
        found = {span: count(reports, now - span, now) for span in SPANS}
        known = [replace(one, over=now) if _ends(one, found) else one for one in told]
        ended = [one for one in known if one.over == now]
        if all(one.mentions < LEAST for one in found.values()):
            return ended  # most entities at most times: their past need not be read
        return [*ended, *_news(key, found, self._baselines(unit, key, family, now), known, now)]

    def _baselines(self, unit: Unit, key: str, family: frozenset[str], now: datetime) -> _Baselines:
        made, past = self._past.get(key, (None, None))
        if past is None or made is None or not timedelta(0) <= now - made < _PAST_ANEW:
            heard = unit.articles.heard(family)
            past = baselines(unit.trends.reports(family, Window(now - PAST, now)), heard[0] if heard else None, now)
            self._past[key] = (now, past)
        return past

    def _keep(self, found: Sequence[Trend], asked: Mapping[int, frozenset[str]], now: datetime) -> int:
        with self.store.begin() as unit:
            for one in found:
                if one.id:
                    unit.trends.change(one)
            new = [one for one in found if not one.id]
            chats, mutes = unit.chats.all(set(asked)) if new else (), unit.chats.mutes(now) if new else ()
            return sum(self._raise(unit, one, chats, asked, mutes, now) for one in new)

    def _raise(
        self,
        unit: Unit,
        new: Trend,
        chats: Sequence[Destination],
        asked: Mapping[int, frozenset[str]],
        mutes: Sequence[Mute],
        now: datetime,
    ) -> int:
        """Store one and tell it; how many messages were written."""
        watchlists = self.reader().watchlists
        verdicts = hearers(new.key, chats, asked, mutes, watchlists, now)
        untold = {chat: verdict.value for chat, verdict in verdicts.items() if verdict in _UNTOLD}
        trend = unit.trends.add(replace(new, untold=untold))
        about = {"entity": new.key, "mentions": new.count.mentions, "why": new.verdict.value}
        log.info("trend.found", trace=of_trend(trend.id), trend=trend.id, **about)
        told = [(chat, verdicts[chat.id]) for chat in chats if chat.id in verdicts and chat.id not in untold]
        return self._tell(unit, trend, told, watchlists, now)

    def _tell(
        self,
        unit: Unit,
        trend: Trend,
        chats: Sequence[tuple[Destination, Hearing]],
        watchlists: Watchlists,
        now: datetime,
    ) -> int:
        stories = unit.stories.some([story for story, _ in trend.count.stories[:STORIES_SHOWN]]) if chats else ()
        said: dict[tuple[Texts, str], Message] = {}
        new = []
        for chat, hearing in chats:
            reads = spoken(self.texts, chat), chat.timezone
            if reads not in said:
                said[reads] = self._message(trend, stories, watchlists, *reads)
            key, silent = f"trend:{trend.id}:{chat.id}", hearing == Hearing.SILENT
            new.append(NewDelivery(key, chat.id, "alert", said[reads], silent=silent, trace=of_trend(trend.id)))
        unit.outbox.add_all(new, now)
        return len(new)

    def _message(
        self, trend: Trend, stories: Sequence[Story], watchlists: Watchlists, texts: Texts, timezone: str
    ) -> Message:
        return trend_message(TrendView(trend, stories, watchlists, timezone), texts)


def _by_key(trends: Sequence[Trend]) -> dict[str, list[Trend]]:
    found: defaultdict[str, list[Trend]] = defaultdict(list)
    for one in trends:
        found[one.key].append(one)
    return found


def _ends(one: Trend, found: Mapping[timedelta, Count]) -> bool:
    return one.over is None and one.span in found and is_over(found[one.span], one)


def _news(
    key: str, found: Mapping[timedelta, Count], past: _Baselines, known: Sequence[Trend], now: datetime
) -> list[Trend]:
    new: list[Trend] = []
    for span, counted in found.items():
        verdict = judge(counted, past[span], span)
        if verdict.is_news:
            verdict = again(counted, span, [*known, *new], now)
        if verdict.is_news:
            new.append(Trend(0, key, span, now, verdict, counted, past[span]))
    return new
