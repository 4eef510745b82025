"""What is offered where a command needs something and nothing was named: this chat's entities, alerts and stories.

`pick` is for commands that take an ENTITY or EVENT, `pick_alert` and `pick_story` for those that take such a number,
`pick_of` for what a command has to offer itself. A command says what it asks; each button says the command with one of
them and whatever else was typed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta

from bot.core.message import Block, Button, Message, block, in_rows
from bot.core.model import Alert, Story
from bot.core.render.headline import story_headline
from bot.core.render.words import entry_name
from bot.ports import Window
from handlers.commands.base import Desk, Request
from watchlists.model import Watchlists

_MOST, _A_ROW = 8, 2
# The articles whose names count as the most mentioned of late.
_RECENT_ARTICLES = 40
# Alerts of how long ago are offered, and how many.
_RECENT = timedelta(days=30)
_ALERTS = 5
# The newest is one written in the very moment of asking.
_MOMENT = timedelta(seconds=1)


def pick(
    command: str, desk: Desk, request: Request, question: str, *, rest: str = "", but: Collection[str] = ()
) -> Message:
    """A keyboard of entities and event types for a command: what the chat watches, then what is most mentioned of late,
    then heads of the lists, except those in `but`. `rest` is what else was typed, and stands behind each."""
    keys = [key for key in _likely(desk, request) if key not in but][:_MOST]
    return _keyboard(question, [_button(command, key, rest, desk) for key in keys], desk)


def pick_of(command: str, desk: Desk, question: str, choices: Iterable[tuple[str, str]], *, rest: str = "") -> Message:
    """A keyboard of (label, what is typed behind the command); those beyond the first few are left out."""
    buttons = [Button(label, _said(command, typed, rest)) for label, typed in choices]
    return _keyboard(question, buttons[:_MOST], desk)


def pick_alert(command: str, desk: Desk, request: Request, question: str) -> Message:
    """The latest alerts of the chat, the newest first."""
    alerts = _alerts(desk, request)
    stories = {story.id: story for story in desk.unit.stories.some([one.story_id for one in alerts])}
    rows = [(f"A{one.id}", stories[one.story_id]) for one in alerts if one.story_id in stories]
    return _listed(command, rows, question, desk)


def pick_story(command: str, desk: Desk, request: Request, question: str) -> Message:
    """The stories of the latest alerts of the chat, the newest first; else the latest of what it watches."""
    numbers = list(dict.fromkeys(one.story_id for one in _alerts(desk, request)))
    found = {story.id: story for story in desk.unit.stories.some(numbers)}
    stories = [found[number] for number in numbers if number in found]
    return _listed(command, [(f"S{one.id}", one) for one in stories if one.readings], question, desk)


def buttons(command: str, desk: Desk, request: Request, *, but: Collection[str] = ()) -> tuple[tuple[Button, ...], ...]:
    """The rows of buttons of `pick` alone, for a message that says something else."""
    return pick(command, desk, request, "", but=but).buttons


def _likely(desk: Desk, request: Request) -> Iterator[str]:
    """Keys, the likeliest first, each once."""
    mine = [one.key for one in desk.unit.chats.subscriptions(request.chat.id) if one.scope in ("entity", "event")]
    known = desk.watchlists
    found = dict.fromkeys([*mine, *_mentioned(desk), *_heads(known)])
    return (key for key in found if key in known.entities or key in known.events)


def _mentioned(desk: Desk) -> list[str]:
    """Entities by how often the newest articles name them."""
    newest = desk.unit.articles.latest((), _RECENT_ARTICLES)
    named = (mention.entity for one in newest for mention in one.findings.mentions)
    counted = Counter(key for key in named if _is_party(key, desk.watchlists))
    return [key for key, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]


def _is_party(key: str, known: Watchlists) -> bool:
    """Organizations and persons: places are named in nearly every article."""
    return key in known.entities and known.entities[key].kind != "place"


def _heads(known: Watchlists) -> list[str]:
    """Organizations that are part of no other, those with the most parts first."""
    parts = Counter(one.part_of for one in known.entities.values() if one.part_of)
    heads = [one.key for one in known.entities.values() if one.kind == "organization" and not one.part_of]
    return sorted(heads, key=lambda key: -parts[key])


def _alerts(desk: Desk, request: Request) -> Sequence[Alert]:
    sent = desk.unit.alerts.sent(request.chat.id, Window(desk.now - _RECENT, desk.now + _MOMENT))
    return list(reversed(sent))[:_ALERTS]


def _listed(command: str, rows: Sequence[tuple[str, Story]], question: str, desk: Desk) -> Message:
    """What each number is about in a line, and its button."""
    lines = [_line(name, story, desk) for name, story in rows]
    shown = tuple(Button(desk.texts.ltr(name), _said(command, name)) for name, _ in rows)
    return Message((block(question), *lines), desk.texts.language, (shown,) if shown else ())


def _line(name: str, story: Story, desk: Desk) -> Block:
    return block(f"{desk.texts.ltr(name)} — {story_headline(story, desk.watchlists, desk.texts)}", shape="item")


def _button(command: str, key: str, rest: str, desk: Desk) -> Button:
    return Button(entry_name(key, desk.watchlists, desk.texts), _said(command, key, rest))


def _said(command: str, *words: str) -> str:
    return " ".join(filter(None, (f"/{command}", *words)))


def _keyboard(question: str, found: Sequence[Button], desk: Desk) -> Message:
    return Message((block(question),), desk.texts.language, in_rows(found, _A_ROW))
