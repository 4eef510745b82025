"""Which items only tease, and which pages may speak in their place."""

from __future__ import annotations

import pytest

from bot.core.full_text import Kept, from_address, judge, shows_a_wall, teases, wants_page, without_call

LEAD = "قالت الشرطة إن مسلحين هاجموا حاجزا عند مدخل البلدة فجر اليوم، فقتل جنديان وأصيب خمسة بجروح متفاوتة."
MORE = "وذكر سكان أن تبادل إطلاق النار استمر نحو ساعة، وأن المهاجمين انسحبوا نحو الجبال بعد وصول التعزيزات."
REST = "ولم تعلن أي جهة مسؤوليتها عن الهجوم حتى المساء، بينما فتحت النيابة تحقيقا وأغلقت الطرق المؤدية إلى المكان."
TITLE = "مقتل جنديين في هجوم على حاجز عند مدخل البلدة"
LONG = "\n".join([LEAD, MORE, REST] * 4)
OTHER = "افتتح وزير الزراعة معرض التمور السنوي، ودعا المنتجين إلى التسجيل في برنامج الدعم الجديد قبل نهاية الشهر."
COOKIES = "نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك."
BAR = "اشترك لقراءة المزيد من هذا التقرير"
LARGEST = 100_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", True, id="empty"),
        pytest.param(LEAD, True, id="short"),
        pytest.param(LONG, False, id="whole"),
        pytest.param(f"{LONG} وأضاف…", True, id="ellipsis"),
        pytest.param(f"{LONG} وأضاف [...]", True, id="ellipsis in brackets"),
        pytest.param(f"{LONG} وأضاف [&#8230;]", True, id="ellipsis as it was escaped"),
        pytest.param(f"{LONG}\nاقرأ المزيد", True, id="read more in Arabic"),
        pytest.param(f"{LONG} التفاصيل...", True, id="details"),
        pytest.param(f"{LONG} Read more »", True, id="read more in English"),
        pytest.param("." * 300_000 + "\n" + LONG, False, id="very many dots"),
        pytest.param("appeared first on " * 20_000 + f"\n{LONG}", False, id="very many calls"),
        pytest.param(f"{LONG} وقال إنه يريد المزيد", False, id="a sentence that ends in the word"),
        pytest.param(f"{LONG}\nThe post {TITLE} appeared first on Example.", True, id="a plugin's line"),
        pytest.param("\n".join([LEAD, MORE, REST, LEAD, MORE]) + " وأضاف المتحدث", True, id="cut in a sentence"),
    ],
)
def test_teases(text: str, expected: bool) -> None:
    assert teases(text) is expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param(f"{LEAD} اقرأ المزيد", LEAD, id="with a space"),
        pytest.param(f"{LEAD}\nإقرأ المزيد...", LEAD, id="on its own line, otherwise spelled"),
        pytest.param(f"{LEAD} [Read more]", LEAD, id="in brackets"),
        pytest.param(f"{LEAD} المزيد", f"{LEAD}", id="one word behind a full stop"),
        pytest.param("طلب الناس المزيد", "طلب الناس المزيد", id="one word of the sentence"),
        pytest.param(f"{LEAD}\nThe post x appeared first on y.", LEAD, id="a plugin's line"),
        pytest.param("اقرأ المزيد", "", id="nothing else"),
        pytest.param(LEAD, LEAD, id="none"),
    ],
)
def test_without_call(text: str, left: str) -> None:
    assert without_call(text) == left


@pytest.mark.parametrize(
    ("pages", "text", "url", "expected"),
    [
        ("auto", LEAD, "https://news.example/1", True),
        ("auto", LONG, "https://news.example/1", False),
        ("always", LONG, "https://news.example/1", True),
        ("never", "", "https://news.example/1", False),
        ("always", "", None, False),
    ],
)
def test_wants_page(pages: str, text: str, url: str | None, expected: bool) -> None:
    assert wants_page(pages, text, url) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "teaser", "title", "expected"),
    [
        pytest.param(f"{LEAD}\n{MORE}\n{REST}", LEAD, TITLE, f"{LEAD}\n{MORE}\n{REST}", id="the article"),
        pytest.param(f"{LEAD}\n{MORE}", f"{LEAD[:60]}…", TITLE, f"{LEAD}\n{MORE}", id="a teaser that breaks off"),
        pytest.param(
            f"{LEAD}\n{MORE}",
            "هجوم مسلحين على حاجز عند مدخل البلدة، والشرطة تتحدث عن قتيلين",
            TITLE,
            f"{LEAD}\n{MORE}",
            id="retold",
        ),
        pytest.param(f"{LEAD}\n{MORE}", "", TITLE, f"{LEAD}\n{MORE}", id="only a title"),
        pytest.param(OTHER * 3, "", TITLE, Kept.ELSEWHERE, id="only a title, and another article"),
        pytest.param(OTHER * 3, LEAD, TITLE, Kept.ELSEWHERE, id="another article"),
        pytest.param(OTHER * 3, "", None, OTHER * 3, id="nothing to compare with"),
        pytest.param(OTHER, "", None, Kept.SHORTER, id="nothing to compare with, and little"),
        pytest.param(f"{OTHER}\n{BAR}", "", None, Kept.WALL, id="nothing to compare with, and a bar"),
        pytest.param(LEAD, LEAD, TITLE, Kept.SHORTER, id="the same"),
        pytest.param(LEAD, f"{LEAD} اقرأ المزيد", TITLE, Kept.SHORTER, id="the same but for the call"),
        pytest.param(LEAD.replace(" ", "  "), LEAD, TITLE, Kept.SHORTER, id="the same but for spaces"),
        pytest.param(f"{COOKIES}\nسياسة الخصوصية\nأوافق", LEAD, TITLE, Kept.WALL, id="consent"),
        pytest.param("You need to enable JavaScript to run this app.", LEAD, TITLE, Kept.WALL, id="a script"),
        pytest.param("Checking your browser before accessing", "", TITLE, Kept.WALL, id="a captcha"),
        pytest.param("عذرا، الصفحة غير موجودة", LEAD, TITLE, Kept.WALL, id="an error"),
        pytest.param(f"{LEAD}\n{BAR}", LEAD, TITLE, Kept.WALL, id="a paywall behind the teaser"),
        pytest.param(f"{LEAD}\n{MORE}\n{BAR}", LEAD, TITLE, f"{LEAD}\n{MORE}", id="a paywall behind a paragraph"),
        pytest.param(f"{LEAD}\n{MORE}\n{BAR}\n{REST}", LEAD, TITLE, f"{LEAD}\n{MORE}\n{REST}", id="a bar in between"),
        pytest.param(f"{TITLE}\n{BAR}", "", TITLE, Kept.WALL, id="a paywall that shows the title"),
        pytest.param(f"{COOKIES}\n{LEAD}\n{MORE}\nسجل الدخول", LEAD, TITLE, f"{LEAD}\n{MORE}", id="requests around it"),
        pytest.param(
            f"{COOKIES}\n{OTHER}", COOKIES, "غوغل وملفات تعريف الارتباط", f"{COOKIES}\n{OTHER}", id="about cookies"
        ),
        pytest.param(
            f"{LEAD}\nوقال إن تسجيل الدخول إلى المنطقة ممنوع.\n{MORE}",
            LEAD,
            TITLE,
            f"{LEAD}\nوقال إن تسجيل الدخول إلى المنطقة ممنوع.\n{MORE}",
            id="a request's words inside",
        ),
        pytest.param(f"{LEAD} " * 2000, LEAD, TITLE, Kept.LARGE, id="too large"),
        pytest.param("", LEAD, TITLE, Kept.ELSEWHERE, id="no text"),
    ],
)
def test_judge(text: str, teaser: str, title: str | None, expected: str) -> None:
    verdict = judge(text, teaser, title, page_title=title, largest=LARGEST)
    assert (verdict.reason if isinstance(expected, Kept) else verdict.text) == expected
    assert (verdict.text is None) is isinstance(expected, Kept)


@pytest.mark.parametrize(
    ("title", "url", "expected"),
    [
        ("attack on checkpoint 7", "https://news.example/a/attack-on-checkpoint-7", True),
        (
            "هجوم على حاجز",
            "https://news.example/%D9%87%D8%AC%D9%88%D9%85-%D8%B9%D9%84%D9%89-%D8%AD%D8%A7%D8%AC%D8%B2/",
            True,
        ),
        ("news.example/a/77", "https://news.example/a/77", True),
        (TITLE, "https://news.example/a/attack-on-checkpoint-7", False),
    ],
)
def test_from_address(title: str, url: str, expected: bool) -> None:
    assert from_address(title, url) is expected


@pytest.mark.parametrize(
    ("page_title", "expected"),
    [
        pytest.param("صحيفة المثال: الصفحة الأولى", Kept.FRONT, id="a front page"),
        pytest.param(None, Kept.FRONT, id="no title"),
        pytest.param(TITLE, None, id="an article whose headline is a link"),
    ],
)
def test_a_page_that_links_to_the_article_is_another_one(page_title: str | None, expected: Kept | None) -> None:
    links = frozenset({TITLE, "الرئيسية"})
    verdict = judge(f"{LEAD}\n{OTHER}", LEAD, TITLE, page_title=page_title, links=links, largest=LARGEST)
    assert verdict.reason is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"{COOKIES}\nأوافق", True, id="consent"),
        pytest.param("Please enable JavaScript.", True, id="a script"),
        pytest.param(f"{LEAD}\n{MORE}\n{REST}\n{BAR}", False, id="an article with a bar under it"),
        pytest.param(LEAD, False, id="a short article"),
    ],
)
def test_shows_a_wall(text: str, expected: bool) -> None:
    assert shows_a_wall(text) is expected
