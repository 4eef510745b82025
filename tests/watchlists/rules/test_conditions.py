"""The conditions of an alias: what it needs, what vetoes it, how freely it may differ, and when it holds."""

from datetime import UTC, date, datetime

import pytest

from tests.watchlists.rules.watching import entity, event, mentions, phrases, watching
from watchlists.model import Alias, Document, MatchLevel

DEFINITE = [
    pytest.param("زعيم القاعدة", "القاعدة", id="with its article"),
    pytest.param("بالقاعدة", "بالقاعدة", id="behind ب"),
    pytest.param("للقاعدة", "للقاعدة", id="behind ل"),
    pytest.param("وللقاعدة", "وللقاعدة", id="behind و and ل"),
    pytest.param("زعيم قاعدة", None, id="without its article"),
    pytest.param("وكقاعدة عامة", None, id="without its article behind particles"),
    pytest.param("لقاعدة بيانات", None, id="ل before the bare noun"),
    pytest.param("بقاعدة", None, id="ب before the bare noun"),
]


@pytest.mark.parametrize(("text", "quoted"), DEFINITE)
def test_definite(text: str, quoted: str | None) -> None:
    one = watching(entity("AQ", "organization", Alias("القاعدة", definite=True)))
    assert [found for _, found, _ in mentions(one, text)] == ([quoted] if quoted else [])


def test_definite_supplies_the_article_that_the_alias_lacks() -> None:
    one = watching(entity("AQ", "organization", Alias("قاعدة", definite=True)))
    assert [found for _, found, _ in mentions(one, "قاعدة والقاعدة")] == ["والقاعدة"]


NEEDS = [
    pytest.param("الشباب في الصومال", True, id="behind it"),
    pytest.param("في الصومال هاجم الشباب قرية", True, id="before it"),
    pytest.param("الشباب بالصومال", True, id="behind a particle"),
    pytest.param("هاجم الشباب مدينة مقديشو", True, id="the other of two"),
    pytest.param("الشباب والصوماليون", False, id="another word"),
    pytest.param("يلعب الشباب هنا", False, id="none"),
    pytest.param("يلعب الشباب. عاد إلى الصومال", False, id="in another sentence"),
    pytest.param("الصومال\nيلعب الشباب", False, id="in another line"),
]


@pytest.mark.parametrize(("text", "found"), NEEDS)
def test_needs(text: str, found: bool) -> None:
    alias = Alias("الشباب", definite=True, needs=("الصومال", "مقديشو"))
    assert bool(mentions(watching(entity("SHABAAB", "organization", alias)), text)) is found


UNLESS = [
    pytest.param("عاد إلى القاعدة", True, id="no exception"),
    pytest.param("هبط في القاعدة المرتجلة", False, id="the exception"),
    pytest.param("هبط بالقاعدة المرتجلة", False, id="behind a particle"),
    pytest.param("هبط في القاعده المرتجله", False, id="spelt otherwise"),
    pytest.param("القاعدة هاجمت القاعدة المرتجلة", True, id="the exception elsewhere in the sentence"),
    pytest.param("القاعدة. المرتجلة", True, id="over a sentence end"),
]


@pytest.mark.parametrize(("text", "found"), UNLESS)
def test_unless(text: str, found: bool) -> None:
    alias = Alias("القاعدة", definite=True, unless=("القاعدة المرتجلة",))
    assert bool(mentions(watching(entity("AQ", "organization", alias)), text)) is found


def test_unless_of_an_event_vetoes_its_phrases() -> None:
    arrest = watching(event("arrest", "القبض على", unless=("القبض على الكرة",)))
    assert phrases(arrest, "القبض على لص")
    assert phrases(arrest, "القبض على الكرة") == []


LEVELS = [
    pytest.param("exact", "شركة قندهارا الكبرى", True, id="exact: the same letters"),
    pytest.param("exact", "شركة-قندهارا-الكبرى", True, id="exact: any separator"),
    pytest.param("exact", "شركه قندهارا الكبرى", True, id="exact: letters that are safe to fold"),
    pytest.param("exact", "شركة قندهارا الكبري", False, id="exact: no loose letters"),
    pytest.param("exact", "لشركة قندهارا الكبرى", False, id="exact: no particle"),
    pytest.param("exact", "شركة قند هارا الكبرى", False, id="exact: no split word"),
    pytest.param("exact", "شركةقندهارا الكبرى", False, id="exact: no joined words"),
    pytest.param("exact", "شركة قندهارا الثانية الكبرى", False, id="exact: nothing inside"),
    pytest.param("exact", "شركة قندهازا الكبرى", False, id="exact: no edit"),
    pytest.param("inflected", "لشركة قندهارا الكبرى", True, id="inflected: a particle"),
    pytest.param("inflected", "شركة قندهارا الكبري", True, id="inflected: loose letters"),
    pytest.param("inflected", "شركةقندهارا الكبرى", True, id="inflected: joined words"),
    pytest.param("inflected", "شركة قند هارا الكبرى", True, id="inflected: a split word"),
    pytest.param("inflected", "شركة قندهارا الثانية الكبرى", True, id="inflected: one word inside"),
    pytest.param("inflected", "شركة قندهازا الكبرى", False, id="inflected: no edit"),
    pytest.param("fuzzy", "شركة قندهازا الكبرى", True, id="fuzzy: one edit"),
    pytest.param("fuzzy", "شركة قندزاها الكبرى", False, id="fuzzy: not three"),
]


@pytest.mark.parametrize(("level", "text", "found"), LEVELS)
def test_levels(level: MatchLevel, text: str, found: bool) -> None:
    one = watching(entity("A", "organization", Alias("شركة قندهارا الكبرى", match=level)))
    assert bool(mentions(one, text)) is found


def test_least_score() -> None:
    strict = watching(entity("A", "person", Alias("غوتيريس", min_score=95)))
    assert mentions(strict, "لغوتيريس")
    assert mentions(strict, "غوتيريش") == []


def test_guard_off_takes_the_word_as_it_stands() -> None:
    assert mentions(watching(entity("A", "person", Alias("علي"))), "قال علي") == []
    assert mentions(watching(entity("A", "person", Alias("علي", guard=False))), "قال علي")


VALID = [
    pytest.param(None, True, id="without a date"),
    pytest.param(date(2014, 6, 28), False, id="the day before"),
    pytest.param(date(2014, 6, 29), True, id="first day"),
    pytest.param(date(2016, 12, 31), True, id="last day"),
    pytest.param(date(2017, 1, 1), False, id="the day after"),
]


@pytest.mark.parametrize(("day", "found"), VALID)
def test_names_of_a_time(day: date | None, found: bool) -> None:
    alias = Alias("جبهة الفتح", valid_from=date(2014, 6, 29), valid_until=date(2016, 12, 31))
    published = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None
    one = watching(entity("A", "organization", alias))
    assert bool(one.match(Document("قالت جبهة الفتح", published=published)).mentions) is found


def test_a_part_is_reported_and_its_whole_is_not() -> None:
    family = watching(
        entity("ISIS", "organization", "داعش"),
        entity("ISKP", "organization", "داعش خراسان", part_of="ISIS"),
        entity("CELL", "organization", "خلية قندهار", part_of="ISKP"),
    )
    assert [key for key, _, _ in mentions(family, "داعش خراسان")] == ["ISKP"]
    assert list(family.watchlists.ancestors("CELL")) == ["ISKP", "ISIS"]
    assert family.watchlists.family("ISIS") == {"ISIS", "ISKP", "CELL"}
