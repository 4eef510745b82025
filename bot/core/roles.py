"""What somebody may do in a chat, decided from what is known of them."""

from collections.abc import Sequence

from bot.core.model import Role

ROLES: tuple[Role, ...] = ("viewer", "analyst", "chat_admin", "admin")
"""From the least to the most."""

IN_A_CHAT: tuple[Role, ...] = ("viewer", "analyst", "chat_admin")
"""Those that somebody can have in one chat alone."""


def suffices(role: Role, needed: Role) -> bool:
    """Whether somebody with this role may do what needs that one."""
    return ROLES.index(role) >= ROLES.index(needed)


def role_here(everywhere: Role | None, here: Role | None, *, private: bool, leads: bool) -> Role:
    """Somebody's role in a chat that was let in, from what they were made everywhere and here.

    Whoever is told nothing else may change what the chat watches, and alone with the bot also how it is served. `leads`
    says that the platform has them for an administrator of the chat.
    """
    if everywhere == "admin":
        return "admin"
    given = here or everywhere or "analyst"
    if given == "analyst" and private:
        return "chat_admin"
    return "chat_admin" if leads and not private else given


def may_give(giver: Role, role: Role | None, held: Role | None) -> bool:
    """Whether somebody may give a role of one chat (None: take it away) to somebody who holds that one there: who leads
    a chat says who reads and who works in it, and is no judge of those who lead it too."""
    if giver == "admin":
        return role in (None, *IN_A_CHAT)
    below: Sequence[Role | None] = (None, "viewer", "analyst")
    return giver == "chat_admin" and role in below and held in below
