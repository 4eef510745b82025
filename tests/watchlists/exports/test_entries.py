"""What a list tells of an entity: sources, and names that stand for it alone."""

from __future__ import annotations

import pytest

from watchlists.exports.entries import Catalogue, Reference, reference
from watchlists.model import Alias, Entity, Kind, Watchlist, Watchlists


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("UN QDi.430", Reference("UN", "QDi.430"), id="an entry of a list"),
        pytest.param("OFAC 12345", Reference("OFAC", "12345"), id="a number"),
        pytest.param("https://a.example/x?y=1", Reference("a.example", url="https://a.example/x?y=1"), id="an address"),
        pytest.param("https://[bad", Reference("https://[bad", url="https://[bad"), id="a broken address"),
        pytest.param("UN press release", Reference("UN press release"), id="words"),
        pytest.param("see https://a.example", Reference("see https://a.example"), id="words with an address"),
    ],
)
def test_sources(source: str, expected: Reference) -> None:
    assert reference(source) == expected


@pytest.mark.parametrize(
    ("alias", "kind", "weak"),
    [
        pytest.param(Alias("صقور الجبل"), "organization", False, id="a name"),
        pytest.param(Alias("الصقر", needs=("كتائب",)), "organization", True, id="beside other words"),
        pytest.param(Alias("الدولة", definite=True), "organization", True, id="with the article"),
        pytest.param(Alias("الجبلي"), "person", True, id="a family name"),
        pytest.param(Alias("نادر الجبلي", unless=("شارع نادر الجبلي",)), "person", False, id="guarded"),
        pytest.param(Alias("كابل", unless=("كابل الإنترنت",)), "place", True, id="an ordinary word with a guard"),
        pytest.param(Alias("داعش"), "organization", False, id="one word that the list trusts"),
        pytest.param(Alias("17"), "organization", True, id="a number"),
    ],
)
def test_names_that_stand_alone(alias: Alias, kind: Kind, weak: bool) -> None:
    lists = Watchlists((Watchlist("x", {}, (Entity("X", kind, {"en": "Xy Zw"}, (alias,)),)),))
    one = Catalogue(lists, {}, {}).entry("X")
    assert (one.aliases, one.weak) == (((), (alias.text,)) if weak else ((alias.text,), ()))
