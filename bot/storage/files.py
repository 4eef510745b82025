"""Files that messages carry."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from bot.core.message import File
from bot.storage.tables import files


class SqlFiles:
    """See the port `Files`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, name: str, media_type: str, content: bytes, now: datetime) -> File:
        values = {"created": now, "name": name, "media_type": media_type, "content": content}
        number = self._connection.scalar(insert(files).values(**values).returning(files.c.id))
        return File(int(number or 0), name, media_type)

    def content(self, file_id: int) -> bytes | None:
        found: bytes | None = self._connection.scalar(select(files.c.content).where(files.c.id == file_id))
        return found

    def forget(self, before: datetime) -> int:
        gone = self._connection.execute(delete(files).where(files.c.created < before).returning(files.c.id))
        return len(gone.all())
