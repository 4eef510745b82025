"""What an article is compared by is read off its headline and its beginning."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.core import where
from bot.core.acts import aftermath, is_again
from bot.core.claims import is_own_claim
from bot.core.concepts import concepts
from bot.core.features.compared import AGAIN, ROUND_UP, Features, outlet
from bot.core.features.marks import marks_of
from bot.core.features.numbers import figures_in, numbers_in, of_people, tolls_of
from bot.core.minhash import sketch
from bot.core.model import Article
from bot.core.outlet_lines import bare_headline, bare_text, is_round_up
from bot.core.spots import spots
from bot.core.stems import content_words
from bot.core.where import is_capital, is_country, is_place, is_province, place_id
from watchlists.model import Event, Findings, Mention, Watchlists

# So much of a text, its beginning, tells of the happening; what follows retells older ones. Own choice: a report in the
# pyramid of the news has said everything by then.
LEAD = 900
# The headline and the first sentences say what happened, and which spot was hit. Own choice.
_OPENING = 350
# The headline and the first words say whether it is a second deed; further on they recall an older one. Own choice.
_FIRST = 80
# So much of it tells what a report speaks of. Own choice.
_SUBJECT = 450
# What happened that long before a report, and before one of the aftermath, is background. Own choices.
_AGO, _LONG_AGO = timedelta(days=1), timedelta(days=6)
# What is dated earlier tells nothing of the day of a happening: «حركة 23 مارس».
_MONTH = timedelta(days=30)
_CLAIM = "claim"
_DAY = len("2026-03-01")
_Span = TypeVar("_Span", Mention, Event)
_SPOKEN = frozenset({"claimed", "denied"})


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
    tolls = frozenset(tolls_of(events))
    own = Features(
        keys=findings.keys(),
        events=frozenset(act for event in events for act in _acts(event)),
        places=places,
        words=frozenset(content_words(f"{headline if article.title else ''}\n{text[:LEAD]}")),
        found=frozenset(word for text in _found(findings) for word in content_words(text)),
        numbers=frozenset(numbers_in(headline)) - of_people(tolls),
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
        figures=frozenset(figures_in(f"{headline}\n{text[:LEAD]}")),
        texts=frozenset({read.digest} if read.digest else ()),
        shingles=read.shingles,
    )
    return replace(own, marks=marks_of(own, read))


def _after(headline: str, opening: str) -> Iterator[str]:
    """Of what kinds of aftermath a report tells. That a group claimed a deed stands in the first report of it, too."""
    yield from aftermath(headline)
    yield from (kind for kind in aftermath(opening) if kind != _CLAIM)


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


def _headline(source: str, headline: str) -> str:
    """An outlet and what its headline says: `source<TAB>word word`."""
    said = {*content_words(headline), *numbers_in(headline)}
    return outlet(source) + " ".join(sorted(said))
