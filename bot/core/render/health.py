"""The words of alarms, and the message of /health."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.health import Alarm, Trouble
from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, pressable
from bot.core.model import Delivery, Destination
from bot.core.render.words import entry_name, quoted
from bot.core.views import HealthView
from watchlists.model import Watchlists

_SHOWN = 8
_HELD_SHOWN = 5
_REASON_SHOWN = 160
_FAULT_SHOWN = 300
_SOURCE_SHOWN = 80
_BUTTONS = 3


def notice(alarms: Iterable[Alarm], watchlists: Watchlists, timezone: str, texts: Texts) -> Message:
    """What an admin is told of on their own account."""
    title = block("⚠️ ", bold(texts.say("Rasid needs attention")), shape="heading")
    lines = (block(alarm_line(one, watchlists, timezone, texts), shape="item") for one in alarms)
    return Message((title, *lines), texts.language, ((Button(texts.say("Health"), "/health"),),))


def health_message(view: HealthView, texts: Texts) -> Message:
    """Alarms, deliveries by platform, chats that asked for a pause, and what failed, with buttons to send it again."""
    blocks = [block(bold(texts.say("Health")), shape="heading"), *_alarms(view, texts), *_deliveries(view, texts)]
    blocks += _held(view, texts)
    if view.failed:
        blocks.append(block(bold(texts.count("{n} failed delivery", "{n} failed deliveries", view.dead))))
        blocks += [_failure(one, view, texts) for one in view.failed[:_SHOWN]]
    return Message(tuple(blocks), texts.language, _buttons(view.failed[:_SHOWN], texts))


def alarm_line(alarm: Alarm, watchlists: Watchlists, timezone: str, texts: Texts) -> str:
    """An alarm in one sentence."""
    since = texts.when(alarm.since, timezone) if alarm.since else "?"
    words = _Words(alarm, since, round(alarm.number or 0), watchlists, texts)
    lines: Mapping[Trouble, Callable[[], str]] = {
        Trouble.PART: words.part,
        Trouble.GONE: words.gone,
        Trouble.LATE: lambda: texts.say("Messages wait since {since} without being sent.", since=since),
        Trouble.DEAD: words.dead,
        Trouble.FEED: words.feed,
        Trouble.STALE: words.stale,
        Trouble.OFF: words.off,
        Trouble.QUIET: lambda: texts.say("No article has come in since {since}.", since=since),
        Trouble.SILENT: words.silent,
        Trouble.AWAY: words.away,
        Trouble.LISTS: words.lists,
    }
    return lines[alarm.trouble]()


def place_of(chat: Destination) -> str:
    """A chat by its platform and number."""
    return f"{chat.address.platform}:{chat.address.chat}"


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences about an alarm."""

    alarm: Alarm
    since: str
    number: int
    watchlists: Watchlists
    texts: Texts

    def part(self) -> str:
        return self.texts.say(
            "{part} does not work since {since}: {problem}",
            part=self.alarm.subject,
            since=self.since,
            problem=self._problem(),
        )

    def gone(self) -> str:
        return self.texts.say(
            "{chat} cannot be written to any more; /start there brings it back.", chat=self.alarm.subject
        )

    def dead(self) -> str:
        return self.texts.count(
            "{n} message could not be delivered.", "{n} messages could not be delivered.", self.number
        )

    def feed(self) -> str:
        if self.alarm.since is None:
            return self.texts.say(
                "The source {source} could never be read: {problem}", source=self._source(), problem=self._problem()
            )
        return self.texts.say(
            "The source {source} was last read at {since}: {problem}",
            source=self._source(),
            since=self.since,
            problem=self._problem(),
        )

    def stale(self) -> str:
        return self.texts.say(
            "The source {source} has held nothing new since {since}.", source=self._source(), since=self.since
        )

    def off(self) -> str:
        return self.texts.say(
            "The source {source} is not polled any more: {problem}", source=self._source(), problem=self._problem()
        )

    def silent(self) -> str:
        return self.texts.count(
            "{name}: not one mention for a day, usual is {n}",
            "{name}: not one mention for a day, usual are {n}",
            self.number,
            name=entry_name(self.alarm.subject, self.watchlists, self.texts),
        )

    def away(self) -> str:
        return self.texts.say("Rasid was not running; its last sign of life before was at {since}.", since=self.since)

    def lists(self) -> str:
        return self.texts.say(
            "The lists as their files are since {since} cannot be used, so those of before stay in force: {problem}",
            since=self.since,
            problem=quoted(self.alarm.detail, _FAULT_SHOWN),
        )

    def _source(self) -> str:
        return quoted(self.alarm.subject, _SOURCE_SHOWN)

    def _problem(self) -> str:
        return quoted(self.alarm.detail, _REASON_SHOWN)


def _alarms(view: HealthView, texts: Texts) -> list[Block]:
    if not view.alarms:
        return [block(texts.say("Nothing is wrong that is known of."))]
    return [block(alarm_line(one, view.watchlists, view.timezone, texts), shape="item") for one in view.alarms]


def _deliveries(view: HealthView, texts: Texts) -> list[Block]:
    platforms = sorted({platform for platform, _ in view.counts})
    lines = []
    for platform in platforms:
        waiting = sum(view.counts.get((platform, state), 0) for state in ("pending", "sending"))
        facts = {"waiting": waiting, "sent": view.counts.get((platform, "sent"), 0)}
        failed = view.counts.get((platform, "dead"), 0)
        said = texts.say("{waiting} waiting, {sent} sent, {failed} failed", **facts, failed=failed)
        lines.append(block(texts.say("{platform}: {counts}", platform=platform, counts=said), shape="item"))
    if view.oldest:
        lines.append(block(texts.say("Waiting longest: {span}", span=texts.span(view.now - view.oldest)), shape="item"))
    return [block(bold(texts.say("Deliveries"))), *lines] if lines else []


def _held(view: HealthView, texts: Texts) -> list[Block]:
    return [
        block(
            texts.say(
                "{chat} takes nothing until {until}", chat=place_of(chat), until=texts.when(until, view.timezone)
            ),
            shape="item",
        )
        for chat, until in view.held[:_HELD_SHOWN]
    ]


def _failure(one: Delivery, view: HealthView, texts: Texts) -> Block:
    facts = {"number": texts.ltr(f"#{one.id}"), "chat": place_of(one.destination)}
    when, reason = texts.when(one.created, view.timezone), quoted(one.error or "", _REASON_SHOWN)
    return block(texts.say("{number} {chat}, {when}: {reason}", **facts, when=when, reason=reason), shape="item")


def _buttons(failed: Sequence[Delivery], texts: Texts) -> tuple[tuple[Button, ...], ...]:
    if not failed:
        return ()
    rows = [[Button(texts.say("Send all again"), "/health retry all")]]
    rows += [
        [Button(texts.say("Send {number} again", number=f"#{one.id}"), f"/health retry {one.id}")] for one in failed[:3]
    ]
    return pressable(rows)
