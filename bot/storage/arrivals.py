"""Articles that wait to be matched: new, tried, aside; a row goes when its article is stored.

What nobody took yet stands in an index of its own by lane, so that taking the next ones never reads past those that
somebody has. On PostgreSQL who takes passes over what another is just taking.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, delete, func, select, text, update

from bot.core.arrivals import LANES, MOST_COUNTED, Arrival, Lane, VersionError
from bot.ports import Waiting
from bot.storage.statements import chunks, insert_into
from bot.storage.tables import arrivals

_IN_TURN = text("SELECT pg_advisory_xact_lock(hashtext('rasid.arrivals'))")
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_OWN = arrivals.c.id.in_(_IDS)
_COLUMNS = [arrivals.c[name] for name in "id article raw tries error came".split()]
_TAKEN = (
    update(arrivals)
    .where(_OWN)
    .values(state="tried", tries=arrivals.c.tries + 1, ready_at=bindparam("until"))
    .returning(*_COLUMNS)
)
_TRIED = (
    select(arrivals.c.id)
    .where(arrivals.c.state == "tried", arrivals.c.ready_at <= bindparam("now"))
    .order_by(arrivals.c.ready_at)
    .limit(1)
    .with_for_update(skip_locked=True)
)
# Or two that put the same ones in another order would wait for each other. What is put is short.
_SHARE: Final = 8
"""Of so many that are taken one at least is of the backfill, while there is any. Own choice."""


class SqlArrivals:
    """See the port `Arrivals`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, new: Sequence[Arrival], tries: int = 0) -> Sequence[bool]:
        """One transaction at a time puts: two with the same articles in another order would wait for each other."""
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(_IN_TURN)
        fresh: set[str] = set()
        for some in chunks(list({one.key: _row(one, tries) for one in new}.values())):
            added = insert_into(self._connection.dialect.name, arrivals).values(some)
            kept = added.on_conflict_do_nothing().returning(arrivals.c.key)
            fresh |= set(self._connection.execute(kept).scalars())
        first = {one.key: number for number, one in reversed(list(enumerate(new)))}
        return [one.key in fresh and first[one.key] == number for number, one in enumerate(new)]

    def claim(self, now: datetime, lease: timedelta, limit: int) -> Sequence[Waiting]:
        fresh, backfill = (list(self._connection.execute(_new(lane, limit)).scalars()) for lane in range(len(LANES)))
        kept = min(len(backfill), max(limit // _SHARE, limit - len(fresh)))
        return self._take([*fresh[: limit - kept], *backfill[:kept]], now + lease)

    def claim_again(self, now: datetime, lease: timedelta) -> Waiting | None:
        taken = self._take(list(self._connection.execute(_TRIED, {"now": now}).scalars()), now + lease)
        return taken[0] if taken else None

    def done(self, ids: Collection[int]) -> None:
        if ids:
            self._connection.execute(delete(arrivals).where(_OWN), {"ids": list(ids)})

    def postpone(self, ids: Collection[int], until: datetime, error: str | None, *, counted: bool = True) -> None:
        changed: dict[str, Any] = {"ready_at": until} | ({} if error is None else {"error": error})
        if not counted:
            changed["tries"] = arrivals.c.tries - 1
        own = update(arrivals).where(_OWN, arrivals.c.state == "tried")
        self._connection.execute(own.values(**changed), {"ids": list(ids)})

    def put_aside(self, ids: Collection[int], error: str) -> None:
        self._connection.execute(update(arrivals).where(_OWN).values(state="aside", error=error), {"ids": list(ids)})

    def keep_spoilt(self, raw: bytes, error: str, now: datetime) -> None:
        key = f"spoilt:{sha256(raw).hexdigest()}"
        held = {"key": key, "state": "aside", "lane": 0, "came": now, "ready_at": now}
        new = insert_into(self._connection.dialect.name, arrivals).values(**held, tries=1, error=error, raw=raw)
        self._connection.execute(new.on_conflict_do_nothing())

    def aside(self, limit: int) -> Sequence[Waiting]:
        chosen = select(*_COLUMNS).where(arrivals.c.state == "aside").order_by(arrivals.c.id.desc()).limit(limit)
        return [_waiting(row) for row in self._connection.execute(chosen)]

    def retry(self, ids: Collection[int] | None, now: datetime) -> int:
        own = update(arrivals).where(arrivals.c.state == "aside", arrivals.c.article.is_not(None))
        if ids is not None:
            own = own.where(arrivals.c.id.in_(list(ids)))
        # As one that was tried: it is taken alone.
        return self._connection.execute(own.values(state="tried", tries=0, ready_at=now)).rowcount

    def drop(self, ids: Collection[int]) -> int:
        own = delete(arrivals).where(arrivals.c.state == "aside", _OWN)
        return self._connection.execute(own, {"ids": list(ids)}).rowcount

    def lately_aside(self, since: datetime) -> tuple[int, datetime | None]:
        # What is put aside was to be ready again a lease after its last try.
        lately = select(arrivals.c.ready_at).where(arrivals.c.state == "aside", arrivals.c.ready_at >= since)
        newest = self._connection.scalar(lately.order_by(arrivals.c.ready_at.desc()).limit(1))
        return self._number(lately), newest

    def depths(self) -> Mapping[str, int]:
        """By lane and state, as the index has it: of a million that wait only the first are walked past."""
        found = {lane: sum(self._number(one) for one in _waiting_in(lane)) for lane in LANES}
        aside = self._number(select(arrivals.c.id).where(arrivals.c.state == "aside"))
        return {**{lane: min(number, MOST_COUNTED) for lane, number in found.items()}, "aside": aside}

    def oldest(self, lane: Lane | None = None) -> datetime | None:
        """What is new came in the order of the numbers; what was tried, which is seldom much, in any."""
        asked = [_waiting_in(own) for own in ([lane] if lane else LANES)]
        found = [self._connection.scalar(new.order_by(arrivals.c.id).limit(1)) for new, _ in asked]
        for _, tried in asked:
            some = tried.limit(MOST_COUNTED).subquery()
            found.append(self._connection.scalar(select(func.min(some.c.came))))
        return min(filter(None, found), default=None)

    def _number(self, chosen: Select[Any]) -> int:
        some = chosen.with_only_columns(arrivals.c.id).limit(MOST_COUNTED).subquery()
        return self._connection.scalar(select(func.count()).select_from(some)) or 0

    def _take(self, ids: list[int], until: datetime) -> Sequence[Waiting]:
        if not ids:
            return []
        taken = {row.id: row for row in self._connection.execute(_TAKEN, {"ids": ids, "until": until})}
        return [_waiting(taken[one]) for one in ids]


def _waiting_in(lane: Lane) -> Sequence[Select[datetime]]:
    """When those of a lane came in: one question for each state, as an index answers it in order."""
    own = arrivals.c.lane == LANES.index(lane)
    return [select(arrivals.c.came).where(arrivals.c.state == state, own) for state in ("new", "tried")]


def _new(lane: int, limit: int) -> Select[int]:
    chosen = select(arrivals.c.id).where(arrivals.c.state == "new", arrivals.c.lane == lane)
    return chosen.order_by(arrivals.c.id).limit(limit).with_for_update(skip_locked=True)


def _row(one: Arrival, tries: int) -> dict[str, Any]:
    held = {"key": one.key, "lane": LANES.index(one.lane), "came": one.came, "ready_at": one.came}
    return held | {"state": "tried" if tries else "new", "tries": tries, "article": one.as_dict()}


def _waiting(row: Row[Any]) -> Waiting:
    try:
        arrival = Arrival.from_dict(row.article) if row.article is not None else None
    except VersionError as problem:
        return Waiting(row.id, None, row.tries, str(problem), row.came, newer=True)
    except ValueError as problem:
        return Waiting(row.id, None, row.tries, row.error or str(problem), row.came)
    return Waiting(row.id, arrival, row.tries, row.error, row.came)
