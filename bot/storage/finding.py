"""The stories that articles may join are found, a batch at a time: by the keys and the marks that they share."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, Text, bindparam, cast, literal_column, select

from bot.core.features import Candidate, Features
from bot.core.open_stories import MOST_BY_KEY, MOST_BY_MARK, Wanted, nearest
from bot.storage.columns import indexed
from bot.storage.statements import chunks, gathered, listed
from bot.storage.tables import stories, story_keys, story_marks

# Some 10 kB each.
_REMEMBERED = 4_000
_WRITTEN = cast(stories.c.features, Text).label("features")
COLUMNS = [*(one for one in stories.c if one.name != "features"), _WRITTEN]
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_CANDIDATES = select(stories.c.id, stories.c.latest, _WRITTEN).where(stories.c.id.in_(_IDS))


def candidates(connection: Connection, wanted: Sequence[Wanted], ids: Collection[int], limit: int) -> list[Candidate]:
    """See the port `Stories`."""
    marks: defaultdict[int, set[str]] = defaultdict(set)
    for story_id, shared in _found_by(connection, wanted, limit) if wanted else ():
        marks[story_id] |= shared
    return [
        Candidate(story_id, latest, features_from(written), frozenset(marks.get(story_id, ())))
        for some in chunks(sorted(marks.keys() | set(ids)))
        for story_id, latest, written in connection.execute(_CANDIDATES, {"ids": some}).all()
    ]


@lru_cache(_REMEMBERED)
def features_from(written: str) -> Features:
    """From the JSON in which they are stored. The open stories are asked for again and again."""
    return Features.from_dict(json.loads(written))


def _found_by(connection: Connection, wanted: Sequence[Wanted], limit: int) -> Iterable[tuple[int, set[str]]]:
    """The stories that share most with each wanted, and the marks that they share with it."""
    since = min(one.since for one in wanted)
    asked = {indexed(key): key for one in wanted for key in one.keys}
    keys = _newest(connection, "key", asked, since)
    marks = _newest(connection, "mark", {mark: mark for one in wanted for mark in one.marks}, since)
    for one in wanted:
        chosen = set(nearest(keys, marks, one, limit))
        shared: defaultdict[int, set[str]] = defaultdict(set)
        for mark in one.marks & marks.keys():
            for story_id in chosen.intersection(marks[mark]):
                shared[story_id].add(mark)
        yield from ((story_id, shared[story_id]) for story_id in chosen)


def _newest(connection: Connection, kind: str, names: Mapping[str, str], since: datetime) -> dict[str, list[int]]:
    """The newest stories of each name since then, newest first."""
    asked = _asked(connection.dialect.name, kind)
    rows = connection.execute(asked, {"names": json.dumps(sorted(names)), "since": since}).all()
    return {names[name]: json.loads(ids) for name, ids in rows if ids}


@cache
def _asked(dialect: str, kind: str) -> Select[Any]:
    """Each name is looked up by itself and no further than needed: one that thousands have costs no more."""
    table, time, most = (
        (story_keys, story_keys.c.latest, MOST_BY_KEY)
        if kind == "key"
        else (story_marks, story_marks.c.seen, MOST_BY_MARK)
    )
    asked = listed(dialect, "names")
    newest = (
        select(table.c.story_id)
        .where(table.c[kind] == asked.c.value, time >= bindparam("since"))
        .order_by(time.desc(), table.c.story_id.desc())
        .limit(literal_column(str(most)))
        .correlate(asked)
        .subquery("newest")
    )
    return select(asked.c.value, select(gathered(dialect, newest.c.story_id)).scalar_subquery())
