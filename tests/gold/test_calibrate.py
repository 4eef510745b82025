"""The score on the gold corpus: a higher one is right at least as often, and bands hold what they promise."""

import pytest

from tests.gold.calibrate import BANDS, Band, Judged, bands, in_corpus, table
from watchlists import Matcher

# Fewer mentions than this say nothing about a share.
TELLING = 10


@pytest.fixture(scope="module", name="judged")
def _judged(shipped_matcher: Matcher) -> list[Judged]:
    return list(in_corpus(shipped_matcher))


def test_a_higher_score_is_right_at_least_as_often(judged: list[Judged]) -> None:
    found = [band for band in bands(judged) if band.count >= TELLING]
    shares = [round(band.share, 2) for band in found]
    assert len(found) >= 3
    assert shares == sorted(shares, reverse=True), table(bands(judged))


def test_a_band_is_right_as_often_as_its_scores_say(judged: list[Judged]) -> None:
    short = [band for band in bands(judged) if band.count >= TELLING and 100 * band.share < band.least]
    assert short == [], table(bands(judged))


def test_a_mention_falls_into_one_band() -> None:
    scored = (100.0, 97.5, 97.4, 95.0, 90.0, 89.9, 85.0, 75.0, 74.9, 0.0)
    found = bands([Judged(score, (), right=True) for score in scored])
    assert [(band.least, band.right) for band in found] == list(zip(BANDS, (2, 2, 1, 2, 1, 2), strict=True))


def test_nested_mentions_count_neither_way() -> None:
    found = bands([Judged(100.0, (), None), Judged(100.0, (), right=True), Judged(100.0, (), right=False)])[0]
    assert found == Band(97.5, 1, 1, 1)
    assert (found.count, found.share) == (2, 0.5)
