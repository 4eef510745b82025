"""Time zones by their cities: every one is real, has a name in both languages, and is found by either."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.core.cities import REGIONS, city_name, zone_called

ZONES = [zone for some in REGIONS.values() for zone in some]


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_is_named_and_found_by_its_name(zone: str) -> None:
    assert ZoneInfo(zone).key == zone
    arabic, english = city_name(zone, "ar"), city_name(zone, "en")
    assert arabic
    assert english
    assert "\u0621" <= arabic[0] <= "\u064a"
    assert zone_called(arabic) == zone_called(english.upper()) == zone


def test_no_zone_is_offered_twice() -> None:
    assert len(ZONES) == len(set(ZONES))


def test_what_is_no_city() -> None:
    assert zone_called("Atlantis") is None
    assert city_name("Mars/Base", "ar") is None
    assert city_name("EST", "en") is None
