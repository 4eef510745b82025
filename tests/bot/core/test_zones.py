"""Time zones by the names that people have for them."""

from __future__ import annotations

import pytest

from bot.core.zones import zone, zones


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("Asia/Baghdad", "Asia/Baghdad", id="as written"),
        pytest.param("asia/baghdad", "Asia/Baghdad", id="without case"),
        pytest.param("utc", "UTC", id="UTC"),
        pytest.param("Baghdad", "Asia/Baghdad", id="a city"),
        pytest.param("بغداد", "Asia/Baghdad", id="a city in Arabic"),
        pytest.param("الرياض", "Asia/Riyadh", id="another"),
        pytest.param("new york", "America/New_York", id="two words"),
        pytest.param("نيويورك", "America/New_York", id="two words that are one in Arabic"),
        pytest.param("Iraq", "Asia/Baghdad", id="a country"),
        pytest.param("السعودية", "Asia/Riyadh", id="a country by its short name in Arabic"),
        pytest.param("المملكه العربيه السعوديه", "Asia/Riyadh", id="by its full name"),
        pytest.param("UK", "Europe/London", id="an abbreviation"),
        pytest.param("الموصل", "Asia/Baghdad", id="a city of the gazetteer"),
        pytest.param("قندهار", "Asia/Kabul", id="another country's"),
        pytest.param("Germany", "Europe/Berlin", id="the zone of nearly all of a country"),
        pytest.param("واشنطن", "America/New_York", id="a capital without a zone of its own"),
        pytest.param("رام الله", "Asia/Hebron", id="and another"),
        pytest.param("Russia", None, id="a country of several zones"),
        pytest.param("../../etc/passwd", None, id="a path"),
        pytest.param("Asia", None, id="a folder"),
        pytest.param("x" * 5000, None, id="too long for a file"),
        pytest.param("\0", None, id="NUL"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_zone(typed: str, name: str | None) -> None:
    assert zone(typed) == name


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("US", "America/New_York"),
        ("usa", "America/New_York"),
        ("United States", "America/New_York"),
        ("Canada", "America/Toronto"),
        ("Brazil", "America/Sao_Paulo"),
    ],
)
def test_the_best_known_of_several_zones_comes_first(name: str, first: str) -> None:
    assert zones(name)[0] == first


def test_of_several_zones_the_capitals_comes_first() -> None:
    found = zones("روسيا")
    assert found[0] == "Europe/Moscow"
    assert len(found) > 10


def test_an_unknown_name_has_none() -> None:
    assert zones("Mars/Base") == ()
