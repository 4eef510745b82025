"""One sentence: its hits become drafts, each is completed by the rules, and what speaks of one happening is merged."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from watchlists.events import dates, places
from watchlists.events.actors import with_parties
from watchlists.events.anaphora import Groups, is_armed
from watchlists.events.background import tells_when, with_antecedents
from watchlists.events.calendar import Dated, weekdays
from watchlists.events.casualties import people
from watchlists.events.continuing import lacks_subject, with_place_before, with_subject_before
from watchlists.events.figures import awaits_outcome, tells_outcome, with_count, with_figures, with_later
from watchlists.events.grammar import Named
from watchlists.events.merging import by_speaker, merge, with_claimed
from watchlists.events.passage import SPEECH_ACTS, Draft, Passage
from watchlists.events.status import judge
from watchlists.model import Event, Mention, PhraseHit, Watchlists

_GUESSED = 3
_AFTERMATH = frozenset({"trial", "arrest", "sanction", "designation"})


@dataclass
class Reading:
    """What is known over a whole article: the lists, its groups, its day, and the date of the event read last."""

    lists: Watchlists
    groups: Groups
    published: datetime | None
    last_when: str | None = field(default=None)


def read(
    passage: Passage,
    hits: Sequence[PhraseHit],
    mentions: Sequence[Mention],
    reading: Reading,
    later: Passage | None = None,
    earlier: tuple[Passage, Sequence[Mention]] | None = None,
) -> list[Event]:
    """The events of one sentence.

    `later` is the sentence behind it where no hit stands, which may tell the outcome; `earlier` the one that it goes on
    with, and what is named there.
    """
    named = _named(passage, mentions, reading)
    armed = [range(one.first, one.last) for one in named if one.armed or one.person]
    drafts = judge(passage, [_draft(passage, hit, reading.lists) for hit in hits], armed, reading.lists)
    if not drafts:
        return []
    drafts = with_antecedents(passage, drafts, reading.lists)
    drafts = [with_parties(passage, draft, named) for draft in with_claimed(passage, drafts, reading.lists)]
    drafts = merge(passage, drafts)
    if earlier and any(lacks_subject(passage, draft) for draft in drafts):
        drafts = with_subject_before(passage, drafts, _named(*earlier, reading))
    found = dates.dates(passage, reading.published)
    dated = dates.covered(found)
    drafts = [with_count(passage, by_speaker(draft, drafts), dated) for draft in drafts]
    names = {at for one in named for at in range(one.first, one.last)}  # «طالبان» are no two students
    drafts = with_figures(passage, drafts, people(passage, dated | names))
    if later and awaits_outcome(drafts) and tells_outcome(later):
        drafts = with_later(drafts, later, people(later, dates.covered(dates.dates(later, reading.published))))
    drafts = _with_places(passage, drafts, mentions, dated, reading.lists)
    if earlier:
        drafts = with_place_before(drafts, *earlier, reading.lists)
    return [draft.event_in(passage, reading.lists) for draft in _dated(passage, drafts, found, reading)]


def _draft(passage: Passage, hit: PhraseHit, lists: Watchlists) -> Draft:
    first, last = passage.range(hit.start, hit.end)
    return Draft(hit, hit.event, lists.events[hit.event].status, first, max(last, first + 1))


def _named(passage: Passage, mentions: Sequence[Mention], reading: Reading) -> list[Named]:
    found = []
    for one in mentions:
        entity = reading.lists.entities[one.entity]
        if entity.kind != "place":
            first, last = passage.range(one.start, one.end)
            found.append(Named(one.entity, first, last, entity.kind == "person", is_armed(entity)))
    return sorted([*found, *reading.groups.back_references(passage)], key=lambda one: one.first)


def _with_places(
    passage: Passage, drafts: Sequence[Draft], mentions: Sequence[Mention], dated: frozenset[int], lists: Watchlists
) -> list[Draft]:
    found = [one for one in places.located(passage, mentions, lists) if one.first not in dated]  # «حزيران» is a month
    placed = [_placed(passage, draft, _open_to(draft, drafts, found)) for draft in drafts]
    return [_borrowed(draft, placed) for draft in placed]


def _open_to(draft: Draft, drafts: Sequence[Draft], found: Sequence[places.Located]) -> list[places.Located]:
    """The places but that of a court: «حكمت محكمة في باريس بالسجن», «قضت محكمة في بروكسل»."""
    others = [one for one in drafts if one is not draft and one.event == "trial"]
    return [place for place in found if not any(one.first < place.first <= one.last + 1 for one in others)]


def _placed(passage: Passage, draft: Draft, found: Sequence[places.Located]) -> Draft:
    group = places.of_event(found, passage, draft.first, draft.last)
    if not group:
        return draft
    code = f"place:{group[0].preposition}" if group[0].preposition else "place:near"
    return replace(draft, places=places.to_places(group)).noting(code, _GUESSED if group[0].guessed else 0)


def _borrowed(draft: Draft, others: Sequence[Draft]) -> Draft:
    """A claim or a denial lies where its act lies; a plot, a foiled one and a threat too, where they name no place."""
    if draft.event not in SPEECH_ACTS or (draft.places and draft.event not in {"claim", "denial"}):
        return draft
    acts = [one for one in others if one.event not in SPEECH_ACTS and one.places and one.first < draft.first]
    if not acts:
        return draft
    nearest = max(acts, key=lambda one: one.first)
    return replace(draft, places=nearest.places).noting(f"place:{nearest.event}")


def _dated(passage: Passage, drafts: Sequence[Draft], found: Sequence[Dated], reading: Reading) -> list[Draft]:
    done = []
    for draft in drafts:
        own = [one for one in found if not _of_background(passage, draft, one)]
        one = dates.nearest(passage, own, draft.first, draft.last)
        when = (reading.last_when if one.same else one.when) if one else None
        done.append(replace(draft, when=when).noting(f"when:{when}") if when else draft)
        reading.last_when = when or reading.last_when
    return done


def _of_background(passage: Passage, draft: Draft, one: Dated) -> bool:
    """Whether a date says when that happened which somebody is arrested, tried or punished for."""
    before = passage.words[max(0, one.first - 2) : one.first]
    today = any(not weekdays().keys().isdisjoint(word.readings) or word.key == "اليوم" for word in before)
    absolute = not one.relative and not one.same and not today and one.first >= draft.last
    return draft.event in _AFTERMATH and absolute and tells_when(passage, one.first, draft.last)
