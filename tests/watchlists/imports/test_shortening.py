"""The short forms in which newspapers name people."""

import pytest

from watchlists.advice.commonness import commonness
from watchlists.imports.shortening import short_forms
from watchlists.imports.units import units


def forms(name: str, *, sure: bool = True) -> set[str]:
    return {" ".join(form) for form in short_forms(tuple(name.split()), commonness(), sure=sure)}


@pytest.mark.parametrize(
    ("name", "wanted", "unwanted"),
    [
        pytest.param("فريد محمد ربيع القسطورني", {"فريد القسطورني"}, {"القسطورني", "فريد"}, id="first-and-family"),
        pytest.param(
            "أبو سليم القسطورني الحسيني", {"أبو سليم القسطورني"}, {"أبو سليم", "القسطورني"}, id="nom-de-guerre"
        ),
        pytest.param(
            "عبد الغني دمبار عبد الأحد", {"عبد الغني دمبار"}, {"عبد الغني", "الغني دمبار"}, id="servant-is-one"
        ),
        pytest.param("محمد فريد قسطوري", {"فريد قسطوري"}, {"قسطوري"}, id="without-mohammed"),
        pytest.param("فريد حسن بن قسطور", {"فريد بن قسطور"}, {"فريد بن"}, id="son-of"),
        pytest.param("farid muhammad al qasturni", {"farid al qasturni", "farid qasturni"}, {"qasturni"}, id="latin"),
    ],
)
def test_forms(name: str, wanted: set[str], unwanted: set[str]) -> None:
    assert wanted <= forms(name)
    assert not unwanted & forms(name)


def test_of_a_name_that_is_not_sure_only_the_nom_de_guerre() -> None:
    assert forms("أبو سليم القسطورني الحسيني", sure=False) == {"أبو سليم القسطورني", "أبو سليم الحسيني"}
    assert forms("فريد محمد ربيع القسطورني", sure=False) == set()


def test_nothing_is_shorter_than_two() -> None:
    assert forms("القسطورني") == set()
    assert forms("عبد الرحمن") == set()


@pytest.mark.parametrize(
    ("name", "count"),
    [("abd al rahman qasturni", 2), ("abu bakr al wadini", 2), ("farid bin qastur", 2), ("عبد الله بن قسطور", 2)],
)
def test_units_stay_together(name: str, count: int) -> None:
    assert len(units(tuple(name.split()))) == count
