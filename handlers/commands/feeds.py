"""/feeds: sources and their state; adding, removing, turning off and trying again."""

from bot.core.feed_state import FeedState, feed_name
from bot.core.message import Button, Message, block
from bot.core.model import Feed
from bot.core.render.feeds import A_PAGE, feed_message, feeds_message, feeds_page
from bot.core.render.words import quoted
from bot.core.urls import without_login
from bot.services import queries
from handlers.commands import feed_changes, parsing
from handlers.commands.base import Command, Desk, Request
from watchlists.normalize import key

_STATES: dict[str, FeedState | None] = {**{str(state): state for state in FeedState}, "all": None}
_CHOICES = 5
_SHOWN = 60
_LONGEST_NAME = 200


def run(request: Request, desk: Desk) -> Message:
    """Alone an overview; a state, a number or a name shows more; `add`, `remove`, `off`, `retry` and `undo` change."""
    if not request.words:
        return feeds_message(queries.feeds(desk.unit, desk.now, request.chat.timezone), desk.texts)
    action, rest = request.words[0].casefold(), request.words[1:]
    if action == "off" and rest and not rest[0].startswith("page:"):
        return feed_changes.turn_off(request, rest, desk)
    change = feed_changes.CHANGES.get(action)
    if change is not None:
        return change(request, rest, desk)
    if action in _STATES:
        return _page(_STATES[action], rest, request, desk)
    return _find(request.rest, desk)


def _page(state: FeedState | None, rest: tuple[str, ...], request: Request, desk: Desk) -> Message:
    typed = rest[0].removeprefix("page:") if rest else "1"
    view = queries.feeds(desk.unit, desk.now, request.chat.timezone)
    pages = max(1, -(-len(view.feeds) // A_PAGE))
    page = parsing.number(typed)
    if page is None or not 1 <= page <= pages:
        raise parsing.wrong_value(rest[0], desk, f"page:1-{pages}")
    return feeds_page(view, state, page, desk.texts)


def _find(typed: str, desk: Desk) -> Message:
    number = parsing.number(typed.removeprefix("#"))
    if number is not None:
        feed = feed_changes.known(number, desk)
        return feed_message(queries.feed(desk.unit, feed, desk.now), desk.texts)
    found = _named(typed[:_LONGEST_NAME], desk)
    if not found:
        said = desk.texts.say("I know no source “{name}”.", name=quoted(typed, _SHOWN))
        raise parsing.refuse(desk, said, desk.texts.say("See them all with {command}.", command="/feeds"))
    if len(found) == 1:
        return feed_message(queries.feed(desk.unit, found[0], desk.now), desk.texts)
    buttons = tuple((Button(quoted(feed_name(one), _SHOWN), f"/feeds {one.id}"),) for one in found[:_CHOICES])
    return Message((block(desk.texts.say("Which source do you mean?")),), desk.texts.language, buttons)


def _named(typed: str, desk: Desk) -> list[Feed]:
    """Sources of this name or address; else those in whose name or address it stands."""
    wanted, plain = key(typed), typed.casefold()
    feeds = desk.unit.feeds.all()
    exact = [one for one in feeds if key(one.title) == wanted or without_login(one.url) == typed]
    if exact or not wanted:
        return exact
    return [one for one in feeds if wanted in key(one.title) or plain in without_login(one.url).casefold()]


COMMAND = Command(
    "feeds",
    "[N|NAME|off|failing|silent|ok] [add URL NAME] [remove N] [off N] [retry N|all]",
    "/feeds failing",
    lambda texts: texts.say("sources and their state"),
    run,
    "admin",
    aliases=("مصادر", "المصادر"),
)
