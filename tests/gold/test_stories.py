"""The quality gate of grouping: the gold corpus of stories through ingest, held to the pinned floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.storage import SqlStore
from tests.gold import stories
from tests.gold.clusters import Score
from tests.gold.pin import StoryFloor, lowered, measured_stories, story_floors
from tests.gold.stories import HELD, Placed, Told, told
from watchlists import Matcher

LEAST_ARTICLES, LEAST_STORIES, LEAST_ALONE = 240, 75, 25
LEAST_HELD = 0.2
# By the issue that asked for this corpus.
LEAST_F1 = 0.90

Figures = dict[str, Score]
SUMS = ("tuned on", "held out", "all", stories.CROWDED)


@pytest.fixture(scope="module", name="articles")
def _articles() -> list[Told]:
    return stories.articles()


@pytest.fixture(scope="module", name="where")
def _where(articles: list[Told], shipped_matcher: Matcher) -> dict[str, Placed]:
    return stories.measured(shipped_matcher, articles)


@pytest.fixture(scope="module", name="figures")
def _figures(articles: list[Told], where: dict[str, Placed], shipped_matcher: Matcher) -> Figures:
    crowded = stories.rated(articles, stories.alone(shipped_matcher, articles))
    return stories.scores(articles, where) | {stories.CROWDED: crowded}


@pytest.mark.parametrize("stratum", [*stories.strata(), *SUMS])
def test_stratum_reaches_its_floors(
    stratum: str, figures: Figures, articles: list[Told], where: dict[str, Placed]
) -> None:
    floor, one = story_floors()[stratum], figures[stratum]
    notes = [text for concerned, text in stories.faults(articles, where) if stratum in {*concerned, *SUMS}]
    report = "\n".join([stories.table(figures), f"floors of {stratum}: {floor}", *notes])
    assert one.f1 >= floor.pairs, report
    assert one.b_f1 >= floor.b_cubed, report


def test_the_target_is_reached_where_it_was_tuned(figures: Figures) -> None:
    assert figures["tuned on"].b_f1 >= LEAST_F1, stories.table(figures)


@pytest.mark.xfail(strict=True, reason="not yet, if nearly: take this mark away when it is reached")
def test_the_target_is_reached_where_nobody_tuned(figures: Figures) -> None:
    assert figures["held out"].b_f1 >= LEAST_F1, stories.table(figures)


def test_corpus_is_the_pinned_one() -> None:
    pinned = {name: floor.sha256 for name, floor in story_floors().items() if floor.sha256}
    now = {name: stories.digest(name) for name in stories.strata()}
    assert now == pinned, "the corpus changed: read the faults, then run python -m tests.gold.pin"


def test_corpus_is_as_large_as_promised(articles: list[Told]) -> None:
    sizes = [[one.story for one in articles].count(name) for name in {one.story for one in articles}]
    held = [one for one in articles if stories.is_held(one.stratum)]
    assert len(articles) >= LEAST_ARTICLES
    assert len(sizes) >= LEAST_STORIES
    assert sizes.count(1) >= LEAST_ALONE
    assert len(held) >= LEAST_HELD * len(articles)


def test_corpus_holds_no_text_twice(articles: list[Told]) -> None:
    """But for the bulletin and the bomb of Kandahar, told again in the same words of another happening."""
    texts = [one.text for one in articles if one.story not in {"bulletin-46", "kandahar-new"}]
    assert [text for text in texts if texts.count(text) > 1] == []


def test_something_is_found_in_nearly_every_article(where: dict[str, Placed]) -> None:
    alone = [name for name, one in where.items() if one.reason == stories.NOTHING]
    assert len(alone) <= 0.03 * len(where), alone


ROW = {"story": "s", "hours": 1.5, "source": "وكالة", "title": "", "text": "نص"}


def test_a_line_is_read() -> None:
    assert told(json.dumps(ROW), "x.jsonl:1", "x") == Told("x.jsonl:1", "x", "s", 1.5, "وكالة", "", "نص")


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param("{", "x.jsonl:1: not JSON", id="not JSON"),
        pytest.param("[]", "x.jsonl:1: not an object", id="no object"),
        pytest.param(json.dumps({**ROW, "url": "x"}), "x.jsonl:1: unknown field 'url'", id="unknown field"),
        pytest.param('{"story": "s"}', "x.jsonl:1: missing field 'hours'", id="missing field"),
        pytest.param(json.dumps({**ROW, "hours": "3"}), "x.jsonl:1: 'hours' cannot be '3'", id="another type"),
        pytest.param(json.dumps({**ROW, "hours": -1}), "x.jsonl:1: 'hours' cannot be -1", id="before the start"),
        pytest.param(json.dumps({**ROW, "text": ""}), "x.jsonl:1: 'text' cannot be ''", id="empty"),
    ],
)
def test_a_line_that_is_not_usable_is_named(line: str, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        told(line, "x.jsonl:1", "x")


def test_a_story_stands_in_one_stratum(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(ROW) + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"two\.jsonl:1: the story 's' stands in one.jsonl as well"):
        stories.articles(tmp_path)


def test_articles_come_in_the_order_of_publication(articles: list[Told]) -> None:
    hours = [one.hours for one in articles]
    assert hours == sorted(hours)
    assert len({one.stratum for one in articles}) == len(stories.strata())


REPORTS = [
    Told(
        "a:1", "a", "market", 0, "وكالة", "تفجير في سوق كابول", "فجر انتحاري من داعش خراسان نفسه في سوق الطيور بكابول."
    ),
    Told(
        "a:2",
        "a",
        "market",
        2,
        "جريدة",
        "تفجير في سوق كابول",
        "فجر انتحاري من داعش خراسان نفسه في سوق الطيور بكابول ظهرا.",
    ),
    Told("b:1", "b", "wheat", 3, "وكالة", "القمح", "تراجعت أسعار القمح في الأسواق."),
]


def test_articles_go_through_ingest(store: SqlStore, shipped_matcher: Matcher) -> None:
    where = stories.placed(shipped_matcher, REPORTS, store)
    assert where["a:1"].story == where["a:2"].story != where["b:1"].story
    assert [one.reason for one in where.values()][::2] == ["new", stories.NOTHING]


PLACES = {"a:1": Placed(1, "new"), "a:2": Placed(2, "new"), "b:1": Placed(2, "same_words")}


def test_faults_name_what_was_joined_and_what_was_kept_apart() -> None:
    (joined, one), (apart, other) = stories.faults(REPORTS, PLACES)
    assert (joined, apart) == ({"a", "b"}, {"a"})
    assert one.startswith("joined wrongly: market + wheat\n  a ")
    assert "same_words" in one
    assert other.startswith("kept apart wrongly: market\n  a ")


def test_sums_are_told_apart() -> None:
    held = [Told(f"{HELD}1:{one.name}", f"{HELD}1", "x", 0, "s", "", "t") for one in REPORTS[:1]]
    where = {**PLACES, held[0].name: Placed(3, "new")}
    figures = stories.scores([*REPORTS, *held], where)
    assert {name: one.items for name, one in figures.items()} == {
        "a": 2,
        "b": 1,
        "held_1": 1,
        "tuned on": 3,
        "held out": 1,
        "all": 4,
    }
    assert "held out" in stories.table(figures)


@pytest.mark.parametrize(
    ("new", "names"),
    [
        pytest.param(StoryFloor(0.8, 0.9, "x"), [], id="equal"),
        pytest.param(StoryFloor(0.9, 0.9, "y"), [], id="higher, another file"),
        pytest.param(StoryFloor(0.7, 0.95, "x"), ["one"], id="fewer pairs"),
        pytest.param(StoryFloor(0.8, 0.89, "x"), ["one"], id="lower by B-cubed"),
    ],
)
def test_a_floor_that_falls_is_named(new: StoryFloor, names: list[str]) -> None:
    assert lowered({"one": StoryFloor(0.8, 0.9, "x")}, {"one": new}) == names


def test_floors_are_rounded_down() -> None:
    floor = measured_stories({"all": Score(3, 2, 1, 1, pure=2.0, whole=2.0)})["all"]
    assert floor == StoryFloor(0.666, 0.666)
