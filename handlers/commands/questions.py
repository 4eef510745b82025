"""What is asked in plain words: «ما وضع داعش؟», `latest on al-Qaeda`, a bare name or `A17`."""

import re
from dataclasses import dataclass

from bot.core.message import Message
from bot.core.understanding import Question, is_cue, question
from handlers.commands import parsing
from handlers.commands.base import Desk, Request
from handlers.commands.watching import ALL

# Longer than any name that is typed without a command.
_LONGEST_NAME = 100
# A shorter word is like too many names; more words are talk, in which a name stands by chance.
_SHORTEST, _MOST_WORDS = 4, 4
# What is asked for without a name.
_NAMELESS = frozenset({"latest", "watch", "unwatch", "mute", "unmute"})
# What only shows something; the others change.
_SHOWING = ("", "status", "latest")
_KINDS = ("list:", "event:", "entity:")
_NUMBERED = {"s": "story", "a": "why", "t": "why"}
_NUMBER = re.compile(r"([SATsat])\d{1,12}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The command that answers, and the words that follow it."""

    command: str
    words: tuple[str, ...]


def understand(name: str, request: Request, desk: Desk) -> Wanted | Message | None:
    """What answers a text that calls no command; buttons where a name is nearly one; None for what is no question.
    `name` is what stood behind a slash: «/آخر داعش» is a question, too."""
    if name and not is_cue(name):
        return None
    whole = " ".join((name, *request.words)).strip()
    if not name and desk.reader.resolve(whole[:_LONGEST_NAME])[0] is not None:
        return Wanted("status", request.words)
    asked = question(whole)
    if asked is None:
        return None
    return _nameless(asked) or _numbered(asked) or _named(asked, desk) or _plainly(name, asked, request)


def _nameless(asked: Question) -> Wanted | None:
    return Wanted(asked.command, asked.values) if not asked.names and asked.command in _NAMELESS else None


def _numbered(asked: Question) -> Wanted | None:
    """An alert, a story or a trend by its number; everything; what is named with its kind, as after a command."""
    first = parsing.plain_digits(asked.names[0]) if asked.names else ""
    shown = asked.command in _SHOWING
    if not shown and (first.casefold() in ALL or first.casefold().startswith(_KINDS)):
        return Wanted(asked.command, (*first.split(), *asked.values))
    numbered = _NUMBER.fullmatch(first)
    if numbered is None:
        return None
    command = _NUMBERED[numbered[1].casefold()] if shown else asked.command
    return Wanted(command, (first,) if shown else (first, *asked.values))


def _named(asked: Question, desk: Desk) -> Wanted | Message | None:
    """An entry of the lists; a name that is spelled like some is asked back, unless it is rather a word of talk."""
    found, close = parsing.first_known((one[:_LONGEST_NAME] for one in asked.names), desk)
    command = asked.command or "status"
    if found is not None:
        return Wanted(command, (found.key, *asked.values))
    if not asked.command:  # a word of talk is easily like a phrase of an event
        close = tuple(key for key in close if key in desk.watchlists.entities)
    if not close or len(asked.names[0]) < _SHORTEST or len(asked.names[0].split()) > _MOST_WORDS:
        return None
    return parsing.did_you_mean(asked.names[0], close, desk, command, " ".join(asked.values))


def _plainly(name: str, asked: Question, request: Request) -> Wanted | None:
    """Behind a slash it was a command all the same, and what it says of an unknown name is the answer."""
    return Wanted(asked.command, request.words) if name and asked.command else None
