"""What an address asks for: an entry by name, a length of time, a number. What cannot be is refused in words."""

from collections.abc import Sequence
from datetime import timedelta
from urllib.parse import quote, urlencode

from bot.core.baseline import WINDOWS
from bot.core.render.words import entry_name, quoted
from bot.core.subjects import Subject
from bot.core.typed_lengths import plain_digits
from handlers.web.numbers import whole
from handlers.web.pages.base import Desk, MissingError, WrongError
from watchlists.model import SEVERITIES, Severity

# Longer than any name; what is asked for is shown up to _SHOWN characters.
_LONGEST, _SHOWN = 200, 60
_SUGGESTIONS = 5
# Digits of an id: more than any database has rows.
_DIGITS = 12


def subject(typed: str, desk: Desk, there: str) -> Subject:
    """`ISKP`, any alias, `list:groups` or `all`. Raises MissingError for anything else, with what is spelled like it;
    `there` is the address of such a choice, with `{}` for its name."""
    scope, colon, name = typed.strip().partition(":")
    if typed.strip().casefold() == "all":
        return Subject("all")
    if colon and scope.casefold() == "list":
        return _list(name, desk)
    found, close = desk.reader.resolve(typed) if len(typed) <= _LONGEST else (None, ())
    if found is None:
        raise _unknown(typed, close[:_SUGGESTIONS], desk, there)
    return Subject("event" if found.key in desk.watchlists.events else "entity", found.key)


def window(desk: Desk, default: str = "7d") -> tuple[str, timedelta]:
    """The `window` of the address, as it is written there and as a length. Raises WrongError for another one."""
    typed = desk.query.get("window", default)
    if typed not in WINDOWS:
        raise _wrong(typed, list(WINDOWS), desk)
    return typed, WINDOWS[typed]


def severity(desk: Desk) -> Severity | None:
    """The least `severity` of the address, None where it gives none. Raises WrongError for another one."""
    typed = desk.query.get("severity", "")
    found = next((one for one in SEVERITIES if one == typed), None)
    if typed and found is None:
        raise _wrong(typed, list(SEVERITIES), desk)
    return found


def number(desk: Desk, name: str, most: int) -> int:
    """A whole number of the address, 0 where it gives none. Raises WrongError for anything else."""
    typed = desk.query.get(name, "0")
    found = whole(typed, _DIGITS)
    if found is None or found > most:
        raise _wrong(typed, [f"0–{most}"], desk)
    return found


def words(desk: Desk, name: str) -> str:
    """Words of the address, '' where it gives none. Raises WrongError for more than anybody types."""
    typed = desk.query.get(name, "").strip()
    if len(typed) > _LONGEST:
        raise _wrong(typed, [], desk)
    return typed


def numbered(typed: str, letter: str) -> int | None:
    """The number of `S5` or `5`, in Arabic digits, too; None for anything else."""
    digits = plain_digits(typed.strip())
    digits = digits[1:] if digits[:1].casefold() == letter.casefold() else digits
    return whole(digits, _DIGITS)


def address(path: str, *parts: object, **query: object) -> str:
    """A path with its parts and its query escaped; what is empty in the query is left out."""
    found = path.format(*(quote(str(one), safe="") for one in parts))
    given = {name: value for name, value in query.items() if value not in ("", None, 0)}
    return f"{found}?{urlencode(given)}" if given else found


def _list(typed: str, desk: Desk) -> Subject:
    slug = next((one.slug for one in desk.watchlists.lists if one.slug.casefold() == typed.casefold()), None)
    if slug is None:
        raise MissingError(desk.texts.say("I know no “{typed}”.", typed=quoted(typed, _SHOWN)))
    return Subject("list", slug)


def _unknown(typed: str, close: Sequence[str], desk: Desk, there: str) -> MissingError:
    said = quoted(typed, _SHOWN)
    if not close:
        return MissingError(desk.texts.say("I know no “{typed}”.", typed=said))
    choices = [(entry_name(key, desk.watchlists, desk.texts), there.format(quote(key, safe=""))) for key in close]
    return MissingError(desk.texts.say("I know no “{typed}”. Is one of these meant?", typed=said), choices)


def _wrong(typed: str, possible: Sequence[str], desk: Desk) -> WrongError:
    texts, said = desk.texts, quoted(typed, _SHOWN)
    choices = texts.say(", ").join(map(texts.ltr, possible)) or "…"
    return WrongError(texts.say("I do not understand “{typed}” here. Possible: {choices}", typed=said, choices=choices))
