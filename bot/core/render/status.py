"""The answer to /status: first what it comes to, then the gravest stories, then the figures behind it."""

from datetime import timedelta

from bot.core.baseline import WINDOWS
from bot.core.language import Texts
from bot.core.message import Block, Button, Message, block, bold, pressable
from bot.core.model import Story
from bot.core.render.heads import head_line
from bot.core.render.mentions import mentions_line
from bot.core.render.status_chat import chat_lines
from bot.core.render.status_counts import change, company_lines, heading, share_lines, usual_lines
from bot.core.render.words import ICONS, wish_name
from bot.core.status_view import StatusView
from bot.core.typed_lengths import typed_length


def status_message(view: StatusView, texts: Texts) -> Message:
    """The status of a subject."""
    if view.last_heard is None:
        title = block(bold(_name(view, texts)), shape="heading")
        lines = [block(texts.say("Nothing was found about it yet.")), *chat_lines(view, texts)]
        return Message((title, *lines), texts.language, status_buttons(view, texts))
    blocks = (
        _answer(view, texts),
        _standing(view, texts),
        *_unusual(view, texts),
        *story_lines(view, texts),
        heading(texts.say("Against the usual")),
        *usual_lines(view, texts),
        *_company(view, texts),
        *chat_lines(view, texts),
    )
    return Message(blocks, texts.language, status_buttons(view, texts))


def stories_message(view: StatusView, texts: Texts) -> Message:
    """A page of the stories of a subject: the open ones first, the gravest first."""
    title = texts.say("{name}: {stories} in {window}", name=_name(view, texts), **_told(view, texts))
    lines = [_line(view, number, texts) for number in range(len(view.stories))]
    after = view.first + len(lines)
    more = Button(texts.say("More"), f"{_command(view)} stories from:{after}")
    back = Button(texts.say("Status"), _command(view))
    row = [more, back] if after < view.tally.stories else [back]
    shown = lines or [block(texts.say("No story in this window."))]
    return Message((block(bold(title), shape="heading"), *shown), texts.language, pressable([row]))


def story_line(story: Story, view_timezone: str, headline: str, texts: Texts) -> Block:
    """One story as an item of a list: severity, headline, sources, when, its id."""
    sources = texts.count("{n} source", "{n} sources", len(story.sources))
    when = texts.when(story.latest, view_timezone)
    tail = texts.say(" — {sources}, {when} · {story}", sources=sources, when=when, story=f"S{story.id}")
    return block(f"{ICONS[story.severity]} {headline}", tail, shape="item")


def story_lines(view: StatusView, texts: Texts) -> list[Block]:
    """The stories shown, and how many more there are."""
    if not view.tally.stories:
        return []
    lines = [_line(view, number, texts) for number in range(len(view.stories))]
    left = view.tally.stories - view.first - len(lines)
    if left > 0:
        lines.append(block(texts.count("and {n} more story", "and {n} more stories", left), shape="item"))
    return [heading(texts.say("Stories, the gravest open ones first")), *lines]


def status_buttons(view: StatusView, texts: Texts) -> tuple[tuple[Button, ...], ...]:
    """Other windows; what more there is of it; what this chat hears of it."""
    say, subject, window = texts.say, view.subject, typed_length(view.window)
    windows = [Button(texts.span(length), f"/status {subject.typed} {one}") for one, length in WINDOWS.items()]
    more = [Button(say("Stories"), f"{_command(view)} stories"), Button(say("Latest"), f"/latest {subject.typed}")]
    files = [
        Button(say("Chart"), f"/chart {subject.typed} {window}"),
        Button(say("Export"), f"/export {subject.typed} {window}"),
    ]
    rows = [
        windows,
        more,
        files if subject.scope in ("entity", "event") else [],
        [_watch(view, texts), *_mute(view, texts)],
    ]
    return pressable(rows)


def _watch(view: StatusView, texts: Texts) -> Button:
    whole = view.watch.whole if view.watch else None
    if whole is not None and (whole.scope, whole.key) == (view.subject.scope, view.subject.key):
        return Button(texts.say("Unwatch"), f"/unwatch {view.subject.typed}")
    return Button(texts.say("Watch"), f"/watch {view.subject.typed}")


def _mute(view: StatusView, texts: Texts) -> list[Button]:
    """A list cannot be muted."""
    subject = view.subject
    if subject.scope == "list":
        return []
    if any((one.scope, one.key) == (subject.scope, subject.key) for one in view.mutes):
        return [Button(texts.say("Unmute"), f"/unmute {subject.typed}")]
    return [Button(texts.say("Mute"), f"/mute {subject.typed}")]


def _answer(view: StatusView, texts: Texts) -> Block:
    """«Islamic State Khorasan (ISKP): 14 mentions in 7 days ↑ · ×5.6»; of who is silent since when."""
    pace = view.paces[view.window]
    assert view.last_heard is not None
    if not pace.mentions:
        silent = texts.span(max(view.now - view.last_heard, timedelta(minutes=1)))
        return _title(texts.say("{name}: nothing heard for {ago}", name=_name(view, texts), ago=silent))
    mentions = texts.count("{n} mention", "{n} mentions", pace.mentions)
    told = {"name": _name(view, texts), "mentions": mentions, "window": texts.span(view.window)}
    return _title(texts.say("{name}: {mentions} in {window}", **told) + change(pace, texts))


def _title(text: str) -> Block:
    return block(bold(text), shape="heading")


def _standing(view: StatusView, texts: Texts) -> Block:
    """«6 stories, 4 open · last heard 3 hours ago»."""
    assert view.last_heard is not None
    ago = texts.span(max(view.now - view.last_heard, timedelta(minutes=1)))
    if not view.paces[view.window].mentions:
        heard = texts.say("Last heard on {time}.", time=texts.when(view.last_heard, view.timezone))
    else:
        heard = texts.say("Last heard {ago} ago.", ago=ago)
    if not view.tally.stories:
        return block(texts.say("No story in this window."), " ", heard)
    stories = texts.count("{n} story", "{n} stories", view.tally.stories)
    return block(texts.say("{stories}, {open}.", stories=stories, open=_open(view, texts)), " ", heard)


def _company(view: StatusView, texts: Texts) -> list[Block]:
    """Whose the mentions are, who and what is named with them, and who reports: no comparisons, so by themselves."""
    lines = [*share_lines(view, texts), *company_lines(view, texts)]
    return [heading(texts.say("Who, where, and from whom")), *lines] if lines else []


def _told(view: StatusView, texts: Texts) -> dict[str, str]:
    stories = texts.count("{n} story", "{n} stories", view.tally.stories)
    return {"stories": stories, "window": texts.span(view.window)}


def _open(view: StatusView, texts: Texts) -> str:
    stories, are_open = view.tally.stories, view.tally.open
    if are_open == stories:
        return texts.count("open", "all open", stories)
    return texts.count("{n} open", "{n} open", are_open) if are_open else texts.say("none open")


def _unusual(view: StatusView, texts: Texts) -> list[Block]:
    """What was told of as unusual in the last day."""
    if view.trend is None:
        return []
    facts = {"mentions": mentions_line(view.trend, texts), "when": texts.when(view.trend.created, view.timezone)}
    return [block(texts.say("Unusual: {mentions} — {when} · {trend}", **facts, trend=f"T{view.trend.id}"))]


def _line(view: StatusView, number: int, texts: Texts) -> Block:
    head = view.stories[number]
    return head_line(head, view.watchlists, texts, view.timezone, muted=head.story.id in view.muted_stories)


def _name(view: StatusView, texts: Texts) -> str:
    scope, key = view.subject.scope, view.subject.key
    if scope == "all":
        return texts.say("Everything")
    if scope == "list":
        return texts.shown(next((texts.name(one.title) for one in view.watchlists.lists if one.slug == key), key))
    return wish_name(scope, key, view.watchlists, texts)


def _command(view: StatusView) -> str:
    return f"/status {view.subject.typed} {typed_length(view.window)}"
