"""What was found as STIX 2.1 and FollowTheMoney: each article, entity and happening once, and nothing claimed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from stix2 import parse  # type: ignore[import-untyped]

from bot.core.exporting_ftm import as_ftm
from bot.core.exporting_stix import as_stix
from bot.core.graph import Found
from bot.core.model import Article, Reading
from watchlists import load
from watchlists.exports.entries import Catalogue
from watchlists.model import Event, Findings, Mention, Place

NOW = datetime(2026, 3, 5, 8, tzinfo=UTC)
LIST = """
version: 1
watchlist: groups
entities:
  - {key: HAWK, kind: organization, name: {ar: كتائب الصقر, en: Hawk Brigades}}
  - {key: HAWK_EAST, kind: organization, name: {ar: صقر الشرق, en: Hawk East}, part_of: HAWK}
  - {key: KABUL, kind: place, name: {ar: كابول, en: Kabul}}
events:
  - {key: raid, name: {ar: مداهمة, en: Raid}, phrases: [مداهمة]}
"""
ARTICLE = Article(
    id=7,
    identity="https://outlet.example/7",
    edition=1,
    source="صدى الوادي",
    title='خبر "عاجل" </script>',
    text="داهم صقر الشرق بيتا في كابول.",
    url="https://outlet.example/7",
    language="ar",
    published=NOW,
    received=NOW + timedelta(minutes=5),
)
EAST = Mention("HAWK_EAST", "صقر الشرق", "صقر الشرق", "text", 5, 14, 100.0)
RAID = Event(
    *("raid", "مداهمة", "داهم", "text", 0, 4, 97.0),
    sentence=(0, 29),
    status="denied",
    actors=("HAWK_EAST",),
    places=(Place("كابول", "KABUL"),),
    killed=2,
)
READING = Reading(ARTICLE, Findings((EAST,), (RAID,), "ar"))
FOUND = Found(READING, 5, "https://outlet.example/1", "داهم صقر الشرق بيتا.")
ABOUT = {"entity": "HAWK", "since": "2026-03-04", "until": "2026-03-05"}


@pytest.fixture(name="catalogue", scope="module")
def _catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    path: Path = tmp_path_factory.mktemp("lists") / "groups.yaml"
    path.write_text(LIST, encoding="utf-8")
    return Catalogue(load([path]), {}, {})


def other(number: int, **changes: Any) -> Found:
    """Another article that tells the same story."""
    article = replace(ARTICLE, id=number, identity=f"https://other.example/{number}", **changes)
    return replace(FOUND, reading=Reading(article, READING.findings))


def stix(catalogue: Catalogue, *found: Found) -> list[dict[str, Any]]:
    bundle = json.loads("".join(as_stix(catalogue, found, ABOUT)))
    parse(bundle, allow_custom=False, version="2.1")
    made: list[dict[str, Any]] = bundle["objects"]
    assert len({one["id"] for one in made}) == len(made)
    return made


def ftm(catalogue: Catalogue, *found: Found) -> list[dict[str, Any]]:
    made = [json.loads(one) for one in "".join(as_ftm(catalogue, found)).splitlines()]
    assert len({one["id"] for one in made}) == len(made)
    return made


def of(made: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for one in made if kind in (one.get("type"), one.get("schema"))]


def test_a_report_refers_to_who_is_named_and_what_happened(catalogue: Catalogue) -> None:
    made = stix(catalogue, FOUND)
    [report] = of(made, "report")
    names = {one["id"]: one.get("name") for one in made}
    assert [names[one] for one in report["object_refs"]] == ["Hawk East", "Kabul", "Raid: كابول (denied)"]
    assert (report["name"], report["description"], report["lang"]) == (ARTICLE.title, FOUND.summary, "ar")
    assert (report["published"], report["modified"]) == ("2026-03-05T08:00:00Z", "2026-03-05T08:05:00.000Z")
    assert report["labels"] == ["event:raid", "story:S5"]
    assert report["external_references"] == [{"source_name": "صدى الوادي", "url": "https://outlet.example/7"}]


def test_who_did_it_is_what_an_outlet_says_and_no_relationship(catalogue: Catalogue) -> None:
    made = stix(catalogue, FOUND)
    [incident] = of(made, "incident")
    assert incident["description"] == ARTICLE.text
    (own,) = incident["extensions"].values()
    assert (own["actors"], own["status"], own["killed"], own["story"]) == (["HAWK_EAST"], "denied", 2, "S5")
    assert [one["relationship_type"] for one in of(made, "relationship")] == ["part-of"]


@pytest.mark.parametrize(
    ("found", "reports", "incidents"),
    [
        pytest.param([FOUND, other(8)], 2, 1, id="two outlets tell one story"),
        pytest.param([FOUND, replace(other(8), root="https://x.example/2", story=6)], 2, 2, id="two stories"),
        pytest.param([FOUND, replace(other(8), root=None, story=None)], 2, 2, id="an article without a story"),
        pytest.param([FOUND, FOUND], 1, 1, id="two editions of an article"),
    ],
)
def test_a_happening_is_told_once(found: list[Found], reports: int, incidents: int, catalogue: Catalogue) -> None:
    made = stix(catalogue, *found)
    assert (len(of(made, "report")), len(of(made, "incident"))) == (reports, incidents)
    same = ftm(catalogue, *found)
    assert (len(of(same, "Article")), len(of(same, "Event"))) == (reports, incidents)


HEADLINE = replace(RAID, text="هجوم", field="title", killed=None, places=(), actors=(), status="reported", score=99.0)
DETAILS = replace(RAID, status="reported", killed=5, injured=3, when="2026-03-04")


@pytest.mark.parametrize(
    ("articles", "known"),
    [
        pytest.param([(HEADLINE, DETAILS)], (5, 3, "2026-03-04", ["كابول"]), id="a headline and its text"),
        pytest.param([(HEADLINE,), (DETAILS,)], (5, 3, "2026-03-04", ["كابول"]), id="two articles of a story"),
        pytest.param(
            [(DETAILS, replace(DETAILS, killed=9))], (5, 3, "2026-03-04", ["كابول"]), id="what is said already stays"
        ),
        pytest.param([(HEADLINE, RAID)], (None, None, None, None), id="what is denied"),
    ],
)
def test_a_happening_has_what_any_sentence_says_of_it(
    articles: list[tuple[Event, ...]], known: tuple[object, ...], catalogue: Catalogue
) -> None:
    found = [
        replace(one, reading=Reading(one.article, Findings((EAST,), events)))
        for one, events in zip((FOUND, other(8)), articles, strict=False)
    ]
    [incident] = of(stix(catalogue, *found), "incident")
    (own,) = incident["extensions"].values()
    assert tuple(own.get(name) for name in ("killed", "injured", "when", "places")) == known
    [event] = of(ftm(catalogue, *found), "Event")
    held = event["properties"]
    assert (held.get("location"), held.get("date")) == (known[3], known[2] and [known[2]])
    assert held.get("notes", [None])[0] == (f"killed: {known[0]}; injured: {known[1]}" if known[0] else None)


def test_the_same_gives_the_same(catalogue: Catalogue) -> None:
    assert stix(catalogue, FOUND) == stix(catalogue, FOUND)
    assert {one["id"] for one in ftm(catalogue, FOUND)} <= {one["id"] for one in ftm(catalogue, other(9), FOUND)}


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        pytest.param({"title": None}, "داهم صقر الشرق بيتا في كابول.", id="no title"),
        pytest.param({"title": None, "text": " "}, "https://other.example/8", id="no words"),
    ],
)
def test_an_article_has_a_name(changes: dict[str, Any], named: str, catalogue: Catalogue) -> None:
    [report] = of(stix(catalogue, other(8, **changes)), "report")
    assert report["name"] == named


@pytest.mark.parametrize("url", ["javascript:alert(1)", None, "ftp://x.example/1"])
def test_only_web_addresses_are_addresses(url: str | None, catalogue: Catalogue) -> None:
    [report] = of(stix(catalogue, other(8, url=url, external_id="n-8")), "report")
    assert report["external_references"] == [{"source_name": "صدى الوادي", "external_id": "n-8"}]
    [article] = of(ftm(catalogue, other(8, url=url)), "Article")
    assert "sourceUrl" not in article["properties"]


def test_an_entity_that_was_removed_since(catalogue: Catalogue) -> None:
    gone = replace(FOUND, reading=Reading(ARTICLE, Findings((replace(EAST, entity="GONE"),), (), "ar")))
    [report] = of(stix(catalogue, gone), "report")
    [rasid] = [one for one in stix(catalogue, gone) if one["type"] == "identity"]
    assert report["object_refs"] == [rasid["id"]]
    assert [one["schema"] for one in ftm(catalogue, gone)] == ["Article"]


def test_followthemoney(catalogue: Catalogue) -> None:
    made = ftm(catalogue, FOUND)
    assert [one["schema"] for one in made] == [
        *("Organization", "Organization", "Membership", "Address", "Article", "Mention", "Documentation", "Event")
    ]
    ids = {one["caption"]: one["id"] for one in of(made, "Organization")}
    [mention], [event], [article] = of(made, "Mention"), of(made, "Event"), of(made, "Article")
    assert mention["properties"]["resolved"] == [ids["Hawk East"]]
    assert mention["properties"]["name"] == ["صقر الشرق", "Hawk East"]
    assert event["properties"]["involved"] == [ids["Hawk East"]]
    assert event["properties"]["notes"] == ["killed: 2", "denied"]
    assert event["properties"]["proof"] == [article["id"]]
    assert article["properties"]["publishedAt"] == ["2026-03-05T08:00:00"]
    assert article["properties"]["language"] == ["ara"]
