"""What a batch sees of the stories that it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.features import Candidate, Features
from bot.core.grouping import Grouping, agreement
from bot.core.model import Article
from bot.core.open_stories import MOST, OpenStories
from bot.core.rulings import Learned, Parted

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = frozenset({"جسر", "نهر", "ضفة", "قارب"})


def article(identity: str = "a", edition: int = 1, published: datetime = NOW) -> Article:
    return Article(1, identity, edition, "الأفق", None, "نص", None, "ar", published, NOW)


def placed(board: OpenStories, one: Article, own: Features) -> tuple[int, Grouping]:
    story_id, placing = board.place(one, own)
    return story_id, placing.reason


def features(*keys: str, words: frozenset[str] = WORDS) -> Features:
    """A blast in Kabul by groups."""
    parties = frozenset(keys or {"ISKP"})
    blast, kabul = frozenset({"blast"}), frozenset({"kabul"})
    return Features(keys=parties, parties=parties, words=words, places=kabul, concepts=blast, headed=blast)


def test_new_stories_are_numbered_downwards_and_found_by_the_next_article() -> None:
    board = OpenStories([], {})
    assert placed(board, article(), features()) == (-1, Grouping.NEW)
    assert placed(board, article("b"), features("AQ")) == (-2, Grouping.NEW)
    assert placed(board, article("c"), features()) == (-1, Grouping.SAME_WORDS)


def test_an_edition_stands_where_the_newest_earlier_one_stands() -> None:
    board = OpenStories([Candidate(7, NOW - 900 * HOUR, features("AQ"))], {"a": 7})
    assert placed(board, article(edition=3), features()) == (7, Grouping.EDITION)
    assert placed(board, article("b"), features()) == (7, Grouping.SAME_WORDS)
    assert placed(board, article("b", edition=2), features("TTP", words=frozenset())) == (7, Grouping.EDITION)


def test_a_first_edition_is_not_looked_for() -> None:
    assert placed(OpenStories([], {"a": 7}), article(), features()) == (-1, Grouping.NEW)


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        pytest.param({7: 1, 8: 0}, 8, id="newest"),
        pytest.param({7: 0, 8: 0}, 8, id="later-made"),
        pytest.param({7: 121, 8: 130}, -1, id="closed"),
    ],
)
def test_the_newest_of_equals_is_joined(ages: dict[int, int], expected: int) -> None:
    board = OpenStories([Candidate(one, NOW - age * HOUR, features()) for one, age in ages.items()], {})
    assert board.place(article(), features())[0] == expected


def test_a_story_of_the_batch_comes_after_a_stored_one_of_the_same_age() -> None:
    board = OpenStories([Candidate(7, NOW, features("AQ"))], {})
    board.place(article(), features())
    assert board.place(article("b"), features("ISKP", "AQ"))[0] == -1


def test_only_the_newest_are_compared_with() -> None:
    others = [
        Candidate(one, NOW, Features(keys=frozenset({"ISKP"}), words=frozenset({"ثلج"}))) for one in range(1, MOST + 1)
    ]
    near = Candidate(MOST + 1, NOW - HOUR, features())
    assert OpenStories([*others, near], {}).place(article(), features())[0] == -1
    assert OpenStories([*others[1:], near], {}).place(article(), features())[0] == near.story_id


@pytest.mark.parametrize(
    ("words", "source", "edition", "noted"),
    [
        pytest.param(WORDS, "الأفق", 1, True, id="the same words"),
        pytest.param(WORDS | {f"كلمة{n}" for n in range(9)}, "الأفق", 1, True, id="and more"),
        pytest.param(frozenset({"جسر", "ثلج", "مطر", "سد"}), "الأفق", 1, False, id="other words"),
        pytest.param(WORDS, "الوادي", 1, False, id="another outlet"),
        pytest.param(WORDS, "الأف", 1, False, id="an outlet whose name begins another's"),
        pytest.param(WORDS, "الأفق", 2, False, id="a known edition"),
    ],
)
def test_an_outlet_that_reports_again(words: frozenset[str], source: str, edition: int, noted: bool) -> None:
    told = replace(features(), headlines=frozenset({"الأفق\tجسر"}))
    board = OpenStories([Candidate(7, NOW, told)], {"b": 7})
    board.place(replace(article("b", edition), source=source), features(words=words))
    assert board.again == ({(7, source)} if noted else set())


def test_where_an_earlier_edition_stands() -> None:
    board = OpenStories([Candidate(7, NOW, features())], {"a": 7})
    assert [board.holds(article(one, edition)) for one, edition in (("a", 2), ("a", 1), ("b", 2))] == [
        True,
        False,
        False,
    ]


HARBOUR = frozenset({"ميناء", "رصيف", "شحن", "قمح"})


@pytest.mark.parametrize(
    ("words", "parted", "expected"),
    [
        pytest.param(WORDS | HARBOUR, {}, 7, id="more words in common, nobody parted them"),
        pytest.param(HARBOUR, {7: frozenset({8}), 8: frozenset({7})}, 8, id="a copy of what was taken out"),
        pytest.param(WORDS, {7: frozenset({8}), 8: frozenset({7})}, 7, id="a copy of what is left"),
        pytest.param(WORDS | HARBOUR, {7: frozenset({8}), 8: frozenset({7})}, 7, id="a bridge"),
        pytest.param(HARBOUR, {7: frozenset({99})}, 8, id="parted from one that is closed"),
    ],
)
def test_of_stories_that_a_person_parted(words: frozenset[str], parted: Parted, expected: int) -> None:
    """The one left holds most words; the one taken out only those it was told in."""
    left, out = features(words=WORDS | frozenset({"ميناء", "رصيف", "شحن"})), features(words=HARBOUR)
    stored = [Candidate(7, NOW, left), Candidate(8, NOW, out)]
    board = OpenStories(stored, {}, Learned(parted=parted))
    assert board.place(article(), features(words=words))[0] == expected


def test_what_is_asked_for_is_what_was_learned() -> None:
    told = features(words=WORDS | HARBOUR)
    one = replace(told, words=HARBOUR | frozenset({"ثلج", "مطر", "سد", "ريح"}))
    points = agreement(one, told, timedelta(0))
    for enough, joins in ((points - 0.01, True), (points + 0.01, False)):
        board = OpenStories([Candidate(7, NOW, told)], {}, Learned(enough=enough))
        assert (board.place(article(), one)[0] == 7) is joins
