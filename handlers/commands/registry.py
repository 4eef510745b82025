"""All commands by name. A new command is a file of this folder and a line here."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from bot.core.model import Role
from handlers.commands.base import Command

NAMES = (
    "start",
    "help",
    "status",
    "latest",
    "watch",
    "unwatch",
    "list",
    "digest",
    "mute",
    "unmute",
    "why",
    "settings",
    "users",
)
_ROLES: tuple[Role, ...] = ("viewer", "analyst", "admin")


@cache
def commands() -> Mapping[str, Command]:
    """Every command by its name, in the order of the help."""
    found = (import_module(f"handlers.commands.{name}").COMMAND for name in NAMES)
    return {command.name: command for command in found}


def may(role: Role, needed: Role) -> bool:
    """Whether somebody with this role may use a command that needs that one."""
    return _ROLES.index(role) >= _ROLES.index(needed)
