"""Proclitics are alternatives that are tried, never a stem."""

import pytest

from tests.watchlists.rules.watching import entity, event, mentions, phrases, watching
from watchlists import Matcher
from watchlists.model import Alias

TATWEEL = "\N{ARABIC TATWEEL}"


@pytest.fixture(scope="module", name="matcher")
def _matcher() -> Matcher:
    return watching(
        entity("ISIS", "organization", "داعش"),
        entity("AQ", "organization", "القاعدة"),
        entity("LEBANON", "place", "لبنان"),
        entity("LADEN", "person", "بن لادن"),
        entity("LONDON", "place", "لندن"),
        entity("WASHINGTON", "place", "واشنطن"),
        entity("BAQUBA", "place", "بعقوبة"),
        entity("BAR", "place", "بار"),
        entity("SALEH", "person", "صالح"),
        entity("RID", "place", "ريد"),
        entity("SHINGTON", "place", "اشنطن"),
        entity("ALI", "person", "علي"),
        entity("ISKP", "organization", "داعش خراسان"),
        entity("BB", "organization", Alias("بي كي كي", guard=False)),
    )


READ = [
    pytest.param("وداعش", "ISIS", "clitic:و", id="و"),
    pytest.param("فداعش", "ISIS", "clitic:ف", id="ف"),
    pytest.param("بداعش", "ISIS", "clitic:ب", id="ب"),
    pytest.param("لداعش", "ISIS", "clitic:ل", id="ل"),
    pytest.param("كداعش", "ISIS", "clitic:ك", id="ك"),
    pytest.param("ولداعش", "ISIS", "clitic:و+ل", id="و and ل"),
    pytest.param("فبداعش", "ISIS", "clitic:ف+ب", id="ف and ب"),
    pytest.param("وكداعش", "ISIS", "clitic:و+ك", id="و and ك"),
    pytest.param("وبالقاعدة", "AQ", "clitic:و+ب", id="before the article"),
    pytest.param("كالقاعدة", "AQ", "clitic:ك", id="ك before the article"),
    pytest.param("للقاعدة", "AQ", "clitic:ل", id="لل for ل and the article"),
    pytest.param("وللقاعدة", "AQ", "clitic:و+ل", id="ولل"),
    pytest.param("للبنان", "LEBANON", "clitic:ل", id="لل for ل before a ل"),
    pytest.param("فللبنان", "LEBANON", "clitic:ف+ل", id="فلل before a ل"),
    pytest.param("ولندن", "LONDON", "clitic:و", id="a name that begins with ل"),
    pytest.param("بواشنطن", "WASHINGTON", "clitic:ب", id="a name that begins with و"),
    pytest.param("ببعقوبة", "BAQUBA", "clitic:ب", id="a name that begins with ب"),
    pytest.param("وبن لادن", "LADEN", "clitic:و", id="two letters remain in a longer name"),
    pytest.param("وبي كي كي", "BB", "clitic:و", id="initials"),
    pytest.param("لداعش خراسان", "ISKP", "clitic:ل", id="before the first of two words"),
]


@pytest.mark.parametrize(("text", "key", "code"), READ)
def test_particles_are_read_off(matcher: Matcher, text: str, key: str, code: str) -> None:
    assert mentions(matcher, f"قيل {text} أمس") == [(key, text, frozenset({code}))]


def test_a_tatweel_or_quote_after_the_particle_parts_it(matcher: Matcher) -> None:
    assert mentions(matcher, f"بيان ل{TATWEEL}داعش") == [("ISIS", f"ل{TATWEEL}داعش", frozenset({"clitic:ل"}))]
    assert mentions(matcher, f'بيان ل{TATWEEL}"داعش"') == [("ISIS", "داعش", frozenset())]


WHOLE = [
    pytest.param("زار لندن", [("LONDON", "لندن")], id="لندن is not ل and ندن"),
    pytest.param("زار واشنطن", [("WASHINGTON", "واشنطن")], id="واشنطن is not و and اشنطن"),
    pytest.param("زار بعقوبة", [("BAQUBA", "بعقوبة")], id="بعقوبة is not ب and عقوبة"),
    pytest.param("كبار السن", [], id="كبار is not ك and بار"),
    pytest.param("صوت لصالح القرار", [], id="لصالح is not ل and صالح"),
    pytest.param("حدث فريد من نوعه", [], id="فريد is not ف and ريد"),
    pytest.param("وعلى الأرض", [], id="وعلى is not و and علي"),
    pytest.param("سداعش وأداعش وتداعش", [], id="other letters are no particles"),
    pytest.param("بلداعش", [], id="ب and ل do not stack"),
    pytest.param("لوداعش", [], id="ل does not stand before و"),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_false_splits(matcher: Matcher, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(key, quoted) for key, quoted, _ in mentions(matcher, text)] == expected


def test_a_particle_inside_a_name_parts_it(matcher: Matcher) -> None:
    assert [key for key, _, _ in mentions(matcher, "داعش وخراسان")] == ["ISIS"]
    assert [key for key, _, _ in mentions(matcher, "داعش كخراسان")] == ["ISIS"]


def test_an_exact_alias_takes_no_particle() -> None:
    strict = watching(entity("ISIS", "organization", Alias("داعش", match="exact")))
    assert [quoted for _, quoted, _ in mentions(strict, "داعش ولداعش")] == ["داعش"]


VERBS = [
    pytest.param("سيفجر الانتحاري نفسه", "سيفجر الانتحاري نفسه", id="س before a verb"),
    pytest.param("وسيفجر الانتحاري نفسه", "وسيفجر الانتحاري نفسه", id="و and س before a verb"),
    pytest.param("ليفجر الانتحاري نفسه", "ليفجر الانتحاري نفسه", id="ل before the imperfect"),
    pytest.param("وفجر الانتحاري نفسه", "وفجر الانتحاري نفسه", id="و before the perfect"),
    pytest.param("لتفجير الانتحاري نفسه", "لتفجير الانتحاري نفسه", id="ل before the masdar"),
    pytest.param("ستفجير الانتحاري نفسه", None, id="no س before a masdar"),
    pytest.param("لفجر الانتحاري نفسه", None, id="no ل before the perfect"),
    pytest.param("بفجر الانتحاري نفسه", None, id="no ب before a verb"),
    pytest.param("كيفجر الانتحاري نفسه", None, id="no ك before a verb"),
]


@pytest.mark.parametrize(("text", "quoted"), VERBS)
def test_particles_before_verbs(text: str, quoted: str | None) -> None:
    bombing = watching(event("bombing", Alias("تفجير نفسه", match="inflected")))
    assert [found for _, found, _ in phrases(bombing, text)] == ([quoted] if quoted else [])
