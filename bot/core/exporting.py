"""Exports: how much goes into a file, and how an article stands in it as rows of CSV or as JSON.

STIX and FollowTheMoney: `exporting_stix`, `exporting_ftm`.

The names of the fields are public, and English in every chat: programs read them.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.core.bidi import strip_controls
from bot.core.making import Form
from bot.core.model import Article, Reading
from bot.core.wire import findings_to_dict
from watchlists.model import Event, Mention

MOST_ARTICLES: Final = 5_000
MOST_BYTES: Final = 5_000_000
"""What a file holds at most, about: it is reckoned from the lengths of what goes in."""

FIELDS: Final = (
    *("kind", "article", "story", "source", "published", "language", "title", "url", "key", "alias", "text", "field"),
    *("start", "end", "score", "how", "status", "about", "actors", "targets", "places", "killed", "injured"),
    *("arrested", "count", "when"),
)
_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""At the beginning of a file it tells spreadsheets that it is UTF-8."""
# With any of these at its beginning a cell is a formula to some program, behind blanks and invisible signs too.
_FORMULA: Final = frozenset("=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}") | {
    *("\N{FULLWIDTH COMMERCIAL AT}", "\N{MINUS SIGN}", "\N{SMALL PLUS SIGN}", "\N{SMALL EQUALS SIGN}"),
    *("\N{SMALL HYPHEN-MINUS}", "\N{SMALL COMMERCIAL AT}"),
}
_LINES: Final = re.compile(r"\s*[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")
# A row repeats title, address and source; a match in JSON is named in some thirty words.
_ROW_BYTES, _MATCH_BYTES, _OBJECT_BYTES = 260, 900, 700


@dataclass(frozen=True, slots=True)
class ArticleSize:
    """How much there is of an article: characters of title and address, of its text, and of all that was found in it as
    it is stored; and in how many places something that was asked for stands, or an event."""

    id: int
    head: int
    text: int
    found: int
    places: int


@dataclass(frozen=True, slots=True)
class Extent:
    """What goes into one file: the newest articles, and how many of all are left out."""

    articles: tuple[int, ...]
    left_out: int


def extent(sizes: Sequence[ArticleSize], total: int, form: Form) -> Extent:
    """As many of the newest as one file holds; at least one. `total` is the number of all."""
    filled, chosen = 0, list[int]()
    for one in sizes[:MOST_ARTICLES]:
        filled += _bytes(one, form)
        if chosen and filled > MOST_BYTES:
            break
        chosen.append(one.id)
    return Extent(tuple(chosen), max(0, total - len(chosen)))


def csv_head() -> str:
    """The mark of UTF-8 and the names of the columns."""
    return _MARK + _line(FIELDS)


def csv_rows(reading: Reading, story: int | None, keys: Collection[str]) -> str:
    """An article as rows: one for each place where one of the keys (none: any) stands, and one for each event of an
    article about an entity."""
    article, found = reading.article, reading.findings
    mentions = [one for one in found.mentions if not keys or one.entity in keys]
    events = [one for one in found.events if not keys or mentions or one.event in keys]
    rows = [*(_mention(one) for one in mentions), *(_event(one) for one in events)]
    head = _article(article, story)
    return "".join(_line([_cell({**head, **row}.get(name)) for name in FIELDS]) for row in rows)


def json_head(about: Mapping[str, Any]) -> str:
    """The beginning of the object; its matches follow, with commas between them, then `JSON_TAIL`."""
    return f'{{"export": {_json(about)},\n"matches": [\n'


JSON_TAIL: Final = '\n],\n"next": null}\n'


def json_match(reading: Reading, story: int | None, summary: Mapping[str, Any]) -> str:
    """One article as `/api/matches` gives it."""
    return _json(match_to_dict(reading, story, summary))


def match_to_dict(reading: Reading, story: int | None, summary: Mapping[str, Any]) -> dict[str, Any]:
    """An article with what was found in it; the names are public. `summary` are the fields that are not stored."""
    article = reading.article
    return {
        "article": {
            "id": article.external_id or str(article.id),
            "title": article.title,
            "url": article.url,
            "source": article.source,
            "published": article.published.isoformat(),
            "story": f"S{story}" if story else None,
        },
        "text": article.text,
        "language": article.language,
        **findings_to_dict(reading.findings),
        **summary,
    }


def defused(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, on one line and in its own direction."""
    flat = _LINES.sub(" ", strip_controls(text).replace("\0", ""))
    first = next((one for one in flat if not one.isspace() and unicodedata.category(one) not in ("Cf", "Cc", "Mn")), "")
    return f"'{flat}" if first in _FORMULA or text[:1] in ("\t", "\r", "\n") else flat


def _bytes(one: ArticleSize, form: Form) -> int:
    """Arabic letters are two bytes."""
    if form in ("stix", "ftm"):
        return _OBJECT_BYTES * (1 + one.places) + 4 * one.head + 2 * one.found
    if form == "csv":
        return one.places * (_ROW_BYTES + 2 * one.head)
    return _MATCH_BYTES + 2 * (one.head + one.text) + 2 * one.found


def _article(article: Article, story: int | None) -> dict[str, Any]:
    return {
        "article": article.external_id or str(article.id),
        "story": f"S{story}" if story else None,
        "source": article.source,
        "published": article.published.isoformat(),
        "language": article.language,
        "title": article.title,
        "url": article.url,
    }


def _mention(one: Mention) -> dict[str, Any]:
    return {"kind": "mention", "key": one.entity, "alias": one.alias, **_span(one)}


def _event(one: Event) -> dict[str, Any]:
    facts = {name: getattr(one, name) for name in ("status", "about", "killed", "injured", "arrested", "count", "when")}
    lists = {"actors": one.actors, "targets": one.targets, "places": [place.text for place in one.places]}
    return {"kind": "event", "key": one.event, "alias": one.phrase, **_span(one), **facts, **lists}


def _span(one: Mention | Event) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("text", "field", "start", "end", "score", "how")}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return defused("; ".join(map(str, value)))
    return defused(value) if isinstance(value, str) else str(value)


def _line(cells: Sequence[str]) -> str:
    """Every cell in quotes: where a spreadsheet parts cells at another sign, no cell falls into two."""
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return written.getvalue()


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
