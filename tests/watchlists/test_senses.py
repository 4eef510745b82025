"""Names that are also a feeling, a site, a rule, a club or a name of history: what speaks for that sense."""

import pytest

from watchlists.normalize import letters, words
from watchlists.senses import Seen, against, is_club, is_feeling, is_site, of_history


def seen(before: str, name: str, after: str, particles: str = "", *, needed: bool = False) -> Seen:
    left, right = (tuple(map(letters, words(text))) for text in (before, after))
    return Seen(tuple(name.split()), particles, left[:-5:-1], right[:4], (*reversed(left), *right), needed)


OTHERWISE = [
    pytest.param(seen("ألقى النقابي كلمة", "حماس", "أمام العمال", "ب"), id="in a manner"),
    pytest.param(seen("تابع الناس المباراة في", "حماس", "وترقب"), id="beside a feeling"),
    pytest.param(seen("تابعت الأسر السباق بشغف", "حماس", "", "و"), id="behind a feeling"),
    pytest.param(seen("عبر عن", "حماس", "بلاده للاستثمار"), id="of a country with a pronoun"),
    pytest.param(seen("إن", "حماس", "المتسوقين يزداد"), id="of people"),
    pytest.param(seen("لا ينقص اللاعبين", "حماس", ""), id="what somebody is short of"),
    pytest.param(seen("هبطت الطائرة في", "القاعدة", ""), id="where an aircraft lands"),
    pytest.param(seen("إن", "القاعدة", "تعرضت لهجوم بطائرة"), id="struck"),
    pytest.param(seen("سقطت صواريخ قرب", "القاعدة", "التي تستضيف قوات"), id="which hosts"),
    pytest.param(seen("شيدت الإمارات", "القاعدة في اليمن", ""), id="built by a country"),
    pytest.param(seen("", "القاعدة", "هي أن البيع نقدا"), id="a rule"),
    pytest.param(seen("Nassr beat", "al shabab", "3"), id="a club"),
]
MEANT = [
    pytest.param(seen("ندد السفير", "حماس", "في كلمته", "ب"), id="object of condemnation"),
    pytest.param(seen("قتل", "حماس", "المدنيين"), id="people who are done something to"),
    pytest.param(seen("اتهمت", "حماس", "المستهلكين"), id="subject of a deed"),
    pytest.param(seen("سلمت", "حماس", "ردها"), id="her reply"),
    pytest.param(seen("قتل جنود على يد عناصر من", "القاعدة", ""), id="members among soldiers"),
    pytest.param(seen("استهدفت قوات مرتبطة", "القاعدة", "", "ب"), id="tied to"),
    pytest.param(seen("", "القاعدة", "التي أسسها بن لادن"), id="which somebody founded"),
    pytest.param(seen("تعرضت", "القاعدة", "لضربات قاسية"), id="blows are no attack"),
    pytest.param(seen("", "القاعدة", "هي من تقف وراء الهجوم"), id="who stands behind it"),
    pytest.param(seen("militants of", "al shabab", "attacked a football match"), id="arms at a match"),
]


@pytest.mark.parametrize("one", OTHERWISE)
def test_another_sense_is_told(one: Seen) -> None:
    assert sum(weight for weight, _ in against(one)) <= -40


@pytest.mark.parametrize("one", MEANT)
def test_the_name_is_left_alone(one: Seen) -> None:
    assert list(against(one)) == []


def test_a_manner_weighs_less_where_a_needed_word_stands_near() -> None:
    assert list(against(seen("تحدث", "حماس", "", "ب"))) == [(-40, "بحماس")]
    assert list(against(seen("تحدث", "حماس", "", "ب", needed=True))) == [(-20, "بحماس")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("البيزنطيين قرب حمص", [(-60, "البيزنطيين")]),
        ("في عهد العباسيين", [(-60, "العباسيين")]),
        ("أمس في حمص", []),
        ("غارات على مواقع قرب قلعة المماليك", []),
    ],
)
def test_long_ago_is_told_where_nothing_is_of_today(text: str, told: list[tuple[int, str]]) -> None:
    assert list(of_history(seen("", "جيش الإسلام", text))) == told


def test_only_names_with_such_senses_are_asked() -> None:
    assert is_feeling(("حماس",))
    assert is_site(("القاعدة", "في", "اليمن"))
    assert is_club(("al", "shabab"))
    assert not is_feeling(("داعش",))
    assert not is_site(("داعش",))
    assert not is_club(("harakat", "shabab"))
