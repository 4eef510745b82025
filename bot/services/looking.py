"""Looking at stories: what every chat that wants or heard of them is to be told now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from bot.core.model import Destination, Story, Subscription, Told
from bot.core.notifying import Decision, Standing, decide, standing
from bot.core.routing import Verdict, asked_under, audience
from bot.core.timing import Reason, reason_to_speak
from bot.ports import Unit
from watchlists.model import Watchlists

_State = tuple[object, ...]


@dataclass(frozen=True)
class Look:
    """A story as it stands, and what happens in each chat, by its id; `wishes` are the subscriptions that may ask for
    it."""

    story: Story
    standing: Standing
    decisions: Mapping[int, Decision]
    told: Mapping[int, Told]
    chats: Mapping[int, Destination]
    wishes: Sequence[Subscription] = ()

    @cached_property
    def own(self) -> Reason | None:
        """The story's own reason for an alert, whoever hears of it. Where a chat gathers for a while, the alert is
        raised after that."""
        if any(one.verdict == Verdict.GATHERED for one in self.decisions.values()):
            return None
        return reason_to_speak(self.story, self.standing.known)

    @cached_property
    def reasons(self) -> Sequence[Reason]:
        """Those for which somebody is told or an alert is raised, the story's own first."""
        sent = {one.reason for one in self.decisions.values() if one.verdict == Verdict.SENT}
        return [*([self.own] if self.own else []), *(one for one in Reason if one in sent and one != self.own)]

    def stands(self, reason: Reason) -> bool:
        """Whether the last alert of the story says all that one for this reason would say now."""
        last = self.story.spoken[-1] if self.story.spoken else None
        same = last and (last.reason, last.severity, dict(last.known))
        return reason != self.own and same == (reason, self.standing.severity, dict(self.standing.known))

    @property
    def acts(self) -> bool:
        """Whether anything is to be written but when to look again."""
        return self.own is not None or any(one.acts for one in self.decisions.values())

    @property
    def again(self) -> datetime | None:
        """When the first chat has to be looked at again."""
        return min((one.again for one in self.decisions.values() if one.again), default=None)


def look(unit: Unit, stories: Sequence[Story], watchlists: Watchlists, now: datetime) -> Mapping[int, Look]:
    """Look at stories, by id, as chats and their wishes stand in this transaction. Everything is read once for all."""
    if not stories:
        return {}
    told = unit.outbox.told([story.id for story in stories if story.spoken])
    heard = {story.id: {one.destination.id: one for one in told.get(story.id, ())} for story in stories}
    asked = _asked(unit, stories, watchlists)
    wishes = _wishes(unit, stories, asked, watchlists, now)
    chats = _chats(unit, heard.values(), wishes.values())
    return {
        one.id: replace(_look(one, wishes[one.id], heard[one.id], chats, watchlists, now), wishes=asked[one.id])
        for one in stories
    }


def _look(
    story: Story,
    wishes: Mapping[int, Verdict],
    told: Mapping[int, Told],
    chats: Mapping[int, Destination],
    watchlists: Watchlists,
    now: datetime,
) -> Look:
    """Chats of which all that counts is the same are decided of once."""
    stands, known, decisions = standing(story, watchlists, now), dict[_State, Decision](), dict[int, Decision]()
    for chat in wishes.keys() | told.keys():
        wish, heard, preferences = wishes.get(chat), told.get(chat), chats[chat].preferences
        zone = chats[chat].timezone if preferences.quiet else ""
        state = (wish, _said(heard), preferences, zone)
        if state not in known:
            known[state] = decide(stands, wish, heard, preferences, zone, now)
        decisions[chat] = known[state]
    return Look(story, stands, decisions, told, chats)


def _said(told: Told | None) -> _State:
    return (told.alert_id, told.last, told.at, told.shown, told.given, told.alerts) if told else ()


def _asked(unit: Unit, stories: Sequence[Story], watchlists: Watchlists) -> Mapping[int, Sequence[Subscription]]:
    """By story the subscriptions that may ask for it."""
    keys = {story.id: asked_under(story.keys, watchlists) for story in stories}
    every = unit.chats.subscriptions(keys=frozenset().union(*keys.values()))
    return {story: [one for one in every if one.key in asked] for story, asked in keys.items()}


def _wishes(
    unit: Unit,
    stories: Sequence[Story],
    asked: Mapping[int, Sequence[Subscription]],
    watchlists: Watchlists,
    now: datetime,
) -> Mapping[int, Mapping[int, Verdict]]:
    """By story, then by chat."""
    mutes = unit.chats.mutes(now)
    return {story.id: audience(story, asked[story.id], mutes, watchlists) for story in stories}


def _chats(
    unit: Unit, told: Iterable[Mapping[int, Told]], wishes: Iterable[Collection[int]]
) -> Mapping[int, Destination]:
    known = {chat: one.destination for some in told for chat, one in some.items()}
    further = {chat for some in wishes for chat in some if chat not in known}
    return known | {chat.id: chat for chat in unit.chats.all(further)} if further else known
