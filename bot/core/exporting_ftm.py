"""What was found as FollowTheMoney: articles, who is mentioned in them, and events with the articles that tell them."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from bot.core.graph import Found, Told
from watchlists.exports import ftm
from watchlists.exports.bundle import line
from watchlists.exports.entries import Catalogue, Entry
from watchlists.exports.ids import entity_name, ftm_id
from watchlists.model import Event

# FollowTheMoney has the three letters of ISO 639-3.
_LANGUAGES: Final = {"ar": "ara", "fa": "fas", "ur": "urd", "ps": "pus", "ckb": "ckb", "en": "eng"}


def as_ftm(catalogue: Catalogue, found: Iterable[Found]) -> Iterator[str]:
    """A JSON object a line. Takes each article once, in its newest edition."""
    told = Told(catalogue)
    for article in found:
        yield from map(line, _entities(article, told))
    for event, first in told.happenings():
        yield line(_event(event, first, told))


def _entities(found: Found, told: Told) -> Iterator[dict[str, Any]]:
    if not told.first("article", found.article.identity):
        return
    for entry, parent in told.entries(found.keys):
        yield from ftm.entities(entry, parent)
    yield _article(found)
    for key in found.keys:
        if key in told.catalogue.lists.entities:
            yield _mention(found, told.catalogue.entry(key))
    told.hear(found)


def _article(found: Found) -> dict[str, Any]:
    article = found.article
    return ftm.made(
        _article_id(found),
        "Article",
        found.title,
        {
            "fileName": (found.title,),
            "title": (article.title,),
            "summary": (found.summary,),
            "author": (article.author,),
            "publisher": (article.source,),
            "publishedAt": (article.published.replace(tzinfo=None).isoformat(timespec="seconds"),),
            "sourceUrl": (found.url,),
            "language": (_LANGUAGES.get(article.language),),
            "keywords": (*found.events, f"S{found.story}" if found.story else None),
        },
    )


def _mention(found: Found, entry: Entry) -> dict[str, Any]:
    """A mention points at legal entities alone; a place is linked to the article in another way."""
    ends = (_article_id(found), ftm.object_id(entry))
    if entry.entity.kind == "place":
        return ftm.made(
            ftm_id("mention", *ends),
            "Documentation",
            entry.name,
            {"document": ends[:1], "entity": ends[1:], "role": ("mentions",)},
        )
    spelled = [one.text for one in found.reading.findings.mentions if one.entity == entry.entity.key]
    schema = (ftm.SCHEMATA[entry.entity.kind],)
    held = {"document": ends[:1], "resolved": ends[1:], "name": (*spelled, entry.name), "detectedSchema": schema}
    return ftm.made(ftm_id("mention", *ends), "Mention", entry.name, held)


def _event(event: Event, found: Found, told: Told) -> dict[str, Any]:
    name = told.event_name(event.event)
    lists = told.catalogue.lists
    involved = [one for one in (*event.actors, *event.targets) if one in lists.entities]
    legal = [ftm_id(*entity_name(one)) for one in involved if lists.entities[one].kind != "place"]
    told_of = {"killed": event.killed, "injured": event.injured, "arrested": event.arrested, "count": event.count}
    figures = "; ".join(f"{what}: {number}" for what, number in told_of.items() if number is not None)
    return ftm.made(
        ftm_id(*found.happening(event.event)),
        "Event",
        name,
        {
            "name": (name,),
            "date": (event.when,),
            "location": [one.text for one in event.places],
            "involved": legal,
            "notes": (figures, None if event.status == "reported" else event.status),
            "keywords": (event.event, f"S{found.story}" if found.story else None),
            "proof": (_article_id(found),),
            "sourceUrl": (found.url,),
        },
    )


def _article_id(found: Found) -> str:
    return ftm_id("article", found.article.identity)
