"""Writing down what is to be said of several stories, in one transaction and in as few statements as for one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.language import Texts
from bot.core.message import Message
from bot.core.model import Alert, Destination, Language, NewAlert, NewDelivery, Story, Told
from bot.core.render.alert import Body, alert_body, alert_message
from bot.core.routing import Verdict, asked_under, audience
from bot.core.timing import Reason, known
from bot.core.views import AlertView
from bot.ports import Summary, Unit
from watchlists.model import Watchlists
from watchlists.outlets import Outlets

_Told = Mapping[int, Sequence[Told]]


class Words:
    """The messages about one story, each made once for all chats that read it alike."""

    def __init__(
        self,
        story: Story,
        summary: Summary,
        watchlists: Watchlists,
        texts: Mapping[Language, Texts],
        outlets: Outlets,
    ) -> None:
        self.story, self._summary, self._watchlists, self._texts = story, summary, watchlists, texts
        self._outlets = outlets
        self._bodies: dict[Language, Body] = {}
        self._made: dict[tuple[object, ...], Message] = {}

    def of(
        self, chat: Destination, alert: Alert, *, before: Alert | None = None, updated: datetime | None = None
    ) -> Message:
        """An alert as a chat reads it."""
        wanted = (chat.language, chat.timezone, alert.id, before and before.id, updated)
        if wanted not in self._made:
            about, said = (self.story, alert, self._summary.text), self._summary.written
            view = AlertView(*about, self._watchlists, chat.timezone, said, before, updated, self._outlets)
            self._made[wanted] = alert_message(view, self._texts[chat.language], self._body(view, chat.language))
        return self._made[wanted]

    def _body(self, view: AlertView, language: Language) -> Body:
        if language not in self._bodies:
            self._bodies[language] = alert_body(view, self._texts[language])
        return self._bodies[language]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done about a story that is due: raise an alert for a reason and bring up to date what stands in
    chats; without a reason only that; without words nothing until `due`, when it is looked at again."""

    story: Story
    words: Words | None = None
    reason: Reason | None = None
    due: datetime | None = None


def tell(unit: Unit, plans: Sequence[Plan], watchlists: Watchlists, now: datetime) -> int:
    """Carry out plans, as chats stand in this transaction; returns how many. Left alone is a story that grew since it
    was read, or of which another process has just spoken."""
    kept = _settled(unit, plans, now)
    unit.stories.lift({one.story.id: one.story.severity for one in kept if one.story.lifted})
    new = [NewAlert(one.story, one.reason, known(one.story)) for one in kept if one.reason]
    alerts = unit.alerts.add_all(new, now)
    done = [one for one in kept if not one.reason or one.story.id in alerts]
    told = unit.outbox.told([one.story.id for one in done if one.words and one.story.spoken])
    raised = [(one.words, alerts[one.story.id]) for one in done if one.words and one.reason]
    address(unit, raised, told, watchlists, now)
    _retell(unit, [one.words for one in done if one.words], told, now)
    return len(done)


def _settled(unit: Unit, plans: Sequence[Plan], now: datetime) -> Sequence[Plan]:
    """Those whose story is as it was read; it is looked at again when that is planned."""
    held: defaultdict[datetime | None, dict[int, int]] = defaultdict(dict)
    for one in plans:
        held[one.due][one.story.id] = len(one.story.readings)
    kept = {
        story_id
        for due, articles in held.items()
        for story_id in unit.stories.settle(articles, due, refreshed=None if due else now)
    }
    return [one for one in plans if one.story.id in kept]


def address(
    unit: Unit, raised: Sequence[tuple[Words, Alert]], told: _Told, watchlists: Watchlists, now: datetime
) -> None:
    """Write alerts for everybody whom they are sent to and who has none of them yet, and note who was not."""
    if not raised:
        return
    verdicts = _verdicts(unit, [words.story for words, _ in raised], watchlists, now)
    sent = {chat for those in verdicts.values() for chat, verdict in those.items() if verdict == Verdict.SENT}
    chats, new, held = unit.chats.all(sent), list[NewDelivery](), list[tuple[Alert, int, str]]()
    for words, alert in raised:
        those = verdicts[words.story.id]
        readers = [chat for chat in chats if those.get(chat.id) == Verdict.SENT]
        new += _deliveries(words, alert, readers, told.get(words.story.id, ()))
        held += [(alert, chat, verdict) for chat, verdict in those.items() if verdict != Verdict.SENT]
    unit.outbox.add_all(new, now)
    unit.alerts.hold_all(held)


def _verdicts(
    unit: Unit, stories: Sequence[Story], watchlists: Watchlists, now: datetime
) -> Mapping[int, Mapping[int, Verdict]]:
    """By story, then by chat. Subscriptions and mutes are read once."""
    asked = {story.id: asked_under(story.keys, watchlists) for story in stories}
    wishes, mutes = unit.chats.subscriptions(keys=frozenset().union(*asked.values())), unit.chats.mutes(now)
    return {
        story.id: audience(story, [one for one in wishes if one.key in asked[story.id]], mutes, watchlists)
        for story in stories
    }


def _deliveries(words: Words, alert: Alert, chats: Sequence[Destination], told: Sequence[Told]) -> list[NewDelivery]:
    """One for each of these chats; to one that was told of the story before, as an answer that says what is new."""
    last, firsts, new = words.story.spoken[-1:], {one.destination.id: one for one in told}, []
    for chat in chats:
        first = firsts.get(chat.id)
        message = words.of(chat, alert, before=last[0] if last and first else None)
        target = first.delivery_id if first else None
        new.append(NewDelivery(f"alert:{alert.id}:{chat.id}", chat.id, "alert", message, alert.id, target_id=target))
    return new


def _retell(unit: Unit, said: Sequence[Words], told: _Told, now: datetime) -> None:
    """Bring up to date the messages by which each chat was first told of these stories."""
    changes: list[tuple[Told, Message]] = []
    for words in said:
        spoken = {alert.id: alert for alert in words.story.spoken}
        known = [one for one in told.get(words.story.id, ()) if one.alert_id in spoken]
        changes += [(one, words.of(one.destination, spoken[one.alert_id], updated=now)) for one in known]
    unit.outbox.revise(changes, now)
