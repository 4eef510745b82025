"""What people did to an imported list and what the list did since, in one file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.watchlists.imports.listed import GUARD, MAN, base, guarded, less, more, watchlist
from watchlists.imports.merging import Kept, merge
from watchlists.imports.remembering import said
from watchlists.model import Alias, Entity, EventType, Examples

JUND, VALLEY = GUARD.aliases
PRESS = Alias("الحراس", definite=True, source="the press")
OWN = Entity("OWN", "place", {"ar": "وادي النخل"})
SAYS = Alias("كتيبة الوادي", source="UN QDe.1")

# What the file has, what the list has now, and what is to come of it, where the list said GUARD before.
CASES = [
    pytest.param(GUARD, GUARD, GUARD, id="nothing changed"),
    pytest.param(GUARD, more(GUARD, SAYS), more(GUARD, SAYS), id="the list adds an alias"),
    pytest.param(GUARD, less(GUARD, JUND.text), less(GUARD, JUND.text), id="the list drops an alias"),
    pytest.param(more(GUARD, PRESS), GUARD, more(GUARD, PRESS), id="people add an alias"),
    pytest.param(more(GUARD, PRESS), more(GUARD, SAYS), more(GUARD, PRESS, SAYS), id="both add one"),
    pytest.param(more(GUARD, SAYS), more(GUARD, SAYS), more(GUARD, SAYS), id="both add the same"),
    pytest.param(less(GUARD, JUND.text), GUARD, less(GUARD, JUND.text), id="people drop an alias, and it stays out"),
    pytest.param(
        less(GUARD, JUND.text), more(GUARD, SAYS), more(less(GUARD, JUND.text), SAYS), id="dropped, another one comes"
    ),
    pytest.param(
        guarded(GUARD, JUND.text, unless=("جند الوادي الأخضر",)),
        more(GUARD, SAYS),
        more(guarded(GUARD, JUND.text, unless=("جند الوادي الأخضر",)), SAYS),
        id="conditions of people stay",
    ),
    pytest.param(
        guarded(GUARD, JUND.text, min_score=90.0),
        less(GUARD, JUND.text),
        less(GUARD, JUND.text),
        id="an alias of the list that is gone goes with its conditions",
    ),
    pytest.param(
        GUARD,
        guarded(GUARD, JUND.text, needs=("قيادي",)),
        guarded(GUARD, JUND.text, needs=("قيادي",)),
        id="the list changes a condition",
    ),
    pytest.param(
        guarded(GUARD, JUND.text, min_score=90.0),
        guarded(GUARD, JUND.text, needs=("قيادي",)),
        guarded(GUARD, JUND.text, min_score=90.0, needs=("قيادي",)),
        id="two conditions of one alias",
    ),
    pytest.param(
        guarded(GUARD, VALLEY.text, match="fuzzy"),
        more(GUARD, SAYS),
        more(guarded(GUARD, VALLEY.text, match="fuzzy"), SAYS),
        id="a condition that people took away stays away",
    ),
    pytest.param(
        replace(GUARD, part_of="AQ", note="seen in the press", tests=Examples(no=("مر الوادي",))),
        replace(GUARD, name={"ar": "حراس الوادي الكبير", "en": "Wadi Guards"}),
        replace(
            GUARD,
            name={"ar": "حراس الوادي الكبير", "en": "Wadi Guards"},
            part_of="AQ",
            note="seen in the press",
            tests=Examples(no=("مر الوادي",)),
        ),
        id="part_of, note and tests stay, a name follows",
    ),
    pytest.param(
        replace(GUARD, name={**GUARD.name, "fa": "نگهبانان وادی"}),
        GUARD,
        replace(GUARD, name={**GUARD.name, "fa": "نگهبانان وادی"}),
        id="a name in another language stays",
    ),
    pytest.param(
        replace(less(GUARD, JUND.text), never=("جُند الوادي",)),
        more(GUARD, SAYS),
        more(replace(less(GUARD, JUND.text), never=("جُند الوادي",)), SAYS),
        id="never again, whatever marks it is written with",
    ),
    pytest.param(
        replace(GUARD, key="WADI"), more(GUARD, SAYS), more(replace(GUARD, key="WADI"), SAYS), id="another key stays"
    ),
    pytest.param(
        more(GUARD, replace(JUND, valid_from=None, source="twice")),
        GUARD,
        more(GUARD, replace(JUND, valid_from=None, source="twice")),
        id="the same text twice",
    ),
]


@pytest.mark.parametrize(("ours", "theirs", "expected"), CASES)
def test_three_versions_become_one(ours: Entity, theirs: Entity, expected: Entity) -> None:
    found = merge(watchlist(ours, MAN), watchlist(theirs, MAN), base(GUARD, MAN))
    assert found.watchlist == watchlist(expected, MAN)
    again = merge(found.watchlist, watchlist(theirs, MAN), base(*found.said))
    assert again.watchlist == found.watchlist


def test_where_both_changed_one_thing_the_file_stays_and_it_is_told() -> None:
    ours = replace(GUARD, name={**GUARD.name, "en": "The Guards"})
    theirs = replace(GUARD, name={**GUARD.name, "en": "Guards of the Wadi"})
    found = merge(watchlist(ours), watchlist(theirs), base(GUARD))
    assert found.watchlist == watchlist(ours)
    assert found.kept == (Kept("QDe-1", ("name", "en"), "The Guards", "Guards of the Wadi"),)
    assert merge(watchlist(ours), watchlist(theirs), base(theirs)).kept == ()


def test_entities_come_behind_their_neighbour_and_go() -> None:
    new, late = replace(MAN, key="QDi-3", source="UN QDi.3"), replace(MAN, key="QDi-4", source="UN QDi.4")
    ours = watchlist(GUARD, OWN, MAN, events=(EventType("blast", {"en": "Blast"}, (Alias("تفجير"),)),))
    found = merge(ours, watchlist(new, GUARD, late), base(GUARD, MAN))
    assert [one.key for one in found.watchlist.entities] == ["QDi-3", "QDe-1", "QDi-4", "OWN"]
    assert found.watchlist.events == ours.events
    assert found.lost == ()


def test_what_people_took_out_stays_out_and_is_told() -> None:
    found = merge(watchlist(less(GUARD, JUND.text)), watchlist(GUARD, MAN), base(GUARD, MAN))
    assert found.watchlist == watchlist(less(GUARD, JUND.text))
    assert (found.out, found.gone) == ((("QDe-1", JUND.text),), (MAN,))
    assert merge(found.watchlist, watchlist(GUARD, MAN), base(*found.said)).watchlist == found.watchlist


def test_a_name_whose_alias_people_took_out_is_not_found_by_its_name_alone() -> None:
    held = replace(guarded(GUARD, JUND.text, needs=("قيادي",)), name={"ar": JUND.text})
    found = merge(watchlist(less(held, JUND.text)), watchlist(held), base(held))
    (now,) = found.watchlist.entities
    assert (now.never, [one.text for one in now.spellings]) == ((JUND.text,), [VALLEY.text])
    again = merge(found.watchlist, watchlist(held), base(*found.said))
    assert (again.watchlist, again.said) == (found.watchlist, found.said)


def test_what_is_no_longer_never_comes_back() -> None:
    never = replace(less(GUARD, JUND.text), never=(JUND.text,))
    found = merge(watchlist(never), watchlist(GUARD), base(GUARD))
    assert found.out == ()
    freed = merge(watchlist(replace(never, never=())), watchlist(GUARD), base(*found.said)).watchlist
    assert [one.text for one in freed.entities[0].aliases] == [VALLEY.text, JUND.text]


def test_work_of_people_that_goes_with_its_entity_is_told() -> None:
    ours = more(GUARD, PRESS)
    assert merge(watchlist(ours, MAN), watchlist(MAN), base(GUARD, MAN)).lost == (ours,)
    renamed = replace(GUARD, key="WADI")
    found = merge(watchlist(renamed, OWN), watchlist(MAN), base(GUARD))
    assert found.watchlist == watchlist(MAN, OWN)


NEW_ID = replace(
    GUARD, key="QDe-9", source="UN QDe.9", aliases=tuple(replace(one, source="UN QDe.9") for one in GUARD.aliases)
)


@pytest.mark.parametrize(
    ("theirs", "numbers"),
    [
        pytest.param(NEW_ID, {}, id="the same names"),
        pytest.param(more(NEW_ID, Alias("جند السهل", source="UN QDe.9")), {"QDe-9": "77"}, id="the same number"),
    ],
)
def test_an_entity_that_the_list_gives_another_id_keeps_its_key_and_what_people_did(
    theirs: Entity, numbers: dict[str, str]
) -> None:
    ours = more(guarded(GUARD, JUND.text, needs=("قيادي",)), guards := Alias("حرس الوادي"))
    before = {"qde-1": said(GUARD, "77"), "qdi-2": said(MAN, "78")}
    found = merge(watchlist(ours, MAN), watchlist(theirs, MAN), before, numbers)
    now = found.watchlist.entities[0]
    assert (now.key, now.source, found.called) == ("QDe-1", "UN QDe.9", (("QDe-1", "QDe-9"),))
    assert guards in now.aliases
    assert next(one for one in now.aliases if one.text == JUND.text).needs == ("قيادي",)
    again = merge(found.watchlist, watchlist(theirs, MAN), base(*found.said), numbers)
    assert (again.watchlist, again.called) == (found.watchlist, ())


def test_another_entity_with_another_number_or_other_names_is_new() -> None:
    other = more(NEW_ID, Alias("جند السهل", source="UN QDe.9"))
    found = merge(watchlist(GUARD), watchlist(other), {"qde-1": said(GUARD, "77")}, {"QDe-9": "99"})
    assert ([one.key for one in found.watchlist.entities], found.called) == (["QDe-9"], ())


def test_a_name_that_moves_without_the_conditions_that_people_gave_it_is_told() -> None:
    ours = guarded(GUARD, JUND.text, needs=("قيادي",))
    heir = more(MAN, Alias(JUND.text, source=MAN.source))
    found = merge(watchlist(ours, MAN), watchlist(less(GUARD, JUND.text), heir), base(GUARD, MAN))
    assert found.bare == (("QDe-1", JUND.text, ("QDi-2",)),)
    assert merge(watchlist(ours), watchlist(less(GUARD, JUND.text)), base(GUARD)).bare == (("QDe-1", JUND.text, ()),)
    assert merge(watchlist(GUARD), watchlist(less(GUARD, JUND.text)), base(GUARD)).bare == ()


def test_an_entity_of_people_with_a_source_of_the_list_stays() -> None:
    branch = replace(OWN, source="UN QDe.1")
    assert merge(watchlist(GUARD, branch), watchlist(GUARD), base(GUARD)).watchlist == watchlist(GUARD, branch)


def test_two_of_one_source_are_not_taken_for_one() -> None:
    first, second = replace(GUARD, key="QDe-7"), replace(GUARD, key="QDe-8")
    mine = replace(GUARD, key="WADI")
    found = merge(watchlist(mine), watchlist(first, second), {})
    assert [one.key for one in found.watchlist.entities] == ["QDe-7", "QDe-8", "WADI"]


def test_who_is_part_of_another_follows_its_key() -> None:
    part = replace(MAN, part_of="QDe-1")
    found = merge(watchlist(replace(GUARD, key="WADI")), watchlist(GUARD, part), base(GUARD))
    assert found.watchlist.entities[1].part_of == "WADI"


# Without what the last import said: by source.
GUESSED = [
    pytest.param(more(GUARD, PRESS), less(GUARD, JUND.text), more(less(GUARD, JUND.text), PRESS), id="by source"),
    pytest.param(
        replace(guarded(GUARD, JUND.text, unless=("واد",)), note="mine"),
        replace(guarded(GUARD, JUND.text, needs=("قيادي",)), note="theirs", name={"ar": "الحراس"}),
        replace(
            guarded(GUARD, JUND.text, unless=("واد",), needs=("قيادي",)),
            note="mine",
            name={"ar": "الحراس", "en": "Wadi Guards"},
        ),
        id="conditions and notes are people's, names the list's",
    ),
]


@pytest.mark.parametrize(("ours", "theirs", "expected"), GUESSED)
def test_without_a_base_the_source_tells_whose_an_alias_is(ours: Entity, theirs: Entity, expected: Entity) -> None:
    found = merge(watchlist(ours, OWN, MAN), watchlist(theirs), {})
    assert found.watchlist == watchlist(expected, OWN)
    assert merge(found.watchlist, watchlist(theirs), {}).watchlist == found.watchlist


def test_a_name_that_was_no_safe_one_for_the_list_and_is_now_is_found() -> None:
    before = replace(less(GUARD, JUND.text), name={"ar": JUND.text}, never=(JUND.text,))
    after = replace(GUARD, name={"ar": JUND.text})
    found = merge(watchlist(before), watchlist(after), base(before))
    assert (found.watchlist.entities[0].never, found.watchlist.entities[0].aliases) == ((), (VALLEY, JUND))
    assert merge(found.watchlist, watchlist(after), base(*found.said)).watchlist == found.watchlist
