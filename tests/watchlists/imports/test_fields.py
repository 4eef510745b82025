"""What the fields of all lists have in common."""

from __future__ import annotations

from datetime import date

import pytest

from watchlists.imports.fields import country, day, first_day, named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-02", date(2019, 3, 2)),
        ("2019-03-02T10:00:00", date(2019, 3, 2)),
        ("2019-03-02-05:00", date(2019, 3, 2)),
        ("02/03/2019", date(2019, 3, 2)),
        (" 2/3/2019 ", date(2019, 3, 2)),
        ("٢/٣/٢٠١٩", date(2019, 3, 2)),
        ("۲۰۱۹-۰۳-۰۲", date(2019, 3, 2)),
        ("2\u200f/3\u200f/2019", date(2019, 3, 2)),
        ("2.3.2019", date(2019, 3, 2)),
        ("2019/3/2", date(2019, 3, 2)),
        ("2.3/2019", None),
        ("2019", None),
        ("00/00/0000", None),
        ("99999999999/1/1", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days(text: str, expected: date | None) -> None:
    assert day(text) == expected


def test_the_first_day() -> None:
    assert first_day("2020-01-01", "", "02/03/2019") == date(2019, 3, 2)
    assert first_day() is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [("af", "Afghanistan"), ("YE", "Yemen"), ("ua-cri", "Ukraine"), ("suhh", "suhh"), ("zz9", "zz9"), ("Chad", "Chad")],
)
def test_countries(code: str, expected: str) -> None:
    assert country(code) == expected


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        pytest.param("Rimal", True, [("Rimal", "weak")], id="a person's further name of one word"),
        pytest.param("Rimal", False, [("Rimal", "strong")], id="a group's"),
        pytest.param("Abu Rimal", True, [("Abu Rimal", "strong")], id="two words"),
    ],
)
def test_how_sure_a_further_name_is(text: str, person: bool, expected: list[tuple[str, str]]) -> None:
    assert [(one.text, one.quality) for one in named(text, "strong", person)] == expected


def test_parts_hold_for_a_name_that_stands_alone_in_its_field() -> None:
    parts = ("Salim", "Wadan")
    assert [one.parts for one in named("Salim Wadan", "name", True, None, parts)] == [parts]
    assert [one.parts for one in named("Salim Wadan; Salem Wadan", "name", True, None, parts)] == [(), ()]
