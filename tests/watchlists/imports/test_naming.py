"""What a field of a list holds: which names, in which script, without what is no part of them."""

import pytest

from watchlists.imports.naming import names
from watchlists.imports.records import ListedName
from watchlists.model import Kind


def found(text: str, kind: Kind = "person", **more: tuple[str, ...]) -> list[str]:
    return [name.text for name in names(ListedName(text, **more), kind)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("ﻤﺣﻤﺩ ﻤﺴﻌﻮﺩ", ["محمد مسعود"], id="presentation-forms"),
        pytest.param("نوری کاظمی", ["نوري كاظمي"], id="persian-letters"),
        pytest.param("جلال حقانى", ["جلال حقاني"], id="egyptian-yeh"),
        pytest.param("مصطفی عیسی", ["مصطفى عيسى"], id="true-maqsura"),
        pytest.param("أديب شعبـان العانــي", ["أديب شعبان العاني"], id="tatweel"),
        pytest.param("سليم عبد\n      الرحمن الواديني", ["سليم عبد الرحمن الواديني"], id="line-break-inside"),
        pytest.param("سليم الواديني؛ خالد التلالي", ["سليم الواديني", "خالد التلالي"], id="semicolon"),
        pytest.param("1) سليم الواديني 2) خالد التلالي", ["سليم الواديني", "خالد التلالي"], id="numbered"),
        pytest.param("a) Salim Wadini b) Khalid Tilali", ["Salim Wadini", "Khalid Tilali"], id="lettered"),
        pytest.param("الشيخ سليم الواديني", ["سليم الواديني"], id="title"),
        pytest.param("Haji Mullah Salim Wadini", ["Salim Wadini"], id="titles-latin"),
        pytest.param("Salim Wadini (previously listed as)", ["Salim Wadini"], id="note-in-brackets"),
        pytest.param("Salim Wadini (سليم الواديني)", ["Salim Wadini", "سليم الواديني"], id="other-script-in-brackets"),
        pytest.param("سليم الواديني (Arabic)", ["سليم الواديني"], id="latin-note"),
        pytest.param("WADINI, Salim", ["Salim Wadini"], id="family-first"),
        pytest.param("AL-WADINI, Salim Khalid", ["Salim Khalid Al-Wadini"], id="article-family-first"),
        pytest.param("SALIM BIN WADINI", ["Salim Bin Wadini"], id="capitals"),
        pytest.param("Salim Wadini)", ["Salim Wadini"], id="stray-bracket"),
        pytest.param("“Wadi”", ["Wadi"], id="quotes"),
        pytest.param("Salim Wadini, born 1 Jan. 1967", ["Salim Wadini"], id="date-of-birth"),
        pytest.param("SALIM WADINI na", ["Salim Wadini"], id="na"),
        pytest.param("", [], id="nothing"),
        pytest.param("()؛ -- ", [], id="marks"),
    ],
)
def test_names_of_persons(text: str, clean: list[str]) -> None:
    assert found(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("WADINI TRADING COMPANY, LTD", ["Wadini Trading Company, Ltd"], id="comma-of-a-firm"),
        pytest.param("THE ARMY OF THE HILLS", ["The Army of the Hills"], id="capitals"),
        pytest.param("WADINI FRONT (WF)", ["Wadini Front"], id="short-acronym"),
        pytest.param("Wadi and Jihad Movement (WAJIM)", ["Wadi and Jihad Movement", "Wajim"], id="long-acronym"),
        pytest.param("حراس الوادي – درنة", ["حراس الوادي درنة"], id="dash"),
        pytest.param("جيش الوادي و الجبل", ["جيش الوادي والجبل"], id="waw-apart"),
        pytest.param("GENERAL BUREAU OF WADIS", ["General Bureau of Wadis"], id="no-title"),
        pytest.param("WADINI GUARDS / TILAL GUARDS", ["Wadini Guards", "Tilal Guards"], id="slash"),
    ],
)
def test_names_of_organizations(text: str, clean: list[str]) -> None:
    assert found(text, "organization") == clean


def test_parts_tell_the_order_where_a_comma_stands() -> None:
    assert found("WADINI, Salim Khalid", parts=("Salim", "Khalid Wadini")) == ["Salim Khalid Wadini"]
