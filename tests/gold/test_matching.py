"""The quality gate of the matcher: the shipped lists over the gold corpus, held to the pinned floors."""

from datetime import UTC, datetime

import pytest

from tests.gold import corpus
from tests.gold.pin import Floor, floors, lowered, measured
from watchlists import Matcher
from watchlists.model import Document, Watchlists

LEAST_SENTENCES = 520
PUBLISHED = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture(name="lists")
def _lists(shipped_matcher: Matcher) -> Watchlists:
    return shipped_matcher.watchlists


@pytest.fixture(scope="module", name="matcher")
def _matcher(shipped_matcher: Matcher) -> Matcher:
    return shipped_matcher


@pytest.fixture(scope="module", name="figures")
def _figures(matcher: Matcher) -> dict[str, corpus.Tally]:
    return {name: corpus.tally(matcher, corpus.sentences(name)) for name in corpus.strata()}


@pytest.mark.parametrize("stratum", corpus.strata())
def test_stratum_reaches_its_floors(stratum: str, figures: dict[str, corpus.Tally]) -> None:
    floor, reached = floors()[stratum], figures[stratum]
    report = "\n".join([corpus.table(figures), f"floors of {stratum}: {floor}", *reached.notes])
    assert reached.recall >= floor.recall, report
    assert reached.precision >= floor.precision, report


def test_corpus_is_the_pinned_one() -> None:
    pinned = {name: floor.sha256 for name, floor in floors().items()}
    now = {name: corpus.digest(name) for name in corpus.strata()}
    assert now == pinned, "the corpus changed: read the misses, then run python -m tests.gold.pin"


def test_corpus_names_every_shipped_entity_and_event(lists: Watchlists) -> None:
    named = {key for name in corpus.strata() for one in corpus.sentences(name) for key, _ in one.expect}
    assert {*lists.entities, *lists.events} - named == set()


def test_corpus_knows_only_shipped_keys(lists: Watchlists) -> None:
    every = [one for name in corpus.strata() for one in corpus.sentences(name)]
    used = {key for one in every for key in (*one.never, *one.may, *(key for key, _ in one.expect))}
    assert used - {*lists.entities, *lists.events} == set()


def test_corpus_holds_many_sentences_and_none_twice() -> None:
    texts = [one.text for name in corpus.strata() for one in corpus.sentences(name)]
    assert len(texts) >= LEAST_SENTENCES
    assert [text for text in texts if texts.count(text) > 1] == []


LOWERED = [
    pytest.param(Floor("a", 0.9, 0.9), Floor("b", 0.9, 0.9), [], id="another file at the same figures"),
    pytest.param(Floor("a", 0.9, 0.9), Floor("a", 0.95, 0.9), [], id="higher recall"),
    pytest.param(Floor("a", 0.9, 0.9), Floor("a", 0.89, 1.0), ["one"], id="lower recall"),
    pytest.param(Floor("a", 0.9, 0.9), Floor("a", 1.0, 0.89), ["one"], id="lower precision"),
]


@pytest.mark.parametrize(("old", "new", "falling"), LOWERED)
def test_pin_sees_what_would_fall(old: Floor, new: Floor, falling: list[str]) -> None:
    assert lowered({"one": old}, {"one": new}) == falling


def test_pin_sees_a_dropped_stratum() -> None:
    assert lowered({"one": Floor("a", 0.9, 0.9)}, {}) == ["one"]


def test_pin_rounds_down() -> None:
    name = corpus.strata()[0]
    reached = measured({name: corpus.Tally(right=2, missed=1, wrong=1)})
    assert reached == {name: Floor(corpus.digest(name), recall=0.666, precision=0.666)}


JUDGED = [
    pytest.param(corpus.Sentence("طالبان تنفي", (("TALIBAN", "طالبان"),)), (1, 0, 0), id="found where it stands"),
    pytest.param(corpus.Sentence("طالبان في كابول", (("KABUL", "طالبان"),)), (0, 1, 0), id="found, but elsewhere"),
    pytest.param(corpus.Sentence("طالبان تنفي", (), frozenset({"TALIBAN"})), (0, 0, 1), id="never"),
    pytest.param(corpus.Sentence("طالبان تنفي", only=True), (0, 0, 1), id="nothing else"),
    pytest.param(corpus.Sentence("طالبان تنفي", only="events"), (0, 0, 0), id="no other event, an entity is free"),
    pytest.param(corpus.Sentence("طالبان تنفي", may=frozenset({"TALIBAN"}), only=True), (0, 0, 0), id="by taste"),
]


@pytest.mark.parametrize(("sentence", "counts"), JUDGED)
def test_sentence_is_judged(sentence: corpus.Sentence, counts: tuple[int, int, int], matcher: Matcher) -> None:
    reached = corpus.tally(matcher, [sentence])
    assert (reached.right, reached.missed, reached.wrong) == counts


def test_no_sentence_is_too_short_to_be_read(matcher: Matcher) -> None:
    """Every sentence of the corpus, cut after its third word, its fourth, … is read, and quoted as it stands."""
    for text in (sentence.text for name in corpus.strata() for sentence in corpus.sentences(name)):
        words = text.split()
        for end in range(3, min(len(words), 12)):
            cut = " ".join(words[:end])
            found = matcher.match(Document(cut, published=PUBLISHED))
            assert all(cut[one.start : one.end] == one.text for one in found.mentions)
            assert all(cut[one.start : one.end] == one.text for one in found.events)
