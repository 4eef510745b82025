"""An article with what was found in it, over a real server and a store of each kind."""

from __future__ import annotations

from tests.handlers.web.looking import Looked, ids
from tests.handlers.web.pages.news import ATTACK, article, attack

HOSTILE = {
    "tags": f"<script>alert(1)</script><b>{ATTACK}</b> &amp; &#1; <!-- ",
    "overrides": f"\u202eمقلوب {ATTACK} \u2066مفتوح\u2069\u202c \u200f\u061c",
    "an override inside of a name": ATTACK.replace("داعش خراسان", "داعش\u202e خراسان"),
    "line ends": f"سطر\r\n{ATTACK}\rسطر\n\nسطر\u2028سطر\t\r\n",
    "emoji and marks": f"👩🏽‍🚀 e\u0301 {ATTACK} \u064b\u0651 🇦🇫",
    "quotes": f'"\'` onmouseover="alert(1)" {ATTACK} {{{{ 7*7 }}}} {{% raw %}}',
    "spaces": f"  {ATTACK}   \u00a0 \u3000",
}


async def test_the_text_is_shown_to_the_letter(bot: Looked) -> None:
    for name, text in HOSTILE.items():
        await look_at(bot, name, text)


async def look_at(bot: Looked, name: str, text: str) -> None:
    (number,) = bot.take(article(text, name, f"outlet of {name}", title=f"عنوان: {text}"[:200]))
    with bot.parts.store.begin(read_only=True) as unit:
        stored = unit.articles.get(number)
    assert stored is not None
    page = await bot.page(f"/articles/{number}")
    assert page.status == 200
    (body,) = page.tree.xpath("//div[@class='article-text']")
    (title,) = page.tree.xpath("//h1[@class='article-title']")
    assert body.text_content() == stored.article.text
    assert title.text_content() == stored.article.title
    assert {one.tag for one in (*body.iter(), *title.iter())} <= {"div", "h1", "a", "mark", "bdi"}
    assert len(set(ids(page))) == len(ids(page))
    assert page.tree.xpath("//div[@class='article-text']//mark")


async def test_every_mark_says_why_and_leads_to_its_row_and_back(bot: Looked) -> None:
    (number,) = bot.take(attack(url="https://ufuq.example/1"))
    page = await bot.page(f"/articles/{number}")
    marks = page.tree.xpath("//a[@class='hit']")
    assert len(marks) > 3
    for one in marks:
        assert page.tree.xpath(f"//tr[@id='{one.get('href').removeprefix('#')}']")
        for why in one.get("aria-describedby").split():
            assert page.tree.xpath(f"//td[@id='{why}']")[0].text_content().strip()
        assert one.get("data-why")
    backs = page.links("//table[@class='found']//a[@class='back']")
    assert {one.removeprefix("#") for one in backs} <= set(ids(page))
    assert page.links("//article//a[contains(@class,'out')]") == ["https://ufuq.example/1"]
    assert "/stories/S1" in page.links("//article//a")


async def test_a_mark_covers_the_words_that_were_found(bot: Looked) -> None:
    (number,) = bot.take(article(ATTACK))
    with bot.parts.store.begin(read_only=True) as unit:
        stored = unit.articles.get(number)
    assert stored is not None
    page = await bot.page(f"/articles/{number}")
    shown = [one.text_content() for one in page.tree.xpath("//div[@class='article-text']//a[@class='hit']")]
    spans = [(one.start, one.end) for one in stored.findings.mentions]
    found = sorted(spans + [(one.start, one.end) for one in stored.findings.events])
    assert all(any(ATTACK[start:end] in one for one in shown) for start, end in found)
    rows = page.words("//table[@class='found']//a[@class='back']/mark")
    assert rows == [ATTACK[start:end] for start, end in found]


async def test_a_row_tells_of_an_event_what_is_known(bot: Looked) -> None:
    (number,) = bot.take(article(ATTACK))
    page = await bot.page(f"/articles/{number}")
    (row,) = page.tree.xpath("//tr[td/a[@href='/status/suicide_bombing']]")
    told = {one.xpath("dt")[0].text_content(): one.xpath("dd")[0].text_content() for one in row.xpath(".//dl/div")}
    assert told["By"] == "Islamic State Khorasan Province"
    assert told["Where"] == "Kandahar"
    assert told["Casualties"] == "21 killed"
    assert "by “" in row.xpath("td[3]/span")[0].text_content()


async def test_what_differed_is_told_in_words(bot: Looked) -> None:
    (number,) = bot.take(article("وجه القاضي التهمة لداعش خراسان في كابول."))
    page = await bot.page(f"/articles/{number}")
    assert any("with the particle" in one for one in page.words("//td/span"))


async def test_without_a_title_or_a_finding(bot: Looked) -> None:
    (number,) = bot.take(article("افتتح مطعم جديد في وسط المدينة."))
    page = await bot.page(f"/articles/{number}")
    assert page.words("//h1") == ["Article without a title"]
    assert page.words("//section[@aria-labelledby='found']/p") == ["Nothing that is on a list was found in it."]


async def test_no_such_article(bot: Looked) -> None:
    bot.take(attack())
    typed = ("99", "0", "-1", "x", "%00", "1%2F..", "9" * 40, "1.0", "%E2%80%AE1")
    assert set((await bot.statuses({one: f"/articles/{one}" for one in typed})).values()) == {404}


async def test_an_address_that_is_none_of_the_web_is_no_link(bot: Looked) -> None:
    (number,) = bot.take(attack(url="javascript:alert(1)"))
    page = await bot.page(f"/articles/{number}")
    assert not any(one.lower().startswith("javascript") for one in page.links("//a"))
