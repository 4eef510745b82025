"""What was found as a STIX 2.1 bundle: a report for each article, an incident for each happening, and who is named."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.core.graph import Found, Told, facts
from bot.core.wire import findings_to_dict
from watchlists.exports import stix
from watchlists.exports.bundle import bundled
from watchlists.exports.entries import BORN, Catalogue, Reference
from watchlists.exports.ids import stix_id
from watchlists.exports.stix_library import checked
from watchlists.model import Event


def as_stix(catalogue: Catalogue, found: Iterable[Found], about: Mapping[str, Any]) -> Iterator[str]:
    """The bundle in pieces; `about` is what was asked for. Takes each article once, in its newest edition."""
    told = Told(catalogue)
    named = ("found", *(str(about.get(name)) for name in ("entity", "since", "until")))
    return bundled(named, map(checked, stix.preamble()), map(checked, _all(found, told)))


def _all(found: Iterable[Found], told: Told) -> Iterator[dict[str, Any]]:
    """The incidents last, when every article was heard."""
    for article in found:
        yield from _objects(article, told)
    for event, first in told.happenings():
        yield _incident(event, first, told)


def _objects(found: Found, told: Told) -> Iterator[dict[str, Any]]:
    if not told.first("article", found.article.identity):
        return
    for entry, parent in told.entries(found.keys):
        yield from stix.objects(entry, parent)
    told.hear(found)
    yield _report(found, told)


def _incident(event: Event, found: Found, told: Told) -> dict[str, Any]:
    """Who is said to have done what to whom stands in the extension: an outlet's words are no relationship."""
    status = "" if event.status == "reported" else f" ({event.status})"
    where = f": {event.places[0].text}" if event.places else ""
    return {
        **stix.common(stix_id("incident", *found.happening(event.event)), _changed(found)),
        "name": f"{told.event_name(event.event)}{where}{status}",
        "description": _sentence(event, found),
        "labels": _labels([event.event], found),
        "external_references": _references(found),
        "extensions": stix.extension({"story": _story(found), **facts(event)}),
    }


def _report(found: Found, told: Told) -> dict[str, Any]:
    article, lists = found.article, told.catalogue.lists
    entries = [told.catalogue.entry(key) for key in found.keys if key in lists.entities]
    refs = [*map(stix.object_id, entries), *(stix_id("incident", *found.happening(one)) for one in found.events)]
    findings = findings_to_dict(found.reading.findings)
    return {
        **stix.common(stix_id("report", "article", article.identity), _changed(found)),
        "name": found.title,
        **({"description": found.summary} if found.summary else {}),
        "published": stix.stamp(article.published),
        "object_refs": refs or [stix.RASID],
        **({"labels": labels} if (labels := _labels(found.events, found)) else {}),
        **({"lang": article.language} if article.language != "und" else {}),
        "external_references": _references(found),
        "extensions": stix.extension({"story": _story(found), **findings}),
    }


def _changed(found: Found) -> Any:
    return max(found.article.published, found.article.received, BORN)


def _labels(events: Iterable[str], found: Found) -> list[str]:
    return [*(f"event:{one}" for one in events), *(f"story:{one}" for one in filter(None, [_story(found)]))]


def _story(found: Found) -> str | None:
    return f"S{found.story}" if found.story else None


def _references(found: Found) -> list[dict[str, str]]:
    """The article where it was published."""
    id_ = "" if found.url else found.article.external_id or ""
    return stix.references([Reference(found.article.source, id_, found.url)])


def _sentence(event: Event, found: Found) -> str:
    """The words of the source in which it is told."""
    article = found.article
    whole = article.title if event.field == "title" else article.text
    return (whole or "")[slice(*event.sentence)] or event.text
