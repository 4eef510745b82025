"""Entities that are named unusually often are told of: counted every few minutes, for what somebody watches."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.core.errors import StoreError
from bot.core.hearers import Hearing, followed, hearers
from bot.core.language import Texts
from bot.core.message import Message
from bot.core.model import Destination, Language, NewDelivery, Story
from bot.core.render.trend import trend_message
from bot.core.trend_views import STORIES_SHOWN, TrendView
from bot.core.trends import DAY, LEAST, PAST, SPANS, Baseline, Trend, again, baselines, count, is_over, judge
from bot.ports import Reader, Store, Unit, Window
from watchlists.model import Watchlists

log = structlog.get_logger()

# The past is counted anew after this long; its windows move on so little meanwhile. Own choice.
_PAST_ANEW = timedelta(hours=1)
# Trends that may still be going on.
_LATELY = timedelta(days=7)

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
        """What is new of an entity: trends without an id, and those that are over by now."""
        family = self.reader().watchlists.family(key)
        reports = unit.trends.reports(family, Window(now - DAY, now), fresh=True)
        known, changed = list(told), list[Trend]()
        for span in SPANS:
            found = count(reports, now - span, now)
            ended = [replace(one, over=now) for one in _going_on(known, span) if is_over(found, one)]
            known = [next((new for new in ended if new.id == one.id), one) for one in known]
            changed += ended
            if found.mentions < LEAST:
                continue
            past = self._baselines(unit, key, family, now)[span]
            verdict = judge(found, past, span)
            verdict = again(found, span, known, now) if verdict.is_news else verdict
            if verdict.is_news:
                changed.append(Trend(0, key, span, now, verdict, found, past))
                known.append(changed[-1])
        return changed

    def _baselines(self, unit: Unit, key: str, family: frozenset[str], now: datetime) -> _Baselines:
        made, past = self._past.get(key, (None, None))
        if past is None or made is None or not timedelta(0) <= now - made < _PAST_ANEW:
            heard = unit.articles.heard(family)
            past = baselines(unit.trends.reports(family, Window(now - PAST, now)), heard[0] if heard else None, now)
            self._past[key] = (now, past)
        return past

    def _keep(self, found: Sequence[Trend], asked: Mapping[int, frozenset[str]], now: datetime) -> int:
        watchlists, written = self.reader().watchlists, 0
        with self.store.begin() as unit:
            chats, mutes = unit.chats.all(set(asked)), unit.chats.mutes(now)
            for one in found:
                if one.id:
                    unit.trends.change(one)
                    continue
                verdicts = hearers(one.key, chats, asked, mutes, watchlists, now)
                held = (Hearing.MUTED, Hearing.QUIET)
                untold = {chat: str(verdict) for chat, verdict in verdicts.items() if verdict in held}
                told = [chat for chat in chats if verdicts.get(chat.id, Hearing.QUIET) not in held]
                trend = unit.trends.add(replace(one, untold=untold))
                log.info("trend.found", trend=trend.id, entity=one.key, mentions=one.count.mentions, why=one.verdict)
                written += self._tell(unit, trend, [(chat, verdicts[chat.id]) for chat in told], watchlists, now)
        return written

    def _tell(
        self,
        unit: Unit,
        trend: Trend,
        chats: Sequence[tuple[Destination, Hearing]],
        watchlists: Watchlists,
        now: datetime,
    ) -> int:
        stories = unit.stories.some([story for story, _ in trend.count.stories[:STORIES_SHOWN]]) if chats else ()
        said: dict[tuple[Language, str], Message] = {}
        new = []
        for chat, hearing in chats:
            reads = chat.language, chat.timezone
            if reads not in said:
                said[reads] = self._message(trend, stories, watchlists, *reads)
            key, silent = f"trend:{trend.id}:{chat.id}", hearing == Hearing.SILENT
            new.append(NewDelivery(key, chat.id, "alert", said[reads], silent=silent))
        unit.outbox.add_all(new, now)
        return len(new)

    def _message(
        self, trend: Trend, stories: Sequence[Story], watchlists: Watchlists, language: Language, timezone: str
    ) -> Message:
        return trend_message(TrendView(trend, stories, watchlists, timezone), self.texts[language])


def _by_key(trends: Sequence[Trend]) -> dict[str, list[Trend]]:
    found: defaultdict[str, list[Trend]] = defaultdict(list)
    for one in trends:
        found[one.key].append(one)
    return found


def _going_on(known: Sequence[Trend], span: timedelta) -> list[Trend]:
    return [one for one in known if one.id and one.span == span and one.over is None]
