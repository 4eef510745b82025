"""/rate: whether an alert was relevant, not relevant, or a duplicate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.answer import Reply
from bot.core.doubles import obvious
from bot.core.feedback import Rating, heard_by
from bot.core.message import Button, Message, block
from bot.core.model import Alert, Story
from bot.core.render.alert_buttons import rating_row
from bot.core.render.headline import story_headline
from bot.core.render.words import quoted
from bot.services import queries
from handlers.commands import alerts, parsing, registry
from handlers.commands.base import Command, Desk, Request

_WORDS: Mapping[str, Rating] = {
    **dict.fromkeys("yes y relevant 👍 نعم مهم مفيد".split(), Rating.RELEVANT),
    **dict.fromkeys("no n irrelevant 👎 لا".split(), Rating.NOT_RELEVANT),
    **dict.fromkeys("dup duplicate double مكرر تكرار".split(), Rating.DUPLICATE),
    **dict.fromkeys(("ذو صلة", "ذات صلة"), Rating.RELEVANT),
    **dict.fromkeys(("not relevant", "not_relevant", "غير مهم", "غير مفيد", "بلا صلة"), Rating.NOT_RELEVANT),
}
_CLOSE = 10


def run(request: Request, desk: Desk) -> Message | Reply:
    """Noted for each alias by which this chat heard of it; a later word of the same person replaces an earlier one.
    Who presses a button is answered in a whisper. An alert that the chat did not get is refused."""
    alert_id, said = _asked(request, desk)
    alert, story = alerts.known(alert_id, desk)
    reached = _reached(alert, request, desk)
    if said is None:
        return _ask(alert, desk)
    before = desk.unit.feedback.given(alert.id, request.update.person)
    if before == said:
        return Reply(desk.reply(desk.texts.say("You said so already; it is noted.")), "whisper")
    _note(alert, said, reached, request, desk)
    other = _same(story, desk) if said == Rating.DUPLICATE and registry.may(request.role, "analyst") else None
    return _offer(story, other, desk) if other else Reply(desk.reply(_thanks(said, before, desk)), "whisper")


def _asked(request: Request, desk: Desk) -> tuple[int, Rating | None]:
    """The alert, named or replied to, and what is said of it."""
    named = alerts.number(request.words[0]) if request.words else None
    words = " ".join(request.words if named is None else request.words[1:])
    said = _WORDS.get(words.casefold())
    if words and said is None:
        choices = desk.texts.say(", ").join(map(desk.texts.ltr, ("yes", "no", "dup")))
        raise parsing.wrong_value(words, desk, choices)
    if named is None:
        named = alerts.asked(replace(request, words=()), desk, COMMAND.example)
    return named, said


def _reached(alert: Alert, request: Request, desk: Desk) -> Sequence[int]:
    """Where this chat got the alert: only who could read it says what it was worth."""
    found = desk.unit.alerts.reached(alert.id, request.chat.id)
    if not found:
        texts, name = desk.texts, f"A{alert.id}"
        not_sent = texts.say("{alert} was not sent to this chat, so it cannot be rated here.", alert=name)
        raise parsing.refuse(desk, not_sent, texts.say("Use the buttons of an alert that this chat got."))
    return found


def _note(alert: Alert, said: Rating, reached: Sequence[int], request: Request, desk: Desk) -> None:
    reading = desk.unit.articles.get(alert.article_id)
    wishes = [wish for chat in reached for wish in desk.unit.chats.subscriptions(chat)]
    aliases = heard_by(reading, wishes, desk.watchlists) if reading else frozenset()
    desk.unit.feedback.give(alert.id, request.update.person, said, aliases, desk.now)
    details = {"chat": request.chat.id, "alert": alert.id, "said": said.value}
    desk.unit.people.record(request.update.person, "rate", details, desk.now)


def _thanks(said: Rating, before: Rating | None, desk: Desk) -> str:
    texts = desk.texts
    if before is not None:
        return texts.say("Noted instead of what you said before, thank you.")
    if said == Rating.NOT_RELEVANT:
        return texts.say("Noted, thank you. After several of these I propose a change to the administrators.")
    return texts.say("Noted, thank you.")


def _ask(alert: Alert, desk: Desk) -> Message:
    question = desk.texts.say("What do you say of {alert}?", alert=f"A{alert.id}")
    return Message((block(question),), desk.texts.language, (tuple(rating_row(f"A{alert.id}", desk.texts)),))


def _same(story: Story, desk: Desk) -> Story | None:
    """The story that this one most probably is, where one stands out."""
    return obvious(story, queries.near(desk.unit, story, _CLOSE), desk.watchlists)


def _offer(story: Story, other: Story, desk: Desk) -> Message:
    """The older story takes in the younger one."""
    texts = desk.texts
    into, double = sorted((story, other), key=lambda one: (one.opened, one.id))
    line = quoted(story_headline(other, desk.watchlists, texts))
    question = texts.say("Noted, thank you. Is it the same as {story}?", story=f"S{other.id}")
    merge = Button(texts.say("Merge"), f"/merge S{into.id} S{double.id}", once=True)
    show = Button(texts.say("Show {story}", story=f"S{other.id}"), f"/story S{other.id}")
    return Message((block(question), block(line, shape="item")), texts.language, ((merge, show),))


COMMAND = Command(
    "rate",
    "ALERT yes|no|dup",
    "/rate A17 no",
    lambda texts: texts.say("say whether an alert was relevant"),
    run,
    aliases=("قيم", "تقييم"),
)
