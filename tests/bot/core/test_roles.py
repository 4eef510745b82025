"""What somebody may do in a chat."""

from __future__ import annotations

import pytest

from bot.core.model import Role
from bot.core.roles import ROLES, may_give, role_here, suffices


@pytest.mark.parametrize(
    ("everywhere", "here", "private", "leads", "role"),
    [
        pytest.param(None, None, False, False, "analyst", id="a member of a group"),
        pytest.param(None, None, False, True, "chat_admin", id="who administers the group"),
        pytest.param(None, None, True, False, "chat_admin", id="alone with the bot"),
        pytest.param(None, "viewer", True, False, "viewer", id="invited to read"),
        pytest.param(None, "analyst", True, False, "chat_admin", id="invited, alone with the bot"),
        pytest.param(None, "viewer", False, False, "viewer", id="made a reader of the group"),
        pytest.param(None, "chat_admin", False, False, "chat_admin", id="made an administrator of the group"),
        pytest.param(None, "viewer", False, True, "chat_admin", id="a reader who administers the group"),
        pytest.param("viewer", None, False, False, "viewer", id="a reader everywhere"),
        pytest.param("viewer", "analyst", False, False, "analyst", id="a reader everywhere but here"),
        pytest.param("admin", None, False, False, "admin", id="an admin"),
        pytest.param("admin", "viewer", True, False, "admin", id="an admin, whatever else"),
    ],
)
def test_role_here(everywhere: Role | None, here: Role | None, private: bool, leads: bool, role: Role) -> None:
    assert role_here(everywhere, here, private=private, leads=leads) == role


def test_a_role_suffices_for_what_needs_it_or_less() -> None:
    for at, role in enumerate(ROLES):
        assert [suffices(role, needed) for needed in ROLES] == [place <= at for place in range(len(ROLES))]


@pytest.mark.parametrize(
    ("giver", "role", "held", "may"),
    [
        pytest.param("admin", "chat_admin", None, True, id="an admin names who leads a chat"),
        pytest.param("admin", None, "chat_admin", True, id="and takes it back"),
        pytest.param("admin", "admin", None, False, id="nobody is an admin of one chat"),
        pytest.param("chat_admin", "viewer", None, True, id="who leads says who reads"),
        pytest.param("chat_admin", "analyst", "viewer", True, id="and who works"),
        pytest.param("chat_admin", None, "analyst", True, id="and takes it back again"),
        pytest.param("chat_admin", "chat_admin", None, False, id="but not who leads"),
        pytest.param("chat_admin", "viewer", "chat_admin", False, id="and judges nobody who leads"),
        pytest.param("analyst", "viewer", None, False, id="an analyst gives nothing"),
        pytest.param("viewer", None, "viewer", False, id="a reader neither"),
    ],
)
def test_may_give(giver: Role, role: Role | None, held: Role | None, may: bool) -> None:
    assert may_give(giver, role, held) is may
