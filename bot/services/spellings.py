"""Names that the news spells otherwise than the lists do: collected beside the work, and offered to administrators.

articles since the last look -> near misses -> sightings -> forms in enough different texts -> tried -> one offer each
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

import structlog

from bot.core.copies import own_texts
from bot.core.language import Texts
from bot.core.model import Destination, Language, Reading
from bot.core.proposing import Proposal
from bot.core.spellings import (
    A_DAY,
    KEEP,
    KEPT,
    LEAST,
    Gain,
    Sighting,
    by_worth,
    details,
    further,
    is_company,
    samples,
    sighting,
    written,
)
from bot.ports import Reader, Store, Unit, Window
from bot.services.proposing import DAYS, alone, offer, spelling
from bot.services.trying import newest, trial
from watchlists.advice.alias import of_alias
from watchlists.editing.edits import Edit, EditError, applied
from watchlists.learning.near import Finder, NearMiss, form_of
from watchlists.model import Alias, Watchlists

log = structlog.get_logger()

BATCH: Final = 300
"""Articles that are looked at in one look: it takes half a second of a core, and as long again every half minute while
older ones are caught up with."""
_MOST_OF_ONE = 20
# So many are weighed against each other before some are offered.
_WEIGHED: Final = 9
_FORGOTTEN_AT_ONCE = 500
_CURSOR: Final = "spellings.looked"
_DAY: Final = timedelta(days=1)
_COMPANY_ANEW: Final = timedelta(hours=1)
_COMPANY_AT_ONCE, _COMPANY_OF_ONE = 40, 20

_Company = frozenset[str]
_Judged = tuple[tuple[str, str, str], Gain]


@dataclass(slots=True)
class Spellings:
    """Looks at the articles that came in since the last look. `admins` gives the chats of those who decide."""

    store: Store
    reader: Callable[[], Reader]
    texts: Mapping[Language, Texts]
    admins: Callable[[Unit], Sequence[Destination]]
    _finder: Finder | None = None
    _company: dict[str, tuple[datetime, _Company]] = field(default_factory=dict)
    _judged: dict[tuple[str, str], int] = field(default_factory=dict)

    def look(self, now: datetime) -> int:
        """Collect, and offer what is worth it; returns how many notices were written."""
        self._collect(now)
        lists = self.reader().watchlists
        found = list(self._worth(lists, now))
        if not found:
            return 0
        with self.store.begin() as unit:
            return sum(offer(unit, one, self.admins, lists, self.texts, now) for one in found)

    def _collect(self, now: datetime) -> None:
        with self.store.begin(read_only=True) as unit:
            readings = unit.near_misses.unread(int(unit.state.get(_CURSOR) or 0), BATCH)
            fresh = [one for one in readings if one.article.published >= now - KEEP]
            self._meet(unit, {mention.entity for one in fresh for mention in one.findings.mentions}, now)
        if not readings:
            return
        seen = [sighting(near, one.article) for one in fresh for near in self._near(one)]
        with self.store.begin() as unit:
            unit.near_misses.add(seen, KEPT)
            unit.near_misses.forget(now - KEEP, _FORGOTTEN_AT_ONCE)
            unit.state.put(_CURSOR, str(readings[-1].article.id))

    def _near(self, reading: Reading) -> Sequence[NearMiss]:
        """What was stored with an article leads to it; what the lists in force find there by now is no near miss."""
        reader, document = self.reader(), reading.article.document
        if self._finder is None or self._finder.watchlists is not reader.watchlists:
            self._finder = Finder.of(reader.watchlists)
        held = [one for one in reading.findings.mentions if one.entity in reader.watchlists.entities]
        if not self._finder.find(document, held, self._company_of):
            return ()
        return self._finder.find(document, reader.match(document).mentions, self._company_of)[:_MOST_OF_ONE]

    def _company_of(self, key: str) -> Collection[str]:
        return self._company[key][1] if key in self._company else ()

    def _meet(self, unit: Unit, keys: Collection[str], now: datetime) -> None:
        """Learn of some entities whose company they are, unless that was learned a short while ago."""
        stale = (one for one in sorted(keys) if not self._is_known(one, now))
        for key in islice(stale, _COMPANY_AT_ONCE):
            self._company[key] = now, frozenset(self._company_in(unit, key, now))

    def _company_in(self, unit: Unit, key: str, now: datetime) -> Iterator[str]:
        return _company(unit, key, self.reader().watchlists, Window(now - timedelta(days=DAYS), now))

    def _is_known(self, key: str, now: datetime) -> bool:
        learned = self._company.get(key)
        return learned is not None and timedelta() <= now - learned[0] < _COMPANY_ANEW

    def _worth(self, lists: Watchlists, now: datetime) -> Iterator[Proposal]:
        """What is worth an offer, the best of it, as many as there may be today."""
        with self.store.begin(read_only=True) as unit:
            left = A_DAY - unit.proposals.made("alias", now - _DAY)
        found = islice(self._judgements(lists, now), _WEIGHED) if left > 0 else ()
        for (key, near, text), gain in sorted(found, key=lambda one: by_worth(one[1]))[: max(0, left)]:
            log.info("proposal", key=key, alias=near, change="alias", value=text)
            yield Proposal(0, "alias", key, near, text, gain=gain)

    def _judgements(self, lists: Watchlists, now: datetime) -> Iterator[_Judged]:
        """Each form is judged when it was seen once more; what could be offered, again as long as it is not."""
        with self.store.begin(read_only=True) as unit:
            ready = unit.near_misses.ready(LEAST, now - KEEP)
        self._judged = {(key, form): self._judged.get((key, form), 0) for key, form, _ in ready}
        for key, form, number in ready:
            if self._judged[key, form] == number:
                continue
            found = self._judge(key, form, lists, now)
            if found:
                yield found
            else:
                self._judged[key, form] = number

    def _judge(self, key: str, form: str, lists: Watchlists, now: datetime) -> _Judged | None:
        """A further alias, if it stood in enough texts, the lists take it, and it would be found there. What is stored
        is read first: no transaction is open while it is matched."""
        seen, readings = self._seen(key, form, now)
        if not seen:
            return None
        text, near = written(seen)
        known = spelling((key, near), lists)
        if known is None:
            return None
        new, texts = further(known, text), own_texts(_newest(readings))
        if len(texts) < LEAST or not _is_taken(key, new, lists) or not self._is_missing(key, new, texts):
            return None
        gain = self._gain(key, new, seen, texts, now)
        return ((key, near, text), gain) if gain.found else None

    def _seen(self, key: str, form: str, now: datetime) -> tuple[Sequence[Sighting], Sequence[Reading]]:
        """Where a form was seen, with the articles; nothing where it was proposed."""
        with self.store.begin(read_only=True) as unit:
            if any(form_of(one.value) == form for one in unit.proposals.spellings(key)):
                return (), ()
            seen = unit.near_misses.of(key, form, now - KEEP)
            return seen, unit.articles.some([one.article_id for one in seen])

    def _is_missing(self, key: str, new: Alias, texts: Sequence[Reading]) -> bool:
        """Whether the alias would be found in enough texts, and is not found there now."""
        documents = [one.article.document for one in texts]
        found = sum(map(bool, alone(new).hits_many(documents)))
        now = (one for held in self.reader().match_many(documents) for one in held.mentions if one.entity == key)
        return found >= LEAST and not any(form_of(one.text).endswith(form_of(new.text)) for one in now)

    def _gain(self, key: str, new: Alias, seen: Sequence[Sighting], texts: Sequence[Reading], now: datetime) -> Gain:
        lists = self.reader().watchlists
        with self.store.begin(read_only=True) as unit:
            readings = newest(unit, now)
        silent = [one for one in readings if not lists.family(key) & one.findings.keys()]
        found = trial(silent, [replace(new, source=None)])
        own = {one.article.id for one in texts}
        shown, beside = samples([one for one in seen if one.article_id in own])
        held = self.reader().resolve(new.text)[0]
        return Gain(
            len(texts),
            len({one.article.source for one in texts}),
            len(readings) - len(silent) + found.articles,
            found.found,
            DAYS,
            shown,
            beside,
            ordinary=any(said.concern in ("ordinary", "everywhere", "silent") for said in of_alias(key, None, new)),
            also=held.key if held and held.key != key else None,
        )


def _newest(readings: Sequence[Reading]) -> list[Reading]:
    """Of each article the newest edition."""
    newest_of = {one.article.identity: one for one in sorted(readings, key=lambda one: one.article.edition)}
    return list(newest_of.values())


def _is_taken(key: str, new: Alias, lists: Watchlists) -> bool:
    try:
        applied(lists, Edit("alias", key, details(new)))
    except EditError:
        return False
    return True


def _company(unit: Unit, key: str, lists: Watchlists, window: Window) -> Iterator[str]:
    """The entities that are named with this one again and again."""
    articles = unit.articles
    named = articles.named_with([key], window, _COMPANY_OF_ONE)
    own, every = (articles.number(keys, window) if named else 0 for keys in ([key], []))
    for other, shared in named:
        member = _kind(lists, key) == "organization" and _kind(lists, other) == "person"
        if is_company(shared, articles.number([other], window), own, every, member=member):
            yield other


def _kind(lists: Watchlists, key: str) -> str | None:
    return lists.entities[key].kind if key in lists.entities else None
