"""Lists of stories, a story, and the search, over a real server and a store of each kind."""

from __future__ import annotations

from bot.core.model import Person, Subscription
from bot.services.ruling import Ruler
from tests.handlers.web.looking import Looked
from tests.handlers.web.pages.news import NOW, arrest, article, attack


def watch_everything(bot: Looked) -> None:
    """So that alerts are somebody's."""
    chat = bot.chat()
    with bot.parts.store.begin() as unit:
        unit.chats.subscribe(Subscription(chat.id, "all", "*", "low"), Person("web", "console"), NOW)


# --- lists ---


CHOICES: dict[str, tuple[dict[str, str], list[str]]] = {
    "the gravest first": ({}, ["Suicide bombing", "Arrest"]),
    "an entity": ({"about": "TTP"}, ["Arrest"]),
    "an alias": ({"about": "داعش خراسان"}, ["Suicide bombing"]),
    "an event type": ({"about": "suicide_bombing"}, ["Suicide bombing"]),
    "a severity": ({"severity": "critical"}, ["Suicide bombing"]),
    "any severity": ({"severity": "low", "window": "24h"}, ["Suicide bombing", "Arrest"]),
    "both, and none": ({"about": "TTP", "severity": "critical"}, []),
    "nothing about it": ({"about": "SHABAAB"}, []),
}


async def test_the_form_chooses_and_keeps_what_was_chosen(bot: Looked) -> None:
    bot.take(attack(), arrest(hours=20))
    for name, (query, shown) in CHOICES.items():
        page = await bot.page("/stories", **query)
        assert [one.partition(" — ")[0] for one in page.words("//li/h3")] == shown, name
        assert page.tree.xpath("//input[@name='about']/@value") == [query.get("about", "")], name
        assert page.tree.xpath("//select[@name='window']/option[@selected]/@value") == [query.get("window", "7d")], name
    assert page.tree.xpath("//select[@name='severity']/option[@selected]/@value") == []


async def test_many_stories_are_leafed_through(bot: Looked) -> None:
    places = [
        "قندهار",
        "كابول",
        "هرات",
        "غزني",
        "مقديشو",
        "عدن",
        "الموصل",
        "حلب",
        "صنعاء",
        "باماكو",
        "الخرطوم",
        "بنغازي",
    ]
    texts = [f"قتل {n + 3} أشخاص في تفجير عبوة ناسفة في {place} رقم {n}." for n, place in enumerate(places * 2)]
    bot.take(*(article(text, str(n), f"مصدر {n}", 2 + 6 * n) for n, text in enumerate(texts)))
    first = await bot.page("/stories", window="30d")
    assert len(first.words("//li/h3")) == 20
    (after,) = first.links("//nav[@class='leaf']/a")
    second = await bot.page(after)
    assert second.links("//nav[@class='leaf']/a") == ["/stories?window=30d"]
    both = first.links("//li/h3/a") + second.links("//li/h3/a")
    assert len(set(both)) == len(both) == int(first.words("//h2[@id='list']")[0].split()[0])


HOSTILE = {
    "another severity": ("/stories?severity=worst", 400),
    "another window": ("/stories?window=1y", 400),
    "before the beginning": ("/stories?from=-1", 400),
    "beyond the end": ("/stories?from=99999999999999999999", 400),
    "other digits": ("/stories?from=١", 400),
    "no name": ("/stories?about=nobody-of-this-name", 404),
    "a misspelling": ("/stories?about=الضواهري", 404),
    "a long search": ("/stories?q=" + "x" * 300, 400),
    "a page that is none": ("/stories?q=a&before=x", 400),
    "no such story": ("/stories/S99", 404),
    "no story of zero": ("/stories/S0", 404),
    "a number beyond numbers": ("/stories/999999999999999999999999", 404),
    "a zero byte": ("/stories/%00", 404),
    "a query": ("/stories/S1%20OR%201", 404),
    "no such alert": ("/alerts/A99", 404),
    "no alert at all": ("/alerts/x", 404),
}


async def test_what_is_not_there_is_a_page_with_a_sentence(bot: Looked) -> None:
    found = await bot.statuses({name: path for name, (path, _) in HOSTILE.items()})
    assert found == {name: status for name, (_, status) in HOSTILE.items()}


# --- a story ---


async def test_a_story_with_its_reports_and_why_they_are_there(bot: Looked) -> None:
    watch_everything(bot)
    bot.take(attack(url="https://ufuq.example/1"))
    bot.take(attack("copy", "صحيفة الضفة", 0.5, title="سوق قندهار"))
    page = await bot.page("/stories/S1")
    assert page.words("//h1")[0].startswith("Suicide bombing — Kandahar — 21 killed")
    assert page.words("//p[@class='severity-line']/span[1]") == ["critical"]
    assert "Severity 8" in page.words("//p[@class='severity-line']/span[2]")[0]
    assert page.words("//ol[@class='reports']//cite") == ["وكالة الأفق", "صحيفة الضفة"]
    assert page.words("//ol[@class='reports']/li[@class='copy']//cite") == ["صحيفة الضفة"]
    assert page.words("//ol[@class='reports']//p[@class='why']") == [
        "began the story",
        "In this story because: the same text",
    ]
    assert page.links("//a[contains(@class,'out')]") == ["https://ufuq.example/1"]
    assert page.links("//ol[@class='reports']//h3/a") == ["/articles/1", "/articles/2"]
    assert "first report" in page.words("//ol[@class='alerts']/li")[0]
    assert "/status/ISKP" in page.links("//ul[@class='tags']//a")


async def test_a_story_by_any_way_to_write_its_number(bot: Looked) -> None:
    bot.take(attack())
    assert [(await bot.page(f"/stories/{typed}")).status for typed in ("S1", "s1", "1", "S١")] == [200] * 4


async def test_an_alert_leads_to_its_story(bot: Looked) -> None:
    watch_everything(bot)
    bot.take(arrest(), attack())
    answer = await bot.client.get("/alerts/A2")
    assert answer.status_code == 302
    page = await bot.page(answer.headers["Location"])
    assert page.tree.xpath("//ol[@class='alerts']/li/@id") == ["A2"]


async def test_a_merged_story_leads_to_the_one_that_it_is_in(bot: Looked) -> None:
    bot.take(attack(), arrest())
    with bot.parts.store.begin() as unit:
        one, other = (unit.stories.get(number) for number in (1, 2))
        assert one is not None
        assert other is not None
        Ruler(unit, bot.parts.reader().watchlists, NOW).merge(one, other, Person("web", "console"))
    moved = [number for number in (1, 2) if (await bot.client.get(f"/stories/{number}")).status_code == 302]
    assert len(moved) == 1
    page = await bot.page(f"/stories/{moved[0]}")
    assert page.words("//p[@role='status']") == [f"S{moved[0]} was merged into S{3 - moved[0]}."]
    assert len(page.words("//ol[@class='reports']/li")) == 2


# --- the search ---


async def test_a_search_shows_articles_with_the_words_marked(bot: Looked) -> None:
    bot.take(attack(), arrest())
    page = await bot.page("/stories", q="سوق «قندهار»")
    assert page.links("//ol[@class='hits']//h3/a") == ["/articles/1"]
    assert set(page.words("//ol[@class='hits']//mark")) == {"سوق", "قندهار"}
    assert page.links("//ol[@class='hits']//p/a") == ["/stories/S1"]
    assert page.tree.xpath("//input[@name='q']/@value") == ["سوق «قندهار»"]


async def test_a_search_that_finds_nothing_says_so(bot: Looked) -> None:
    bot.take(attack())
    for typed in ("غيرموجودة", "%%%", '"', "<script>", "' OR 1=1 --", "\x00", "\u202e"):
        page = await bot.page("/stories", q=typed)
        told = page.words("//section[@aria-labelledby='hits']/p")
        assert (page.status, told) == (200, ["No article holds all of these words."]), typed
        assert "<script>" not in page.text


async def test_a_search_goes_on(bot: Looked) -> None:
    bot.take(*(article(f"اجتماع رقم {n} في قندهار حول المياه.", str(n), hours=n + 1) for n in range(20)))
    page = await bot.page("/stories", q="قندهار")
    (after,) = page.links("//nav[@class='leaf']/a")
    rest = await bot.page(after)
    assert len(page.links("//ol[@class='hits']//h3/a")) == 15
    assert len(rest.links("//ol[@class='hits']//h3/a")) == 5
