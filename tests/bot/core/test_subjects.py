"""How a subject is typed, and what a question about it covers."""

from __future__ import annotations

import pytest

from bot.core.subjects import Subject, keys_of
from watchlists.model import Entity, EventType, Watchlist, Watchlists

LISTS = Watchlists(
    (
        Watchlist(
            "groups",
            {"en": "Groups"},
            (
                Entity("ISIS", "organization", {"en": "IS"}),
                Entity("ISKP", "organization", {"en": "ISKP"}, part_of="ISIS"),
                Entity("TTP", "organization", {"en": "TTP"}),
            ),
        ),
        Watchlist("events", {"en": "Events"}, (), (EventType("bombing", {"en": "Bombing"}, ()),)),
    )
)
ISIS, ISKP, BOMBING = Subject("entity", "ISIS"), Subject("entity", "ISKP"), Subject("event", "bombing")
GROUPS, ALL = Subject("list", "groups"), Subject("all")


@pytest.mark.parametrize(
    ("subject", "keys"),
    [
        pytest.param(ISIS, {"ISIS", "ISKP"}, id="a group with its branches"),
        pytest.param(ISKP, {"ISKP"}, id="a branch"),
        pytest.param(BOMBING, {"bombing"}, id="an event type"),
        pytest.param(GROUPS, {"ISIS", "ISKP", "TTP"}, id="a list"),
        pytest.param(ALL, {"ISIS", "ISKP", "TTP", "bombing"}, id="everything"),
        pytest.param(Subject("list", "none"), set(), id="no list"),
    ],
)
def test_what_a_question_covers(subject: Subject, keys: set[str]) -> None:
    assert keys_of(subject, LISTS) == keys


@pytest.mark.parametrize(("subject", "typed"), [(ISKP, "ISKP"), (GROUPS, "list:groups"), (ALL, "all")])
def test_a_subject_as_it_is_typed(subject: Subject, typed: str) -> None:
    assert subject.typed == typed
