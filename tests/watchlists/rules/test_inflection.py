"""Inflection is generated from the entry: nouns that head a name, and the words of event phrases."""

import pytest

from tests.watchlists.rules.watching import entity, event, mentions, phrases, watching
from watchlists import Matcher
from watchlists.model import Alias


@pytest.fixture(scope="module", name="names")
def _names() -> Matcher:
    return watching(
        entity("HASM", "organization", "حركة حسم"),
        entity("SALADIN", "organization", "كتيبة القندهاري"),
        entity("BROTHERS", "organization", "الإخوان المسلمون"),
        entity("STATE", "organization", "الدولة الإسلامية"),
        entity("TALIBAN", "organization", "طالبان"),
        entity("NUSRA", "organization", "النصرة"),
        entity("JOLANI", "person", "الجولاني"),
        entity("KANDAHAR", "place", "قندهار"),
    )


HEADS = [
    pytest.param("حركتا حسم", "HASM", ("number",), id="dual"),
    pytest.param("حركتي حسم", "HASM", ("number",), id="dual, genitive"),
    pytest.param("حركات حسم", "HASM", ("number",), id="sound plural"),
    pytest.param("وحركة حسم", "HASM", ("clitic:و",), id="particle"),
    pytest.param("كتائب القندهاري", "SALADIN", ("number",), id="broken plural"),
    pytest.param("كتيبتا القندهاري", "SALADIN", ("number",), id="dual of a feminine"),
    pytest.param("الكتيبة القندهاري", "SALADIN", ("definite",), id="article"),
    pytest.param("الإخوان المسلمين", "BROTHERS", ("case",), id="case"),
    pytest.param("للإخوان المسلمين", "BROTHERS", ("clitic:ل", "case"), id="particle and case"),
    pytest.param("الدولة إسلامية", "STATE", ("definite",), id="one of two articles dropped"),
]


@pytest.mark.parametrize(("text", "key", "how"), HEADS)
def test_head_nouns(names: Matcher, text: str, key: str, how: tuple[str, ...]) -> None:
    assert mentions(names, text) == [(key, text, frozenset(how))]


PROPER = [
    pytest.param("طالبات المدرسة", id="no plural of a proper name"),
    pytest.param("طالبين للجوء", id="no case of a proper name"),
    pytest.param("تاجر قندهاري", id="no nisba"),
    pytest.param("القندهارية الجميلة", id="no feminine nisba"),
    pytest.param("هضبة الجولان", id="no name without its nisba"),
    pytest.param("حقق النصر", id="no masculine of a name"),
    pytest.param("دولة إسلامية", id="both articles dropped"),
    pytest.param("حركي حسم", id="another noun of the same root"),
]


@pytest.mark.parametrize("text", PROPER)
def test_proper_names_are_not_inflected(names: Matcher, text: str) -> None:
    assert mentions(names, text) == []


NOUNS = [
    pytest.param("تفجير انتحاري", "التفجير الانتحاري", ("definite",), id="definite"),
    pytest.param("تفجير انتحاري", "بالتفجير الانتحاري", ("clitic:ب", "definite"), id="particle and definite"),
    pytest.param("تفجير انتحاري", "تفجيرا انتحاريا", ("tanween",), id="tanween"),
    pytest.param("تفجير انتحاري", "تفجيران انتحاريان", ("number",), id="dual"),
    pytest.param("تفجير انتحاري", "تفجيرين انتحاريين", ("number",), id="dual, oblique"),
    pytest.param("تفجير انتحاري", "التفجيرين الانتحاريين", ("number",), id="dual, definite"),
    pytest.param("تفجير انتحاري", "تفجيرات انتحارية", ("number", "gender"), id="sound plural"),
    pytest.param("هجوم انتحاري", "الهجمات الانتحارية", ("number", "gender"), id="broken plural, definite"),
    pytest.param("عبوة ناسفة", "عبوتين ناسفتين", ("number",), id="feminine dual"),
    pytest.param("عبوة ناسفة", "عبوات ناسفة", ("number",), id="feminine plural"),
    pytest.param("خطف رهينة", "خطف رهائن", ("number",), id="listed plural"),
    pytest.param("مقتل مدني", "مقتل مدنيين", ("number",), id="oblique plural"),
    pytest.param("إحباط مخطط", "إحباط بعض مخططات", ("inserted:بعض", "number"), id="quantifier"),
    pytest.param("القبض على", "القبض بنجاح على", ("inserted:بنجاح",), id="adverb"),
    pytest.param("وقف إطلاق النار", "وقف لإطلاق النار", ("clitic:ل",), id="ل inside"),
]
VERBS = [
    pytest.param("إحباط هجوم", "أحبط هجوما", ("verb", "tanween"), id="fourth stem"),
    pytest.param("إحباط هجوم", "أحبطت هجمات", ("verb", "number"), id="feminine verb"),
    pytest.param("إحباط هجوم", "يحبطون هجوما", ("verb", "tanween"), id="plural verb"),
    pytest.param("أحبط هجوم", "إحباط هجوم", ("masdar",), id="masdar for verb"),
    pytest.param("أحبط هجوم", "سيحبط هجوما", ("verb", "tanween"), id="future"),
    pytest.param("تفجير عبوة", "فجروا عبوة", ("verb",), id="second stem"),
    pytest.param("مهاجمة موقع", "هاجم موقعا", ("verb", "tanween"), id="third stem"),
    pytest.param("استهداف قافلة", "استهدفت قافلة", ("verb",), id="tenth stem"),
    pytest.param("اغتيال قائد", "اغتيل قائد", ("verb",), id="hollow verb, passive"),
    pytest.param("إصابة جندي", "أصيب جندي", ("verb",), id="hollow fourth stem, passive"),
    pytest.param("إلقاء قنبلة", "ألقى قنبلة", ("verb",), id="weak fourth stem"),
    pytest.param("توقيف عنصر", "أوقفت عناصر", ("verb", "number"), id="توقيف goes with أوقف"),
    pytest.param("إيقاف عنصر", "أوقف عنصرا", ("verb", "tanween"), id="weak first letter"),
    pytest.param("تصفية قائد", "صفى قائدا", ("verb", "tanween"), id="weak second stem"),
    pytest.param("تبني هجوم", "تبنت هجوما", ("verb", "tanween"), id="weak fifth stem"),
    pytest.param("الاستيلاء على", "استولى على", ("verb",), id="a listed verb"),
    pytest.param(
        "إعلان مسؤولية",
        "أعلن تنظيم القاعدة في بلاد المغرب الإسلامي مسؤولية",
        None,
        id="a subject of six words behind the verb",
    ),
    pytest.param("إعلان مسؤولية", "أعلن تنظيم الدولة (داعش) مسؤولية", None, id="brackets in the subject"),
]
LATIN = [
    pytest.param("suicide bombing", "Suicide Bombings", ("number",), id="English plural"),
    pytest.param("ceasefire violation", "ceasefire-violations", ("number", "separator:-"), id="English hyphen"),
    pytest.param("cease-fire", "Cease-Fire", (), id="hyphen of the phrase"),
    pytest.param("cease-fire", "cease fire", (), id="space for the hyphen of the phrase"),
]


@pytest.mark.parametrize(("phrase", "text", "how"), [*NOUNS, *VERBS, *LATIN])
def test_phrases(phrase: str, text: str, how: tuple[str, ...] | None) -> None:
    found = phrases(watching(event("happening", phrase)), f"قيل {text}")
    assert [(key, quoted) for key, quoted, _ in found] == [("happening", text)]
    assert how is None or found[0][2] == frozenset(how)


NO_PHRASES = [
    pytest.param("تفجير", "طلع الفجر فجر اليوم", id="the verb of a phrase of one word"),
    pytest.param("هجوم انتحاري", "هجوم. انتحاري آخر", id="over a full stop"),
    pytest.param("هجوم انتحاري", "هجوم، انتحاري آخر", id="over a comma"),
    pytest.param("هجوم انتحاري", "هجوم - انتحاري آخر", id="over a dash"),
    pytest.param("أحبط هجوم", "أحبط الذي شن هجوما", id="over a relative clause"),
    pytest.param("أحبط هجوم", "أحبط الأمن وقال إن هجوما", id="over a second verb"),
    pytest.param("قصف مدفعي", "قصف وقتال مدفعي", id="over a conjunction"),
    pytest.param("القبض على", "القبض أمس مساء فجرا على", id="three words inside a noun phrase"),
    pytest.param("أحبط هجوم", "أحبط أمس في البلدة القديمة قرب الجسر الكبير هجوما", id="seven words before the object"),
    pytest.param("توقيف عناصر", "لوقف تقدم عناصر التنظيم", id="وقف is not the verb of توقيف"),
    pytest.param("تصفية قائد", "صفة قائد", id="صفة is not the verb of تصفية"),
    pytest.param("مسلحون قتلوا", "مسلحة قتلوا", id="no feminine of a noun for men"),
    pytest.param("إحباط هجوم", "بأحبط هجوم", id="no ب before a verb"),
    pytest.param("suicide bombing", "suicide. Bombing", id="over an English full stop"),
]


@pytest.mark.parametrize(("phrase", "text"), NO_PHRASES)
def test_no_phrases(phrase: str, text: str) -> None:
    assert phrases(watching(event("happening", Alias(phrase, match="inflected"))), text) == []
