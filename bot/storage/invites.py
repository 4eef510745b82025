"""Codes that let one person in."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.core.invites import INVITE_BYTES, Invite, digest_of
from bot.core.model import Role
from bot.storage.tables import invites


class SqlInvites:
    """See the port `Invites`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, role: Role, author: str, expires: datetime, now: datetime) -> str:
        code = secrets.token_hex(INVITE_BYTES)
        values = {"role": role, "author": author, "created": now, "expires": expires}
        self._connection.execute(insert(invites).values(digest=digest_of(code), **values))
        return code

    def get(self, code: str) -> Invite | None:
        row = self._connection.execute(select(invites).where(invites.c.digest == digest_of(code))).one_or_none()
        return None if row is None else Invite(row.role, row.author, row.expires, row.used)

    def open(self, now: datetime) -> Mapping[str, Invite]:
        chosen = select(invites).where(*_good(now)).order_by(invites.c.expires, invites.c.digest)
        return {row.digest: Invite(row.role, row.author, row.expires) for row in self._connection.execute(chosen)}

    def end_one(self, digest: str, now: datetime) -> bool:
        return self._end(now, invites.c.digest.startswith(digest, autoescape=True)) > 0

    def end(self, author: str, now: datetime) -> int:
        return self._end(now, invites.c.author == author)

    def _end(self, now: datetime, which: ColumnElement[bool]) -> int:
        return self._connection.execute(update(invites).where(which, *_good(now)).values(expires=now)).rowcount

    def use(self, code: str, person: str, now: datetime) -> bool:
        unused = update(invites).where(invites.c.digest == digest_of(code), invites.c.used.is_(None))
        return self._connection.execute(unused.values(used=now, used_by=person)).rowcount == 1

    def forget(self, before: datetime) -> int:
        return self._connection.execute(delete(invites).where(invites.c.expires < before)).rowcount


def _good(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return invites.c.used.is_(None), invites.c.expires > now
