"""What one field of a list means: one name or several, in which script, with which notes beside it."""

from __future__ import annotations

import pytest

from watchlists.imports.wording import in_order, names_in, names_in_note


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param("  سالم   الودان ", ["سالم الودان"], id="blanks"),
        pytest.param("سالم بركات عبد\n        الرحيم", ["سالم بركات عبد الرحيم"], id="a line break in a name"),
        pytest.param("حركة أهل الوادي\nوالسهل", ["حركة أهل الوادي والسهل"], id="a line break before and"),
        pytest.param("سالم الودان\nسالم بركات الودان", ["سالم الودان", "سالم بركات الودان"], id="a name a line"),
        pytest.param("Abd Rahim; Abdul Rahim", ["Abd Rahim", "Abdul Rahim"], id="a semicolon"),
        pytest.param("سالم الودان؛ سالم بركات", ["سالم الودان", "سالم بركات"], id="an Arabic semicolon"),
        pytest.param("شيخ الرمال ، ابن الرمال", ["شيخ الرمال", "ابن الرمال"], id="an Arabic comma"),
        pytest.param("GUARDS / GRV", ["GUARDS", "GRV"], id="a slash with blanks"),
        pytest.param("Guards/Valley", ["Guards/Valley"], id="a slash without"),
        pytest.param("Salim Wadan also Salem Wadan", ["Salim Wadan", "Salem Wadan"], id="also"),
        pytest.param("Salim Wadan, a.k.a. Abu Rimal", ["Salim Wadan", "Abu Rimal"], id="a.k.a."),
        pytest.param("سالم الودان المعروف باسم أبو الرمال", ["سالم الودان", "أبو الرمال"], id="known as, in Arabic"),
        pytest.param("a) Salim Wadan b) Salem Wadan", ["Salim Wadan", "Salem Wadan"], id="counted"),
        pytest.param("Abu Rimal (أبو الرمال)", ["Abu Rimal", "أبو الرمال"], id="the other script in brackets"),
        pytest.param("أبو الرمال (Abu Rimal; Abu al-Rimal)", ["أبو الرمال", "Abu Rimal", "Abu al-Rimal"], id="several"),
        pytest.param("Abu Rimal (original script: أبو الرمال)", ["Abu Rimal", "أبو الرمال"], id="with a label"),
        pytest.param("Abu Rimal أبو الرمال", ["Abu Rimal", "أبو الرمال"], id="two scripts side by side"),
        pytest.param("حركة M23", ["حركة M23"], id="a word of another script belongs to the name"),
        pytest.param("Guards of the Red Valley (GRV)", ["Guards of the Red Valley", "GRV"], id="initials"),
        pytest.param("Guards (KENYA)", ["Guards (KENYA)"], id="a country is no initials"),
        pytest.param("Salim Wadan (previously listed as)", ["Salim Wadan"], id="a note"),
        pytest.param("Guards (martyrs)", ["Guards"], id="a word of explanation"),
        pytest.param("(Sheikh) Salim Wadan", ["(Sheikh) Salim Wadan"], id="a title in brackets"),
        pytest.param("محمد علي (أبو حسن)", ["محمد علي", "أبو حسن"], id="a kunya in brackets"),
        pytest.param('"Abu Rimal"', ["Abu Rimal"], id="quotation marks"),
        pytest.param("“Abu Rimal”", ["Abu Rimal"], id="other quotation marks"),
        pytest.param(") Salim Wadan", ["Salim Wadan"], id="a bracket that nothing opens"),
        pytest.param("Salim Wadan (Salem", ["Salim Wadan (Salem"], id="a bracket that nothing closes"),
        pytest.param("Salim Wadan, born 1 Jan. 1960 (passport no. 7)", ["Salim Wadan"], id="a birth date"),
        pytest.param("Salim Wadan,", ["Salim Wadan"], id="a comma at the end"),
        pytest.param("Wadan, Salim", ["Wadan, Salim"], id="family, given stays as it is"),
        pytest.param("Умар Хамат", ["Умар Хамат"], id="Cyrillic"),
        pytest.param("وادي شرکت (香港)", ["وادي شرکت", "香港"], id="Chinese"),
        pytest.param(" - ", [], id="no letter"),
        pytest.param("", [], id="nothing"),
        pytest.param("((((((", [], id="brackets alone"),
        pytest.param("(a;" * 900 + ")" * 900, ["a"], id="brackets in one another"),
        pytest.param("Wadan " * 1000, [" ".join(["Wadan"] * 1000)], id="a text as long as no field"),
    ],
)
def test_names_in_a_field(field: str, expected: list[str]) -> None:
    assert list(names_in(field, person=True)) == expected


def test_an_arabic_comma_stays_in_the_name_of_a_group() -> None:
    assert names_in("شركة الوادي، المحدودة") == ("شركة الوادي، المحدودة",)


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("previously listed as, in Arabic: سالم الودان ", ["سالم الودان"]),
        ("expires 2021; name in Arabic script: سالم\nالودان", ["سالم الودان"]),
        ("born in 1965; Arabic teacher", []),
    ],
)
def test_names_in_a_note(note: str, expected: list[str]) -> None:
    assert list(names_in_note(note)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Wadan, Salim", ("Salim", "Wadan")),
        ("AL-WADAN, Salim Barakat", ("Salim Barakat", "AL-WADAN")),
        ("Salim Wadan, Jr.", ()),
        ("Valley Trading, Ltd", ()),
        ("a, b, c", ()),
        ("Wadan,", ()),
        ("الودان, سالم", ()),
        ("Salim Wadan", ()),
    ],
)
def test_family_name_first(name: str, expected: tuple[str, ...]) -> None:
    assert in_order(name) == expected
