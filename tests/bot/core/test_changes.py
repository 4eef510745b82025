"""What is different from one edition to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.changes import Change, change, changed_since, changes, news
from bot.core.model import Reading
from bot.core.timing import as_told, known
from tests.bot.core.render.scenes import LISTS, NOW, alert, event, reading, story
from watchlists.model import Event

MINUTE = timedelta(minutes=1)
FIRST, SECOND, THIRD = "وقع انفجار في السوق.", "قتل فيه كثيرون!", "لم يعلن أحد مسؤوليته."


def edition(number: int, *events: Event, identity: str = "i", **given: object) -> Reading:
    """Received `number` minutes after NOW, under this id."""
    named = {"edition": number, "identity": identity, "received": NOW + number * MINUTE}
    return reading(number, *(events or (event(),)), **{**named, **given})  # type: ignore[arg-type]


def between(before: str, after: str) -> Change:
    return change(edition(1, text=before), edition(2, text=after))


@pytest.mark.parametrize(
    ("before", "after", "added", "removed"),
    [
        pytest.param(f"{FIRST} {SECOND}", f"{FIRST} {SECOND} {THIRD}", (THIRD,), (), id="more"),
        pytest.param(f"{FIRST} {SECOND}", FIRST, (), (SECOND,), id="less"),
        pytest.param(f"{FIRST} {SECOND}", f"{FIRST} {THIRD}", (THIRD,), (SECOND,), id="other"),
        pytest.param(f"{FIRST} {SECOND}", f"{SECOND}\n{FIRST}", (), (), id="moved"),
        pytest.param(FIRST, f"{FIRST} {FIRST}", (FIRST,), (), id="twice"),
        pytest.param("وقع إنفجار في السّوق", "وقع انفجار في السوق…", (), (), id="marks and spellings"),
        pytest.param("", FIRST, (FIRST,), (), id="from nothing"),
    ],
)
def test_sentences(before: str, after: str, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
    found = between(before, after)
    assert (found.added, found.removed) == (added, removed)


def test_figures_claims_and_the_headline() -> None:
    old = edition(1, event(killed=12, injured=3), event("claim", status="claimed", actors=("AR_ONLY",)))
    claim = event("claim", status="claimed", actors=("ISKP",))
    new = edition(2, event(killed=21), event(killed=4), claim, title="عنوان آخر")
    found = change(old, new)
    assert found.figures == (("killed", 12, 21), ("injured", 3, None))
    assert (found.claimed, found.unclaimed, found.headline) == (("ISKP",), ("AR_ONLY",), "عنوان آخر")


@given(st.text())
def test_equal_texts_differ_in_nothing(text: str) -> None:
    assert between(text, text).empty


@given(st.text(), st.text())
def test_sentences_are_the_outlets_own_words(before: str, after: str) -> None:
    found = between(before, after)
    assert all(one in after for one in found.added)
    assert all(one in before for one in found.removed)
    assert not between(after, before).empty or found.empty


def test_the_changes_of_a_story_in_the_order_of_arrival() -> None:
    other = replace(edition(1, identity="x"), article=replace(edition(1, identity="x").article, id=11))
    held = story(edition(3), edition(1), other, edition(2))
    numbers = [(one.before.article.edition, one.after.article.edition) for one in changes(held, ["i", "x"])]
    assert numbers == [(1, 2), (2, 3)]
    assert changes(held, ["x"]) == []


@pytest.mark.parametrize(
    ("later", "is_news"),
    [
        pytest.param(event(killed=3), False, id="the same toll"),
        pytest.param(event(killed=5), True, id="another toll"),
        pytest.param(event(), False, id="the toll taken back"),
        pytest.param(event("arrest", killed=3), True, id="another event"),
        pytest.param(event(killed=3, status="claimed", actors=("ISKP",)), True, id="a claim"),
    ],
)
def test_news(later: Event, is_news: bool) -> None:
    first, second = edition(1, event(killed=3)), edition(2, later)
    assert news(story(first, second)) == ((first, second) if is_news else (first,))


def test_reports_are_the_newest_editions() -> None:
    other = edition(7, killed := event(killed=2), identity="b", title="خبر آخر")
    held = story(edition(2, killed), edition(1, event(killed=9)), other)
    assert [(one.article.identity, one.article.edition) for one in held.reports] == [("i", 2), ("b", 7)]
    assert (known(held, LISTS)["killed"], known(held, LISTS)["articles"]) == (2, 3)


def test_what_a_source_says_twice_is_one_report() -> None:
    held = story(edition(1, identity="a"), edition(2, identity="b"), edition(3, identity="c", source="راديو الجسر"))
    assert [one.article.identity for one in held.reports] == ["b", "c"]


@pytest.mark.parametrize(
    ("later", "number"),
    [
        pytest.param([edition(2, event(killed=12))], 2, id="an edition"),
        pytest.param([edition(5, event(killed=30), identity="b", source="ب")], None, id="another outlet"),
        pytest.param(
            [edition(2, event(killed=21)), edition(5, event(killed=30), identity="b", source="ب")],
            None,
            id="another outlet, and an edition without another toll",
        ),
    ],
)
def test_whose_change_made_the_news(later: list[Reading], number: int | None) -> None:
    first = edition(1, event(killed=21))
    before = alert(known=known(story(first), LISTS), created=NOW + MINUTE)
    whole = story(first, *later)
    now = alert(id=18, reason="toll", known=known(whole, LISTS))
    found = changed_since(whole, as_told(whole, before), now)
    assert (found and found.article.edition) == number


@pytest.mark.parametrize(
    ("later", "number"),
    [
        pytest.param([edition(2, event(killed=30))], 2, id="an edition"),
        pytest.param([edition(5, event(killed=30), identity="b", source="ب")], None, id="another outlet"),
        pytest.param(
            [edition(2, event(killed=3)), edition(5, event(killed=30), identity="b", source="ب")], None, id="both"
        ),
    ],
)
def test_whose_change_made_it_graver(later: list[Reading], number: int | None) -> None:
    first = edition(1, event(killed=2))
    before = alert(known=known(story(first), LISTS), created=NOW + MINUTE, severity="high")
    whole = story(first, *later)
    now = alert(id=18, reason="severity", known=known(whole, LISTS), severity="critical")
    found = changed_since(whole, as_told(whole, before), now)
    assert (found and found.article.edition) == number
