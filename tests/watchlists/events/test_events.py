"""What holds for every event: quotes, sentences, decisions, order, and bounds on bad input."""

from datetime import UTC, datetime

import pytest

from tests.watchlists.events.conftest import Read
from watchlists.events import read_events
from watchlists.model import Document, Watchlists


def test_the_weapon_is_no_second_attack(read: Read) -> None:
    assert [one.text for one in read("قصفت القوات بلدة بقصف مدفعي")] == ["قصفت"]
    assert [one.text for one in read("قصفت القوات البلدة، ورد المسلحون بقصف مضاد")] == ["قصفت", "بقصف"]


def test_nothing_without_a_phrase_hit(lists: Watchlists) -> None:
    assert read_events(Document("زار الوفد المدرسة"), {}, (), (), lists) == ()


def test_deaths_in_a_relative_clause_belong_to_the_act_it_describes(read: Read) -> None:
    (found,) = read("روى الناجون قصة تفجيرات سنة 2011 التي قتل فيها تسعون عاملا")
    assert (found.event, found.text, found.killed, found.when) == ("bombing", "تفجيرات", 90, "2011")
    (found,) = read("وصل الرجال الذين قتلوا خمسة جنود")
    assert found.event == "killing"


def test_who_is_arrested_for_an_attack_is_not_arrested_on_its_day(read: Read) -> None:
    when = {one.event: one.when for one in read("اعتقال رجل بعد هجوم مسلح عام 2011")}
    assert when == {"arrest": None, "armed_attack": "2011"}
    news = "اعتقال رجل متهم بجريمة قتل وفق ما أكده مصدر اليوم الجمعة 8 مارس 2024"
    assert [one.when for one in read(news, published=None) if one.event == "arrest"] == ["2024-03-08"]
    assert [one.when for one in read("اعتقال رجل في مارس 2011")] == ["2011-03"]
    assert [one.when for one in read("اعتقلت الشرطة أمس رجلا متهما بالمشاركة في المجزرة")] == ["2024-03-24"]


def test_quotes_the_source_unaltered(read: Read) -> None:
    text = "قالت الشرطة إنّ تَفْجيراً انتحاريـــاً وقع في قندهار. وأعلنت حركة الشباب مسؤوليتها عن الهجوم على السوق"
    for one in read(text):
        assert text[one.start : one.end] == one.text
        assert one.sentence[0] <= one.start < one.end <= one.sentence[1]


def test_a_title_and_a_sentence_of_the_same_span_are_two(read: Read) -> None:
    title, text = "وقع تفجير في باريس أمس", "وقع انفجار عبوة ناسفة."
    assert len(title) == len(text)
    assert [(one.field, one.text) for one in read(text, title=title)] == [
        ("title", "تفجير"),
        ("text", "انفجار عبوة ناسفة"),
    ]
    assert [(one.field, one.text) for one in read(title, title=title)] == [("title", "تفجير"), ("text", "تفجير")]


def test_title_first_then_by_place(read: Read) -> None:
    found = read("وقع تفجير في باريس. ثم وقع هجوم مسلح", title="قصف في الموصل")
    assert [(one.field, one.event) for one in found] == [
        ("title", "shelling"),
        ("text", "bombing"),
        ("text", "armed_attack"),
    ]


def test_decisions_are_told(read: Read) -> None:
    (found,) = read("إحباط مخطط لتفجير السوق في باريس واعتقال الرجل قبل يومين")[:1]
    assert "place:في" in found.how
    assert "when:2024-03-23" in found.how


def test_same_day_is_that_of_the_event_before(read: Read) -> None:
    first, second = read("وقع تفجير في 22 مارس 2024. وفي نفس اليوم وقع هجوم مسلح")
    assert (first.when, second.when) == ("2024-03-22", "2024-03-22")


def test_the_day_of_the_telling_is_not_the_day_of_the_event(read: Read) -> None:
    (found,) = read("قال المتحدث أمس إن تفجيرا وقع في السوق")
    assert found.when is None


def test_relative_dates_in_another_zone(read: Read) -> None:
    (found,) = read("وقع تفجير أمس", published=datetime.fromisoformat("2024-03-25T01:00:00+03:00").astimezone(UTC))
    assert found.when == "2024-03-23"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("كلام كثير في كابول " * 500 + "وقع تفجير في قندهار " + "كلام كثير " * 5000, id="no sentence end"),
        pytest.param("وقع تفجير أسفر عن مقتل " + "20 شخصا " * 10_000, id="ten thousand numbers"),
        pytest.param("شن داعش هجوما على قندهار أسفر عن مقتل 20 شخصا " * 300, id="hundreds of hits"),
        pytest.param("وقع تفجير " + "التنظيم " * 3000, id="back-references to nobody"),
        pytest.param("وقع تفجير \ud800 \x00 في قندهار", id="surrogate and null"),
        pytest.param("تفجير", id="one word"),
    ],
)
def test_bad_input_is_read(read: Read, text: str) -> None:
    found = read(text)
    assert found
    assert all(text[one.start : one.end] == one.text for one in found)


def test_an_endless_sentence_loses_no_event(read: Read) -> None:
    assert len(read("شن داعش هجوما على قندهار " * 300)) == 300


def test_too_many_figures_are_uncertain(read: Read) -> None:
    (found,) = read("وقع تفجير أسفر عن مقتل 20 شخصا أو مقتل 30 شخصا أو مقتل 40 شخصا")
    assert found.killed is None
    assert "uncertain:killed" in found.how


def test_an_act_and_the_verb_that_launched_it_are_one(read: Read) -> None:
    (found,) = read("شنت طائرات مجهولة ثلاث غارات على المخيم")
    assert found.text == "شنت طائرات مجهولة ثلاث غارات"
    assert found.count == 3
