"""What people decided about stories."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, or_, select, update

from bot.core.learning import MOST, Example
from bot.core.rulings import Ruling
from bot.storage.statements import chunks
from bot.storage.tables import rulings, stories, story_articles

_STANDS = rulings.c.undone.is_(None)
_NEWEST = select(rulings).where(_STANDS).order_by(rulings.c.id.desc()).limit(MOST)
_LATELY = select(rulings.c.id, rulings.c.undone).order_by(rulings.c.id.desc()).limit(MOST).subquery()
_VERSION = select(func.coalesce(func.max(_LATELY.c.id), 0), func.count(_LATELY.c.undone))


class SqlRulings:
    """See the port `Rulings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, ruling: Ruling) -> Ruling:
        held = {name: getattr(ruling, name) for name in ("at", "kind", "author", "story_id", "other_id", "undone")}
        lists = {
            "articles": {str(one): reason for one, reason in ruling.articles.items()},
            "examples": [one.as_dict() for one in ruling.examples],
        }
        new = rulings.insert().values(**held, **lists).returning(*rulings.c)
        return _ruling(self._connection.execute(new).mappings().one())

    def get(self, ruling_id: int) -> Ruling | None:
        row = self._connection.execute(select(rulings).where(rulings.c.id == ruling_id)).mappings().first()
        return _ruling(row) if row else None

    def of(self, story_id: int, limit: int = 5) -> Sequence[Ruling]:
        about = or_(rulings.c.story_id == story_id, rulings.c.other_id == story_id)
        chosen = select(rulings).where(about, _STANDS).order_by(rulings.c.id.desc()).limit(limit)
        return [_ruling(row) for row in self._connection.execute(chosen).mappings()]

    def undo(self, ruling_id: int, now: datetime) -> bool:
        own = update(rulings).where(rulings.c.id == ruling_id, _STANDS)
        return self._connection.execute(own.values(undone=now)).rowcount > 0

    def version(self) -> tuple[int, int]:
        newest, undone = self._connection.execute(_VERSION).one()
        return int(newest), int(undone)

    def examples(self) -> Sequence[Example]:
        found = self._connection.execute(_NEWEST).mappings()
        return [Example.from_dict(one) for row in found for one in row["examples"]]

    def parted(self) -> Sequence[tuple[int, int]]:
        chosen = select(rulings.c.story_id, rulings.c.other_id).where(_STANDS, rulings.c.kind == "split")
        found = self._connection.execute(chosen.order_by(rulings.c.id.desc()).limit(MOST))
        return [(row.story_id, row.other_id) for row in found]

    def survivors(self, story_ids: Collection[int] | None = None) -> Mapping[int, int]:
        asked = set(story_ids) if story_ids is not None else self._ruled()
        found: dict[int, int] = {}
        while asked:
            led = {one: into for some in chunks(sorted(asked)) for one, into in self._merged(some)}
            asked = set(led.values()) - found.keys() - led.keys()
            found |= led
        return found

    def reasons(self, story_id: int) -> Mapping[int, str]:
        own = select(story_articles.c.article_id, story_articles.c.reason).where(story_articles.c.story_id == story_id)
        return {row.article_id: row.reason for row in self._connection.execute(own)}

    def _ruled(self) -> set[int]:
        return {one for pair in self.parted() for one in pair}

    def _merged(self, story_ids: Sequence[int]) -> list[tuple[int, int]]:
        own = stories.c.id.in_(story_ids)
        found = self._connection.execute(
            select(stories.c.id, stories.c.merged_into).where(own, stories.c.merged_into.is_not(None))
        )
        return [(row.id, row.merged_into) for row in found]


def _ruling(row: RowMapping) -> Ruling:
    held: dict[str, Any] = {name: row[name] for name in ("id", "at", "kind", "author", "story_id", "other_id")}
    return Ruling(
        **held,
        articles={int(one): reason for one, reason in row["articles"].items()},
        examples=tuple(Example.from_dict(one) for one in row["examples"]),
        undone=row["undone"],
    )
