"""Each format gives the records that its sample list means."""

from __future__ import annotations

from datetime import date

import pytest

from tests.watchlists.imports.samples import ALL, names, read, sample
from watchlists.imports.reading import FORMATS, HEAD, detect

GUARDS, WADAN = "حراس الوادي الأحمر", "سالم بركات الودان"

KNOWN = {
    "un.xml": "un",
    "sdn.xml": "ofac",
    "sdn_advanced.xml": "ofac-advanced",
    "sdn.csv": "ofac-csv",
    "eu.xml": "eu",
    "eu.csv": "eu-csv",
    "entities.ftm.json": "ftm",
    "entities.json": "ftm",
    "targets.simple.csv": "ftm-csv",
    "own.csv": "csv",
}


@pytest.mark.parametrize("name", ALL)
def test_a_format_is_known_by_its_content(name: str) -> None:
    assert detect(sample(name)[:HEAD], "download").name == KNOWN[name]


def test_every_format_has_a_sample() -> None:
    assert set(KNOWN.values()) == {one.name for one in FORMATS}


def test_un() -> None:
    (wadan, zarnigar, guards), told = read(sample("un.xml"))
    assert told == []
    assert [(one.id, one.kind, one.source, one.line, one.listed) for one in (wadan, zarnigar, guards)] == [
        ("VAi.001", "person", "UN VAi.001", 4, date(2019, 3, 2)),
        ("VAi.002", "person", "UN VAi.002", 32, date(2020, 11, 30)),
        ("VAe.003", "organization", "UN VAe.003", 47, date(2018, 7, 15)),
    ]
    assert names(wadan) == [
        ("SALIM BARAKAT AL-WADAN", "name"),
        ("سالم بركات عبد الرحيم الودان", "name"),
        ("Wadan, Salim", "strong"),
        ("سالم الوداني", "strong"),
        ("أبو الرمال", "weak"),
        ("Abu Rimal", "weak"),
        ("Abu al-Rimal", "weak"),
        ("سالم بركات", "weak"),
    ]
    assert [one.parts for one in wadan.names[:3]] == [("SALIM", "BARAKAT", "AL-WADAN"), (), ("Salim", "Wadan")]
    assert wadan.names[2].ordered == "Salim Wadan"
    assert wadan.context == ("Valley", "Mauritania", "Treasurer of the Guards", "Colonel")
    assert wadan.note == "Led the guards of the valley."
    assert wadan.extra == {"list": "Valley", "title": "Colonel"}
    assert names(zarnigar)[1:] == [
        ("قاسم زرنگار \N{ARABIC LETTER ALEF WITH MADDA ABOVE ISOLATED FORM}غا", "name"),
        ("Qasem Zarnegar", "strong"),
        ("قاسم زرنيكار", "strong"),
    ]
    assert names(guards) == [
        ("GUARDS OF THE RED VALLEY", "name"),
        ("GRV", "strong"),
        (GUARDS, "name"),
        ("Red Valley Foundation (KENYA)", "strong"),
        ("Valley Watch", "strong"),
    ]
    assert guards.context == ("Valley", "Chad")


def test_ofac() -> None:
    (wadan, guards, ship), _ = read(sample("sdn.xml"))
    assert [(one.id, one.kind, one.line) for one in (wadan, guards, ship)] == [
        ("70001", "person", 4),
        ("70002", "organization", 18),
        ("70003", "other", 27),
    ]
    assert names(wadan) == [("Salim Barakat AL-WADAN", "name"), ("Salem WADAN", "strong"), ("ABU RIMAL", "weak")]
    assert wadan.names[0].parts == ("Salim Barakat", "AL-WADAN")
    assert (wadan.source, wadan.extra["list"]) == ("OFAC 70001", "SDGT")
    assert wadan.context == ("GUARDS OF THE RED VALLEY", "Mauritania", "Treasurer")
    assert names(guards) == [("GUARDS OF THE RED VALLEY", "name"), (GUARDS, "strong")]


def test_ofac_advanced() -> None:
    (wadan, guards), _ = read(sample("sdn_advanced.xml"))
    assert [(one.id, one.kind, one.line, one.listed) for one in (wadan, guards)] == [
        ("70001", "person", 37, date(2019, 3, 2)),
        ("70002", "organization", 70, date(2018, 7, 15)),
    ]
    assert [(one.text, one.quality, one.parts) for one in wadan.names] == [
        ("Salim Barakat AL-WADAN", "name", ("Salim", "Barakat", "AL-WADAN")),
        (
            "سالم بركات \N{ARABIC LETTER ALEF ISOLATED FORM}لودان",
            "name",
            ("سالم", "بركات", "\N{ARABIC LETTER ALEF ISOLATED FORM}لودان"),
        ),
        ("ABU RIMAL", "weak", ()),
    ]
    assert wadan.context == ("GUARDS OF THE RED VALLEY", "Mauritania", "Treasurer")
    assert wadan.extra == {"list": "SDGT", "title": "Treasurer"}
    assert names(guards) == [("GUARDS OF THE RED VALLEY", "name"), (GUARDS, "name")]


def test_ofac_advanced_whose_numbers_are_not_told() -> None:
    party = """<Sanctions><DistinctParties><DistinctParty FixedRef="7"><Profile PartySubTypeID="9"><Identity>
      <Alias AliasTypeID="1" Primary="true"><DocumentedName><DocumentedNamePart>
      <NamePartValue>Valley Watch</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
      </Identity></Profile></DistinctParty></DistinctParties></Sanctions>"""
    ((one,), _) = read(party)
    assert (one.id, one.kind, names(one)) == ("7", "organization", [("Valley Watch", "name")])


def test_ofac_csv_with_the_aliases_below() -> None:
    (wadan, guards, ship), told = read(sample("sdn.csv"))
    assert told == []
    assert names(wadan) == [("AL-WADAN, Salim Barakat", "name"), ("WADAN, Salem", "strong"), ("ABU RIMAL", "weak")]
    assert wadan.names[0].parts == ("Salim Barakat", "AL-WADAN")
    assert wadan.context == ("GUARDS OF THE RED VALLEY", "Mauritania", "Treasurer")
    assert wadan.extra["list"] == "SDGT, SYRIA"
    assert names(guards) == [("GUARDS OF THE RED VALLEY", "name"), ("VALLEY WATCH", "strong")]
    assert (ship.kind, ship.line) == ("other", 3)


def test_ofac_csv_with_aliases_alone_has_no_entry_to_put_them_to() -> None:
    first = b'70002,2,"fka","VALLEY WATCH",-0- \r\n'
    found, told = read(first + sample("sdn.csv"))
    assert told == ["1: an alias of 70002, which is no entry before it: left out"]
    assert len(found) == 3


@pytest.mark.parametrize(("name", "weak"), [("eu.xml", [("Abu Rimal", "weak")]), ("eu.csv", [])])
def test_eu(name: str, weak: list[tuple[str, str]]) -> None:
    (wadan, guards), _ = read(sample(name))
    assert [(one.id, one.source, one.kind) for one in (wadan, guards)] == [
        ("EU.9001.11", "EU.9001.11", "person"),
        ("EU.9002.22", "EU.9002.22", "organization"),
    ]
    assert names(wadan) == [("Salim Barakat AL-WADAN", "name"), (WADAN, "strong"), *weak]
    assert [one.language for one in wadan.names[:2]] == ["en", "ar"]
    assert wadan.names[0].parts == ("Salim", "Barakat", "AL-WADAN")
    assert set(wadan.context) == {"Mauritania", "Treasurer of the Guards"}
    assert wadan.extra["list"] == "TAQA"
    assert names(guards) == [("Guards of the Red Valley", "name"), (GUARDS, "strong")]
    assert guards.listed == date(2018, 7, 20)


def test_followthemoney() -> None:
    (wadan, guards, ship), told = read(sample("entities.ftm.json"))
    assert told == ["0: left out: 1 of Address", "0: left out: 1 of Person, marked as no target"]
    assert [(one.id, one.kind, one.line, one.source) for one in (wadan, guards, ship)] == [
        ("NK-wadan", "person", 1, "OpenSanctions NK-wadan"),
        ("NK-guards", "organization", 2, "OpenSanctions NK-guards"),
        ("NK-ship", "other", 5, "OpenSanctions NK-ship"),
    ]
    assert names(wadan) == [
        ("Salim Al-Wadan", "name"),
        ("سالم الودان", "name"),
        ("Salem Wadan", "strong"),
        ("سالم الوداني", "strong"),
        ("Abu Rimal", "weak"),
    ]
    assert wadan.names[0].parts == ("Salim", "Al-Wadan")
    assert wadan.context == ("Mauritania", "Treasurer of the Guards")
    assert wadan.listed == date(2019, 3, 2)
    assert wadan.extra == {"list": "Valley", "topics": "sanction, crime.terror", "title": ""}
    assert names(guards)[2] == ("GRV", "weak")


def test_followthemoney_as_one_list() -> None:
    found, _ = read(sample("entities.json"))
    assert [(one.id, one.line) for one in found] == [("NK-wadan", 2), ("NK-guards", 4)]


def test_an_address_of_followthemoney_with_a_name_is_a_place() -> None:
    place = '{"id": "rasid-a", "schema": "Address", "properties": {"name": ["Red Valley", "الوادي الأحمر"]}}'
    ((one,), told) = read(place + '\n{"id": "b", "schema": "Address", "properties": {"full": ["Main Street"]}}')
    assert (one.kind, names(one)) == ("place", [("Red Valley", "name"), ("الوادي الأحمر", "name")])
    assert one.source == "FollowTheMoney rasid-a"
    assert told == ["0: left out: 1 of Address"]


def test_followthemoney_over_several_lines() -> None:
    one = '{\n "id": "a",\n "schema": "Person",\n "caption": "Salim Wadan"\n}\n'
    found, _ = read(one + one.replace('"a"', '"b"'))
    assert [(one.id, one.line) for one in found] == [("a", 1), ("b", 6)]


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        pytest.param('"properties": {"name": "Valley Watch"}', [("Valley Watch", "name")], id="a value without a list"),
        pytest.param('"caption": "Valley Watch"', [("Valley Watch", "name")], id="what it is called alone"),
        pytest.param('"properties": {"name": [1, null, "Valley Watch"]}', [("Valley Watch", "name")], id="numbers"),
        pytest.param(
            '"properties": {"name": ["Valley\\ud800 Watch\\u0000"]}', [("Valley Watch", "name")], id="what nobody sees"
        ),
    ],
)
def test_followthemoney_as_others_write_it(entity: str, expected: list[tuple[str, str]]) -> None:
    ((one,), _) = read(f'{{"id": "a", "schema": "Company", {entity}}}')
    assert names(one) == expected


def test_simple_table_of_opensanctions() -> None:
    (wadan, guards), told = read(sample("targets.simple.csv"))
    assert told == ["0: left out: 1 of CryptoWallet"]
    assert names(wadan) == [("سالم الودان", "name"), ("Salim Al-Wadan", "strong"), ("Wadan, Salim", "strong")]
    assert (wadan.context, wadan.extra["list"], wadan.line) == (("Mauritania", "Chad"), "UN-VALLEY", 2)
    assert names(guards)[1] == (GUARDS, "strong")


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ("DOB 1970; nationality Iraq; alt. nationality Syria.", ("Iraq", "Syria")),
        ("Nationality of Registration Iran; IMO 123", ("Iran",)),
        ("citizen Libya; Citizenship: Egypt", ("Libya", "Egypt")),
        ("POB Baghdad, Iraq", ()),
    ],
)
def test_countries_in_the_remarks_of_ofacs_table_are_context(remarks: str, expected: tuple[str, ...]) -> None:
    row = '1,"AL-WADAN, Salim","individual","SDGT",' + "-0- ," * 7 + f'"{remarks}"\n'
    ((one,), _) = read(row, "sdn.csv")
    assert one.context == expected
