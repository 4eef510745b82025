"""Places by one name, and the places of a headline."""

import pytest

from bot.core.where import is_country, is_narrow, is_province, quarters, titled
from watchlists.model import Entity, Mention, Watchlist, Watchlists

LISTS = Watchlists(
    (
        Watchlist(
            "test",
            {},
            (
                Entity("BAGHDAD", "place", {"ar": "بغداد", "en": "Baghdad"}),
                Entity("ZAHEDAN", "place", {"ar": "زاهدان", "en": "Zahedan"}),
            ),
        ),
    )
)


@pytest.mark.parametrize(
    ("headline", "found"),
    [
        pytest.param("انفجار في قندهار", {"kandahar"}, id="in"),
        pytest.param("انفجار بقندهار", {"kandahar"}, id="particle"),
        pytest.param("قندهار: انفجار يهز السوق", {"kandahar"}, id="colon"),
        pytest.param("قندهار تحتفل", set(), id="the subject"),
        pytest.param("قصف في سنجار وبغداد تستنكر", {"sinjar"}, id="a capital that acts"),
        pytest.param("قصف يطال بغداد", {"baghdad"}, id="a capital that is hit"),
        pytest.param("زاهدان تودع الضحايا", {"zahedan"}, id="a watched town"),
    ],
)
def test_places_of_a_headline(headline: str, found: set[str]) -> None:
    mentions = [
        Mention(key, name, headline[at:end], "title", at, end, 99.0)
        for key, name in (("BAGHDAD", "بغداد"), ("ZAHEDAN", "زاهدان"))
        if (end := headline.find(name) + len(name)) >= len(name)
        for at in [headline.rfind(" ", 0, end) + 1]
    ]
    assert set(titled(headline, mentions, LISTS)) == found


def test_what_a_place_is() -> None:
    assert (is_country("iraq"), is_country("baghdad")) == (True, False)
    assert (is_province("nangarhar"), is_province("mosul")) == (True, False)
    assert [one for one in ("iraq", "nangarhar", "mosul", "nowhere at all") if is_narrow(one)] == [
        "mosul",
        "nowhere at all",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("غارة على حي الزيتون وأخرى قرب مخيم الشاطئ", ["زيت", "شاطي"], id="quarter and camp"),
        pytest.param("قصف بشارع الرشيد", ["رشيد"], id="glued"),
        pytest.param("هجوم على قرية وحرق بيوتها", [], id="none is named"),
        pytest.param("حي", [], id="the end"),
    ],
)
def test_quarters(text: str, names: list[str]) -> None:
    assert list(quarters(text)) == names
