"""The shorter and reversed forms of a person's name."""

import pytest

from watchlists.guards import vocabulary
from watchlists.names import is_kunya, shortened, units

UNITS = [
    pytest.param("أيمن الظواهري", ["أيمن", "الظواهري"], id="two"),
    pytest.param("أبو بكر البغدادي", ["أبو بكر", "البغدادي"], id="kunya"),
    pytest.param("علي عبد الله صالح", ["علي", "عبد الله", "صالح"], id="servant of"),
    pytest.param("أسامة بن لادن", ["أسامة", "بن لادن"], id="son of"),
    pytest.param("محمد بن عبد الله", ["محمد", "بن عبد الله"], id="son of the servant of"),
    pytest.param("عبد", ["عبد"], id="nothing follows"),
]


@pytest.mark.parametrize(("name", "expected"), UNITS)
def test_units(name: str, expected: list[str]) -> None:
    assert [" ".join(unit) for unit in units(tuple(name.split()))] == expected


def test_is_kunya() -> None:
    assert is_kunya(("أبو", "بكر"))
    assert not is_kunya(("عبد", "الله"))


SHORTER = [
    pytest.param("أيمن الظواهري", {"الظواهري أيمن": ("order",)}, id="reversed"),
    pytest.param(
        "سالم كامل القندهاري",
        {"سالم القندهاري": ("missing:كامل",), "القندهاري سالم كامل": ("order",)},
        id="without the middle name",
    ),
    pytest.param("محمد علي حسين", {}, id="a common family name"),
    pytest.param("أبو بكر سالم القندهاري", {"القندهاري أبو بكر سالم": ("order",)}, id="no kunya with a family name"),
    pytest.param("أسامة بن لادن", {}, id="a son of is not put first"),
    pytest.param("Ayman Zawahiri", {}, id="Latin"),
    pytest.param("القندهاري", {}, id="one word"),
]


@pytest.mark.parametrize(("name", "expected"), SHORTER)
def test_shortened(name: str, expected: dict[str, tuple[str, ...]]) -> None:
    found = shortened(tuple(name.split()), vocabulary())
    assert {" ".join(one.words): one.how for one in found} == expected
