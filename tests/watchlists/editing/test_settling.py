"""Edits that the files hold already do nothing; those that have lost their object are told apart from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchlists import load
from watchlists.editing.edits import Edit, played
from watchlists.model import Watchlists

LIST = """
version: 1
watchlist: groups
entities:
  - key: HAWK
    kind: organization
    name: {ar: كتائب الصقر}
    aliases: [{text: الصقر, unless: [الصقر الذهبي], min_score: 90}, صقور الجبل]
  - {key: WADI, kind: organization, name: {ar: مجلس الوادي}, aliases: [حراس الوادي, جنود الوادي]}
events:
  - {key: raid, name: {en: Raid}, phrases: [مداهمة]}
"""
WADI = {"kind": "organization", "name": {"ar": "مجلس الوادي"}, "aliases": ["حراس الوادي"]}
ADD = Edit("add", "WADI", WADI)
MORE = Edit("alias", "WADI", {"alias": "جنود الوادي"})
FALCON = {"text": "الصقر", "unless": ["الصقر الذهبي"], "min_score": 90}
GONE = Edit("remove", "WADI")


@pytest.fixture(name="lists", scope="module")
def _lists(tmp_path_factory: pytest.TempPathFactory) -> Watchlists:
    path: Path = tmp_path_factory.mktemp("lists") / "groups.yaml"
    path.write_text(LIST, encoding="utf-8")
    return load([path])


def edit(action: str, alias: str, key: str = "HAWK", **more: object) -> Edit:
    return Edit(action, key, {"alias": alias, **more})  # type: ignore[arg-type]


def conditions(alias: str, **given: object) -> Edit:
    return edit("conditions", alias, value=given)


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([ADD], id="a new entity, which has more names by now"),
        pytest.param([Edit("add", "wadi", WADI)], id="its key in another case"),
        pytest.param([ADD, MORE], id="with a further alias"),
        pytest.param([edit("alias", "صقور الجبل")], id="an alias"),
        pytest.param([edit("alias", "مداهمة", "raid")], id="a phrase"),
        pytest.param([edit("remove_alias", "نسور")], id="an alias that went"),
        pytest.param([Edit("remove", "NOBODY")], id="an entity that went"),
        pytest.param([edit("remove_alias", "x", "NOBODY")], id="an alias of one that went"),
        pytest.param([edit("unless", "الصقر", value="الصقر الذهبي")], id="a guard"),
        pytest.param([edit("min_score", "الصقر", value=90.0)], id="a score"),
        pytest.param([conditions("الصقر", unless=["الصقر الذهبي"], min_score=90.0)], id="conditions"),
        pytest.param([edit("min_score", "الصقر", value=80.0), edit("min_score", "الصقر", value=90)], id="two scores"),
        pytest.param(
            [conditions("الصقر", min_score=80.0, match="fuzzy"), edit("min_score", "الصقر", value=90)], id="set anew"
        ),
        pytest.param(
            [edit("remove_alias", "الصقر"), Edit("alias", "HAWK", {"alias": FALCON})], id="an alias given again"
        ),
        pytest.param(
            [edit("alias", "نسور"), edit("unless", "نسور", value="x"), edit("remove_alias", "نسور")], id="gone"
        ),
        pytest.param(
            [Edit("alias", "NOBODY", {"alias": "x"}), Edit("remove", "NOBODY")], id="an alias, then its entity"
        ),
        pytest.param([GONE, ADD, MORE], id="removed and made again"),
        pytest.param(
            [Edit("add", "WADI", {**WADI, "name": {"en": "Else"}, "aliases": []}), GONE, ADD, MORE], id="twice"
        ),
    ],
)
def test_what_the_files_hold_is_settled(edits: list[Edit], lists: Watchlists) -> None:
    after = played(lists, edits)
    assert after.left == ()
    assert after.lists == lists


@pytest.mark.parametrize(
    "edit_",
    [
        pytest.param(Edit("add", "HAWK", {"kind": "place", "name": {"en": "Hawk Town"}}), id="a key that is another's"),
        pytest.param(
            Edit("add", "NEW", {"kind": "place", "name": {"en": "Aa"}, "part_of": "GONE"}), id="a lost parent"
        ),
        pytest.param(Edit("alias", "NOBODY", {"alias": "x"}), id="an alias of nobody"),
        pytest.param(edit("unless", "نسور", value="x"), id="a guard of no alias"),
        pytest.param(edit("remove_alias", "كتائب الصقر"), id="a name"),
        pytest.param(edit("remove_alias", "مداهمة", "raid"), id="the last phrase"),
    ],
)
def test_what_the_files_do_not_take_is_left_out(edit_: Edit, lists: Watchlists) -> None:
    after = played(lists, [edit_])
    assert (after.settled, after.left) == ((), (0,))
    assert after.lists == lists


@pytest.mark.parametrize(
    ("edits", "settled", "held"),
    [
        pytest.param([edit("min_score", "الصقر", value=80.0)], (), True, id="another score"),
        pytest.param([edit("remove_alias", "صقور الجبل")], (), True, id="an alias that is there"),
        pytest.param([conditions("الصقر", min_score=90.0, definite=True)], (), True, id="one condition more"),
        pytest.param([conditions("صقور الجبل", needs=["ولاية"])], (), True, id="a condition"),
        pytest.param(
            [edit("remove_alias", "الصقر"), edit("alias", "الصقر")], (), True, id="an alias given again otherwise"
        ),
        pytest.param([GONE], (), False, id="an entity that is there"),
        pytest.param([ADD, GONE], (0,), False, id="brought home and removed since"),
        pytest.param([GONE, ADD], (), True, id="made again without what the files have"),
        pytest.param([Edit("add", "NEW", WADI), Edit("remove", "NEW")], (), True, id="never brought home"),
    ],
)
def test_what_the_files_do_not_hold_is_done(
    edits: list[Edit], settled: tuple[int, ...], held: bool, lists: Watchlists
) -> None:
    after = played(lists, edits)
    assert (after.settled, after.left) == (settled, ())
    assert ("WADI" in after.lists.entities) is held
    assert (after.lists.entities == lists.entities) is (edits[0].key == "NEW")
