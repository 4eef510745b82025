"""What somebody wrote into a table of their own is watched, however many bear the name."""

from __future__ import annotations

import io

import pytest

from watchlists.imports.building import Built, build
from watchlists.imports.reading import records
from watchlists.model import Alias

COMMON = "محمد حسين"


def built(table: str) -> tuple[Built, list[str]]:
    told: list[str] = []
    stream = io.BytesIO(table.encode())
    found = [*records(stream, "mine.csv", told=lambda line, message: told.append(f"{line}: {message}"))]
    return build(found, "mine", {"en": "Mine"}), told


def aliases(table: str) -> dict[str, Alias]:
    return {alias.text: alias for one in built(table)[0].watchlist.entities for alias in one.spellings}


def row(name: str, kind: str = "شخص", context: str = "") -> str:
    return f"المفتاح,النوع,الاسم,البلد\nK,{kind},{name},{context}\n"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (COMMON, "شخص"), ("سامي", "شخص"), ("حركة النهضة", "حركة"), ("الجبل الأحمر", "مكان"), ("GRV", "تنظيم"),
        ("السلام", "سفينة"),
    ],
)  # fmt: skip
def test_a_name_of_many_is_kept_and_told(name: str, kind: str) -> None:
    found, _ = built(row(name, kind))
    assert name in aliases(row(name, kind))
    assert ([one.name for one in found.doubts], found.doubts[0].needs, found.left_out) == ([name], (), [])


def test_a_rare_name_needs_nothing_and_is_not_told() -> None:
    found, _ = built(row("زلفقار برطمانوف"))
    assert (aliases(row("زلفقار برطمانوف"))["زلفقار برطمانوف"].needs, found.doubts) == ((), [])


@pytest.mark.parametrize(
    ("context", "needs"),
    [
        ("تونس", {"تونس", "تونسي"}),
        ("Tunisia", {"Tunisia", "تونس"}),
        ("tn", {"تونس"}),
        ("كتائب القسام", {"كتائب القسام"}),
        ("حماس؛ غزة", {"حماس", "غزة"}),
        ("حماس، غزة", {"حماس", "غزة"}),
    ],
)
def test_its_context_stands_beside_it(context: str, needs: set[str]) -> None:
    assert needs <= set(aliases(row(COMMON, context=context))[COMMON].needs)


def test_a_code_of_a_country_is_no_word() -> None:
    assert "tn" not in aliases(row(COMMON, context="tn"))[COMMON].needs


def test_a_word_of_every_text_is_no_context_and_told() -> None:
    found, told = built(row(COMMON, context="في؛ حماس"))
    assert found.watchlist.entities[0].spellings[0].needs == ("حماس",)
    assert told == ["2: the context “في” stands in every text and tells nobody apart; it is left out"]


@pytest.mark.parametrize(("name", "reason"), [("ك", "tiny"), ("في", "in every text")])
def test_what_nobody_can_mean_is_left_out(name: str, reason: str) -> None:
    found, _ = built(row("زلفقار برطمانوف").replace("البلد", "أسماء أخرى").replace("برطمانوف,", f"برطمانوف,{name}"))
    assert [(one.name, one.reason) for one in found.left_out] == [(name, reason)]


def test_a_title_stays_with_a_name_that_is_nothing_without_it() -> None:
    assert "الحاج محمد" in aliases(row("الحاج محمد"))


def test_the_table_of_the_docs_is_watched_whole() -> None:
    table = (
        "key,name_ar,name_en,kind,aliases,part_of\n"
        "GUARDS,حراس الوادي الأحمر,Guards of the Red Valley,organization,حراس الوادي|GRV,\n"
        "WADAN,سالم بركات الودان,,person,أبو الرمال; Abu Rimal,GUARDS\n"
    )
    wanted = {"حراس الوادي الأحمر", "Guards of the Red Valley", "حراس الوادي", "GRV"}
    assert wanted | {"سالم بركات الودان", "أبو الرمال", "Abu Rimal"} <= set(aliases(table))
    assert built(table)[0].left_out == []
