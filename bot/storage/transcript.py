"""The chats of the web console."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from bot.core.message import Message
from bot.core.transcript import Line
from bot.storage.statements import insert
from bot.storage.tables import console_chats, console_lines


class SqlTranscript:
    """See the port `Transcript`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def say(self, chat: str, key: str, text: str, now: datetime, reply_to: int | None = None) -> Line:
        return self._add(chat, key, {"said": text, "at": now, "reply_to": reply_to})

    def put(
        self,
        chat: str,
        key: str,
        message: Message,
        now: datetime,
        *,
        reply_to: int | None = None,
        alert_id: int | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Line:
        about = {"reply_to": reply_to, "alert_id": alert_id, "facts": dict(facts or {})}
        return self._add(chat, key, {"message": message.as_dict(), "at": now, **about})

    def change(self, chat: str, line_id: int, message: Message) -> bool:
        return self._change(chat, line_id, message=message.as_dict())

    def take_back(self, chat: str, line_id: int) -> None:
        self._change(chat, line_id, gone=True, said=None, message=None, facts={})

    def line(self, chat: str, line_id: int) -> Line | None:
        row = self._connection.execute(_of(chat).where(console_lines.c.id == line_id, ~console_lines.c.gone)).first()
        return _line(row) if row is not None else None

    def latest(self, chat: str, limit: int, before: int | None = None) -> Sequence[Line]:
        chosen = _of(chat).where(~console_lines.c.gone)
        if before is not None:
            chosen = chosen.where(console_lines.c.id < before)
        newest = chosen.order_by(console_lines.c.id.desc()).limit(limit)
        return [_line(row) for row in reversed(self._connection.execute(newest).all())]

    def since(self, chat: str, revision: int, limit: int) -> Sequence[Line]:
        chosen = _of(chat).where(console_lines.c.revision > revision)
        rows = self._connection.execute(chosen.order_by(console_lines.c.revision).limit(limit))
        return [_line(row) for row in rows]

    def revision(self, chat: str) -> int:
        newest = select(console_chats.c.revision).where(console_chats.c.chat == chat)
        return int(self._connection.scalar(newest) or 0)

    def _add(self, chat: str, key: str, values: Mapping[str, Any]) -> Line:
        number = self._next(chat)
        there = self._connection.execute(_of(chat).where(console_lines.c.key == key)).one_or_none()
        if there is not None:
            return _line(there)
        row = {"chat": chat, "key": key, "revision": number, "facts": {}, **values}
        new = insert(self._connection, console_lines).values(**row)
        return _line(self._connection.execute(new.returning(*console_lines.c)).one())

    def _change(self, chat: str, line_id: int, **values: Any) -> bool:
        own = [console_lines.c.chat == chat, console_lines.c.id == line_id, ~console_lines.c.gone]
        changed = update(console_lines).where(*own).values(revision=self._next(chat), **values)
        return bool(self._connection.execute(changed).rowcount)

    def _next(self, chat: str) -> int:
        """The next revision; until this transaction ends no other changes the chat."""
        grown = update(console_chats).where(console_chats.c.chat == chat).values(revision=console_chats.c.revision + 1)
        number = self._connection.scalar(grown.returning(console_chats.c.revision))
        if number is not None:
            return int(number)
        first = insert(self._connection, console_chats).values(chat=chat, revision=1)
        known = {"revision": console_chats.c.revision + 1}  # made by another meanwhile
        first = first.on_conflict_do_update(index_elements=["chat"], set_=known)
        return int(self._connection.scalar(first.returning(console_chats.c.revision)) or 0)


def _of(chat: str) -> Select[Any]:
    return select(console_lines).where(console_lines.c.chat == chat)


def _line(row: Row[Any]) -> Line:
    message = Message.from_dict(row.message) if row.message is not None else None
    return Line(row.id, row.revision, row.at, row.said, message, row.reply_to, row.alert_id, row.gone, row.facts)
