"""Who is logged in to the web console."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.storage.tables import console_sessions


class SqlSessions:
    """See the port `Sessions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, digest: str, now: datetime, expires: datetime) -> None:
        self._connection.execute(insert(console_sessions).values(digest=digest, created=now, expires=expires))

    def is_open(self, digest: str, now: datetime) -> bool:
        own = [console_sessions.c.digest == digest, console_sessions.c.expires > now]
        return self._connection.scalar(select(console_sessions.c.digest).where(*own)) is not None

    def close(self, digest: str) -> None:
        self._connection.execute(delete(console_sessions).where(console_sessions.c.digest == digest))

    def close_all(self) -> int:
        return self._connection.execute(delete(console_sessions)).rowcount
