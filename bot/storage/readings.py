"""Articles with what was found in them: matches rows from findings, and back."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import BindParameter, Connection, RowMapping, bindparam, select

from bot.core.model import Reading
from bot.storage import rows
from bot.storage.tables import articles, matches
from watchlists.model import Event, Findings, Mention

ENTITY, EVENT = "entity", "event"

COLUMNS = [column for column in articles.c if column.name not in {"normal", "fingerprint"}]
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_ARTICLES = select(*COLUMNS).where(articles.c.id.in_(_IDS))
_MATCHES = select(matches.c.article_id, matches.c.kind, matches.c.spans).where(matches.c.article_id.in_(_IDS))


def match_rows(findings: Findings) -> Iterator[dict[str, Any]]:
    """One row for each entry that was found, with its spans in the order in which they stand."""
    found: defaultdict[tuple[str, str], list[Mention | Event]] = defaultdict(list)
    for mention in findings.mentions:
        found[ENTITY, mention.entity].append(mention)
    for event in findings.events:
        found[EVENT, event.event].append(event)
    for (kind, key), spans in found.items():
        yield {"kind": kind, "key": key, "amount": len(spans), "spans": [asdict(span) for span in spans]}


def load(connection: Connection, ids: Collection[int]) -> dict[int, Reading]:
    """Readings by article id, in the order of `ids`; unknown ids are left out. Sentences are not kept."""
    read = readings_of(connection, connection.execute(_ARTICLES, {"ids": list(ids)}).mappings().all())
    return {one: read[one] for one in ids if one in read}


def readings_of(connection: Connection, stored: Sequence[RowMapping]) -> dict[int, Reading]:
    """Readings by article id, from rows of `COLUMNS`. Sentences are not kept."""
    found = _findings(connection, {row["id"]: row for row in stored})
    return {row["id"]: Reading(rows.article(row), found[row["id"]]) for row in stored}


def _findings(connection: Connection, articles_by_id: Mapping[int, RowMapping]) -> dict[int, Findings]:
    mentions: defaultdict[int, list[Mention]] = defaultdict(list)
    events: defaultdict[int, list[Event]] = defaultdict(list)
    matched = [one for one, row in articles_by_id.items() if row["matched"]]
    for row in connection.execute(_MATCHES, {"ids": matched}) if matched else ():
        if row.kind == ENTITY:
            mentions[row.article_id] += map(rows.mention, row.spans)
        else:
            events[row.article_id] += map(rows.event, row.spans)
    return {
        one: Findings(_sorted(mentions[one]), _sorted(events[one]), row["language"])
        for one, row in articles_by_id.items()
    }


def _sorted(spans: list[Any]) -> tuple[Any, ...]:
    def place(span: Mention | Event) -> tuple[bool, int, int, str]:
        return span.field != "title", span.start, span.end, span.entity if isinstance(span, Mention) else span.event

    return tuple(sorted(spans, key=place))
