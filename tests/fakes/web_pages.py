"""Web pages as outlets build them, good and bad, around one piece of made-up news."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from tests.fakes.feed_pages import HTML, Item, Page

TITLE = "مقتل جنديين في هجوم على حاجز عند مدخل البلدة"
PARAGRAPHS = (
    "قالت الشرطة إن مسلحين هاجموا حاجزا عند مدخل البلدة فجر اليوم، فقتل جنديان وأصيب خمسة بجروح متفاوتة.",
    "وذكر سكان أن تبادل إطلاق النار استمر نحو ساعة، وأن المهاجمين انسحبوا نحو الجبال بعد وصول التعزيزات.",
    "ولم تعلن أي جهة مسؤوليتها عن الهجوم حتى المساء، بينما فتحت النيابة تحقيقا وأغلقت الطرق المؤدية إلى المكان.",
    "وكان حاجز قريب قد تعرض قبل شهر لإطلاق نار من سيارة مسرعة، ولم يصب فيه أحد.",
)
LEAD, TEXT = PARAGRAPHS[0], "\n".join(PARAGRAPHS)
OTHER_NEWS = (
    "تنظيم القاعدة ينعى أحد قادته في بيان",
    "اعتقال خلية لداعش في ضاحية العاصمة",
    "طالبان تعلن موعد المحادثات",
)
RELATED = "".join(f"<li><a href='/other/{n}'>{title}</a></li>" for n, title in enumerate(OTHER_NEWS))
AROUND = (
    f"<h3>اقرأ أيضا</h3><ul>{RELATED}</ul><p>الوسوم: <a href=/t/1>داعش</a>، <a href=/t/2>القاعدة</a></p>"
    "<p>المصدر: وكالات</p><p>شارك المقال</p>"
)
COOKIES = "<div><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك.</p><button>أوافق</button></div>"


def item(link: str, text: str = LEAD, title: str = TITLE, published: datetime | None = None) -> Item:
    """The same news as it stands in a feed."""
    return Item(title, link, text, link, published)


def paragraphs(count: int = len(PARAGRAPHS)) -> str:
    return "".join(f"<p>{one}</p>" for one in PARAGRAPHS[:count])


def page(body: str, head: str = "", title: str = TITLE) -> Page:
    markup = f"<!doctype html><html lang=ar dir=rtl><head><title>{title} | صحيفة المثال</title>{head}</head>"
    menu = "<nav><a href=/>الرئيسية</a> <a href=/sport>رياضة</a></nav>"
    return Page(f"{markup}<body>{menu}{body}<footer>جميع الحقوق محفوظة</footer></body></html>".encode(), HTML)


def full(head: str = "", beside: str = "", after: str = "") -> Page:
    """An article; `beside` stands under its headline, `after` behind its last paragraph."""
    return page(f"<article><h1>{TITLE}</h1>{beside}{paragraphs()}{after}</article>", head)


def loose() -> Page:
    """Paragraphs in plain divisions, with links to other news behind them."""
    return page(f"<div class=wrap><h1>{TITLE}</h1><div>{paragraphs()}</div><div>{AROUND}</div></div>")


def with_cards() -> Page:
    """Under the article a box of other news, each with a time and a sentence."""
    cards = "".join(
        f"<div><a href=/c/{n}><h4>{title}</h4><span>قبل {n + 2} ساعات</span></a>"
        f"<p>{title}، كما قالت مصادر أمنية.</p></div>"
        for n, title in enumerate(OTHER_NEWS)
    )
    box = f"<div class=box><div><h3>مواضيع ذات صلة</h3></div>{cards}</div>"
    return page(f"<div class=wrap><h1>{TITLE}</h1>{paragraphs()}{box}</div>")


def with_other_articles() -> Page:
    cards = "".join(
        f"<article><h2><a href=/c/{n}>{title}</a></h2><p>{title}، كما قالت مصادر أمنية.</p></article>"
        for n, title in enumerate(OTHER_NEWS)
    )
    return page(f"<article><h1>{TITLE}</h1>{paragraphs()}</article><div>{cards}</div>")


def in_a_table() -> Page:
    return page(f"<table><tr><td><h1>{TITLE}</h1>{paragraphs()}</td></tr></table>")


def in_linked_data() -> Page:
    """An article that a script would show, and whose words stand in its JSON-LD."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2026-03-05T08:00:00+03:00",
        "author": {"@type": "Person", "name": "سمير حداد"},
        "articleBody": " ".join(PARAGRAPHS),
    }
    script = f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
    return page("<div id=root></div>", script)


def with_comments() -> Page:
    comment = "<div class=comment><p>قارئ: القاعدة تقف وراء هذا الهجوم في رأيي، وقد قلت ذلك منذ زمن طويل جدا.</p></div>"
    return page(f"<article><h1>{TITLE}</h1>{paragraphs()}</article><section class=comments>{comment * 3}</section>")


def unlabelled_1256() -> Page:
    """Bytes in windows-1256 that nobody names."""
    body = full().body.decode().encode("windows-1256")
    return replace(full(), body=body, charset=None)


def mislabelled_1256() -> Page:
    return replace(unlabelled_1256(), charset="utf-8")


def paywall(shown: int = 1) -> Page:
    """The first paragraphs, and a bar in place of the others."""
    bar = "<div><p>اشترك لقراءة المزيد من هذا التقرير</p><p>سجل الدخول</p></div>"
    return page(f"<article><h1>{TITLE}</h1>{paragraphs(shown)}{bar}</article>")


def cookie_wall() -> Page:
    return page(COOKIES)


def login() -> Page:
    return page("<form><h1>تسجيل الدخول</h1><p>الرجاء تسجيل الدخول لمتابعة القراءة.</p><input name=user></form>")


def script_only() -> Page:
    return page("<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>")


def captcha() -> Page:
    return page("<h1>news.example</h1><p>Checking your browser before accessing the site. Verify you are human.</p>")


def not_found() -> Page:
    """An error that the server calls a success."""
    return page("<h1>عذرا</h1><p>الصفحة غير موجودة. قد تكون حذفت أو نقلت إلى عنوان آخر.</p>", title="خطأ")


def front_page() -> Page:
    """The same news on top of others, each with a link to its own page."""
    others = "".join(
        f"<div><h2><a href=/n/{n}>{title}</a></h2><p>{title}، وتفاصيل أخرى عن هذا الخبر في صفحته الخاصة به.</p></div>"
        for n, title in enumerate(OTHER_NEWS * 4)
    )
    return page(f"<div><h2><a href=/n/x>{TITLE}</a></h2><p>{LEAD}</p></div>{others}", title="الصفحة الأولى")


def deep() -> Page:
    return page("<div>" * 100_000 + paragraphs())


def huge_attribute() -> Page:
    return page(f"<p data-state='{'x' * 500_000}'>{LEAD}</p>{paragraphs()}")


def many_attributes() -> Page:
    return page(f"<p {' '.join(f'a{number}' for number in range(100_000))}>{LEAD}</p>{paragraphs()}")


def many_articles() -> Page:
    return page(f"<article><p>{LEAD}</p>{paragraphs()}</article>" + "<article></article>" * 120_000)


def refresh(target: str, seconds: int = 0) -> Page:
    """A page that sends its reader on."""
    return Page(
        f"<html><head><meta http-equiv='refresh' content='{seconds}; url={target}'></head></html>".encode(), HTML
    )
