"""How articles come in and findings go out as JSON; the field names and their order are public."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final, Protocol

from bot.core import jsontext
from bot.core.errors import WireError
from bot.core.model import Incoming
from watchlists.model import Document, Event, Findings, Mention

_FIELDS: Final = ("id", "title", "text", "url", "source", "published")
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_DATE_HINT: Final = 'write it like "2026-03-05T08:00:00+03:00" or "Thu, 05 Mar 2026 08:00:00 +0300"'


class Summarized(Protocol):
    """A summary as the summarizers give it."""

    @property
    def text(self) -> str | None: ...
    @property
    def spans(self) -> tuple[tuple[int, int], ...]: ...


def article_from_json(line: str | bytes | Mapping[str, Any], default_source: str, *, exact: bool = False) -> Incoming:
    """One article from a JSON object, as text, UTF-8 bytes or already parsed; unknown fields are ignored.

    NUL and unpaired surrogates, which no database keeps, become U+FFFD one for one; `exact` leaves them.
    NaN and Infinity count as null. Raises WireError that names the field and how to mend it.
    """
    given = jsontext.parse(line) if isinstance(line, str | bytes) else line
    article = _article(given, default_source)
    return article if exact else storable(article)


def articles_from_lines(body: str | bytes, default_source: str) -> Iterator[tuple[int, Incoming | WireError]]:
    """The articles of a body with the number of their line, counted from 1; empty lines are passed over.

    The body is JSON Lines, or one object over any number of lines, or an array (then items are counted).
    """
    whole = jsontext.whole(body)
    if isinstance(whole, list):
        for number, item in enumerate(whole, 1):
            yield number, _attempt([item] if isinstance(item, str) else item, default_source)
        return
    if whole is not None:
        yield 1, _attempt(whole, default_source)
        return
    for number, line in jsontext.lines(body):
        if line.strip():
            yield number, _attempt(line, default_source)


def parse_date(text: str) -> datetime:
    """A time in ISO 8601 or RFC 2822 as aware UTC; without a zone it is UTC. Raises ValueError."""
    stripped = text.strip()
    try:
        moment = datetime.fromisoformat(stripped.upper())
    except ValueError:
        moment = _rfc2822(stripped)
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    try:
        return aware.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{stripped[:40]!r} lies outside the calendar") from error


def storable(incoming: Incoming) -> Incoming:
    """The article with NUL and unpaired surrogates replaced by U+FFFD, one for one, so offsets stay."""
    names = ("source", "text", "external_id", "title", "url", "author")
    found = {name: value for name in names if (value := getattr(incoming, name)) and _UNSTORABLE.search(value)}
    changes: dict[str, Any] = {
        name: _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value) for name, value in found.items()
    }
    return replace(incoming, **changes) if changes else incoming


def scan_line(
    id: str | None,  # noqa: A002 - the public name of the field
    document: Document,
    findings: Findings,
    summary: Summarized,
    headline: Mapping[str, str] | None = None,
    *,
    text: bool = False,
) -> dict[str, Any]:
    """What `rasid scan --format json` says of one article; `text` adds the text that the offsets count into.

    `headline` is the line made from the event that stands for the article, by language.
    """
    return {
        "id": id,
        "title": document.title,
        **({"text": document.text} if text else {}),
        "language": findings.language,
        **findings_to_dict(findings),
        "summary": summary.text,
        "summary_sentences": [list(span) for span in summary.spans],
        "headline": dict(headline) if headline else None,
    }


def json_line(line: Mapping[str, Any]) -> str:
    """One line of JSON, readable Arabic; escapes are used only where UTF-8 cannot hold a character."""
    return jsontext.write(line)


def findings_to_dict(findings: Findings) -> dict[str, list[dict[str, Any]]]:
    """`mentions` and `events` as plain values, every field present, in the public order."""
    return {
        "mentions": [_mention(mention) for mention in findings.mentions],
        "events": [_event(event) for event in findings.events],
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "entity": mention.entity,
        "alias": mention.alias,
        "text": mention.text,
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "score": mention.score,
        "how": list(mention.how),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "event": event.event,
        "phrase": event.phrase,
        "text": event.text,
        "field": event.field,
        "start": event.start,
        "end": event.end,
        "score": event.score,
        "how": list(event.how),
        "status": event.status,
        "actors": list(event.actors),
        "targets": list(event.targets),
        "about": event.about,
        "places": [{"text": place.text, "entity": place.entity} for place in event.places],
        "killed": event.killed,
        "injured": event.injured,
        "arrested": event.arrested,
        "count": event.count,
        "figures": [{"of": one.of, "text": one.text, "min": one.min, "max": one.max} for one in event.figures],
        "when": event.when,
        "sentence": list(event.sentence),
        "cameo": event.cameo,
        "acled": event.acled,
    }


def _attempt(given: Any, default_source: str) -> Incoming | WireError:
    try:
        return article_from_json(given, default_source)
    except WireError as error:
        return error


def _article(given: object, default_source: str) -> Incoming:
    if not isinstance(given, Mapping):
        raise WireError('not an object; write {"id": "…", "title": "…", "text": "…"}')
    if twice := [name for name in _FIELDS if name in jsontext.repeated(given)]:
        raise WireError(f'the field "{twice[0]}" stands twice; keep one')
    if "text" not in given:
        raise WireError('the field "text" is missing; give the article\'s words, or "" where there is only a title')
    text, title = given["text"], _string(given, "title")
    if not isinstance(text, str):
        raise WireError(f'the field "text" is {_kind(text)}; it must be a string')
    if not text.strip() and not (title or "").strip():
        raise WireError('the field "text" is empty and there is no "title"; give at least one of them')
    return Incoming(
        source=_string(given, "source") or default_source,
        text=text,
        external_id=_id(given),
        title=title,
        url=_string(given, "url"),
        published=_published(given),
    )


def _string(given: Mapping[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise WireError(f'the field "{name}" is {_kind(value)}; it must be a string, or be left out')
    return value or None


def _id(given: Mapping[str, Any]) -> str | None:
    value = given.get("id")
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise WireError(f'the field "id" is {_kind(value)}; it must be a string or a number')
    return None if value is None or value == "" else str(value)


def _published(given: Mapping[str, Any]) -> datetime | None:
    value = _string(given, "published")
    if value is None or not value.strip():
        return None
    try:
        return parse_date(value)
    except ValueError as error:
        raise WireError(f'the field "published" is no date ({value.strip()[:40]!r}); {_DATE_HINT}') from error


def _rfc2822(text: str) -> datetime:
    try:
        return parsedate_to_datetime(text)
    except (TypeError, IndexError, OverflowError) as error:
        raise ValueError(f"{text[:40]!r} is no date") from error


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", type(None): "null", str: "text"}
    return names.get(type(value), "an object")
