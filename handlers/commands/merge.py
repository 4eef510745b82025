"""/merge: stories that tell of one happening become one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.message import Block, Button, Message, Span, block
from bot.core.model import Story
from bot.core.render.headline import story_headline
from bot.core.render.story import story_names
from bot.core.rulings import Ruling
from bot.services import queries
from handlers.commands import parsing, picking, stories
from handlers.commands.base import Command, Desk, Request

# Stories further apart are rather two happenings: they are merged at a second press. Own choice.
_FAR = timedelta(days=7)
_MOST = 10
_OFFERED = 5


def run(request: Request, desk: Desk) -> Message:
    """The first story stays and takes the reports of the others. Alone, it is shown which stories are near."""
    desk.unit.regrouping.begin()
    words = request.words
    if not words:
        question = desk.texts.say("Which story shall take others in? For example: {command}", command=COMMAND.example)
        return picking.pick_story("merge", desk, request, question)
    sure = words[-1].casefold() in stories.YES
    typed = [stories.number(word) for word in (words[:-1] if sure else words)]
    asked = [one for one in typed if one is not None]
    if not asked or len(asked) < len(typed) or len(asked) > _MOST:
        raise parsing.not_understood(desk, COMMAND.example)
    found = [stories.known(one, desk) for one in asked]
    if len(found) == 1:
        return stories.with_note(_offer(found[0], desk), str(asked[0]), desk)
    _require_different(found, asked, desk)
    if not sure and any(_apart(found[0], one) > _FAR for one in found[1:]):
        return _ask(found, desk)
    return _merge(found, request, desk)


def _require_different(found: Sequence[Story], asked: Sequence[int], desk: Desk) -> None:
    if len({one.id for one in found}) == len(found):
        return
    names = story_names(dict.fromkeys(asked), desk.texts)
    said = desk.texts.say("{stories} are one story already: {story}.", stories=names, story=f"S{found[0].id}")
    if len(set(asked)) == 1:
        said = desk.texts.say("A story cannot be merged into itself: {story}.", story=f"S{found[0].id}")
    raise parsing.refuse(desk, said)


def _merge(found: Sequence[Story], request: Request, desk: Desk) -> Message:
    into, others, author = found[0], found[1:], request.update.person
    rulings = list[Ruling]()
    for other in others:
        rulings.append(stories.ruler(desk).merge(into, other, author))
        into = stories.known(into.id, desk)
    details = {"story": into.id, "others": [one.id for one in others], "rulings": [one.id for one in rulings]}
    desk.unit.people.record(author, "merge", details, desk.now)
    return _confirm(into, others, rulings, desk)


def _confirm(into: Story, others: Sequence[Story], rulings: Sequence[Ruling], desk: Desk) -> Message:
    texts = desk.texts
    reports = texts.count("{n} report", "{n} reports", len(into.reports))
    names, name = story_names([one.id for one in others], texts), f"S{into.id}"
    said = texts.say("{others} → {story}, which now holds {reports}.", others=names, story=name, reports=reports)
    after = texts.say("Nobody is alerted of it; messages that stand in chats are brought up to date.")
    undo = Button(texts.say("Undo"), "/undo " + " ".join(f"R{one.id}" for one in rulings))
    show = Button(texts.say("Show"), f"/story {name}")
    return Message((block(said), block(after)), texts.language, ((undo, show),))


def _ask(found: Sequence[Story], desk: Desk) -> Message:
    texts = desk.texts
    apart = texts.span(max(_apart(found[0], one) for one in found[1:]))
    question = texts.say("These stories lie {span} apart. Merge them all the same?", span=apart)
    names = [f"S{one.id}" for one in found]
    yes = Button(texts.say("Merge"), f"/merge {' '.join(names)} yes")
    no = Button(texts.say("Keep apart"), f"/story {names[0]}")
    return Message((block(question), *(_line(one, desk) for one in found)), texts.language, ((yes, no),))


def _offer(story: Story, desk: Desk) -> Message:
    """The stories of its days that share the most with it."""
    near = queries.near(desk.unit, story, _OFFERED)
    example = desk.texts.say("For example: {command}", command=COMMAND.example)
    if not near:
        return desk.reply(desk.texts.say("No story near {story} shares a name with it.", story=f"S{story.id}"), example)
    question = desk.texts.say("Which story goes into {story}?", story=f"S{story.id}")
    buttons = tuple(Button(desk.texts.ltr(f"S{one.id}"), f"/merge S{story.id} S{one.id}") for one in near)
    return Message((block(question), *(_line(one, desk) for one in near)), desk.texts.language, (buttons,))


def _line(story: Story, desk: Desk) -> Block:
    name = Span(desk.texts.ltr(f"S{story.id}"), "bold")
    return block(name, f" {story_headline(story, desk.watchlists, desk.texts)}", shape="item")


def _apart(one: Story, other: Story) -> timedelta:
    """From the end of the earlier one to the beginning of the later one; none where they overlap."""
    begun = max(_begun(one), _begun(other))
    return max(begun - min(one.latest, other.latest), timedelta())


def _begun(story: Story) -> datetime:
    return min(reading.article.published for reading in story.readings)


COMMAND = Command(
    "merge",
    "STORY STORY…",
    "/merge S5 S7",
    lambda texts: texts.say("make one story of several that tell of one happening"),
    run,
    "analyst",
    aliases=("دمج", "ادمج"),
    examples=("ادمج S5 S6",),
)
