"""What an entity is called: as its list calls it, whatever of that may be searched for."""

from __future__ import annotations

import pytest

from watchlists.imports.building import build
from watchlists.imports.records import ListedName, Quality, Record
from watchlists.matcher import Matcher
from watchlists.model import Document, Entity, Kind, Watchlists


def entity(*names: tuple[str, Quality], kind: Kind = "person") -> Entity:
    listed = tuple(ListedName(text, quality) for text, quality in names)
    (found,) = build([Record("XDi.001", kind, listed, "X XDi.001")], "others", {"en": "Others"}).watchlist.entities
    return found


def is_found(one: Entity, text: str) -> bool:
    lists = Watchlists((build([], "others", {"en": "Others"}).watchlist.changed({}, (one,)),))
    return bool(list(Matcher.compile(lists).match(Document(text)).keys()))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("عطا قسطورى المولى", id="two final alef maksuras"),
        pytest.param("زلفقار قسطور برطمانوفى", id="one"),
        pytest.param("زلفقار قسطور برطمانوفی", id="a Persian yeh"),
        pytest.param("زُلفقار برطمانوف", id="marks"),
    ],
)
def test_names_keep_the_letters_of_the_list(name: str) -> None:
    found = entity((name, "name"))
    assert (found.name["ar"], found.never) == (name, ())
    assert name in [one.text for one in found.aliases]
    assert is_found(found, f"قال {name} ذلك.")


def test_a_name_that_is_taken_letter_by_letter_is_found_with_either_yeh() -> None:
    found = entity(("محمد طاهر حامد المولى حسين", "name"))
    exact = {one.text for one in found.aliases if one.match == "exact"}
    assert {"محمد طاهر حامد المولى حسين", "محمد طاهر حامد المولي حسين"} <= exact


def test_the_lists_name_is_shown_and_never_found_where_it_is_no_safe_one() -> None:
    found = entity(("Mohammed Ali", "name"), ("Farid al-Qasturni", "strong"))
    assert (found.name, found.never) == ({"en": "Mohammed Ali"}, ("Mohammed Ali",))
    assert [one.text for one in found.spellings if "Mohammed" in one.text] == []
    assert is_found(found, "Farid al-Qasturni said so.")
    assert not is_found(found, "Mohammed Ali said so.")


def test_without_a_name_of_the_list_in_a_script_the_first_alias_is_shown() -> None:
    found = entity(("Farid al-Qasturni", "name"), ("فريد حامد القسطورني", "strong"))
    assert dict(found.name) == {"ar": "فريد حامد القسطورني", "en": "Farid al-Qasturni"}
