"""What an article or a story is compared by."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice, product
from typing import Any, Self, TypeVar

from bot.core import where
from bot.core.acts import aftermath, is_again
from bot.core.claims import is_own_claim
from bot.core.concepts import concepts
from bot.core.minhash import Sketch, sketch
from bot.core.model import Article
from bot.core.outlet_lines import bare_headline, bare_text, is_round_up
from bot.core.spots import spots
from bot.core.stems import content_words, numbered, rarest, weigh, weight
from bot.core.where import is_capital, is_country, is_place, is_province, place_id
from watchlists.model import Event, Findings, Mention, Watchlists
from watchlists.normalize import key, words

# A story is known by what its first articles say; of later ones it takes no more than this, so that a story of
# a hundred articles does not come to look like everything. Own choices, by tests/gold.
MOST_WORDS = 100
MOST_HEADLINES = 50
_FULL = {"words": MOST_WORDS, "headlines": MOST_HEADLINES, "texts": 50, "shingles": 300, "found": 100}
_FULL |= {"concepts": 20, "headed": 10, "figures": 15}
AGAIN = "again"
"""Stands in `again` of a report of a second deed: of an attack after another one."""
ROUND_UP = "round-up"
"""Stands in `after` of a report that only lists what happened."""
TELLING = 3
"""Fewer people than this are killed, injured or arrested in many a happening."""

# So much of a text, its beginning, tells of the happening; what follows retells older ones. Own choice: a report in the
# pyramid of the news has said everything by then.
LEAD = 900
# The headline and the first sentences say what happened, and which spot was hit. Own choice.
_OPENING = 350
# The headline and the first words say whether it is a second deed; further on they recall an older one. Own choice.
_FIRST = 80
# So much of it tells what a report speaks of. Own choice.
_SUBJECT = 450
# Greater numbers are seldom the same by chance; and what looks like a year is one.
_SMALL, _LARGEST = 12, 99_999
_YEARS = range(1990, 2036)
# So many of the rarest words, and so many pairs of facts, lead to a story. Own choices.
_RAREST, _PAIRS = 8, 6
# A word in more than about thirty of the counted news items is no mark.
_RARE = 5.8
# A word in fewer than about eight of the counted news items may be a name. Own choice.
_A_NAME = 7.1
_OUTLETS_OWN = re.compile(r"\d{1,2}:\d{2}|(?:تحديث|عاجل|update|breaking)\W{0,3}\d{1,3}(?!\d)", re.IGNORECASE)
# What happened that long before a report, and before one of the aftermath, is background. Own choices.
_AGO, _LONG_AGO = timedelta(days=1), timedelta(days=6)
# What is dated earlier tells nothing of the day of a happening: «حركة 23 مارس».
_MONTH = timedelta(days=30)
_CLAIM = "claim"
_DAY = len("2026-03-01")
_Span = TypeVar("_Span", Mention, Event)
_SPOKEN = frozenset({"claimed", "denied"})


@dataclass(frozen=True)
class Features:
    """What is compared, as plain words; `as_dict` is sorted, so equal features are equal text.

    `keys` are the entities and event types found, `parties` the entities that are no places, `events` the acts,
    `places` where they happened (no countries), `wider` what those lie in and what else is named, `words` the stems of
    the content words of the headline and the beginning, `found` those of the names and phrases found, `numbers` those
    of the headline that are no toll, `tolls` the figures (`killed:14`), `days` the dates of the acts, `headlines` what
    each outlet's headlines say, `spoken` the claims and denials, `spots` the kinds of spots (`mosque`), `quarters` the
    names of quarters and villages, `after` the kinds of aftermath (`funeral`), `again` whether it is a second deed,
    `concepts` what the headline and the first sentences speak of and `headed` what the headline alone does, `figures`
    the greater numbers of all that is read, `texts` digests of whole texts and `shingles` what they begin with (see
    minhash).
    `marks` are what an article leads to its story by, beside its keys: of a story they are in the store, one by one.
    """

    keys: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    wider: frozenset[str] = frozenset()
    tolls: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    headlines: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    spots: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    headed: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    shingles: frozenset[int] = frozenset()
    marks: frozenset[str] = frozenset()

    @cached_property
    def weight(self) -> float:
        """How much all its words tell together."""
        return weigh(self.words)

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of all its headlines."""
        return frozenset(word for line in self.headlines for word in line.partition("\t")[2].split())

    @cached_property
    def names(self) -> frozenset[str]:
        """Those of them that are rare and no part of what was found: names that no list knows."""
        return frozenset(word for word in self.said - self.found if weight(word) >= _A_NAME)

    @property
    def index(self) -> frozenset[str]:
        """The keys that a story with these features is found by."""
        return self.keys | self.events

    def merged(self, other: "Features") -> "Features":
        """The features of both as those of a story, without marks; what is full takes nothing of `other`."""
        joined = {name: getattr(self, name) | getattr(other, name) for name in _KEPT}
        full = {name: getattr(self, name) for name, most in _FULL.items() if len(getattr(self, name)) >= most}
        return Features(**(joined | full))

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON, without the marks; `from_dict` is its inverse."""
        return {name: sorted(getattr(self, name)) for name in _KEPT}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The features that `as_dict` was made from; what another version did not know is empty."""
        return cls(**{name: frozenset(data.get(name, ())) for name in _KEPT})


_KEPT = tuple(one.name for one in fields(Features) if one.name != "marks")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An open story as grouping sees it. `latest` is the newest publication of its articles, aware UTC; `marks` are
    those by which it was found."""

    story_id: int
    latest: datetime
    features: Features
    marks: frozenset[str] = frozenset()


def features_of(article: Article, findings: Findings, watchlists: Watchlists) -> Features:
    """What an article is compared by: what its headline and its beginning say."""
    text = bare_text(article.text)
    headline = bare_headline(article.title or article.text.strip().partition("\n")[0], article.source)
    opening = f"{headline}\n{text[:_OPENING]}"
    after = frozenset({ROUND_UP} if is_round_up(headline) else _after(headline, opening))
    read = sketch(text if text.strip() else headline)
    events = _told(findings, article.published, after=bool(after))
    since = (article.published - _MONTH).date().isoformat()
    leading = _leading(findings.mentions) or findings.mentions
    named = where.named(leading, watchlists)
    happened = frozenset(where.happened_in(events, watchlists)).union(where.titled(headline, leading, watchlists))
    lies_in = frozenset(place_id(one, watchlists) for event in events for one in event.places[1:])
    places = _places(happened, named)
    tolls = frozenset(_tolls(events))
    own = Features(
        keys=findings.keys(),
        events=frozenset(act for event in events for act in _acts(event)),
        places=places,
        words=frozenset(content_words(f"{headline if article.title else ''}\n{text[:LEAD]}")),
        found=frozenset(word for text in _found(findings) for word in content_words(text)),
        numbers=frozenset(_numbers(headline)) - _people(tolls),
        parties=frozenset(one.entity for one in leading if not is_place(one.entity, watchlists)),
        wider=named.union(happened, lies_in) - places,
        tolls=tolls,
        headlines=frozenset({_headline(article.source, headline)}),
        spoken=frozenset(event.event for event in events if _is_spoken(event)),
        days=frozenset(event.when for event in events if event.when and len(event.when) == _DAY and event.when > since),
        spots=frozenset(spots(opening)),
        quarters=frozenset(where.quarters(opening)),
        after=after,
        again=frozenset({AGAIN} if is_again(f"{headline}\n{text[:_FIRST]}") else ()),
        concepts=frozenset(concepts(f"{headline}\n{text[:_SUBJECT]}")),
        headed=frozenset(concepts(headline)),
        figures=frozenset(_figures(f"{headline}\n{text[:LEAD]}")),
        texts=frozenset({read.digest} if read.digest else ()),
        shingles=read.shingles,
    )
    return replace(own, marks=_marks(own, read))


def _after(headline: str, opening: str) -> Iterator[str]:
    """Of what kinds of aftermath a report tells. That a group claimed a deed stands in the first report of it, too."""
    yield from aftermath(headline)
    yield from (kind for kind in aftermath(opening) if kind != _CLAIM)


def outlet(source: str) -> str:
    """What the `headlines` of a source begin with."""
    return "".join(source.split("\t")) + "\t"


def _marks(own: Features, read: Sketch) -> frozenset[str]:
    """The bands of the text, or of a short one its digest, its rarest words, and where or to how many people what was
    done."""
    rare = rarest(own.words - own.found, _RAREST, _RARE)
    pairs = [*product(sorted(own.places), sorted(own.events)), *product(sorted(telling(own.tolls)), sorted(own.events))]
    return read.bands.union(
        (f"t:{digest}" for digest in own.texts if not read.bands),
        (f"w:{word}" for word in rare),
        (f"f:{one}/{act}" for one, act in islice(pairs, _PAIRS)),
    )


def _told(findings: Findings, published: datetime, *, after: bool) -> Sequence[Event]:
    """The events that a report is about: those of its opening, or of its beginning, and no older ones unless it tells
    of their aftermath; all where there are no others."""
    past = published - (_LONG_AGO if after else _AGO)
    now = [event for event in findings.events if not _is_before(event, past)]
    opening = (_leading(now, most) for most in (_OPENING, LEAD))
    return next(filter(None, opening), findings.events)


def _leading(spans: Iterable[_Span], most: int = LEAD) -> list[_Span]:
    """Those of the headline and of so many letters of the text."""
    return [one for one in spans if one.field == "title" or one.start < most]


def _is_before(event: Event, past: datetime) -> bool:
    """Whether it is said to have happened before that day: background."""
    return bool(event.when and event.when < past.date().isoformat()[: len(event.when)])


def _found(findings: Findings) -> Iterator[str]:
    """The words of what was found: every report of the kind has them."""
    yield from (mention.text for mention in findings.mentions)
    for event in findings.events:
        yield from (event.text, *(place.text for place in event.places))


def _acts(event: Event) -> Iterator[str]:
    """The act, and what a plot, a claim or a denial speaks of; who claims or denies does not act again."""
    if not _is_spoken(event):
        yield event.event
    if event.about:
        yield event.about


def _is_spoken(event: Event) -> bool:
    """Whether it is words about an act; a group's own medium tells of the act itself."""
    return event.status in _SPOKEN and not is_own_claim(event)


def _places(*found: frozenset[str]) -> frozenset[str]:
    """Where it happened, else the only place that is named; but no countries, and no provinces beside a town."""
    happened, named = found
    chosen = happened or (named if len(named) == 1 else frozenset())
    inside = frozenset(one for one in chosen if not is_country(one))
    provinces = frozenset(filter(is_province, inside))
    return inside - provinces if any(not is_capital(one) for one in inside - provinces) else inside


def _tolls(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        figures = {"killed": event.killed, "injured": event.injured, "arrested": event.arrested, "count": event.count}
        yield from (f"{of}:{number}" for of, number in figures.items() if number is not None)


def _people(tolls: Iterable[str]) -> frozenset[str]:
    """The numbers of a toll that count people; how often something happened may be part of a headline's name."""
    return frozenset(number for of, _, number in (toll.partition(":") for toll in tolls) if of != "count")


def _headline(source: str, headline: str) -> str:
    """An outlet and what its headline says: `source<TAB>word word`."""
    said = {*content_words(headline), *_numbers(headline)}
    return outlet(source) + " ".join(sorted(said))


def _numbers(text: str) -> Iterator[str]:
    """Without the time of day, and without the count of flashes and updates: these are an outlet's, not the news's."""
    return (word for word in map(key, words(_OUTLETS_OWN.sub(" ", text))) if numbered(word))


def _figures(text: str) -> Iterator[str]:
    for word in map(key, words(text)):
        number = int(word) if word.isdecimal() and len(word) <= len(str(_LARGEST)) else 0
        if number > _SMALL and number not in _YEARS:
            yield str(number)


def telling(tolls: frozenset[str]) -> frozenset[str]:
    """Tolls that are no coincidence: many a happening has one or two dead, or some injured or arrested."""
    parted = ((toll, *toll.partition(":")[::2]) for toll in tolls)
    return frozenset(toll for toll, of, number in parted if int(number) >= (TELLING if of == "killed" else TELLING + 1))
