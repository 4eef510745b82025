"""All commands by name. A new command is a file of this folder and a line here."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib import import_module

from bot.core.model import Role
from bot.core.roles import suffices
from handlers.commands.base import Command
from watchlists.normalize import key

NAMES = (
    "start",
    "help",
    "status",
    "latest",
    "events",
    "search",
    "chart",
    "export",
    "brief",
    "watch",
    "unwatch",
    "list",
    "digest",
    "mute",
    "unmute",
    "why",
    "more",
    "sources",
    "rate",
    "story",
    "merge",
    "split",
    "undo",
    "scan",
    "keep",
    "test",
    "add",
    "alias",
    "remove",
    "hunt",
    "proposals",
    "settings",
    "users",
    "audit",
    "forget",
    "health",
    "feeds",
)
_SUGGESTIONS = 3
# Longer than any word that a command is called by; what is longer is like none.
_LONGEST = 40
# How alike an unknown command must be, and the first word of what is no command.
_LIKE, _VERY_LIKE = 0.5, 0.75
_ARTICLE = "ال"


@cache
def commands() -> Mapping[str, Command]:
    """Every command by its name, in the order of the help."""
    found = (import_module(f"handlers.commands.{name}").COMMAND for name in NAMES)
    return {command.name: command for command in found}


@cache
def words() -> Mapping[str, str]:
    """What a command may be called by, with its name: `status`, «حالة» and, as it is often typed, «حاله»; some are two
    words."""
    aliases = {alias: command.name for command in commands().values() for alias in command.aliases}
    folded = {_folded(alias): name for alias, name in aliases.items()}
    return {name: name for name in commands()} | folded | aliases


def named(word: str) -> str | None:
    """The name of the command that is called by a word or two, in any case and usual spelling, with or without the
    article; None when there is none."""
    plain = _folded(word) if len(word) <= _LONGEST else ""
    return words().get(plain) or words().get(plain.removeprefix(_ARTICLE))


def called(typed: Sequence[str], *, slash: bool = False) -> tuple[str | None, int]:
    """The command that is called by the first words, two («ألغ كتم») rather than one, and how many these are. With the
    article it is called behind a slash or alone: «القائمة السوداء» is talk."""
    for taken in (2, 1):
        first = " ".join(typed[:taken]) if len(typed) >= taken else ""
        name = named(first) if slash or len(typed) == taken else words().get(_folded(first[:_LONGEST]))
        if name:
            return name, taken
    return None, 0


def close(word: str, role: Role, *, slash: bool = True) -> list[Command]:
    """The commands called by a similar word that somebody with this role may use, the most similar first. Without a
    slash a word of talk might be meant: it has to be very similar, and without the article."""
    plain = _folded(word) if len(word) <= _LONGEST else ""
    if not plain or (not slash and plain.startswith(_ARTICLE)):
        return []
    similar = get_close_matches(plain, words(), n=_SUGGESTIONS, cutoff=_LIKE if slash else _VERY_LIKE)
    found = (commands()[name] for name in dict.fromkeys(words()[one] for one in similar))
    return [command for command in found if may(role, command.role)]


def may(role: Role, needed: Role) -> bool:
    """Whether somebody with this role may use a command that needs that one."""
    return suffices(role, needed)


def _folded(words: str) -> str:
    return " ".join(map(key, words.split()))
