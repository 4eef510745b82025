"""All commands by name. A new command is a file of this folder and a line here."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module

from bot.core.model import Role
from handlers.commands.base import Command
from watchlists.normalize import key

NAMES = (
    "start",
    "help",
    "status",
    "latest",
    "events",
    "search",
    "watch",
    "unwatch",
    "list",
    "digest",
    "mute",
    "unmute",
    "why",
    "story",
    "merge",
    "split",
    "undo",
    "scan",
    "keep",
    "settings",
    "users",
    "health",
    "feeds",
)
_ROLES: tuple[Role, ...] = ("viewer", "analyst", "admin")
_SUGGESTIONS = 3


@cache
def commands() -> Mapping[str, Command]:
    """Every command by its name, in the order of the help."""
    found = (import_module(f"handlers.commands.{name}").COMMAND for name in NAMES)
    return {command.name: command for command in found}


@cache
def words() -> Mapping[str, str]:
    """What a command may be called by, with its name: `status`, «حالة» and, as it is often typed, «حاله»."""
    aliases = {alias: command.name for command in commands().values() for alias in command.aliases}
    return {name: name for name in commands()} | {key(alias): name for alias, name in aliases.items()} | aliases


def named(word: str) -> str | None:
    """The name of the command that is called by a word, in any case and usual spelling; None when there is none."""
    plain = word.strip().casefold()
    return words().get(plain) or words().get(key(plain))


def close(word: str, role: Role) -> list[Command]:
    """The commands called by a similar word that somebody with this role may use, the most similar first."""
    similar = get_close_matches(word, words(), n=_SUGGESTIONS, cutoff=0.5)
    found = (commands()[name] for name in dict.fromkeys(words()[one] for one in similar))
    return [command for command in found if may(role, command.role)]


def may(role: Role, needed: Role) -> bool:
    """Whether somebody with this role may use a command that needs that one."""
    return _ROLES.index(role) >= _ROLES.index(needed)
