"""Names that many bear, in lists of any kind: no alias of theirs watches the news as it is."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlists.imports.building import build
from watchlists.imports.records import ListedName, Record
from watchlists.matcher import Matcher
from watchlists.model import Document, Entity, Watchlists

GIVEN = tuple(
    "محمد أحمد علي حسين حسن محمود إبراهيم يوسف عمر خالد سعيد صالح مصطفى سليمان ناصر عادل جمال كمال رشيد سالم".split()
)
SERVANTS = ("عبد الرحمن", "عبد الله", "عبدالعزيز", "عبد الكريم", "نور الدين", "صلاح الدين")
LATIN = tuple("Mohammed Ahmad Ali Hussein Hassan Mahmoud Ibrahim Yusuf Omar Khalid Said Salih Mustafa Abdullah".split())
ORDINARY = tuple("القاعدة الشباب الأنصار النصرة الهجرة الجماعة Help Victory Base Army Trust Foundation Bank".split())
CONTEXTS = ((), ("Taliban", "Afghanistan"), ("Al-Qaida", "Tunisia"), ("Iraq",), ("Yemen",))


def entities(names: list[str], context: tuple[str, ...], kind: str = "person") -> tuple[Entity, ...]:
    listed = tuple(ListedName(name) for name in names)
    return build([Record("XDi.1", kind, listed, "X", context=context)], "x", {"en": "X"}).watchlist.entities  # type: ignore[arg-type]


def fires(found: tuple[Entity, ...], text: str) -> bool:
    lists = Watchlists((build([], "x", {"en": "X"}).watchlist.changed({}, found),))
    return bool(Matcher.compile(lists).match(Document(text)).mentions)


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_two_common_names_are_watched(context: tuple[str, ...]) -> None:
    pairs = [f"{one} {other}" for one, other in product((*GIVEN, *SERVANTS), GIVEN) if one != other]
    pairs += [f"{one} {other}" for one, other in product(LATIN, LATIN) if one != other]
    listed = [Record(f"XDi.{at}", "person", (ListedName(pair),), "X", context=context) for at, pair in enumerate(pairs)]
    made = build(listed, "x", {"en": "X"}).watchlist.entities
    assert [alias.text for one in made for alias in one.spellings if not alias.needs] == []


@given(st.lists(st.sampled_from((*GIVEN, *SERVANTS)), min_size=1, max_size=5, unique=True), st.sampled_from(CONTEXTS))
@settings(max_examples=60, deadline=None)
def test_no_form_of_a_long_name_is_two_common_names(parts: list[str], context: tuple[str, ...]) -> None:
    found = entities([" ".join(parts)], context)
    short = " ".join((parts[0], parts[-1]))
    assert not fires(found, f"افتتح {short} المعرض.") or short == " ".join(parts)
    assert not any(fires(found, f"افتتح {one} المعرض.") for one in (*parts, "عبد الرحمن", "محمد حسين"))


@given(st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=2, unique=True))
@settings(max_examples=40, deadline=None)
def test_no_organization_of_ordinary_words_is_watched_as_it_is(parts: list[str]) -> None:
    found = entities([" ".join(parts)], (), "organization")
    assert [alias.text for one in found for alias in one.spellings if not alias.needs] == []
