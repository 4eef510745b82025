"""Who publishes, in words."""

from __future__ import annotations

import pytest

from bot.core.bidi import strip_controls
from bot.core.claims import as_claims
from bot.core.model import Language, Reading
from bot.core.render.alert import alert_message
from bot.core.render.outlets import publisher, publisher_in_full
from bot.core.render.why import why_message
from bot.core.views import AlertView, WhyView
from tests.bot.core.render.scenes import (
    ATTACK,
    HOUR,
    LANGUAGES,
    LISTS,
    NOW,
    alert,
    article,
    event,
    faults,
    reading,
    story,
    texts,
)
from watchlists.model import Event, Findings
from watchlists.outlets import Outlet, Outlets

ECHO = Outlet("ECHO", {"ar": "صدى البحر", "en": "Sea Echo"}, "state", 2, country="QA")
LAMP = Outlet("LAMP", {"en": "The Lamp"}, "private", 1, country="GB")
DEPTHS = Outlet("DEPTHS", {"ar": "أغوار", "en": "Depths"}, "militant", 4, group="ISKP")
PALM = Outlet("PALM", {"ar": "النخلة"}, "partisan", 4, country="LB", group="AR_ONLY")
STRANGE = Outlet("STRANGE", {"en": "Strange"}, "militant", 4, group="ON_NO_LIST")
OUTLETS = Outlets((ECHO, LAMP, DEPTHS, PALM, STRANGE))

LABELS = [
    pytest.param("Sea Echo", "en", "Sea Echo (Qatar, state)", "Sea Echo (state)", "Sea Echo (state, tier 2)"),
    pytest.param("Sea Echo", "ar", "صدى البحر (قطر، حكومية)", "صدى البحر (حكومية)", "صدى البحر (حكومية، المرتبة 2)"),
    pytest.param("The Lamp", "en", "The Lamp (United Kingdom, private)", "The Lamp", "The Lamp (private, tier 1)"),
    pytest.param("The Lamp", "ar", "The Lamp (المملكة المتحدة، خاصة)", "The Lamp", "The Lamp (خاصة، المرتبة 1)"),
    pytest.param(
        "أغوار", "en", "Depths (militant, Islamic State Khorasan)", "Depths (militant)", "Depths (militant, tier 4)"
    ),
    pytest.param(
        "أغوار",
        "ar",
        "أغوار (إعلام جماعة مسلحة، داعش خراسان)",
        "أغوار (إعلام جماعة مسلحة)",
        "أغوار (إعلام جماعة مسلحة، المرتبة 4)",
    ),
    pytest.param("Strange", "en", "Strange (militant, ON_NO_LIST)", "Strange (militant)", "Strange (militant, tier 4)"),
    pytest.param("صدى الوادي", "ar", "صدى الوادي", "صدى الوادي", "صدى الوادي"),
    pytest.param("a | b", "en", "a | b", "a | b", "a | b"),
]


@pytest.mark.parametrize(("source", "language", "full", "short", "tier"), LABELS)
def test_the_outlet_as_a_reader_sees_it(source: str, language: Language, full: str, short: str, tier: str) -> None:
    one = article(source=source)
    said = [
        publisher_in_full(one, OUTLETS, LISTS, texts(language)),
        publisher(one, OUTLETS, texts(language)),
        publisher(one, OUTLETS, texts(language), tier=True),
    ]
    assert [strip_controls(each) for each in said] == [full, short, tier]


def told(source: str, *events: Event, number: int = 1) -> Reading:
    findings = as_claims(Findings(events=events), OUTLETS.of(source), LISTS)
    return reading(number, *findings.events, source=source, published=NOW - number * HOUR)


def lines(*readings: Reading, language: Language = "en") -> list[str]:
    view = AlertView(story(*readings), alert(), None, LISTS, outlets=OUTLETS)
    return [strip_controls(one.text) for one in alert_message(view, texts(language)).blocks]


def test_a_claim_by_the_groups_own_medium_is_one_and_says_so() -> None:
    shown = lines(told("Depths", event(actors=("ISKP",), killed=9)))
    assert "Suicide bombing (claimed)" in shown[0]
    assert "Depths (militant, Islamic State Khorasan), " in shown[1]
    assert shown[2] == (
        "Published by the group's own medium (Depths — Islamic State Khorasan): a claim, not confirmed."
    )


def test_an_attack_of_nobody_named_is_labelled_too() -> None:
    shown = lines(told("أغوار", event(killed=9)), language="ar")
    assert "(متبنى)" not in shown[0]
    assert shown[2] == "منشور في الإعلام التابع للجماعة نفسها (أغوار — داعش خراسان): إعلان منها لم يتأكد."


def test_where_others_report_it_theirs_leads_and_the_claim_is_marked_below() -> None:
    shown = lines(told("Depths", event(actors=("ISKP",), killed=40)), told("Sea Echo", event(killed=12), number=2))
    assert shown[0].startswith("🔴 Suicide bombing — ")
    assert "12 killed" in shown[0]
    assert "The group's own medium (Depths — Islamic State Khorasan) tells of it, too: a claim." in shown
    assert "Outlets differ: 12 killed (Sea Echo), 40 killed (Depths, a claim)" in shown
    assert [one for one in shown if one.startswith("Depths (militant): ")]


def test_a_claim_that_leads_all_the_same_says_that_others_report_it() -> None:
    shown = lines(told("Depths", event(actors=("ISKP",))), told("Sea Echo", event("arrest"), event(), number=2))
    both = lines(
        told("Depths", event(actors=("ISKP",))), told("Lamp", ATTACK, number=2), told("Depths", event(), number=3)
    )
    assert not [one for one in shown + both if "not confirmed" in one]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("source", ["Sea Echo", "The Lamp", "أغوار", "النخلة", "Strange", "صدى الوادي"])
def test_no_label_breaks_a_message(source: str, language: Language) -> None:
    readings = [told(source, event(actors=("ISKP",), killed=2)), told("صدى البحر", ATTACK, number=2)]
    for one in (story(readings[0]), story(*readings), story(*reversed(readings))):
        assert faults(alert_message(AlertView(one, alert(), None, LISTS, outlets=OUTLETS), texts(language))) == []
        assert faults(why_message(WhyView(alert(), one, LISTS, outlets=OUTLETS), texts(language))) == []


def test_why_names_the_tier_and_the_code() -> None:
    view = WhyView(alert(), story(told("Depths", event(actors=("ISKP",)))), LISTS, outlets=OUTLETS)
    shown = [strip_controls(one.text) for one in why_message(view, texts("en")).blocks]
    assert any("a claim, for the group's own medium tells it (DEPTHS)" in one for one in shown)
    assert any(one.startswith("Depths (militant, tier 4) — ") for one in shown)
