"""Articles with what was found in them: matches rows from findings, and back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, case, func, select

from bot.core.model import Reading
from bot.storage import rows
from bot.storage.columns import storable_json
from bot.storage.tables import articles, matches
from watchlists.model import Event, Findings, Mention

ENTITY, EVENT = "entity", "event"
LATE = "late"
"""What a stored span carries that a hunt found after its article had been taken in."""

COLUMNS = [column for column in articles.c if column.name not in {"normal", "fingerprint"}]
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_ARTICLES = select(*COLUMNS).where(articles.c.id.in_(_IDS))
# Of a text without a title the beginning stands for one.
_UNTITLED = func.coalesce(articles.c.title, "") == ""
_BEGINNING = case((_UNTITLED, func.substr(articles.c.text, 1, 300)), else_="").label("text")
_HEADS = select(*(column for column in COLUMNS if column.name != "text"), _BEGINNING).where(articles.c.id.in_(_IDS))
_MATCHES = select(matches.c.article_id, matches.c.kind, matches.c.spans).where(matches.c.article_id.in_(_IDS))


def match_rows(findings: Findings) -> Iterator[dict[str, Any]]:
    """One row for each entry that was found, with its spans in the order in which they stand."""
    found: defaultdict[tuple[str, str], list[Mention | Event]] = defaultdict(list)
    for mention in findings.mentions:
        found[ENTITY, mention.entity].append(mention)
    for event in findings.events:
        found[EVENT, event.event].append(event)
    for (kind, key), spans in found.items():
        written = storable_json([asdict(span) for span in spans])
        yield {"kind": kind, "key": key, "amount": len(spans), "spans": written}


def load(connection: Connection, ids: Collection[int]) -> dict[int, Reading]:
    """Readings by article id, in the order of `ids`; unknown ids are left out. Sentences are not kept."""
    return _load(connection, _ARTICLES, ids)


def load_as_taken(connection: Connection, ids: Collection[int]) -> dict[int, Reading]:
    """The same with what was found when they were taken in, without what hunts found later. So are the articles of
    stories read: else a story that is looked at again would have news, and chats would be alerted of what is old."""
    return _load(connection, _ARTICLES, ids, late=False)


def heads_of(connection: Connection, ids: Collection[int]) -> dict[int, Reading]:
    """`load_as_taken` without the texts of the articles; of those that have no title the beginning is there."""
    return _load(connection, _HEADS, ids, late=False)


def _load(connection: Connection, asked: Select[Any], ids: Collection[int], *, late: bool = True) -> dict[int, Reading]:
    stored = connection.execute(asked, {"ids": list(ids)}).mappings().all() if ids else ()
    found = _matches(connection, [row["id"] for row in stored], late=late)
    read = {row["id"]: reading(row, found[row["id"]]) for row in stored}
    return {one: read[one] for one in ids if one in read}


def reading(row: Mapping[Any, Any], found: Iterable[tuple[str, Any]]) -> Reading:
    """From a row of `COLUMNS`, and kind and spans of its matches. Sentences are not kept."""
    mentions: list[Mention] = []
    events: list[Event] = []
    for kind, spans in found:
        if kind == ENTITY:
            mentions += map(rows.mention, spans)
        else:
            events += map(rows.event, spans)
    return Reading(rows.article(row), Findings(_sorted(mentions), _sorted(events), row["language"]))


def _matches(connection: Connection, ids: Sequence[int], *, late: bool) -> defaultdict[int, list[tuple[str, Any]]]:
    found: defaultdict[int, list[tuple[str, Any]]] = defaultdict(list)
    for row in connection.execute(_MATCHES, {"ids": ids}) if ids else ():
        spans = row.spans if late else [one for one in row.spans if not one.get(LATE)]
        found[row.article_id].append((row.kind, spans))
    return found


def _sorted(spans: list[Any]) -> tuple[Any, ...]:
    def place(span: Mention | Event) -> tuple[bool, int, int, str]:
        return span.field != "title", span.start, span.end, span.entity if isinstance(span, Mention) else span.event

    return tuple(sorted(spans, key=place))
