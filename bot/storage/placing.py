"""Articles are put into stories, a batch at a time: what becomes of the stories, and what they are found by."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, reduce
from operator import itemgetter
from typing import Any, Self

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, select, true, update
from sqlalchemy.dialects.postgresql import Insert

from bot.core.features import Features
from bot.core.open_stories import Placed
from bot.storage.columns import indexed
from bot.storage.finding import COLUMNS, features_from
from bot.storage.statements import chunks, insert_into, listed
from bot.storage.tables import articles, stories, story_articles, story_keys, story_marks
from watchlists.model import SEVERITIES, Severity

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_OF_IDENTITIES = (
    select(articles.c.identity, story_articles.c.story_id)
    .join(articles, articles.c.id == story_articles.c.article_id)
    .where(articles.c.identity.in_(bindparam("identities", expanding=True)))
    .order_by(articles.c.edition)
)
_GROWING = select(*COLUMNS).where(stories.c.id.in_(_IDS)).order_by(stories.c.id).with_for_update()
_GROWN = update(stories).where(stories.c.id == bindparam("story"))
_NEW = stories.insert().returning(stories.c.id, sort_by_parameter_order=True)
_NEW_KEYS = story_keys.insert()
_LATER = update(story_keys).where(story_keys.c.story_id == bindparam("story"))
_NEW_ARTICLES = story_articles.insert()


def of_identities(connection: Connection, identities: Collection[str]) -> dict[str, int]:
    """See the port `Stories`."""
    found: dict[str, int] = {}
    for some in chunks(sorted(identities)):
        found |= {row.identity: row.story_id for row in connection.execute(_OF_IDENTITIES, {"identities": some})}
    return found


def put(connection: Connection, placed: Sequence[Placed]) -> list[int]:
    """See the port `Stories`. The stories that grow are locked, by rising ids, until the transaction ends."""
    added: defaultdict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        added[one.story_id].append(one)
    before = _locked(connection, [story_id for story_id in added if story_id > 0])
    after = {story_id: _grown(before.get(story_id), some) for story_id, some in added.items()}
    real = _made(connection, {story_id: state for story_id, state in after.items() if story_id < 0})
    _write(connection, [(one, before[one], after[one]) for one in before])
    _index(connection, [(real.get(one, one), before.get(one), state) for one, state in after.items()])
    _mark(connection, [(real.get(story_id, story_id), some) for story_id, some in added.items()])
    ids = [real.get(one.story_id, one.story_id) for one in placed]
    if placed:
        connection.execute(_NEW_ARTICLES, [_standing(*pair) for pair in zip(placed, ids, strict=True)])
    return ids


@dataclass(frozen=True, slots=True)
class _State:
    """What a story is."""

    opened: datetime
    latest: datetime
    severity: Severity
    due: datetime | None
    features: Features
    articles: int = 0

    @classmethod
    def of(cls, row: RowMapping) -> Self:
        facts = {name: row[name] for name in ("opened", "latest", "severity", "due", "articles")}
        return cls(**facts, features=features_from(row["features"]))

    @classmethod
    def begun_by(cls, first: Placed) -> Self:
        published = first.article.published
        return cls(published, published, first.severity, first.due, first.features)

    def grown(self, one: Placed) -> "_State":
        """With one more article. The first one says when it happened."""
        published = one.article.published
        return replace(
            self,
            latest=max(self.latest, published) if self.articles else published,
            severity=max(self.severity, one.severity, key=SEVERITIES.index),
            due=min(filter(None, (self.due, one.due)), default=None),
            features=self.features.merged(one.features),
            articles=self.articles + 1,
        )

    def changes(self, before: "_State | None" = None) -> dict[str, Any]:
        """The columns to write: features are long, and most articles add nothing to them."""
        facts = {name: getattr(self, name) for name in ("latest", "severity", "due", "articles")}
        if before is None:
            facts["opened"] = self.opened
        return facts if before and before.features == self.features else facts | {"features": self.features.as_dict()}


def _locked(connection: Connection, ids: Sequence[int]) -> dict[int, _State]:
    found = {
        row["id"]: _State.of(row)
        for some in chunks(sorted(ids))
        for row in connection.execute(_GROWING, {"ids": some}).mappings()
    }
    if missing := set(ids) - set(found):
        raise LookupError(f"no stories {sorted(missing)}")
    return found


def _grown(state: _State | None, added: Sequence[Placed]) -> _State:
    return reduce(_State.grown, added, state or _State.begun_by(added[0]))


def _made(connection: Connection, new: Mapping[int, _State]) -> dict[int, int]:
    """Insert the new stories in the order of their making; their ids."""
    if not new:
        return {}
    order = sorted(new, reverse=True)
    ids = connection.execute(_NEW, [new[one].changes() for one in order]).scalars()
    return dict(zip(order, ids, strict=True))


def _write(connection: Connection, grown: Iterable[tuple[int, _State, _State]]) -> None:
    """In one go for the stories of which the same columns change."""
    changes: defaultdict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for story_id, before, after in grown:
        changed = after.changes(before)
        changes[frozenset(changed)].append(changed | {"story": story_id})
    for some in changes.values():
        connection.execute(_GROWN, some)


def _index(connection: Connection, grown: Iterable[tuple[int, _State | None, _State]]) -> None:
    """Bring the rows that stories are found by up to date: the keys of a story become more, and its articles newer."""
    later: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    for story_id, before, after in grown:
        known = before.features.index if before else frozenset()
        if before and before.latest != after.latest:
            later.append({"story": story_id, "latest": after.latest})
        keys = sorted(after.features.index - known)
        new += ({"story_id": story_id, "key": key, "latest": after.latest} for key in keys)
    if later:
        connection.execute(_LATER, later)
    if new:
        connection.execute(_NEW_KEYS, new)


def _mark(connection: Connection, added: Iterable[tuple[int, Sequence[Placed]]]) -> None:
    """The marks of articles are those of their story from the first article on that has them."""
    rows = [
        {"story": story_id, "marks": json.dumps(sorted(map(indexed, one.features.marks))), "at": one.article.published}
        for story_id, some in sorted(added, key=itemgetter(0))
        for one in some
        if one.features.marks
    ]
    if rows:
        connection.execute(_new_marks(connection.dialect.name), rows)


@cache
def _new_marks(dialect: str) -> Insert:
    """All of an article in one row of parameters: there are some twenty."""
    marks = listed(dialect, "marks")
    at = bindparam("at", type_=story_marks.c.seen.type)
    # SQLite takes ON for that of a join where no WHERE stands between.
    rows = select(bindparam("story", type_=story_marks.c.story_id.type), marks.c.value, at).where(true())
    new = insert_into(dialect, story_marks).from_select(["story_id", "mark", "seen"], rows)
    return new.on_conflict_do_nothing()


def _standing(one: Placed, story_id: int) -> dict[str, Any]:
    held = {"article_id": one.article.id, "published": one.article.published}
    return held | {"story_id": story_id, "reason": one.reason, "grounds": dict(one.grounds)}
