"""Features: what is kept of an article, and how a story's grow."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from bot.core.features import MOST_WORDS, Features, features_of
from bot.core.model import Article
from bot.core.stems import content_words, weight
from bot.core.where import place_id
from watchlists.model import Entity, Event, Findings, Mention, Place, Watchlist, Watchlists

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LISTS = Watchlists(
    (
        Watchlist(
            "test",
            {},
            (
                Entity("ISKP", "organization", {"ar": "داعش خراسان"}),
                Entity("KANDAHAR", "place", {"ar": "قندهار", "en": "Kandahar"}),
            ),
        ),
    )
)
MANY = frozenset(f"كلمة{turn}" for turn in range(MOST_WORDS))


def test_plain_data_and_back() -> None:
    one = Features(
        keys=frozenset({"ISKP", "bombing"}), words=frozenset({"سوق"}), tolls=frozenset({"killed:14", "injured:30"})
    )
    assert Features.from_dict(json.loads(json.dumps(one.as_dict()))) == one


def test_equal_features_are_equal_text() -> None:
    one, other = Features(words=frozenset("ab")), Features(words=frozenset("ba"))
    assert json.dumps(one.as_dict()) == json.dumps(other.as_dict())


def test_what_another_version_wrote_is_read() -> None:
    assert Features.from_dict({"keys": ["AQ"], "colours": ["red"]}) == Features(keys=frozenset({"AQ"}))


def test_merging_joins_everything() -> None:
    one = Features(keys=frozenset({"AQ"}), places=frozenset({"aden"}), words=frozenset({"حاجز"}))
    other = Features(keys=frozenset({"AQAP"}), tolls=frozenset({"killed:2"}), words=frozenset({"جندي"}))
    assert one.merged(other) == Features(
        keys=frozenset({"AQ", "AQAP"}),
        places=frozenset({"aden"}),
        tolls=frozenset({"killed:2"}),
        words=frozenset({"حاجز", "جندي"}),
    )


def test_a_long_story_takes_facts_but_no_more_words() -> None:
    story = Features(words=MANY)
    grown = story.merged(Features(tolls=frozenset({"killed:3"}), words=frozenset({"جديد"})))
    assert grown.words == MANY
    assert grown.tolls == {"killed:3"}


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        pytest.param("والمسجد بالمسجد للمسجد", {"مسجد"}, id="particles"),
        pytest.param("المصلين مصلون", {"مصل"}, id="endings"),
        pytest.param("في على من التي", set(), id="function words"),
        pytest.param("قتل 14 و١٥", {"قتل"}, id="numbers"),
        pytest.param("المَسْجِد مســجد", {"مسجد"}, id="marks and tatweel"),
        pytest.param("Kandahar's wool market", {"kandahar", "wool", "market"}, id="English"),
    ],
)
def test_content_words(text: str, stems: set[str]) -> None:
    assert set(content_words(text)) == stems


@pytest.mark.parametrize(
    ("where", "name"),
    [
        pytest.param(Place("بقندهار", "KANDAHAR"), "kandahar", id="watched"),
        pytest.param(Place("كندهار"), "kandahar", id="gazetteer"),
        pytest.param(Place("Kandahar"), "kandahar", id="English"),
        pytest.param(Place("بلدة الزيتون"), "بلده الزيتون", id="unknown"),
    ],
)
def test_a_place_is_one_however_it_is_written(where: Place, name: str) -> None:
    assert place_id(where, LISTS) == name


def findings(*events: Event, named: Iterable[str] = ()) -> Findings:
    return Findings(tuple(Mention(key, key, key, "text", 0, 4, 99.0) for key in named), events)


def event(key: str = "bombing", **facts: object) -> Event:
    return Event(key, "تفجير", "تفجير", "text", 0, 5, 90.0, (0, 5), **facts)  # type: ignore[arg-type]


def article(title: str | None, text: str) -> Article:
    return Article(1, "i", 1, "أ", title, text, None, "ar", NOW, NOW)


def test_tolls_are_no_numbers_of_the_headline() -> None:
    one = features_of(article("نشرة 45: 14 قتيلا", "نص"), findings(event(killed=14, count=2)), LISTS)
    assert one.numbers == {"45"}
    assert one.tolls == {"killed:14", "count:2"}


@pytest.mark.parametrize(
    "title", ["تفجير في قندهار (تحديث 2)", "عاجل 3 | تفجير في قندهار", "تفجير في قندهار 13:30", "Update 4: blast"]
)
def test_what_an_outlet_counts_is_no_number_of_the_news(title: str) -> None:
    assert features_of(article(title, "نص"), findings(), LISTS).numbers == frozenset()


def test_the_headline_of_an_untitled_article_is_its_first_line() -> None:
    assert features_of(article(None, "\nنشرة 45\nرقم 99"), findings(), LISTS).numbers == {"45"}


def test_a_claim_stands_for_the_act_that_it_speaks_of() -> None:
    said = findings(event("claim", status="claimed", about="bombing"), event("denial", status="denied"))
    assert features_of(article("أ", "ب"), said, LISTS).events == {"bombing"}


def test_places_and_what_they_lie_in() -> None:
    where = (Place("قندهار", "KANDAHAR"), Place("أفغانستان"))
    one = features_of(article("أ", "ب"), findings(event(places=where), named=["ISKP", "KANDAHAR"]), LISTS)
    assert [set(found) for found in (one.places, one.wider, one.parties)] == [{"kandahar"}, {"afghanistan"}, {"ISKP"}]


def test_where_no_event_has_a_place_the_only_one_named_counts() -> None:
    assert features_of(article("أ", "ب"), findings(event(), named=["KANDAHAR"]), LISTS).places == {"kandahar"}
    there = features_of(article("أ", "ب"), findings(event(places=(Place("هراة"),)), named=["KANDAHAR"]), LISTS)
    assert "kandahar" not in there.places


def test_of_two_places_named_neither_counts() -> None:
    lists = Watchlists((*LISTS.lists, Watchlist("more", {}, (Entity("HERAT", "place", {"en": "Herat"}),))))
    said = findings(event(), named=["KANDAHAR", "HERAT"])
    assert features_of(article("أ", "ب"), said, lists).places == frozenset()


def test_only_whole_dates_are_days() -> None:
    dated = findings(event(when="2026-03"), event(when="2026-03-01"))
    assert features_of(article("أ", "ب"), dated, LISTS).days == {"2026-03-01"}


def test_the_words_of_what_was_found_are_known_as_such() -> None:
    said = findings(event(places=(Place("قندهار"),)), named=["ISKP"])
    one = features_of(article("تفجير في قندهار", "سوق الصوف"), said, LISTS)
    assert {"قندهار", "سوق", "صوف"} <= one.words
    assert "قندهار" in one.found
    assert one.found.isdisjoint({"سوق", "صوف"})


@pytest.mark.parametrize(
    ("rarer", "usual"),
    [
        pytest.param("صوف", "شرط", id="wool and police"),
        pytest.param("كلمةلاتوجد", "صوف", id="a word nobody wrote"),
        pytest.param("wool", "قتل", id="English"),
    ],
)
def test_rarer_words_weigh_more(rarer: str, usual: str) -> None:
    assert 0 <= weight(usual) < weight(rarer) < 9.3


def test_what_leads_to_a_story_beside_its_keys() -> None:
    said = findings(event(killed=14, places=(Place("قندهار", "KANDAHAR"),)), named=["ISKP"])
    text = "انفجرت عبوة ناسفة قرب مستودع الصوف في قندهار واحترقت ثلاث شاحنات محملة بالحبوب وطوقت الشرطة الجسر القديم"
    marks = features_of(article("تفجير في قندهار", text), said, LISTS).marks
    assert {"f:kandahar/bombing", "f:killed:14/bombing"} <= marks
    assert {mark[0] for mark in marks} == {"b", "f", "w"}
    assert Features(words=frozenset({"سوق"}), marks=marks).merged(Features()).marks == frozenset()


def test_a_text_too_short_for_bands_is_found_by_its_digest() -> None:
    marks = features_of(article("تفجير في قندهار", "انفجرت عبوة ناسفة قرب مستودع"), findings(), LISTS).marks
    assert {mark[0] for mark in marks} == {"t", "w"}


def test_what_stands_far_behind_is_background() -> None:
    text = "هجوم على حاجز. " + "كلام " * 300
    late = Event("kidnapping", "خطف", "خطف", "text", len(text), len(text) + 3, 90.0, (0, 5), killed=9)
    one = features_of(article("هجوم", text + "خطف"), findings(event("armed_attack"), late), LISTS)
    assert [set(found) for found in (one.events, one.tolls)] == [{"armed_attack"}, set()]


def test_a_claim_in_the_text_makes_no_aftermath() -> None:
    """The first report of a deed says who claimed it."""
    text = "قتل تسعة في هجوم على سوق كابول وتبنى داعش خراسان الهجوم."
    first, later = (
        features_of(article(title, text), Findings(), LISTS) for title in ("هجوم في كابول", "داعش يتبنى هجوم كابول")
    )
    assert (sorted(first.after), sorted(later.after)) == ([], ["claim"])


def test_what_happened_days_ago_is_background_but_for_its_aftermath() -> None:
    dated = findings(event("bombing", when="2026-02-26", killed=9), event("raid"))
    assert features_of(article("مداهمة", "نص"), dated, LISTS).events == {"raid"}
    assert features_of(article("تشييع ضحايا التفجير", "نص"), dated, LISTS).events == {"bombing", "raid"}


def test_the_outlet_in_a_headline_is_no_word_of_it() -> None:
    one = features_of(article("تفجير في قندهار | السنديان نيوز", "نص"), findings(event()), LISTS)
    assert "سنديان" not in one.words


def test_a_country_is_no_place_of_a_happening() -> None:
    there = features_of(article("أ", "ب"), findings(event(places=(Place("أفغانستان"),))), LISTS)
    assert [set(found) for found in (there.places, there.wider)] == [set(), {"afghanistan"}]
