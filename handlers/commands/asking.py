"""What the commands that look something up share: of whom or what is asked, in which time, and how their pages are
named."""

from bot.core.baseline import WINDOWS
from bot.core.subjects import Subject
from handlers.commands import parsing, watching
from handlers.commands.base import Desk
from watchlists.model import Entity, EventType

_FROM, _BEFORE = "from", "before"
# Further back nobody leafs.
_FARTHEST = 5_000
# A name of more words than this is none.
_LONGEST = 12


def subject(words: tuple[str, ...], desk: Desk, command: str, choices: str, rest: str = "") -> Subject:
    """`ISKP`, `event:bombing`, `list:groups` or `all`; anything else is refused, with what may follow. The `rest` is
    what else was typed, for the buttons that ask back."""
    _refuse_what_follows(words, desk, choices)
    return Subject(*watching.wish(" ".join(words), desk, command, choices, rest))


def subjects(words: tuple[str, ...], desk: Desk, command: str, choices: str, rest: str = "") -> tuple[Subject, ...]:
    """One subject, or an event type and an entity in either order; none where nothing was typed."""
    if not words:
        return ()
    return _pair(words, desk) or (subject(words, desk, command, choices, rest),)


def entry(words: tuple[str, ...], desk: Desk, command: str, choices: str, rest: str = "") -> Entity | EventType:
    """The same for what is asked of an entity or an event type alone."""
    typed = " ".join(words)
    watching.refuse_many(typed, desk, command)
    _refuse_what_follows(words, desk, choices)
    return parsing.entry_alone(parsing.plain_name(typed), desk, command, choices, rest)


def lengths(desk: Desk, *others: str) -> str:
    """The usual lengths of time, and what else may follow a name, for a refusal: as they are typed."""
    return desk.texts.say(", ").join(map(desk.texts.ltr, (*WINDOWS, *others)))


def page(words: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """Words without the `from:N` that a button puts at their end, and that N; 0 where there is none."""
    rest, number = _numbered(words, _FROM)
    return rest, min(number or 0, _FARTHEST)


def before(words: tuple[str, ...]) -> tuple[tuple[str, ...], int | None]:
    """Words without the `before:ID` of an article that a button puts at their end, and that id."""
    return _numbered(words, _BEFORE)


def at(number: int) -> str:
    """What a button puts at the end of a command to go on there."""
    return f"{_FROM}:{number}"


def after_article(article_id: int) -> str:
    """The same for a list of articles that goes on after one."""
    return f"{_BEFORE}:{article_id}"


def _numbered(words: tuple[str, ...], name: str) -> tuple[tuple[str, ...], int | None]:
    given, _, digits = words[-1].partition(":") if words else ("", "", "")
    number = parsing.number(digits) if given == name else None
    return (words, None) if number is None else (words[:-1], number)


def _pair(words: tuple[str, ...], desk: Desk) -> tuple[Subject, ...]:
    if not 1 < len(words) <= _LONGEST or _known(words, desk):
        return ()
    for split in range(1, len(words)):
        first = _known(words[:split], desk)
        second = _known(words[split:], desk) if first else None
        if first and second and {first.scope, second.scope} == {"entity", "event"}:
            return first, second
    return ()


def _known(words: tuple[str, ...], desk: Desk) -> Subject | None:
    found = parsing.known(" ".join(words), desk)
    return None if found is None else Subject("event" if found.key in desk.watchlists.events else "entity", found.key)


def _refuse_what_follows(words: tuple[str, ...], desk: Desk, choices: str) -> None:
    """Of a known name with a length and one word more («ISKP 7d drak»), that word is what is wrong."""
    name, window = parsing.trailing_length(words[:-1])
    if window is not None and parsing.known(" ".join(name), desk) is not None:
        raise parsing.wrong_value(words[-1], desk, choices)
