"""What a hunt found in articles that are stored becomes their matches."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, exists, select, update

from bot.core.hunts import Found, Span, fresh, spelling
from bot.storage import rows
from bot.storage.columns import indexed, storable_json
from bot.storage.readings import ENTITY, EVENT, LATE, load
from bot.storage.statements import add_all, chunks, put_all
from bot.storage.tables import articles, hunt_findings, matches
from watchlists.model import Findings, Mention

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_LATER = articles.alias("later")
_SUPERSEDED = exists().where(_LATER.c.identity == articles.c.identity, _LATER.c.edition > articles.c.edition)
_NEWEST = select(articles.c.id, articles.c.published, articles.c.source).where(articles.c.id.in_(_IDS), ~_SUPERSEDED)
_KNOWN = select(matches.c.article_id, matches.c.spans, matches.c.late).where(
    matches.c.article_id.in_(_IDS), matches.c.kind == bindparam("kind"), matches.c.key == bindparam("key")
)
_HUNTED = (
    select(articles.c.id, articles.c.identity)
    .where(articles.c.identity.in_(bindparam("identities", expanding=True)), ~_SUPERSEDED)
    .where(exists().where(matches.c.article_id == articles.c.id, matches.c.late))
)
_LISTED = update(articles).where(articles.c.id.in_(_IDS), articles.c.matched.is_(False)).values(matched=True)


@dataclass(frozen=True, slots=True)
class Kept:
    """How many articles hold something `new` and how many only what was `known`; the spelling of each new span."""

    new: int = 0
    known: int = 0
    aliases: tuple[str, ...] = ()


def keep(connection: Connection, hunt_id: int, key: str, found: Sequence[Found]) -> Kept:
    """Store what is new of what was found, in the newest editions alone: what an earlier one said does not count."""
    held = [one for one in found if one.spans]
    kept = Kept()
    for some in chunks(held):
        one = _keep(connection, hunt_id, key, some)
        kept = Kept(kept.new + one.new, kept.known + one.known, kept.aliases + one.aliases)
    return kept


def hunted(connection: Connection, identities: Collection[str]) -> dict[str, Findings]:
    """See the port `Articles`."""
    asked = {indexed(one): one for one in identities}
    found = dict[int, str]()
    for some in chunks(sorted(asked)):
        found |= {row.id: asked[row.identity] for row in connection.execute(_HUNTED, {"identities": some})}
    return {found[one]: reading.findings for one, reading in load(connection, found).items()}


def _keep(connection: Connection, hunt_id: int, key: str, found: Sequence[Found]) -> Kept:
    ids = [one.article_id for one in found]
    newest = {row.id: row for row in connection.execute(_NEWEST, {"ids": ids})}
    kind = ENTITY if isinstance(found[0].spans[0], Mention) else EVENT
    known = {row.article_id: row for row in connection.execute(_KNOWN, {"ids": ids, "kind": kind, "key": key})}
    standing = [one for one in found if one.article_id in newest]
    new = [(one, spans) for one in standing if (spans := fresh(_spans(kind, known.get(one.article_id)), one.spans))]
    shared = {"kind": kind, "key": key}
    changed = [shared | _row(newest[one.article_id], known.get(one.article_id), spans) for one, spans in new]
    put_all(connection, matches, ("article_id", "kind", "key"), changed)
    told = [one.article_id for one, _ in new]
    if told:
        connection.execute(_LISTED, {"ids": told})
    add_all(connection, hunt_findings, [{"hunt_id": hunt_id, "article_id": one} for one in told])
    return Kept(len(new), len(standing) - len(new), tuple(spelling(span) for _, spans in new for span in spans))


def _spans(kind: str, known: Any) -> list[Span]:
    read = rows.mention if kind == ENTITY else rows.event
    return [read(one) for one in known.spans] if known else []


def _row(article: Any, known: Any, new: Sequence[Span]) -> dict[str, Any]:
    """What was known stays as it was written."""
    late = [asdict(one) | {LATE: True} for one in new]
    spans = [*(known.spans if known else ()), *late]
    return {
        "article_id": article.id,
        "published": article.published,
        "source": article.source,
        "amount": len(spans),
        "spans": storable_json(spans),
        "late": known.late if known else True,
    }
