"""What does not belong to an article is cut, and nothing that does."""

from __future__ import annotations

import pytest

from bot.sources.endings import without_endings

FIRST = "قال محافظ المدينة إن قوات الأمن أحبطت محاولة تفجير قرب محطة الحافلات."
LAST = "وأضاف أن التحقيق مستمر وأن ثلاثة أشخاص أوقفوا"
NEWS = "مقتل قيادي في القاعدة بضربة جوية شمال البلاد"
MORE_NEWS = "داعش يتبنى هجوما على حافلة في الصحراء"
LINKS = frozenset({NEWS, MORE_NEWS, "الرئيسية"})


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        pytest.param([FIRST, LAST], [FIRST, LAST], id="nothing to cut"),
        pytest.param([FIRST, LAST, "اقرأ أيضا", NEWS, MORE_NEWS], [FIRST, LAST], id="related news"),
        pytest.param([FIRST, LAST, "إقرأ أيضاً:", f"- {NEWS}"], [FIRST, LAST], id="as a list, otherwise spelled"),
        pytest.param([FIRST, f"اقرأ أيضا: {NEWS}", LAST], [FIRST, LAST], id="in one line, in the middle"),
        pytest.param([FIRST, f"اقرأ أيضاً | {NEWS}", LAST], [FIRST, LAST], id="in one line, with a bar"),
        pytest.param([FIRST, "مواضيع ذات صلة", NEWS, LAST], [FIRST, LAST], id="in the middle"),
        pytest.param([FIRST, "اقرأ أيضا", LAST], [FIRST, LAST], id="a heading without links"),
        pytest.param([FIRST, LAST, NEWS], [FIRST, LAST], id="a link at the end"),
        pytest.param([FIRST, NEWS, LAST], [FIRST, NEWS, LAST], id="a line in the middle that is a link"),
        pytest.param([FIRST, LAST, "المصدر: وكالات"], [FIRST, LAST], id="the source"),
        pytest.param([FIRST, LAST, "الوسوم: داعش، العراق"], [FIRST, LAST], id="tags"),
        pytest.param([FIRST, LAST, "كلمات مفتاحية", "المصدر : الجزيرة + وكالات"], [FIRST, LAST], id="two labels"),
        pytest.param([FIRST, LAST, "شارك المقال", "شارك على فيسبوك", "نسخ الرابط"], [FIRST, LAST], id="buttons"),
        pytest.param([FIRST, LAST, "© 2026 وكالة المثال"], [FIRST, LAST], id="a sign"),
        pytest.param([FIRST, LAST, "تابعونا على تلغرام"], [FIRST, LAST], id="follow us"),
        pytest.param([FIRST, LAST, "جميع الحقوق محفوظة لصحيفة المثال"], [FIRST, LAST], id="rights"),
        pytest.param([FIRST, LAST, "Read also:", NEWS, "Share this article"], [FIRST, LAST], id="in English"),
        pytest.param(
            [FIRST, "شارك المئات في تشييع الضحايا أمس"], [FIRST, "شارك المئات في تشييع الضحايا أمس"], id="took part"
        ),
        pytest.param([FIRST, "المصدر الأمني نفى الخبر"], [FIRST, "المصدر الأمني نفى الخبر"], id="a source who speaks"),
        pytest.param(
            [FIRST, "Related to the attack, three men were held."],
            [FIRST, "Related to the attack, three men were held."],
            id="a word",
        ),
        pytest.param(["اقرأ أيضا"], [""], id="nothing else"),
        pytest.param([""], [""], id="nothing"),
    ],
)
def test_without_endings(lines: list[str], kept: list[str]) -> None:
    assert without_endings("\n".join(lines), LINKS).split("\n") == kept


def test_without_links_a_list_is_short_lines_that_end_like_headlines() -> None:
    text = f"{FIRST}\nاقرأ أيضا\n{NEWS}\n{FIRST}\n{LAST}"
    assert without_endings(text).split("\n") == [FIRST, FIRST, LAST]
