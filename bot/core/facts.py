"""What the outlets of a story agree on, and where they differ. Of each outlet the newest report that says it counts:
who tells no more of the dead in the next report has not taken the number back.

Compared are the dead, the injured, the arrested, the place and who did it, of the event that stands for each report,
where it is the same kind of act. A toll rises: a lower number that was told an hour or more before a higher one is
no other answer, but an earlier one: who told it agrees with nobody, and the toll rose. A wider place and a part of it
do not contradict each other, nor do a group and its branch; an actor that was only guessed says nothing. What a group's
own medium tells of the group's deed is held against the reports of others, and outdates none of them.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Generic, Literal, TypeVar

from bot.core.claims import is_own_claim
from bot.core.model import Reading, Story
from bot.core.views import lead_event, lead_reading, telling
from bot.core.where import place_id
from watchlists.events import ATTACKS, is_guessed
from watchlists.model import Event, Place, Watchlists
from watchlists.outlets import Outlets

Of = Literal["killed", "injured", "arrested"]
OF: Final[tuple[Of, ...]] = ("killed", "injured", "arrested")

_RISING: Final = timedelta(hours=1)
_Value = TypeVar("_Value")
_Told = tuple[str, datetime, Event]


@dataclass(frozen=True, slots=True)
class Answer(Generic[_Value]):
    """One answer and the outlets that give it. `claimed`: only the own medium of who did it."""

    value: _Value
    sources: tuple[str, ...]
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers of a story's outlets: numbers rising, places and actors in the order of their reports.

    `actors` are keys; those that are named together are one answer. Where there is one answer for a number, and newest
    reports of other outlets tell an earlier, lower one, `risen` holds the lowest of these.
    """

    numbers: Mapping[Of, tuple[Answer[int], ...]]
    places: tuple[Answer[Place], ...] = ()
    actors: tuple[Answer[tuple[str, ...]], ...] = ()
    risen: Mapping[Of, int] = field(default_factory=dict)

    def spread(self, of: Of) -> tuple[int, int] | None:
        """The least and the greatest number that is given, where they differ. What is only claimed counts where nobody
        else gives one."""
        values = [one.value for one in self.numbers[of] if not one.claimed] or [one.value for one in self.numbers[of]]
        return (values[0], values[-1]) if len(values) > 1 else None

    def sole(self, of: Of) -> int | None:
        """The one number that is given, None where there are several; what is only claimed is none."""
        values = [one.value for one in self.numbers[of] if not one.claimed]
        return values[0] if len(values) == 1 else None


@dataclass(frozen=True, slots=True)
class Gist:
    """The article that stands for a story, and what its outlets say of the act: worked out once for all messages."""

    lead: Reading
    facts: Facts


def gist_of(story: Story, watchlists: Watchlists, lead: Reading | None = None) -> Gist:
    """Of a story, of which the article that stands for it may be known already."""
    lead = lead or lead_reading(story, watchlists)
    return Gist(lead, facts_of(story, watchlists, lead))


def facts_of(story: Story, watchlists: Watchlists, standing: Reading | None = None) -> Facts:
    """What each outlet says of the act that the story is about, as told by the article `standing` for the story."""
    lead = lead_event(standing or lead_reading(story, watchlists), watchlists)
    given = list(_told(story, lead, watchlists)) if lead else []
    counted = {of: _newest(given, partial(_values, of=of)) for of in OF}
    numbers = {of: _numbers(counted[of], of) for of in OF}
    risen = {of: low for of in OF if (low := _risen_from(counted[of], of, numbers[of])) is not None}
    places = {source: event for source, _, event in _newest(given, lambda event: event.places)}
    actors = {source: event for source, _, event in _newest(given, _known_actors)}
    return Facts(numbers, _places(places, watchlists), _actors(actors, watchlists), risen)


def _told(story: Story, lead: Event, watchlists: Watchlists) -> Iterator[_Told]:
    """What each report says of the act: by outlets in the order of their first report, of each its oldest first."""
    turn = {source: number for number, source in enumerate(story.sources)}
    by_outlet = sorted(story.reports, key=lambda one: (turn[one.article.source], one.article.published, one.article.id))
    for reading in by_outlet:
        event = telling([one for one in reading.findings.events if is_same_act(one, lead)], watchlists)
        if event:
            yield reading.article.source, reading.article.published, event


def _newest(given: Sequence[_Told], says: Callable[[Event], Collection[object]]) -> list[_Told]:
    """Of each outlet the newest that says something of it."""
    return list({one[0]: one for one in given if says(one[2])}.values())


def is_confirmed(story: Story, act: Event, outlets: Outlets) -> bool:
    """Whether an outlet that is no armed group's own reports such an act in a story."""
    for one in story.readings:
        outlet = outlets.of(one.article.source, one.article.url)
        if not (outlet and outlet.is_own) and any(is_same_act(event, act) for event in one.findings.events):
            return True
    return False


def is_same_act(one: Event, lead: Event) -> bool:
    """Whether two events may be one act: of one type and status, or two kinds of attack («تفجير», «هجوم»)."""
    return _status(one) == _status(lead) and (one.event == lead.event or {one.event, lead.event} <= ATTACKS)


def _status(event: Event) -> str:
    return "reported" if is_own_claim(event) else event.status


def _numbers(given: Sequence[_Told], of: Of) -> tuple[Answer[int], ...]:
    told = [(value, when, source) for source, when, event in given for value in sorted(_values(event, of))]
    risen = [(value, when) for _, when, event in given if not is_own_claim(event) for value in _values(event, of)]
    found: dict[int, list[str]] = {}
    for value, when, source in told:
        if not any(value < other and when + _RISING <= later for other, later in risen):
            found.setdefault(value, []).append(source)
    reported = {value for value, _ in risen}
    return tuple(Answer(value, tuple(found[value]), value not in reported) for value in sorted(found))


def _risen_from(given: Sequence[_Told], of: Of, answers: Sequence[Answer[int]]) -> int | None:
    """The lowest number that is outdated by the only answer; None where there is none, or where outlets differ."""
    if len(answers) != 1:
        return None
    return min(
        (value for _, _, event in given for value in _values(event, of) if value < answers[0].value), default=None
    )


def _values(event: Event, of: Of) -> set[int]:
    value = getattr(event, of)
    if value is not None:
        return {value}
    bounds = [bound for one in event.figures if one.of == of for bound in (one.min, one.max)]
    return {bound for bound in bounds if bound is not None} if None not in bounds else set()


def _places(told: Mapping[str, Event], watchlists: Watchlists) -> tuple[Answer[Place], ...]:
    chains = {source: event.places for source, event in told.items() if event.places}

    def within(one: Sequence[Place], other: Sequence[Place]) -> bool:
        return place_id(one[0], watchlists) in {place_id(each, watchlists) for each in other}

    return tuple(Answer(one.value[0], one.sources) for one in _gathered(chains, within))


def _actors(told: Mapping[str, Event], watchlists: Watchlists) -> tuple[Answer[tuple[str, ...]], ...]:
    named = {source: event.actors for source, event in told.items()}

    def within(one: Sequence[str], other: Sequence[str]) -> bool:
        known = {up for each in other for up in (each, *watchlists.ancestors(each))}
        return known.issuperset(one)

    return tuple(Answer(tuple(one.value), one.sources) for one in _gathered(named, within))


def _known_actors(event: Event) -> Collection[str]:
    return () if is_guessed(event.how) else event.actors


def _gathered(
    given: Mapping[str, Sequence[_Value]], within: Callable[[Sequence[_Value], Sequence[_Value]], bool]
) -> list[Answer[Sequence[_Value]]]:
    """One answer for those of which one lies in the other; the one that says most stands for them."""
    found: list[Answer[Sequence[_Value]]] = []
    for source, value in given.items():
        at = next((at for at, one in enumerate(found) if within(value, one.value) or within(one.value, value)), None)
        if at is None:
            found.append(Answer(value, (source,)))
        else:
            held = found[at]
            more = held.value if within(value, held.value) else value
            found[at] = Answer(more, (*held.sources, source))
    return found
