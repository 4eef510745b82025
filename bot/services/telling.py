"""Writing down what is to be said of several stories, in one transaction and in as few statements as for one."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from bot.core.facts import Gist, gist_of
from bot.core.language import Texts, spoken
from bot.core.message import Message
from bot.core.model import Alert, Destination, Language, MuteScope, NewAlert, NewDelivery, Reading, Story, Told
from bot.core.preferences import SummaryLength
from bot.core.render.alert import Body, alert_body, alert_message
from bot.core.routing import Verdict, interests
from bot.core.timing import Reason
from bot.core.tracing import cause, of_article
from bot.core.views import AlertView
from bot.ports import Summary, Unit
from bot.services import accounts
from bot.services.held import without_floods
from bot.services.looking import Look, look
from watchlists.model import Watchlists
from watchlists.outlets import Outlets

_Raised = Mapping[tuple[int, Reason], Alert]


class Words:
    """The messages about one story, each made once for all chats that read it alike; `lead` stands for the story."""

    def __init__(
        self,
        story: Story,
        summaries: Callable[[SummaryLength], Summary],
        watchlists: Watchlists,
        texts: Mapping[Language, Texts],
        outlets: Outlets,
        lead: Reading | None = None,
    ) -> None:
        self.story, self._summaries, self._watchlists, self._texts = story, summaries, watchlists, texts
        self._outlets, self._lead = outlets, lead
        self._bodies: dict[tuple[Texts, SummaryLength], Body] = {}
        self._made: dict[tuple[object, ...], Message] = {}

    def of(
        self,
        chat: Destination,
        alert: Alert,
        *,
        before: Alert | None = None,
        updated: datetime | None = None,
        interest: tuple[MuteScope, str] | None = None,
    ) -> Message:
        """An alert as a chat reads it that watches `interest` of the story."""
        texts, length = spoken(self._texts, chat), chat.preferences.summary
        wanted = (texts, length, chat.timezone, alert.id, before and before.id, updated, interest)
        if wanted not in self._made:
            summary = self._summaries(length)
            about, said = (self.story, alert, summary.text), summary.written
            view = AlertView(*about, self._watchlists, chat.timezone, said, before, updated, self._outlets, interest)
            self._made[wanted] = alert_message(view, texts, self._body(view, texts, length))
        return self._made[wanted]

    def interests(self, seen: Look) -> Mapping[int, tuple[MuteScope, str]]:
        """By chat what of the story it watches most specifically."""
        return interests(self.story, seen.wishes, self._watchlists)

    def _body(self, view: AlertView, texts: Texts, length: SummaryLength) -> Body:
        if (texts, length) not in self._bodies:
            self._bodies[texts, length] = alert_body(view, texts, self._gist)
        return self._bodies[texts, length]

    @cached_property
    def _gist(self) -> Gist:
        return gist_of(self.story, self._watchlists, self._lead)


@dataclass(frozen=True, slots=True)
class Plan:
    """A story that is due and the words for it. Without words nothing is said: where something is to be said after all,
    it is looked at once more. With a `due` time it is not even looked at before that."""

    story: Story
    words: Words | None = None
    due: datetime | None = None


def tell(unit: Unit, plans: Sequence[Plan], watchlists: Watchlists, now: datetime) -> Sequence[accounts.Told]:
    """Look at the stories of plans as chats stand in this transaction, and write what that comes to; returns those that
    were done with. Left alone is a story that grew since it was read, or of which another process has just spoken."""
    kept = _settled(unit, plans, now)
    unit.stories.lift({one.story.id: one.story.severity for one in kept if one.story.lifted})
    looks = look(unit, [one.story for one in kept if one.due is None], watchlists, now)
    looks = without_floods(unit, looks)
    said = [(one.words, looks[one.story.id]) for one in kept if one.words]
    raised = _raise(unit, [seen for _, seen in said], now)
    done = [(words, seen) for words, seen in said if all((seen.story.id, one) in raised for one in seen.reasons)]
    _address(unit, done, raised, now)
    edited = _retell(unit, done, now)
    _plan(unit, kept, looks, now)
    left = {seen.story.id for _, seen in said} - {seen.story.id for _, seen in done}
    return [_told(one.story, looks, raised, edited) for one in kept if one.story.id not in left]


def _told(story: Story, looks: Mapping[int, Look], raised: _Raised, edited: Mapping[int, list[int]]) -> accounts.Told:
    known = {alert.id for alert in story.spoken}
    new = [alert for (of, _), alert in raised.items() if of == story.id and alert.id not in known]
    return accounts.Told(story, looks.get(story.id), new, edited.get(story.id, ()))


def _settled(unit: Unit, plans: Sequence[Plan], now: datetime) -> Sequence[Plan]:
    """Those whose story is as it was read; nobody else looks at them until the transaction ends."""
    held: defaultdict[tuple[datetime | None, bool], dict[int, int]] = defaultdict(dict)
    for one in plans:
        held[one.due, one.words is not None][one.story.id] = len(one.story.readings)
    kept = {
        story_id
        for (due, told), articles in held.items()
        for story_id in unit.stories.settle(articles, due, refreshed=now if told else None)
    }
    return [one for one in plans if one.story.id in kept]


def _raise(unit: Unit, looks: Sequence[Look], now: datetime) -> _Raised:
    """The alerts of these stories by story id and reason: the last one where it says what is to be said, else new ones.
    Missing are those of which another process has just raised one."""
    raised = {(seen.story.id, one): seen.story.spoken[-1] for seen in looks for one in seen.reasons if seen.stands(one)}
    left = [[one for one in seen.reasons if (seen.story.id, one) not in raised] for seen in looks]
    for turn in range(max(map(len, left), default=0)):
        new = [
            NewAlert(seen.story, some[turn], seen.standing.known, turn)
            for seen, some in zip(looks, left, strict=True)
            if len(some) > turn
        ]
        raised |= {(alert.story_id, Reason(alert.reason)): alert for alert in unit.alerts.add_all(new, now).values()}
    return raised


def _address(unit: Unit, said: Sequence[tuple[Words, Look]], raised: _Raised, now: datetime) -> None:
    """Write alerts for everybody whom they are sent to, and note who was not sent what the story has to say."""
    unit.outbox.add_all([one for words, seen in said for one in _deliveries(words, seen, raised)], now)
    unit.alerts.hold_all(
        [
            (raised[seen.story.id, seen.own], chat, decision.verdict)
            for _, seen in said
            if seen.own
            for chat, decision in seen.decisions.items()
            if decision.verdict and decision.verdict != Verdict.SENT
        ]
    )


def _deliveries(words: Words, seen: Look, raised: _Raised) -> Iterator[NewDelivery]:
    """To a chat that was told of the story before, an answer that says what is new to it."""
    watched = words.interests(seen) if seen.acts else {}
    trace = of_article(cause(seen.story).article.id)
    for chat, decision in seen.decisions.items():
        if decision.verdict == Verdict.SENT and decision.reason:
            alert, first = raised[seen.story.id, decision.reason], seen.told.get(chat)
            before = seen.standing.spoken.get(first.last) if first else None
            yield NewDelivery(
                f"alert:{alert.id}:{chat}",
                chat,
                "alert",
                words.of(seen.chats[chat], alert, before=before, interest=watched.get(chat)),
                alert.id,
                target_id=first.delivery_id if first else None,
                silent=decision.silent,
                shown=seen.standing.articles,
                trace=trace,
            )


def _retell(unit: Unit, said: Sequence[tuple[Words, Look]], now: datetime) -> Mapping[int, list[int]]:
    """Bring up to date the messages by which chats were first told of these stories; the chats by story."""
    changes: list[tuple[Told, Message]] = []
    edited: defaultdict[int, list[int]] = defaultdict(list)
    for words, seen in said:
        watched = words.interests(seen) if seen.acts else {}
        trace = of_article(cause(seen.story).article.id)
        for chat, decision in seen.decisions.items():
            told = seen.told.get(chat)
            alert = seen.standing.spoken.get(told.alert_id) if told and decision.edit else None
            if told and alert:
                message = words.of(told.destination, alert, updated=now, interest=watched.get(chat))
                changes.append((replace(told, shown=seen.standing.articles, trace=trace), message))
                edited[seen.story.id].append(chat)
    unit.outbox.revise(changes, now)
    return edited


def _plan(unit: Unit, kept: Sequence[Plan], looks: Mapping[int, Look], now: datetime) -> None:
    """When the stories are looked at again: at once where there is something to say and no words were chosen."""
    again = {}
    for one in kept:
        seen = looks.get(one.story.id)
        due = now if seen and seen.acts and not one.words else seen and seen.again
        if due:
            again[one.story.id] = due
    unit.stories.plan(again)
