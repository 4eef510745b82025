"""Lists as STIX 2.1 and FollowTheMoney: what the formats take, and what other tools would read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from stix2 import parse  # type: ignore[import-untyped]

from watchlists import load, shipped
from watchlists.exports.bundle import as_ftm, as_stix
from watchlists.exports.entries import BORN, Catalogue
from watchlists.model import Watchlists

CHANGED = datetime(2026, 3, 5, 8, tzinfo=UTC)
LIST = """
version: 1
watchlist: groups
entities:
  - key: HAWK
    kind: organization
    name: {ar: كتائب الصقر, en: Hawk Brigades}
    aliases:
      - {text: الصقر, needs: [كتائب]}
      - {text: صقور الجبل, source: "https://lists.example/7", from: 2020-01-01}
      - 'quoted "name" </script> \\ end'
    note: Invented.
    source: UN QDe.999
  - {key: HAWK_EAST, kind: organization, name: {ar: صقر الشرق}, part_of: HAWK, from: 2024-05-01, until: 2025-05-31}
"""
OTHERS = """
version: 1
watchlist: others
entities:
  - {key: CLINIC, kind: organization, name: {en: Valley Clinic}}
  - {key: HAWK_WEST, kind: organization, name: {en: Hawk West}, part_of: HAWK}
  - key: NADIR
    kind: person
    name: {ar: نادر الجبلي, en: Nadir al-Jabali}
    aliases: [الجبلي, نادر سالم الجبلي]
    part_of: HAWK
  - {key: KABUL, kind: place, name: {ar: كابول, en: Kabul}}
  - {key: QUARTER, kind: place, name: {ar: حي الزهور الجديد}, part_of: KABUL}
  - {key: NOWHERE, kind: place, name: {en: Qwertyville}}
  - {key: RIFLE, kind: other, name: {en: Valley rifle}}
"""


@pytest.fixture(name="lists", scope="module")
def _lists(tmp_path_factory: pytest.TempPathFactory) -> Watchlists:
    folder: Path = tmp_path_factory.mktemp("lists")
    (folder / "a.yaml").write_text(LIST, encoding="utf-8")
    (folder / "b.yaml").write_text(OTHERS, encoding="utf-8")
    return load([folder])


def catalogue(lists: Watchlists, changed: datetime = CHANGED) -> Catalogue:
    return Catalogue(lists, {one.slug: changed for one in lists.lists}, {})


def stix(lists: Watchlists, *slugs: str) -> dict[str, Any]:
    """By type and name, ends of relationships as names."""
    bundle = json.loads("".join(as_stix(catalogue(lists), slugs or ("groups", "others"))))
    parse(bundle, allow_custom=False, version="2.1")
    names = {one["id"]: one.get("name", one["id"]) for one in bundle["objects"]}
    found = {}
    for one in bundle["objects"]:
        ends = [names[one[end]] for end in ("source_ref", "target_ref", "object_ref") if end in one]
        found[" ".join([one["type"], *(ends or [one.get("name", "")])])] = one
    return found


def ftm(lists: Watchlists, *slugs: str) -> dict[str, Any]:
    made = map(json.loads, as_ftm(catalogue(lists), slugs or ("groups", "others")))
    return {f"{one['schema']} {one['caption']}": one for one in made}


def test_all_shipped_lists_are_stix() -> None:
    lists = load((shipped(),))
    bundle = json.loads("".join(as_stix(catalogue(lists), [one.slug for one in lists.lists], "green")))
    parse(bundle, allow_custom=False, version="2.1")
    ids = [one["id"] for one in bundle["objects"]]
    assert len(set(ids)) == len(ids) > len(lists.entities)
    refs = [one[end] for one in bundle["objects"] for end in ("source_ref", "target_ref") if end in one]
    assert set(refs) <= set(ids)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param(
            "threat-actor Hawk Brigades",
            {"aliases": ["كتائب الصقر", "صقور الجبل", 'quoted "name" </script> \\ end'], "lang": "en"},
            id="an armed group",
        ),
        pytest.param("threat-actor Hawk West", {"labels": ["watchlist:others"]}, id="its branch, of another list"),
        pytest.param("identity Valley Clinic", {"identity_class": "organization"}, id="any other organization"),
        pytest.param(
            "identity Nadir al-Jabali",
            {"identity_class": "individual", "description": "Also written: نادر سالم الجبلي."},
            id="a person is no threat actor",
        ),
        pytest.param(
            "location Kabul", {"country": "AF", "city": "Kabul", "latitude": 34.52813, "longitude": 69.17233}, id="town"
        ),
        pytest.param("location حي الزهور الجديد", {"country": "AF"}, id="by what it is part of"),
        pytest.param("identity Qwertyville", {"identity_class": "unspecified"}, id="nobody knows where"),
        pytest.param("identity Valley rifle", {"identity_class": "unspecified"}, id="a thing"),
        pytest.param(
            "relationship صقر الشرق Hawk Brigades",
            {
                "relationship_type": "part-of",
                "start_time": "2024-05-01T00:00:00Z",
                "stop_time": "2025-06-01T00:00:00Z",
            },
            id="a branch, as long as it was one",
        ),
        pytest.param("relationship حي الزهور الجديد Kabul", {"relationship_type": "located-at"}, id="in a place"),
        pytest.param(
            "language-content Hawk Brigades", {"contents": {"ar": {"name": "كتائب الصقر"}}}, id="the Arabic name"
        ),
    ],
)
def test_what_becomes_of_an_entity(named: str, expected: dict[str, Any], lists: Watchlists) -> None:
    one = stix(lists)[named]
    assert {name: one.get(name) for name in expected} == expected


def test_where_names_come_from(lists: Watchlists) -> None:
    one = stix(lists)["threat-actor Hawk Brigades"]
    assert one["external_references"] == [
        {"source_name": "rasid", "external_id": "HAWK"},
        {"source_name": "UN", "external_id": "QDe.999"},
        {"source_name": "lists.example", "url": "https://lists.example/7"},
    ]
    (own,) = one["extensions"].values()
    assert own["weak_aliases"] == ["الصقر"]
    assert own["alias_details"] == [{"text": "صقور الجبل", "from": "2020-01-01", "source": "https://lists.example/7"}]


def test_ids_stay_and_times_tell_of_changes(lists: Watchlists) -> None:
    slugs = ("groups", "others")
    first, again, later = (
        "".join(as_stix(catalogue(lists, at), slugs)) for at in (CHANGED, CHANGED, CHANGED + timedelta(hours=1))
    )
    assert first == again
    old, new = (json.loads(one)["objects"] for one in (first, later))
    assert [one["id"] for one in old] == [one["id"] for one in new]
    assert {one["created"] for one in new} == {"2026-01-01T00:00:00.000Z"}
    assert {one["modified"] for one in new} == {"2026-01-01T00:00:00.000Z", "2026-03-05T09:00:00.000Z"}


def test_an_edited_entity_is_newer_than_its_list(lists: Watchlists) -> None:
    one = Catalogue(lists, {"groups": CHANGED}, {"HAWK": CHANGED + timedelta(days=1)})
    assert one.entry("HAWK").changed == CHANGED + timedelta(days=1)
    assert one.entry("HAWK_EAST").changed == CHANGED
    assert one.entry("CLINIC").changed == BORN


def test_what_one_is_part_of_comes_along(lists: Watchlists) -> None:
    assert "threat-actor Hawk Brigades" in stix(lists, "others")
    assert "threat-actor صقر الشرق" not in stix(lists, "others")
    assert "Organization Hawk Brigades" in ftm(lists, "others")


def test_marked_for_who_may_read_it(lists: Watchlists) -> None:
    objects = json.loads("".join(as_stix(catalogue(lists), ["groups"], "amber")))["objects"]
    assert objects[0]["name"] == "TLP:AMBER"
    marked = [one for one in objects if one["type"] in ("threat-actor", "relationship", "language-content")]
    assert {tuple(one["object_marking_refs"]) for one in marked} == {(objects[0]["id"],)}


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param(
            "Organization Hawk Brigades",
            {
                "name": ["Hawk Brigades", "كتائب الصقر"],
                "alias": ["صقور الجبل", 'quoted "name" </script> \\ end'],
                "weakAlias": ["الصقر"],
                "notes": ["Invented."],
                "program": ["UN QDe.999"],
                "sourceUrl": ["https://lists.example/7"],
            },
            id="an organization",
        ),
        pytest.param("Person Nadir al-Jabali", {"weakAlias": ["الجبلي"], "topics": None}, id="a person, no claims"),
        pytest.param(
            "Address Kabul",
            {"country": ["af"], "city": ["Kabul"], "latitude": ["34.52813"], "longitude": ["69.17233"]},
            id="a town",
        ),
        pytest.param("LegalEntity Valley rifle", {"name": ["Valley rifle"]}, id="a thing"),
    ],
)
def test_followthemoney(named: str, expected: dict[str, Any], lists: Watchlists) -> None:
    one = ftm(lists)[named]
    assert {name: one["properties"].get(name) for name in expected} == expected


def test_links_of_followthemoney(lists: Watchlists) -> None:
    made = [json.loads(one) for one in as_ftm(catalogue(lists), ["groups", "others"])]
    captions = {one["id"]: one["caption"] for one in made}
    links = [one for one in made if one["schema"] in ("Membership", "UnknownLink")]
    told = {
        tuple(
            captions[one["properties"][end][0]]
            for end in ("member", "organization", "subject", "object")
            if end in one["properties"]
        )
        for one in links
    }
    assert told == {
        ("صقر الشرق", "Hawk Brigades"),
        ("Hawk West", "Hawk Brigades"),
        ("Nadir al-Jabali", "Hawk Brigades"),
        ("حي الزهور الجديد", "Kabul"),
    }
