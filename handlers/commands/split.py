"""/split: reports that tell of another happening become a story of their own."""

import re
from collections.abc import Collection, Sequence

from bot.core.message import Button, Message, Span, block
from bot.core.model import Reading, Story
from bot.core.regrouping import belonging, numbered
from bot.core.render.headline import article_title
from bot.core.render.story import report_line
from bot.core.rulings import Ruling
from bot.services import queries
from handlers.commands import parsing, picking, stories
from handlers.commands.base import Command, Desk, Request

_ALERT = re.compile(r"[Aa](\d{1,12})")
_MOST = 50
_OFFERED = 8


def run(request: Request, desk: Desk) -> Message:
    """By the numbers that /story shows, or the alert that a report led to. Alone, reports are shown with buttons."""
    desk.unit.regrouping.begin()
    words = request.words
    if not words:
        question = desk.texts.say("Which story holds two happenings? For example: {command}", command=COMMAND.example)
        return picking.pick_story("split", desk, request, question)
    typed = stories.number(words[0])
    if typed is None or len(words) > _MOST:
        raise parsing.not_understood(desk, COMMAND.example)
    story = stories.known(typed, desk)
    if len(words) == 1:
        return stories.with_note(_offer(story, request, desk), words[0], desk)
    chosen = {_article(word, story, desk) for word in words[1:]}
    taken = belonging(story, chosen)
    if len(taken) == len(story.readings):
        raise parsing.refuse(desk, desk.texts.say("Nothing would be left in {story}.", story=f"S{story.id}"))
    return stories.with_note(_split(story, chosen, request, desk), words[0], desk)


def _article(word: str, story: Story, desk: Desk) -> int:
    """The id of the article that a word names."""
    alert = _ALERT.fullmatch(parsing.plain_digits(word))
    number = parsing.number(word)
    if alert is not None:
        return _of_alert(int(alert[1]), story, desk)
    if number is None:
        raise parsing.not_understood(desk, COMMAND.example)
    reports = numbered(story)
    if not 1 <= number <= len(reports):
        raise parsing.refuse(
            desk,
            desk.texts.count(
                "{story} holds {n} report: there is no number {number} in it.",
                "{story} holds {n} reports: there is no number {number} in it.",
                len(reports),
                story=f"S{story.id}",
                number=number,
            ),
        )
    return reports[number - 1].article.id


def _of_alert(alert_id: int, story: Story, desk: Desk) -> int:
    alert = desk.unit.alerts.get(alert_id)
    if alert is None or alert.article_id not in {one.article.id for one in story.readings}:
        names = {"alert": f"A{alert_id}", "story": f"S{story.id}"}
        raise parsing.refuse(desk, desk.texts.say("{alert} is about no report of {story}.", **names))
    return alert.article_id


def _split(story: Story, chosen: Collection[int], request: Request, desk: Desk) -> Message:
    author = request.update.person
    ruling = stories.ruler(desk).split(story, chosen, author)
    details = {"story": story.id, "new": ruling.other_id, "articles": sorted(ruling.articles), "ruling": ruling.id}
    desk.unit.people.record(author, "split", details, desk.now)
    return _confirm(ruling, stories.known(ruling.other_id, desk).reports, desk)


def _confirm(ruling: Ruling, taken: Sequence[Reading], desk: Desk) -> Message:
    texts, new = desk.texts, f"S{ruling.other_id}"
    names = {"story": f"S{ruling.story_id}", "new": new}
    said = texts.count(
        "{n} report of {story} is now {new}:", "{n} reports of {story} are now {new}:", len(taken), **names
    )
    lines = [block(Span(article_title(one), url=one.article.url), shape="item") for one in taken[:_OFFERED]]
    after = texts.say("Whoever was told of it before is not alerted; what follows in {new} is told.", new=new)
    undo = Button(texts.say("Undo"), f"/undo R{ruling.id}")
    show = Button(texts.say("Show"), f"/story {new}")
    return Message((block(said), *lines, block(after)), texts.language, ((undo, show),))


def _offer(story: Story, request: Request, desk: Desk) -> Message:
    texts, name = desk.texts, f"S{story.id}"
    reports = numbered(story)
    if len(reports) < 2:
        raise parsing.refuse(desk, texts.say("{story} holds one report only.", story=name))
    view = queries.story(desk.unit, story, desk.watchlists, request.chat, desk.now, desk.outlets)
    question = texts.say("Which reports tell of another happening? For example: {command}", command=f"/split {name} 2")
    last = list(enumerate(reports, 1))[-_OFFERED:]
    buttons = tuple(Button(texts.ltr(number), f"/split {name} {number}") for number, _ in last)
    lines = [report_line(number, one, view, texts) for number, one in last]
    return Message((block(question), *lines), texts.language, (buttons,))


COMMAND = Command(
    "split",
    "STORY NUMBER…",
    "/split S5 2 4",
    lambda texts: texts.say("make reports that tell of another happening a story of their own"),
    run,
    "analyst",
    aliases=("فصل", "افصل"),
    examples=("افصل S5 2",),
)
