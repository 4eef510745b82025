"""What an admin changes about sources in a chat. Each change is written down in the audit log."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.core.bidi import strip_controls
from bot.core.canonical import canonical_url
from bot.core.feed_state import feed_name
from bot.core.layout import clean_text
from bot.core.message import Button, Message, block
from bot.core.model import Feed
from bot.core.render.feeds import feed_message
from bot.core.render.words import quoted
from bot.core.urls import is_web_address, without_login
from bot.services import queries
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.watching import ALL

Words = tuple[str, ...]
_ADD = "/feeds add https://news.example/rss.xml"
_LONGEST_NAME = 100
_SHOWN = 60
REMOVED = "feeds:removed"
"""The name under which the source that was removed last is kept, so that it can come back."""


def known(number: int, desk: Desk) -> Feed:
    """The source of this number; another number is refused."""
    feed = desk.unit.feeds.get(number)
    if feed is None:
        said = desk.texts.say("There is no source {n}.", n=number)
        raise parsing.refuse(desk, said, desk.texts.say("See them all with {command}.", command="/feeds"))
    return feed


def _add(request: Request, words: Words, desk: Desk) -> Message:
    """A web address and a name; what is not public, or lies on this machine, is for the command line alone."""
    if not words:
        raise parsing.not_understood(desk, _ADD)
    url, title = words[0], clean_text(strip_controls(" ".join(words[1:])))[:_LONGEST_NAME]
    if not is_web_address(url):
        said = desk.texts.say("“{address}” is no web address.", address=quoted(without_login(url), _SHOWN))
        raise parsing.refuse(desk, said, desk.texts.say("For example: {command}", command=_ADD))
    if not desk.may_add(url):
        address, setting = quoted(without_login(url), _SHOWN), "RASID_ALLOW_NETWORKS"
        said = desk.texts.say(
            "“{address}” is not public; {setting} must name its network first.", address=address, setting=setting
        )
        raise parsing.refuse(desk, said)
    same = [one for one in desk.unit.feeds.all() if canonical_url(one.url) == canonical_url(url)]
    if same:
        return _shown(same[0], desk.texts.say("This source is known already."), desk)
    feed = desk.unit.feeds.add(url, title, desk.now)
    _record(request, "feed added", feed, desk)
    said = desk.texts.say("{name} is added. What it holds now is stored without alerts.", name=_name(feed))
    undo = Button(desk.texts.say("Undo"), f"/feeds remove {feed.id} yes")
    return Message((block(said),), desk.texts.language, ((undo,),))


def _remove(request: Request, words: Words, desk: Desk) -> Message:
    """Asks first; `yes` after the number removes."""
    feed = _one(words[:1], desk)
    if words[1:] != ("yes",):
        question = desk.texts.say("Remove {name}? Its articles stay.", name=_name(feed))
        yes = Button(desk.texts.say("Remove"), f"/feeds remove {feed.id} yes")
        no = Button(desk.texts.say("Keep"), f"/feeds {feed.id}")
        return Message((block(question),), desk.texts.language, ((yes, no),))
    desk.unit.feeds.remove(feed.url)
    desk.unit.state.put(REMOVED, json.dumps(_as_kept(feed)))
    _record(request, "feed removed", feed, desk)
    said = desk.texts.say("{name} is read no more.", name=_name(feed))
    undo = Button(desk.texts.say("Undo"), f"/feeds undo {feed.id}")
    return Message((block(said),), desk.texts.language, ((undo,),))


def _undo(request: Request, words: Words, desk: Desk) -> Message:
    """The source that was removed last comes back as it was; what it holds meanwhile is news."""
    value = desk.unit.state.get(REMOVED)
    kept: Mapping[str, Any] = json.loads(value) if value else {}
    if not words or parsing.number(words[0].removeprefix("#")) != kept.get("id", -1):
        raise parsing.refuse(desk, desk.texts.say("That can be undone no more."))
    new = desk.unit.feeds.add(kept["url"], kept["title"], desk.now)
    read = datetime.fromisoformat(kept["succeeded"]) if kept["succeeded"] else None
    back = replace(new, kind=kept["kind"], pages=kept["pages"], wait=kept["wait"], succeeded=read)
    desk.unit.feeds.save(back)
    desk.unit.state.drop(REMOVED)
    _record(request, "feed added", back, desk)
    return _shown(back, desk.texts.say("{name} is back.", name=_name(back)), desk)


def _retry(request: Request, words: Words, desk: Desk) -> Message:
    """One source, or all that are off or fail, is asked again at once."""
    every = bool(words) and words[0].casefold() in ALL
    feed = None if every else _one(words, desk)
    revived = desk.unit.feeds.revive(None if feed is None else [feed.id], desk.now)
    asked = "all" if feed is None else feed.id
    desk.unit.people.record(request.update.person, "feed retried", {"feed": asked}, desk.now)
    said = desk.texts.count("{n} source will be asked again.", "{n} sources will be asked again.", revived)
    return desk.reply(said)


def turn_off(request: Request, words: Words, desk: Desk) -> Message:
    """A source is asked no more until it is turned on."""
    feed = replace(_one(words, desk), off=True, errors=0, error=None)
    desk.unit.feeds.save(feed)
    _record(request, "feed turned off", feed, desk)
    return _shown(feed, desk.texts.say("{name} is turned off.", name=_name(feed)), desk)


def _one(words: Words, desk: Desk) -> Feed:
    """The source whose number is the only word."""
    number = parsing.number(words[0].removeprefix("#")) if len(words) == 1 else None
    if number is None:
        raise parsing.not_understood(desk, "/feeds retry 12")
    return known(number, desk)


def _shown(feed: Feed, said: str, desk: Desk) -> Message:
    message = feed_message(queries.feed(desk.unit, feed, desk.now), desk.texts)
    return replace(message, blocks=(block(said), *message.blocks))


def _record(request: Request, action: str, feed: Feed, desk: Desk) -> None:
    details = {"feed": feed.id, "url": without_login(feed.url)}
    desk.unit.people.record(request.update.person, action, details, desk.now)


def _name(feed: Feed) -> str:
    return quoted(feed_name(feed), _SHOWN)


def _as_kept(feed: Feed) -> dict[str, Any]:
    names = ("id", "url", "title", "kind", "pages", "wait")
    read = feed.succeeded.isoformat() if feed.succeeded else None
    return {**{name: getattr(feed, name) for name in names}, "succeeded": read}


CHANGES: Mapping[str, Callable[[Request, Words, Desk], Message]] = {
    **dict.fromkeys(("add", "أضف", "اضف"), _add),
    **dict.fromkeys(("remove", "احذف", "حذف"), _remove),
    **dict.fromkeys(("undo", "تراجع"), _undo),
    **dict.fromkeys(("retry", "on", "أعد", "اعد", "شغل"), _retry),
}
"""By the word that asks for it."""
