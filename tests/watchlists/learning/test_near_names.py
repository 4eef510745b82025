"""Which names may be misspelt, and by which words they are found."""

from __future__ import annotations

import pytest

from watchlists.learning.near_names import Names, is_head
from watchlists.learning.respelling import Respelling
from watchlists.model import Alias, Entity, Watchlist, Watchlists


def names(*aliases: Alias | str, key: str = "X") -> Names:
    held = tuple(one if isinstance(one, Alias) else Alias(one) for one in aliases)
    entity = Entity(key, "organization", {}, held)
    return Names.of(Watchlists((Watchlist("x", {}, (entity,)),)), Respelling())


def test_names_by_entity_and_by_what_tells_whose_they_are() -> None:
    found = names("قندهار", "حركة بوكو حرام الكبرى")
    assert [one.words for one in found.singles["X"]] == [("قندهار",)]
    assert [one.alias for one in found.several["X"]] == ["حركة بوكو حرام الكبرى"]
    assert "بوكو" in found.telling
    assert "حركه" not in found.telling


def test_two_words_may_be_written_as_one() -> None:
    assert [one.words for one in names("بوكو حرام").singles["X"]] == [("بوكوحرام",)]


def test_every_word_is_known_with_and_without_its_article() -> None:
    assert {"قندهار", "القندهار"} <= names("قندهار").known


@pytest.mark.parametrize(
    "alias",
    [
        pytest.param(Alias("قندهار", match="exact"), id="exact"),
        pytest.param("Kandahar", id="Latin"),
        pytest.param("حركة Taliban", id="of two scripts"),
        pytest.param("واحد اثنان ثلاثة أربعة خمسة ستة سبعة", id="long"),
        pytest.param("…", id="no word"),
    ],
)
def test_what_is_not_looked_for(alias: Alias | str) -> None:
    assert not names(alias).singles
    assert not names(alias).several


def test_a_word_of_very_many_names_leads_to_none() -> None:
    assert (
        "بوكو" not in names(*(f"بوكو قندهار{number}" for number in "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئؤىةأإآ" * 2)).telling
    )


def test_what_an_organisation_is() -> None:
    assert is_head("حركه")
    assert not is_head("قندهار")
