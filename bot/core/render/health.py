"""What administrators are told of alarms, and the message of /health."""

from collections.abc import Iterable, Sequence

from bot.core.health import Alarm
from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, pressable
from bot.core.model import Delivery, Destination
from bot.core.render.alarms import alarm_line
from bot.core.render.team import arrival_lines, process_lines
from bot.core.render.words import quoted
from bot.core.views import HealthView
from watchlists.model import Watchlists

_SHOWN = 8
_HELD_SHOWN = 5
_REASON_SHOWN = 160
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
    blocks += _listed(texts.say("Processes"), process_lines(view.team, texts))
    blocks += _listed(texts.say("Not matched yet"), arrival_lines(view.team, texts))
    if view.failed:
        blocks.append(block(bold(texts.count("{n} failed delivery", "{n} failed deliveries", view.dead))))
        blocks += [_failure(one, view, texts) for one in view.failed[:_SHOWN]]
    return Message(tuple(blocks), texts.language, _buttons(view.failed[:_SHOWN], texts))


def place_of(chat: Destination) -> str:
    """A chat by its platform and number."""
    return f"{chat.address.platform}:{chat.address.chat}"


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


def _listed(title: str, lines: Sequence[str]) -> list[Block]:
    return [block(bold(title)), *(block(line, shape="item") for line in lines)] if lines else []


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
