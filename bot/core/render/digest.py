"""The message of a digest, and its further pages."""

from collections.abc import Sequence

from bot.core.baseline import Pace
from bot.core.digest_groups import grouped
from bot.core.digest_page import Page
from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, pressable
from bot.core.model import Story
from bot.core.render.digest_remarks import (
    held_lines,
    mute_lines,
    sentence_of,
    short_headline,
    silent_lines,
    trend_lines,
)
from bot.core.render.status import story_line
from bot.core.render.words import entry_name
from bot.core.views import DigestView

# Characters of a digest, so that it is one message of every platform: Telegram takes 4,096. Own choice.
_ROOM = 3800
# What a block costs beside its characters: marks, bullets and the lines between.
_AROUND = 8


def digest_message(view: DigestView, texts: Texts) -> Message:
    """Stories by group with the counts of the window, as many as fit one message; then what was not sent, which sources
    went silent, and what is muted. One line where nothing happened."""
    remarks = [*held_lines(view, texts), *silent_lines(view, texts), *mute_lines(view, texts)]
    if not view.stories:
        return Message((*_nothing(view, texts), *trend_lines(view, texts), *remarks), texts.language)
    head = [_title(texts), _window(view, texts), _counts(view, texts), *trend_lines(view, texts)]
    return _with_stories(head, remarks, view, texts)


def digest_page(view: DigestView, texts: Texts) -> Message:
    """The stories of a digest from the view's offset on; a line where there are none."""
    if not view.listed:
        return Message((block(texts.say("There are no more stories in this digest.")),), texts.language)
    return _with_stories([_title(texts), _window(view, texts)], [], view, texts)


def _with_stories(head: Sequence[Block], remarks: Sequence[Block], view: DigestView, texts: Texts) -> Message:
    """With as many stories as there is room for beside the rest, at least one."""
    lines = {story.id: _lines(story, view, texts) for _, story in view.listed}
    room, shown = _ROOM - _cost([*head, *remarks]), 1
    while shown < len(view.listed) and _cost(_groups(view, shown + 1, lines, texts)) <= room:
        shown += 1
    left = view.stories - view.offset - shown
    groups = _groups(view, shown, lines, texts)
    return Message((*head, *groups, *_left(left, texts), *remarks), texts.language, _more(view, shown, left, texts))


def _cost(blocks: Sequence[Block]) -> int:
    return sum(len(one.text) + _AROUND for one in blocks)


def _title(texts: Texts) -> Block:
    return block(bold(texts.say("Digest")), shape="heading")


def _window(view: DigestView, texts: Texts) -> Block:
    start, end = (texts.when(moment, view.timezone) for moment in (view.start, view.end))
    return block(texts.say("From {start} to {end}", start=start, end=end), shape="footer")


def _nothing(view: DigestView, texts: Texts) -> list[Block]:
    start, end = (texts.when(moment, view.timezone) for moment in (view.start, view.end))
    said = texts.say("Nothing new from {start} to {end}.", start=start, end=end)
    return [block(bold(texts.say("Digest")), f" — {said}")]


def _counts(view: DigestView, texts: Texts) -> Block:
    stories = texts.count("{n} story", "{n} stories", view.stories)
    if view.capped:
        stories = texts.say("the {stories} that are the most serious of more", stories=stories)
    articles = texts.count("{n} article", "{n} articles", view.articles)
    if view.before is None:
        return block(texts.say("{stories}, {articles}", stories=stories, articles=articles))
    before = texts.count("{n} story the time before", "{n} stories the time before", view.before)
    return block(texts.say("{stories}, {articles}; {before}", stories=stories, articles=articles, before=before))


def _groups(view: DigestView, shown: int, lines: dict[int, list[Block]], texts: Texts) -> list[Block]:
    headings = {story.id: key for key, story in view.listed}
    found: list[Block] = []
    for key, stories in grouped([story for _, story in view.listed[:shown]], headings):
        found.append(_heading(key, view, texts))
        found += [line for story in stories for line in lines[story.id]]
    return found


def _heading(key: str, view: DigestView, texts: Texts) -> Block:
    """The name; then how many stories stand under it in the whole window, and whether that is more than before."""
    name = bold(entry_name(key, view.watchlists, texts))
    if key not in view.tallies:
        return block(name)
    now, before = view.tallies[key]
    stories = texts.count("{n} story", "{n} stories", now)
    return block(name, texts.say(": {stories} (before: {before})", stories=stories, before=_then(now, before, texts)))


def _then(now: int, before: int, texts: Texts) -> str:
    arrow = Pace(now, float(before)).arrow
    return f"{texts.ltr(before)} {arrow}" if arrow in ("↑", "↓") else texts.ltr(before)


def _lines(story: Story, view: DigestView, texts: Texts) -> list[Block]:
    """A story in the list; in a long digest with the sentence that tells of it."""
    headline = short_headline(story, view.watchlists, texts, view.summary)
    line = story_line(story, view.timezone, headline, texts)
    sentence = sentence_of(story, view.watchlists) if view.summary == "long" else None
    return [line, block(texts.say("— “{sentence}”", sentence=sentence), shape="item")] if sentence else [line]


def _left(left: int, texts: Texts) -> list[Block]:
    if left <= 0:
        return []
    return [block(texts.count("and {n} more story", "and {n} more stories", left), shape="footer")]


def _more(view: DigestView, shown: int, left: int, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    if left <= 0:
        return ()
    return pressable([[Button(texts.say("More"), Page(view.start, view.end, view.offset + shown).command)]])
