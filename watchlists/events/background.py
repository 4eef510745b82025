"""A relative clause that tells what an act of the past cost: «هجمات عام 2015 التي قتل فيها 130 شخصا»."""

from collections.abc import Sequence
from dataclasses import replace

from watchlists.events.acts import act_named_at
from watchlists.events.passage import ACTS, Draft, Passage
from watchlists.events.words import ends_at, stands_at, vocabulary
from watchlists.model import Watchlists

_RELATIVE = "التي|الذي|اللذين|اللتين|التي قد|الذي قد"
_IN_IT = "فيها فيه فيهما خلالها خلاله جراءها جراءه بسببها بسببه إثرها إثره"
_DATED = """
    هجوم|هجمات|الهجوم|الهجمات|تفجير|تفجيرات|اعتداء|اعتداءات|اغتيال|مقتل|قتل|خطف|اختطاف|مجزرة|مذبحة|عملية إرهابية|
    غارة|قصف|انفجار|attack|attacks|bombing|bombings
"""
_REACH = 10
_AHEAD = 3


def with_antecedents(passage: Passage, drafts: Sequence[Draft], lists: Watchlists) -> list[Draft]:
    """The drafts; deaths in a relative clause become the act that the clause describes, told once."""
    return [_antecedent(passage, draft, drafts, lists) for draft in drafts]


def _antecedent(passage: Passage, draft: Draft, drafts: Sequence[Draft], lists: Watchlists) -> Draft:
    length = ends_at(passage.words, draft.first, _RELATIVE)
    inside = passage.words[draft.last : draft.last + _AHEAD]
    if draft.event != "killing" or not length or not any(word.key in vocabulary(_IN_IT) for word in inside):
        return draft
    relative = draft.first - length
    for at in range(relative - 1, passage.clause_start(relative, _REACH) - 1, -1):
        if any(one.event in ACTS and one.first <= at < one.last for one in drafts):
            return draft
        name, size = act_named_at(passage, at, lists)
        if name:
            return _renamed(passage, draft, name, at, size)
    return draft


def _renamed(passage: Passage, draft: Draft, name: str, at: int, size: int) -> Draft:
    start, end = passage.words[at].start, passage.words[at + size - 1].end
    hit = replace(draft.hit, event=name, text=passage.text[start:end], start=start, end=end)
    return Draft(hit, name, draft.status, at, at + size).noting(f"event:background→{name}", 10)


def tells_when(passage: Passage, date_first: int, last: int) -> bool:
    """Whether a date behind an event stands behind the noun of another act: «متهم في هجمات عام 2015»."""
    return any(stands_at(passage.words, at, _DATED) for at in range(last, date_first))
