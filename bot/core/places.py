"""Where the reports of a story say that it happened, and which place is another than was told.

A place is a chain of names, most specific first: a district, its city, its country. A report of one place counts; of
two places each counts where two outlets give it; a report of more is a round-up and says nothing of the place.
"""

from collections.abc import Iterator, Sequence

from bot.core.facts import is_same_act
from bot.core.model import Reading, Story
from bot.core.views import lead_event, lead_reading
from bot.core.where import place_id
from watchlists.model import Event, Place, Watchlists

Chain = tuple[str, ...]
_ENOUGH_OUTLETS = 2
_MOST_PLACES = 2


def places_of(story: Story, watchlists: Watchlists) -> list[Chain]:
    """The chains of the act that the story is about, in the order of their reports, each once."""
    lead = lead_event(lead_reading(story, watchlists), watchlists) if story.readings else None
    if lead is None:
        return []
    given: dict[Chain, set[str]] = {}
    sure: set[Chain] = set()
    for report in story.reports:
        chains = _ends(list(_chains(report, lead, watchlists)))
        for chain in chains if len(chains) <= _MOST_PLACES else ():
            given.setdefault(chain, set()).add(report.article.source)
        sure.update(chains if len(chains) == 1 else ())
    return [chain for chain, outlets in given.items() if chain in sure or len(outlets) >= _ENOUGH_OUTLETS]


def new_places(now: Sequence[Sequence[str]], told: Sequence[Sequence[str]]) -> list[str]:
    """The names of places that are others than those told; none where none was told.

    A wider name of a told place is none, and of the more specific names of one place only the first is.
    """
    known = {name for chain in told for name in chain}
    ends = _ends(told)
    found = []
    for chain in now if told else ():
        within = [one for one in ends if one[0] in chain[1:]]
        if chain[0] not in known and not any(_is_refined(one, told) for one in within):
            found.append(chain[0])
    return list(dict.fromkeys(found))


def place_named(name: str, story: Story, watchlists: Watchlists) -> Place | None:
    """A place of this name as a report of the story has it."""
    events = (event for report in story.reports for event in report.findings.events)
    return next((one for event in events for one in event.places if place_id(one, watchlists) == name), None)


def _chains(report: Reading, lead: Event, watchlists: Watchlists) -> Iterator[Chain]:
    for event in report.findings.events:
        if event.places and is_same_act(event, lead):
            yield tuple(place_id(one, watchlists) for one in event.places)


def _ends(chains: Sequence[Sequence[str]]) -> list[Chain]:
    """Those that lie in no other's wider places, each once."""
    wider = {name for chain in chains for name in chain[1:]}
    return list({chain[0]: tuple(chain) for chain in chains if chain[0] not in wider}.values())


def _is_refined(chain: Sequence[str], told: Sequence[Sequence[str]]) -> bool:
    """Whether it was told as the more specific name of a place that had been told before."""
    return any(one[0] in chain[1:] for one in told)
