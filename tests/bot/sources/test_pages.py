"""Pages: the article comes out, the rest of the page does not."""

from datetime import UTC, datetime

import pytest

from bot.core.errors import WireError
from bot.sources.markup import visible_text
from bot.sources.pages import read_page
from tests.fakes import web_pages
from tests.fakes.feed_pages import Page

PARAGRAPHS = [
    "قالت مصادر محلية إن عبوة ناسفة انفجرت صباح اليوم قرب سوق المدينة، ما أدى إلى إصابة عدد من المارة بجروح.",
    "وأضافت المصادر أن <b>داعش خراسان</b> أعلن مسؤوليته عن الهجوم في بيان نشر بعد ساعات من وقوعه.",
    "وتقول السلطات إن التحقيق ما زال جاريا، وإنها شددت إجراءات التفتيش على مداخل المدينة وفي محيط السوق.",
    "ولم يصدر حتى مساء اليوم بيان عن عدد الضحايا، بينما قال أطباء إن بعض الجرحى في حال الخطر.",
    "ويأتي الحادث بعد أسبوع من هجوم مماثل استهدف حافلة على الطريق الشمالي ولم يسفر عن سقوط قتلى.",
]


def page(paragraphs: list[str], head: str = "", before: str = "", after: str = "") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>انفجار قرب السوق | صحيفة المثال</title>{head}</head>"
        f"<body><nav><a href='/'>الصفحة الأولى</a></nav>{before}<article><h1>انفجار قرب السوق</h1>{body}</article>"
        f"<aside>الأكثر قراءة</aside>{after}<footer>جميع الحقوق محفوظة</footer></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "count", [pytest.param(5, id="long"), pytest.param(2, id="short"), pytest.param(1, id="brief")]
)
def test_article_without_the_rest(count: int) -> None:
    found = read_page(page(PARAGRAPHS[:count], after="<script>track('القاعدة')</script>"))
    assert found.title == "انفجار قرب السوق"
    plain = [one.replace("<b>", "").replace("</b>", "") for one in PARAGRAPHS[:count]]
    assert found.text.split("\n") == plain


@pytest.mark.parametrize(
    ("head", "published"),
    [
        pytest.param(
            "<meta property='article:published_time' content='2026-03-05T08:00:00+03:00'>",
            datetime(2026, 3, 5, 5, tzinfo=UTC),
            id="with the hour",
        ),
        pytest.param(
            "<meta property='article:published_time' content='2026-03-05'>",
            datetime(2026, 3, 5, tzinfo=UTC),
            id="a day",
        ),
        pytest.param("<meta property='article:published_time' content='أمس'>", None, id="no date"),
        pytest.param("", None, id="none"),
    ],
)
def test_published(head: str, published: datetime | None) -> None:
    assert read_page(page(PARAGRAPHS, head)).published == published


NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)
MARCH_4 = datetime(2026, 3, 4, tzinfo=UTC)


def linked(data: str) -> Page:
    return web_pages.full(f"<script type='application/ld+json'>{data}</script>")


@pytest.mark.parametrize(
    ("served", "published"),
    [
        pytest.param(linked('{"@type": "NewsArticle", "datePublished": "2026-03-04"}'), MARCH_4, id="JSON-LD"),
        pytest.param(
            linked(
                '{"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"},'
                '{"@type": ["NewsArticle"], "datePublished": "2026-03-04"}]}'
            ),
            MARCH_4,
            id="the article's of several",
        ),
        pytest.param(linked('{"@type": "NewsArticle", "datePublished": "2026-03-04",}'), MARCH_4, id="broken JSON-LD"),
        pytest.param(linked("[" * 50_000), None, id="deep JSON-LD"),
        pytest.param(
            web_pages.full("<meta name='DC.date.issued' content='2026-03-04'>"), MARCH_4, id="meta of another name"
        ),
        pytest.param(web_pages.full(beside="<time datetime='2026-03-04'>أمس</time>"), MARCH_4, id="time"),
        pytest.param(web_pages.full(beside="<time>٤ آذار ٢٠٢٦</time>"), MARCH_4, id="words of a time"),
        pytest.param(web_pages.full(beside="<span class='post-Date'>4 مارس 2026</span>"), MARCH_4, id="a class"),
        pytest.param(
            web_pages.full(beside="<div>الأربعاء <b>15 رمضان 1447هـ - 4 مارس 2026م</b></div>"), MARCH_4, id="words"
        ),
        pytest.param(
            web_pages.page(
                f"<main><header><h1>{web_pages.TITLE}</h1></header><p>بيروت - 4 مارس 2026</p>"
                f"{web_pages.paragraphs()}</main>"
            ),
            MARCH_4,
            id="under the head",
        ),
        pytest.param(web_pages.full(beside="<!-- head --><p>4 مارس 2026</p>"), MARCH_4, id="after a comment"),
        pytest.param(web_pages.many_articles(), None, id="no date in a hundred thousand articles"),
        pytest.param(web_pages.full(beside="<p>منذ 36 ساعة</p>"), datetime(2026, 3, 4, tzinfo=UTC), id="ago"),
        pytest.param(
            web_pages.full("<meta name=date content='2030-01-01'>", "<i>4 مارس 2026</i>"), MARCH_4, id="ahead"
        ),
        pytest.param(
            web_pages.full(beside="<p>وقع الهجوم في 4 مارس 2026 قرب سوق البلدة القديم.</p>"),
            None,
            id="a date of the story",
        ),
        pytest.param(web_pages.full(after="<aside><span class=date>4 مارس 2026</span></aside>"), None, id="elsewhere"),
        pytest.param(web_pages.full(), None, id="none"),
    ],
)
def test_published_as_outlets_say_it(served: Page, published: datetime | None) -> None:
    assert read_page(served.body, now=NOW).published == published


def test_the_date_in_an_address_is_the_last_that_is_believed() -> None:
    url = "https://news.example/2026/03/04/story"
    assert read_page(web_pages.full().body, url=url, now=NOW).published == MARCH_4
    beside = "<span class=date>3 مارس 2026</span>"
    found = read_page(web_pages.full(beside=beside).body, url=url, now=NOW).published
    assert found == datetime(2026, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "beside", "author"),
    [
        pytest.param("<meta name=author content='سمير حداد'>", "", "سمير حداد", id="meta"),
        pytest.param("", "<span class=author>بقلم: سمير حداد</span>", "سمير حداد", id="byline"),
        pytest.param("", "<span class=author>كتب\nسمير  حداد</span>", "سمير حداد", id="one line"),
        pytest.param(
            f"<meta name=author content='{'سمير حداد ' * 60}'>", "", ("سمير حداد " * 20).strip(), id="bounded"
        ),
        pytest.param("<meta name=author content='https://news.example/writers/1 x'>", "", None, id="an address"),
        pytest.param("", "", None, id="none"),
    ],
)
def test_author(head: str, beside: str, author: str | None) -> None:
    assert read_page(web_pages.full(head, beside).body).author == author


def test_its_own_address() -> None:
    url = "https://m.news.example/a/story-1?utm_source=rss"
    own = "https://news.example/a/story-1"
    assert read_page(web_pages.full(f"<link rel=canonical href='{own}'>").body, url=url).url == own
    assert read_page(web_pages.full(f"<meta property='og:url' content='{own}'>").body, url=url).url == own
    assert read_page(web_pages.full("<link rel=canonical href='https://evil.example/'>").body, url=url).url == url


def test_a_page_of_very_many_elements_is_read_plainly() -> None:
    body = web_pages.page("<i>أ</i>" * 12_000 + f"<article>{web_pages.paragraphs()}</article>").body
    assert read_page(body).text == web_pages.TEXT


def test_other_encodings() -> None:
    body = page(PARAGRAPHS).decode().replace("charset=utf-8", "charset=windows-1256").encode("cp1256")
    assert read_page(body) == read_page(page(PARAGRAPHS))


def test_without_an_article_element() -> None:
    assert read_page("<html><title>عنوان</title><body><div>سطر أول</div><div>سطر <i>ثان</i></div>".encode()).text == (
        "سطر أول\nسطر ثان"
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html><body><script>var a = 'x'</script></body></html>", id="only a script"),
        pytest.param(b"<div>" * 100_000, id="deep"),
        pytest.param(b"<!-- <p>x</p>", id="only a comment"),
    ],
)
def test_a_page_without_text_is_refused(body: bytes) -> None:
    with pytest.raises(WireError, match="no text was found"):
        read_page(body)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        pytest.param("<p>أ</p><p>ب<br>ج</p>", "أ\nب\nج", id="blocks are lines"),
        pytest.param("قال <b>إن</b> <a href=x>داعش</a>،", "قال إن داعش،", id="inline stays in line"),
        pytest.param("<p>أ</p><script>alert('x')</script><style>p{}</style>", "أ", id="no scripts"),
        pytest.param("أ &amp; ب &#1580;", "أ & ب ج", id="entities"),
        pytest.param("نص\n\nعادي  هنا ", "نص\n\nعادي  هنا", id="plain text is left alone"),
        pytest.param("قتل &lt;20&gt;", "قتل <20>", id="escaped brackets"),
        pytest.param("<?xml version='1.0' encoding='utf-16'?><p>أ</p>", "أ", id="a false declaration"),
        pytest.param("<p", "", id="torn"),
        pytest.param("<p>\ud800أ</p>", "?أ", id="unpaired surrogate"),
        pytest.param("أ<!-- ب --> ج<?x د?> ه", "أ ج ه", id="comments"),
        pytest.param("أ<script>ب</script> ج<p>د</p>ه", "أ ج\nد\nه", id="what follows"),
        pytest.param("أ\x01 &#2;<p>ب\x03</p>", "أ\x01 \x02\nب\x03", id="control characters"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_visible_text(markup: str, text: str) -> None:
    assert visible_text(markup) == text
