"""The status pages over a real server and a store of each kind."""

from __future__ import annotations

from bot.core.model import Person, Subscription
from tests.handlers.web.looking import Looked
from tests.handlers.web.pages.news import NOW, arrest, attack

ROWS = "//section[@aria-labelledby='{}']//li/a"


async def test_the_overview_shows_who_is_named_most_and_leads_there(bot: Looked) -> None:
    bot.take(attack(), attack("c", "صحيفة الضفة", 3, title="سوق قندهار"), arrest())
    page = await bot.page("/status")
    assert page.status == 200
    assert "Islamic State Khorasan Province" in page.words(ROWS.format("who"))
    assert "Suicide bombing" in page.words(ROWS.format("what"))
    assert page.words(ROWS.format("where"))[0] == "Kandahar"
    (there,) = {one for one in page.links() if "ISKP" in one}
    assert there == "/status/ISKP?window=24h"
    assert (await bot.page(there)).status == 200
    assert page.tree.xpath("//li[a[contains(@href,'ISKP')]]//*[local-name()='rect']")


async def test_the_overview_counts_as_the_status_does(bot: Looked) -> None:
    bot.take(attack(), arrest(), attack("old", "صحيفة الضفة", 80))
    for window, number in (("24h", "1 mention"), ("7d", "2 mentions")):
        page = await bot.page("/status", window=window)
        (row,) = page.tree.xpath("//section[@aria-labelledby='who']//li[a[contains(@href,'ISKP')]]")
        assert " ".join(row.xpath(".//strong")[0].text_content().split()) == number
        entry = await bot.page("/status/ISKP", window=window)
        rows = dict(zip(entry.words("//table[@class='paces']/tbody//th"), entry.words("//td[1]/strong"), strict=True))
        assert rows["24 hours" if window == "24h" else "7 days"] == number.split()[0]


async def test_what_the_chat_watches_comes_first(bot: Looked) -> None:
    assert "Nothing is watched yet." in " ".join((await bot.page("/status")).words("//main//p"))
    chat = bot.chat()
    with bot.parts.store.begin() as unit:
        for one in (Subscription(chat.id, "entity", "AQ", "low"), Subscription(chat.id, "all", "*", "high")):
            unit.chats.subscribe(one, Person("web", "console"), NOW)
    page = await bot.page("/status")
    watched = page.links("//section[@aria-labelledby='watched']//a")
    assert set(watched) == {"/status/AQ?window=24h", "/status/all?window=24h"}


async def test_an_entry_with_all_that_is_known(bot: Looked) -> None:
    bot.take(attack(), attack("c", "صحيفة الضفة", 3, title="سوق قندهار"), arrest())
    page = await bot.page("/status/ISKP")
    assert page.words("//h1") == ["Islamic State Khorasan Province (ISKP)"]
    assert page.links("//dl[@class='facts']//a") == ["/status/ISIS"]
    assert page.words("//section[@aria-labelledby='events']//h3") == [
        "Suicide bombing — Kandahar — 21 killed — Islamic State Khorasan Province — claimed"
    ]
    assert any(one.startswith("/stories/S") for one in page.links("//section[@aria-labelledby='events']//a"))
    assert page.words("//section[@aria-labelledby='places']//li/a") == ["Kandahar"]
    assert len(page.words("//section[@aria-labelledby='sources']//li")) == 2
    assert page.words("//section[@aria-labelledby='chat']//li")
    chart = page.tree.xpath("//figure//*[local-name()='svg' and @role='img']")
    assert [one.get("aria-label") for one in chart] == ["Islamic State Khorasan Province, 2 mentions"]
    bars = page.tree.xpath("//figure//*[local-name()='rect' and starts-with(@class,'bar')]")
    assert len(page.words("//details//tbody/tr")) == len(bars) > 5


NAMES = {
    "iskp": "Islamic State Khorasan Province (ISKP)",
    "داعش خراسان": "Islamic State Khorasan Province (ISKP)",
    "suicide_bombing": "Suicide bombing (suicide_bombing)",
    "all": "all lists",
    "list:groups": "the list Armed groups",
}


async def test_a_key_without_case_an_alias_an_event_type_a_list_and_everything(bot: Looked) -> None:
    bot.take(attack())
    assert {typed: (await bot.page(f"/status/{typed}")).words("//h1") for typed in NAMES} == {
        typed: [title] for typed, title in NAMES.items()
    }


async def test_a_close_misspelling_is_asked_back(bot: Looked) -> None:
    page = await bot.page("/status/الضواهري")
    assert page.status == 404
    assert "Is one of these meant?" in page.words("//p[@role='alert']")[0]
    assert page.links("//ul[@aria-labelledby='choices']//a")[0] == "/status/ZAWAHIRI"


HOSTILE = {
    "no name": ("/status/nobody-of-this-name-at-all", 404),
    "no list": ("/status/list:nothing", 404),
    "a zero byte": ("/status/%00", 404),
    "no UTF-8": ("/status/%ff%fe", 404),
    "a tag": ("/status/%3Cscript%3Ealert(1)%3C%2Fscript%3E", 404),
    "a path": ("/status/..%2f..%2fetc", 404),
    "long": ("/status/" + "x" * 4_000, 404),
    "direction controls": ("/status/" + "%E2%80%AE" * 50, 404),
    "another window": ("/status?window=9d", 400),
    "a window of zero bytes": ("/status/ISKP?window=%00", 400),
    "a window of a query": ("/status/ISKP?window=' OR 1=1", 400),
}


async def test_what_nobody_meant_is_a_page_with_a_sentence(bot: Looked) -> None:
    found = await bot.statuses({name: path for name, (path, _) in HOSTILE.items()})
    assert found == {name: status for name, (_, status) in HOSTILE.items()}


async def test_arabic_runs_from_right_to_left(bot: Looked) -> None:
    bot.chat("ar")
    bot.take(attack())
    page = await bot.page("/status/ISKP")
    assert (page.tree.get("dir"), page.tree.get("lang")) == ("rtl", "ar")
    assert page.words("//h2[@id='events']") == ["آخر ما حدث"]
