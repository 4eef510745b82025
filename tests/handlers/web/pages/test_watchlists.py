"""The lists and their entries as pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clocks import utc_now
from bot.core.model import Incoming, Person
from bot.storage import SqlStore
from tests.handlers.web.pages.lists import many, matcher
from tests.handlers.web.serving_pages import named, pages, words
from watchlists.editing.edits import Edit

ROWS = "//table//tbody/tr/th/a"


async def test_every_list_and_entry_is_shown_with_what_became_of_it(store: SqlStore) -> None:
    now = utc_now()
    with store.begin() as unit:
        unit.list_edits.add(Edit("alias", "WADI", {"alias": "حراس النهر"}), Person("telegram", "7"), now)
    async with pages(store, matcher()) as console:
        item = Incoming("Wire", "أعلن حراس الوادي ذلك، وقال حراس الوادي إنهم باقون.", published=now - timedelta(days=2))
        console.parts.ingest.take([item], now)
        page = await console.open("/watchlists")
    assert named(page, "//ul[@class='shelf']/li") == ["Groups 3 entries", "Events 1 entry"]
    rows = {one[0]: one[1:] for one in (named(row, "./*") for row in page.xpath("//tbody/tr"))}
    assert rows["Wadi Guards WADI edited in chat"] == ["organization", "–", "5", "2"]
    assert rows["Wadi East WADI_EAST"] == ["organization", "Wadi Guards", "2", "0"]
    assert rows["Bombing bombing"][0] == "event type, high"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("q=wadi_east", ["Wadi East"], id="key in any case"),
        pytest.param("q=%D8%A7%D9%84%D8%AD%D8%B1%D8%A7%D8%B3", ["Wadi Guards"], id="alias"),
        pytest.param("q=%D8%A5%D9%86%D9%81%D8%AC%D8%B1%D8%AA", ["Bombing"], id="part of a phrase, alef folded"),
        pytest.param("q=wadi&kind=organization", ["Wadi Guards", "Wadi East"], id="part of a name, and kind"),
        pytest.param("list=events", ["Bombing"], id="list"),
        pytest.param("kind=event", ["Bombing"], id="kind"),
        pytest.param("q=+&list=&kind=", None, id="an empty form shows everything"),
    ],
)
async def test_what_is_searched_for(sqlite_store: SqlStore, query: str, found: list[str] | None) -> None:
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open(f"/watchlists?{query}")
    shown = named(page, ROWS)
    assert shown == found if found is not None else len(shown) == 4


async def test_what_is_spelled_like_it_is_offered(sqlite_store: SqlStore) -> None:
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open("/watchlists?q=Wadi+Gards")
        missing = await console.open("/watchlists/Wadi%20Gards", 404)
    assert named(page, "//*[@role='status']") == ["Nothing of the watchlists is called so."]
    for one in (page, missing):
        assert one.xpath("//main//ul/li/a[@href='/watchlists/WADI']")


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/watchlists?page=0", id="page 0"),
        pytest.param("/watchlists?page=-1", id="negative page"),
        pytest.param("/watchlists?page=99999999999999999999", id="huge page"),
        pytest.param("/watchlists?page=%D9%A1", id="digit of another script"),
        pytest.param("/watchlists?list=%00", id="no list"),
        pytest.param("/watchlists?kind=%3Cb%3E", id="no kind"),
        pytest.param("/watchlists/%2e%2e%2f%2e%2e%2fetc", id="a way out"),
        pytest.param("/watchlists/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", id="an image"),
        pytest.param("/watchlists/" + "x" * 5_000, id="very long"),
    ],
)
async def test_what_is_not_there_is_said_in_a_sentence(sqlite_store: SqlStore, path: str) -> None:
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open(path, 404)
    assert len(words(page.xpath("//*[@role='alert']")[0])) < 200
    assert not page.xpath("//main//script | //main//img")


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("q=%ff%fe", id="bytes that are no text"),
        pytest.param("q=%ed%a0%80", id="half a character"),
        pytest.param("q=%00%1b", id="controls"),
        pytest.param("q=WADI&q=x&page=1&page=2", id="named twice"),
        pytest.param("q=%22%3E%3Cscript%3Ealert(2)%3C/script%3E", id="a script"),
    ],
)
async def test_nothing_typed_breaks_the_search(sqlite_store: SqlStore, query: str) -> None:
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open(f"/watchlists?{query}")
    assert not page.xpath("//main//script")
    assert len(page.xpath("//input[@id='q']/@value")[0]) <= 200


async def test_more_than_anybody_types_is_refused_in_a_sentence(sqlite_store: SqlStore) -> None:
    async with pages(sqlite_store, matcher()) as console:
        page = await console.open("/watchlists?q=" + "%D8%A7" * 700, 400)
    assert len(words(page.xpath("//*[@role='alert']")[0])) < 200


async def test_hundreds_of_entries_come_in_pages(sqlite_store: SqlStore) -> None:
    async with pages(sqlite_store, many(120)) as console:
        first = await console.open("/watchlists?list=places")
        last = await console.open(first.xpath("//a[@rel='next']/@href")[0].replace("page=2", "page=3"))
    assert named(first, ROWS) == [f"Place {n}" for n in range(50)]
    assert named(last, ROWS) == [f"Place {n}" for n in range(100, 120)]
    assert not last.xpath("//a[@rel='next']")
    assert last.xpath("//a[@rel='prev']/@href") == ["/watchlists?list=places&page=2"]


async def test_an_entry_is_shown_whole(store: SqlStore) -> None:
    now = utc_now()
    with store.begin() as unit:
        unit.list_edits.add(Edit("alias", "WADI", {"alias": "حراس النهر"}), Person("telegram", "7"), now)
    async with pages(store, matcher()) as console:
        item = Incoming("Wire", "أعلن حراس الوادي ذلك، ثم قال حراس السهل في الوادي كلاما.", published=now)
        console.parts.ingest.take([item], now - timedelta(minutes=1))
        page = await console.open("/watchlists/wadi")
    facts = dict(zip(named(page, "//dt"), named(page, "//dd"), strict=True))
    assert facts["Its parts"] == "Wadi East"
    assert facts["Where it comes from"] == "usual press spelling"
    assert facts["Note"] == "It split in 2019."
    assert page.xpath("//dd//*[@lang='ar']/@dir") == ["rtl"]
    rows = {one[0]: one[1:] for one in (named(row, "./*") for row in page.xpath("//tbody/tr"))}
    assert rows["حراس السهل"][0] == (
        "matched with endings onlyonly beside “الوادي”not where “حراس السهل الأخضر” standswith a score of 90 or more"
    )
    assert rows["الحراس"] == [
        "matched letter by letteronly with the articlefrom 2015-01-26 on",
        "0",
        "the list of the river office",
    ]
    assert "حراس النهر" in rows
    assert named(page, "//ul[@class='sentences yes']/li") == ["أعلن حراس الوادي ذلك."]
    assert named(page, "//ul[@class='sentences no']/li") == ["مر حراس المتحف."]
    assert "by telegram:7 on" in named(page, "//section[@aria-labelledby='edits']//li")[0]
    assert page.xpath("//a[@class='button']/@href") == ["/status/WADI"]


async def test_how_often_each_alias_was_what_was_found(store: SqlStore) -> None:
    now = utc_now()
    async with pages(store, matcher()) as console:
        said = "أعلن حراس الوادي ذلك، وقال حراس الوادي إنهم باقون، وتقدم شرق الوادي."
        old = Incoming("Wire", "عاد حراس الوادي قبل أشهر.", published=now - timedelta(days=45))
        console.parts.ingest.take([Incoming("Wire", said, published=now - timedelta(days=1)), old], now)
        page = await console.open("/watchlists/WADI")
    fired = {named(row, "./th")[0]: named(row, "./td[2]")[0] for row in page.xpath("//tbody/tr")}
    assert fired == {"حراس الوادي": "2", "Wadi Guards": "0", "حراس السهل": "0", "الحراس": "0"}


async def test_an_event_type_is_shown_with_its_codes(sqlite_store: SqlStore) -> None:
    async with pages(sqlite_store, matcher(), language="ar") as console:
        page = await console.open("/watchlists/bombing")
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert "CAMEO 183ACLED Remote explosive" in named(page, "//dd")
    assert "انفجرت ضحكا" in named(page, "//dd")
    assert named(page, "//tbody/tr/th") == ["انفجرت عبوة"]


async def test_a_name_that_is_an_attack_is_a_name(sqlite_store: SqlStore) -> None:
    async with pages(sqlite_store, matcher()) as console:
        for path in ("/watchlists", "/watchlists/NASTY"):
            page = await console.open(path)
            assert not page.xpath("//main//script")
            assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in page.text_content()
            assert any("<script>alert(1)</script>" in one for one in named(page, "//main//a | //main//h1"))
