"""What a group's own medium tells of the group's deeds is a claim."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.claims import as_claims, is_own_claim, own_medium
from bot.core.facts import facts_of, is_confirmed
from bot.core.features import features_of
from bot.core.scoring import toll
from bot.core.timing import known
from bot.core.views import lead_reading
from tests.bot.core.render.scenes import HOUR, NOW, event, reading, story
from tests.bot.core.test_facts import LISTS
from watchlists.model import Event, Findings, Status
from watchlists.outlets import Outlet, Outlets

# ISIS, WING (part of ISIS) and ISKP (of its own) stand in these lists.
DEPTHS = Outlet("DEPTHS", {"ar": "أغوار", "en": "Depths"}, "militant", 4, group="ISIS")
FEATHER = Outlet("FEATHER", {"en": "Feather"}, "partisan", 4, country="LB", group="WING")
NAMELESS = Outlet("NAMELESS", {"en": "Nameless"}, "militant", 4)
ECHO = Outlet("ECHO", {"en": "Echo"}, "state", 3, country="SY")
OUTLETS = Outlets((DEPTHS, FEATHER, NAMELESS, ECHO))


def made(outlet: Outlet | None, *events: Event) -> list[tuple[Status, bool]]:
    found = as_claims(Findings(events=events), outlet, LISTS).events
    return [(one.status, is_own_claim(one)) for one in found]


CLAIMED, LEFT = [("claimed", True)], [("reported", False)]
DEEDS = [
    pytest.param(DEPTHS, event(actors=("ISIS",)), CLAIMED, id="the group's own deed"),
    pytest.param(DEPTHS, event(actors=("WING",)), CLAIMED, id="a deed of its branch"),
    pytest.param(FEATHER, event(actors=("ISIS",)), CLAIMED, id="a branch's medium, a deed of what it is part of"),
    pytest.param(DEPTHS, event(actors=("ISKP", "ISIS")), CLAIMED, id="done with others"),
    pytest.param(DEPTHS, event("arrest", actors=("ISIS",)), CLAIMED, id="an arrest by the group"),
    pytest.param(DEPTHS, event(actors=("ISKP",)), LEFT, id="the deed of another group"),
    pytest.param(DEPTHS, event(targets=("ISIS",)), LEFT, id="a deed done to the group"),
    pytest.param(DEPTHS, event(), LEFT, id="nobody is named"),
    pytest.param(DEPTHS, event("negotiation", actors=("ISIS",)), LEFT, id="no deed that anybody claims"),
    pytest.param(NAMELESS, event(actors=("ISIS",)), LEFT, id="a medium of nobody knows whom"),
    pytest.param(ECHO, event(actors=("ISIS",)), LEFT, id="a medium of a state"),
    pytest.param(None, event(actors=("ISIS",)), LEFT, id="a source on no list"),
    *(
        pytest.param(DEPTHS, event(actors=("ISIS",), status=status), [(status, False)], id=f"{status} stays")
        for status in ("claimed", "denied", "planned", "foiled", "threatened")
    ),
]


@pytest.mark.parametrize(("outlet", "found", "expected"), DEEDS)
def test_whose_deed_it_is_decides(outlet: Outlet | None, found: Event, expected: list[tuple[Status, bool]]) -> None:
    assert made(outlet, found) == expected


def test_the_code_says_which_medium_and_nothing_else_of_the_event_changes() -> None:
    before = event(actors=("ISIS",), killed=3)
    (after,) = as_claims(Findings(events=(before,)), DEPTHS, LISTS).events
    assert after.how == (*before.how, "outlet:DEPTHS")
    assert (after.killed, after.actors, after.text) == (3, ("ISIS",), before.text)
    assert as_claims(Findings(events=(after,)), DEPTHS, LISTS).events == (after,)


def test_each_event_of_an_article_is_looked_at_alone() -> None:
    told = made(DEPTHS, event(actors=("ISIS",)), event(actors=("ISKP",)), event("arrest", targets=("ISIS",)))
    assert [status for status, _ in told] == ["claimed", "reported", "reported"]


def own(source: str, *events: Event) -> str | None:
    findings = as_claims(Findings(events=events), OUTLETS.of(source), LISTS)
    outlet = own_medium(reading(1, *findings.events, source=source), OUTLETS, LISTS)
    return outlet.key if outlet else None


@pytest.mark.parametrize(
    ("source", "found", "expected"),
    [
        pytest.param("Depths", event(actors=("ISIS",)), "DEPTHS", id="a claim"),
        pytest.param("Depths", event(), "DEPTHS", id="an attack of nobody named"),
        pytest.param("Nameless", event(), "NAMELESS", id="the same of a medium without a group"),
        pytest.param("Depths", event(targets=("WING",)), None, id="an attack on the group's branch"),
        pytest.param("Depths", event(actors=("ISKP",)), None, id="another's attack"),
        pytest.param("Depths", event("arrest"), None, id="an arrest by nobody named"),
        pytest.param("Depths", event("airstrike"), None, id="a strike from the air"),
        pytest.param("Feather", event(), None, id="an attack of nobody named, told by a party's channel"),
        pytest.param("Feather", event(actors=("WING",)), "FEATHER", id="a claim by a party's channel"),
        pytest.param("Depths", event(status="denied"), None, id="a denial"),
        pytest.param("Echo", event(), None, id="a medium of a state"),
        pytest.param("صدى الوادي", event(), None, id="a source on no list"),
    ],
)
def test_when_an_article_is_the_word_of_who_did_it(source: str, found: Event, expected: str | None) -> None:
    assert own(source, found) == expected


def claim(**facts: Any) -> Event:
    (found,) = as_claims(Findings(events=(event(actors=("ISIS",), **facts),)), DEPTHS, LISTS).events
    return found


def test_what_others_say_of_the_act_is_held_against_the_claim() -> None:
    facts = facts_of(
        story(reading(2, claim(killed=40), source="Depths"), reading(1, event(killed=5), source="A")), LISTS
    )
    assert [(one.value, one.claimed) for one in facts.numbers["killed"]] == [(5, False), (40, True)]
    assert facts.spread("killed") is None, "what is only claimed counts where nobody else gives a number"
    words = event("claim", actors=("ISIS",), status="claimed", killed=9)
    facts = facts_of(story(reading(2, event(killed=5), source="A"), reading(1, words, source="B")), LISTS)
    assert facts.spread("killed") is None


@pytest.mark.parametrize(
    ("source", "other", "expected"),
    [
        pytest.param("صدى الوادي", event(), True, id="a source on no list"),
        pytest.param("Echo", event("bombing"), True, id="another word for an attack"),
        pytest.param("Feather", event(), False, id="an armed group's medium"),
        pytest.param("Echo", event("arrest"), False, id="another act"),
        pytest.param("Echo", event(status="denied"), False, id="a denial"),
    ],
)
def test_what_confirms_a_claim(source: str, other: Event, expected: bool) -> None:
    told = story(reading(1, claim(), source="Depths"), reading(2, other, source=source))
    assert is_confirmed(told, claim(), OUTLETS) is expected


def test_a_report_of_others_stands_for_the_story_rather_than_the_claim() -> None:
    report = reading(1, event(killed=5), source="A", published=NOW - HOUR)
    told = story(report, reading(2, claim(killed=40), source="Depths", published=NOW))
    assert lead_reading(told, LISTS) is report


def test_the_dead_are_those_that_others_count() -> None:
    both = [Findings(events=(claim(killed=40),)), Findings(events=(event(killed=5),))]
    assert toll(both) == 5
    assert toll(both[:1]) == 40
    told = known(story(reading(1, claim(killed=40), source="Depths"), reading(2, event(killed=5), source="A")), LISTS)
    assert (told["killed"], told["claims"]) == (5, ["ISIS"])


def test_grouping_sees_the_act_itself_and_no_words_about_it() -> None:
    """Else a report of the medium would not join those of others, and two of its moulded reports would be one."""
    one = reading(1, claim(), source="Depths")
    features = features_of(one.article, one.findings, LISTS)
    assert "suicide_bombing" in features.events
    assert features.spoken == frozenset()
