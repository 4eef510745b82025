"""What a written summary may say of its source, and what it may not."""

from functools import cache

import pytest

from bot.summarizers.faithful import Lack, Source, objection
from tests.bot.services.newsroom import matcher
from watchlists.model import Document

SOURCE = """\
قتل 14 شخصا وأصيب 1,250 آخرون بجروح في تفجير انتحاري استهدف سوق الفاكهة وسط قندهار صباح الاثنين 2 مارس.
وقال قائد الشرطة مراد الزاهي لإذاعة صدى الوادي إن ثلاثة جرحى من الصومال، وإن نسبة المحال التي احترقت بلغت 40%.
وتشتبه الشرطة في داعش خراسان. وأضاف الزاهي: «لن نترك السوق بلا حراسة بعد اليوم». ونقل عن منظمة Green Crescent أن
العشرات ينتظرون العلاج، وأن قتيلين من عمالها. ولم يذكر سبب توقف حركة المال في السوق."""
ENGLISH = """\
A suicide bomber killed 21 people and wounded two hundred in Kandahar on Monday. Police chief Murad Zahi told Echo \
Radio that Islamic State Khorasan was suspected. "We will guard the market," he said."""


@cache
def source(text: str) -> Source:
    return Source.of(text, frozenset(one.entity for one in matcher().match(Document(text)).mentions))


def lack(text: str, said_by: str = SOURCE) -> tuple[Lack, str] | None:
    return objection(text, matcher().match(Document(text)).mentions, source(said_by))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قتل 14 شخصا في تفجير انتحاري وسط قندهار.", id="the words of the source"),
        pytest.param("قتل ١٤ شخصا وأصيب ١٬٢٥٠ آخرون.", id="Arabic digits"),
        pytest.param("قتل ۱۴ شخصا وأصيب 1250 آخرون.", id="Persian digits, and no separator"),
        pytest.param("قتل أربعة عشر شخصا وأصيب ألف ومئتان وخمسون.", id="number words"),
        pytest.param("من بين الجرحى 3 من الصومال، واحترق 40 في المئة من المحال.", id="digits for a word; a percentage"),
        pytest.param("ومن الصومال ثلاثة، والقتلى أربعة عشر.", id="behind a particle"),
        pytest.param("وقع التفجير في الثاني من مارس.", id="a date as an ordinal"),
        pytest.param("وقع التفجير يوم الاثنين.", id="its weekday"),
        pytest.param("وبين القتلى قتيلان من عمال منظمة Green Crescent.", id="a dual in another case"),
        pytest.param("ينتظر عشرات الجرحى العلاج.", id="a vague figure"),
        pytest.param("اشتبهت الشرطة في داعش خراسان.", id="another form of the verb"),
        pytest.param("أسفر هجوم عن مقتل مدنيين، وأعلنت السلطات فتح تحقيق في الحادث.", id="ordinary words of the news"),
        pytest.param("وقال مراد الزاهي «لن نترك السوق بلا حراسة».", id="a part of a quotation"),
        pytest.param("وَقَعَ الهُجوم في قَنْدهار.", id="with vowel signs"),
        pytest.param("واتهمت الشرطة ISIS-K بالهجوم.", id="another alias of the same entity"),
    ],
)
def test_may_be_said(text: str) -> None:
    assert lack(text) is None


@pytest.mark.parametrize(
    ("text", "why", "words"),
    [
        pytest.param("قتل 15 شخصا في قندهار.", Lack.NUMBER, "15", id="another toll"),
        pytest.param("قتل خمسة عشر شخصا.", Lack.NUMBER, "خمسة عشر", id="in words"),
        pytest.param("وقتلت عشرين امرأة.", Lack.NUMBER, "عشرين", id="one word"),
        pytest.param("أصيب 250 شخصا.", Lack.NUMBER, "250", id="a part of a number"),
        pytest.param("قتل 14 ألف شخص.", Lack.NUMBER, "14 ألف", id="a thousand times as many"),
        pytest.param("قتل 14% من الباعة.", Lack.NUMBER, "14", id="a number for a percentage"),
        pytest.param("قتل 40 شخصا.", Lack.NUMBER, "40", id="a percentage for a number"),
        pytest.param("أصيب جنديان في التفجير.", Lack.NUMBER, "جنديان", id="a dual; the 2 of a date is no toll"),
        pytest.param("أصيب اثنان في التفجير.", Lack.NUMBER, "اثنان", id="Monday is no two"),
        pytest.param("قتل مئات الأشخاص.", Lack.NUMBER, "مئات", id="hundreds for dozens"),
        pytest.param("هذا هو الهجوم الخامس في السوق.", Lack.NUMBER, "الخامس", id="an ordinal"),
        pytest.param("احترق نصف السوق.", Lack.NUMBER, "نصف", id="a fraction"),
        pytest.param("وقع تفجير في كابول.", Lack.ENTITY, "كابول", id="a watched place"),
        pytest.param("تبنت حركة طالبان باكستان الهجوم.", Lack.ENTITY, "حركة طالبان باكستان", id="a watched group"),
        pytest.param("وقع تفجير في هرات.", Lack.NAME, "هرات", id="a place of the gazetteer"),
        pytest.param("وقع تفجير في بغداد.", Lack.NAME, "بغداد", id="a place that is a word of the news"),
        pytest.param("والجرحى من كوت ديفوار.", Lack.NAME, "كوت ديفوار", id="a place of two words"),
        pytest.param("أدانت الحكومة الأمريكية الهجوم.", Lack.NAME, "الأمريكية", id="of a place"),
        pytest.param("وقال قائد الشرطة مراد الشمري إنه تفجير.", Lack.NAME, "الشمري", id="a family name"),
        pytest.param("وقال محمد الزاهي إنه تفجير.", Lack.NAME, "محمد", id="a given name"),
        pytest.param("وقال كمال الزاهي إنه تفجير.", Lack.NAME, "كمال", id="a name that holds a word of the source"),
        pytest.param("وقال الشيخ حارث إنه تفجير.", Lack.NAME, "حارث", id="a name behind a title"),
        pytest.param("وقال الشيخ الحارس إنه تفجير.", Lack.NAME, "الحارس", id="a word behind a title"),
        pytest.param("وقال أبو الأشبال إنه تفجير.", Lack.NAME, "أبو", id="a kunya"),
        pytest.param("أدان ترامب الهجوم.", Lack.NAME, "ترامب", id="a name that the news is full of"),
        pytest.param("وقع الهجوم يوم الأحد.", Lack.NAME, "الأحد", id="another weekday"),
        pytest.param("وقع الهجوم في أبريل.", Lack.NAME, "أبريل", id="another month"),
        pytest.param("ونقل الخبر عن Red Crescent.", Lack.NAME, "Red", id="a Latin word"),
        pytest.param("وقال الزاهي «سنرحل عن السوق».", Lack.QUOTE, "سنرحل عن السوق", id="words in his mouth"),
        pytest.param("التفاصيل في evil.example", Lack.LINK, "evil.example", id="a link"),
        pytest.param("راسلوا @zahi للتفاصيل", Lack.LINK, "@z", id="an account"),
    ],
)
def test_what_the_source_lacks(text: str, why: Lack, words: str) -> None:
    assert lack(text) == (why, words)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("Twenty-one people were killed and 200 wounded in Kandahar.", None, id="numbers in other forms"),
        pytest.param("Police suspect Islamic State Khorasan, Murad Zahi told Echo Radio.", None, id="names"),
        pytest.param("Officials said the blast hit on Monday.", None, id="an opener"),
        pytest.param('He said: "We will guard the market".', None, id="a quotation"),
        pytest.param("Twenty-two people were killed.", Lack.NUMBER, id="another number"),
        pytest.param("One child was among the dead.", Lack.NUMBER, id="one"),
        pytest.param("It was the third attack.", Lack.NUMBER, id="an ordinal"),
        pytest.param("The blast hit Kabul.", Lack.ENTITY, id="a watched place"),
        pytest.param("The blast hit vienna.", Lack.NAME, id="a place in small letters"),
        pytest.param("The blast was claimed by Omar Zahi.", Lack.NAME, id="a name"),
        pytest.param("Reuters said people were killed.", Lack.NAME, id="a name that opens a sentence"),
        pytest.param("Police said an F16 was used.", Lack.NAME, id="letters with digits"),
        pytest.param('He said: "We give up".', Lack.QUOTE, id="another quotation"),
    ],
)
def test_english(text: str, why: Lack | None) -> None:
    found = lack(text, ENGLISH)
    assert (found[0] if found else None) == why


@pytest.mark.parametrize("text", ["قتل 14 شخصا. ", "١", "1,", "و", "«", "أبو ", "ثلاثة وعشرون ", "a.", "مئة ", "ABC "])
def test_no_text_is_too_much(text: str) -> None:
    """Far more than is ever sent; whatever is found, it is found soon."""
    Source.of(text * 4000, ())
    objection(text * 4000, (), source(SOURCE))
