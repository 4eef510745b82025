"""The benchmark measures what it says: both sides find the names that are planted, the names are names, once each."""

from itertools import islice

import pytest

from tests.bench import corpus, recall
from tests.bench.aliases import names
from tests.bench.names import Name, watched
from tests.bench.sides import in_batches, one_by_one, warm
from tests.bench.yardstick import FOLD, Exact
from watchlists import Matcher

LISTED = (Name("أيمن الظواهري", "person"), Name("لواء القدس", "organization"), Name("غزة", "place"))


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return Matcher.compile(watched(LISTED))


def test_names_are_what_was_asked_for() -> None:
    few, many = names(200), names(2_000)
    assert (len(few), len(many)) == (200, 2_000)
    assert len({one.text.translate(FOLD) for one in many}) == 2_000
    assert {one.kind for one in many} >= {"place", "organization", "person"}
    assert 0.1 < sum(" " not in one.text for one in many) / len(many) < 0.5
    assert names(200) == few


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("زار غزة أمس", [(2, 4, 7)], id="a word of its own"),
        pytest.param("زار غزّه.", [(2, 4, 7)], id="folded, offsets into the folded text"),
        pytest.param("زار لغزة وغزاوة", [], id="no particle, no part of a word"),
        pytest.param("لواء القدس", [(1, 0, 10)], id="the whole text"),
    ],
)
def test_the_yardstick_finds_whole_words(text: str, found: list[tuple[int, int, int]]) -> None:
    assert Exact([one.text for one in LISTED]).hits(text) == found


def test_planted_names_are_counted_for_each_side(matcher: Matcher) -> None:
    exact = Exact([one.text for one in LISTED])
    counted = recall.recall(LISTED, {"rasid": recall.by_matcher(matcher), "exact": recall.by_exact(exact)})
    assert counted["exact"] == {"rasid": (3, 3), "exact": (3, 3)}
    assert counted["clitic"] == {"rasid": (3, 3), "exact": (0, 3)}
    assert counted["one-word gap"]["exact"][0] == 0


def test_both_ways_of_running_read_every_article(matcher: Matcher) -> None:
    texts = ["زار غزة أمس."] * 130
    assert in_batches(matcher)(texts) == one_by_one(matcher)(texts) == 130
    assert warm(in_batches(matcher), texts, 60.0)[0] == 130


def test_articles_can_be_made_and_are_joined_to_length() -> None:
    made = list(islice(corpus.made(), 50))
    assert made == list(islice(corpus.made(), 50))
    articles = list(corpus.joined(made))
    assert all(len(one.encode()) >= 2500 for one in articles)
    assert "\n".join(made).startswith("\n".join(articles))
