"""What is to be said of one alias before it goes live."""

from __future__ import annotations

import pytest

from watchlists.advice.alias import is_misspelt_never, is_silent, of_alias
from watchlists.matcher import Matcher
from watchlists.model import Alias, Document, Entity, EventType, Kind, Watchlist, Watchlists

ALONE = [
    pytest.param("person", "في", "silent", id="a function word"),
    pytest.param("person", "على", "silent", id="another one"),
    pytest.param("organization", "في من", "everywhere", id="nothing but function words"),
    pytest.param("organization", "اليوم", "silent", id="one very frequent word"),
    pytest.param("organization", "الحكومة", "everywhere", id="a noun in every tenth article"),
    pytest.param("organization", "الوزير", "ordinary", id="an ordinary word"),
    pytest.param("organization", "الوادي", "ordinary", id="a rarer one"),
    pytest.param("place", "الوادي", "ordinary", id="of a place, too"),
    pytest.param("organization", "م", "tiny", id="a letter"),
    pytest.param("organization", "٢٣", "tiny", id="a number"),
    pytest.param("organization", "IS", "english", id="an acronym that is a word"),
    pytest.param("organization", "who", "english", id="in any case"),
    pytest.param("person", "أبو محمد", "kunya", id="a kunya"),
    pytest.param("person", "أبو عبد الرحمن", "kunya", id="a kunya of a name in two words"),
    pytest.param("person", "Abu Mohammed", "kunya", id="a kunya in Latin letters"),
    pytest.param("person", "محمد", "common", id="a given name"),
    pytest.param("person", "علي", "silent", id="a given name that is written like a function word"),
    pytest.param("person", "عبد الرحمن", "common", id="a name in two words"),
    pytest.param("person", "محمد حسين", "common", id="two given names"),
    pytest.param("person", "أحمد علي", "common", id="two others"),
    pytest.param("person", "Mohammed Hussein", "common", id="in Latin letters"),
    pytest.param("organization", "حسين", "common", id="of a group, too"),
    pytest.param("organization", "مجلس " * 60, "long", id="a sentence"),
    pytest.param(None, "في", "silent", id="a phrase that is a function word"),
    pytest.param(None, "5", "tiny", id="a phrase that is a number"),
]
SOUND = [
    pytest.param("organization", "مجلس حراس الوادي", id="a name of three words"),
    pytest.param("person", "أيمن الظواهري", id="a given name and a rare family name"),
    pytest.param("person", "نعيم قاسم", id="two given names that few bear together"),
    pytest.param("person", "محمد أحمد علي", id="three given names"),
    pytest.param("person", "أبو بكر البغدادي", id="a kunya with more"),
    pytest.param("organization", "بي كي كي", id="the names of letters"),
    pytest.param("organization", "PKK", id="an acronym"),
    pytest.param("organization", "M23", id="a letter with a number"),
    pytest.param("place", "أبو علي", id="a place is called like a kunya"),
    pytest.param("place", "موسكو", id="a place"),
    pytest.param(None, "هجوم", id="a phrase is made of ordinary words"),
]
WITH = [
    pytest.param(Alias("الوزير", needs=("الوادي",)), [], id="a need"),
    pytest.param(Alias("الوزير", unless=("الوزير الأول",)), [], id="a guard"),
    pytest.param(Alias("القاعدة", definite=True), [], id="the article"),
    pytest.param(Alias("في", unless=("في الوادي",)), ["silent"], id="a guard does not help a function word"),
    pytest.param(Alias("في", needs=("الوادي",)), ["silent"], id="nor does a need"),
    pytest.param(Alias("الوزير", needs=("في", "الوادي")), [], id="a function word beside a need is passed over"),
    pytest.param(Alias("الوزير", needs=("في",)), ["ordinary", "idle"], id="a need that says nothing"),
    pytest.param(Alias("جنود السهل", needs=("جنود السهل",)), ["idle"], id="the alias itself as a need"),
]


@pytest.mark.parametrize(("kind", "text", "concern"), ALONE)
def test_what_is_said(kind: Kind | None, text: str, concern: str) -> None:
    (found,) = of_alias("X", kind, Alias(text))
    assert (found.concern, found.key, found.alias) == (concern, "X", text)


@pytest.mark.parametrize(("kind", "text"), SOUND)
def test_of_what_nothing_is_said(kind: Kind | None, text: str) -> None:
    assert of_alias("X", kind, Alias(text)) == []


@pytest.mark.parametrize(("alias", "concerns"), WITH)
def test_conditions(alias: Alias, concerns: list[str]) -> None:
    assert [one.concern for one in of_alias("X", "organization", alias)] == concerns


@pytest.mark.parametrize(
    ("text", "never"),
    [
        pytest.param("برج", True, id="three letters"),
        pytest.param("قندهار", False, id="six letters"),
        pytest.param("جند برج", False, id="two words"),
        pytest.param("Kandahar", True, id="Latin letters"),
    ],
)
def test_what_is_not_searched_for_typing_errors(text: str, never: bool) -> None:
    assert is_misspelt_never(text) is never


@pytest.mark.parametrize(
    "alias",
    [
        *(Alias(one) for one in "في على علي فى وفي قال اليوم أمس حول الذي".split()),
        Alias("في", needs=("الوادي",)),
        Alias("في", match="exact"),
        *(Alias(one) for one in "الحكومة آن م the of داعش".split()),
        Alias("في من"),
        Alias("في", guard=False),
    ],
    ids=str,
)
def test_what_is_said_to_be_passed_over_is_what_the_matcher_passes_over(alias: Alias) -> None:
    entity = Entity("X", "organization", {}, (alias,))
    event = EventType("Y", {"en": "event"}, (alias,))
    matcher = Matcher.compile(Watchlists((Watchlist("x", {}, (entity,), (event,)),)))
    found = matcher.match(Document(f"كتب {alias.text} الوادي هناك")).keys()
    assert ("X" in found, "Y" in found) == (not is_silent(alias),) * 2
