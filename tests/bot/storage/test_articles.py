"""Articles and their matches on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model import Incoming, Reading
from bot.ports import Window
from bot.storage import SqlStore
from tests.bot.storage.samples import ALWAYS, DAY, HOUR, NOW, TEXT, add, event, found, mention, put_article
from watchlists.model import Event, Findings, Mention


def names(readings: Sequence[Reading]) -> list[str]:
    return [reading.article.identity for reading in readings]


def test_an_article_comes_back_as_it_was_stored(store: SqlStore) -> None:
    title = "داعش خراسان من جديد"
    headline = Mention("ISIS", "داعش", "داعش", "title", 0, 4, 88.25)
    findings = Findings((headline, mention("ISKP")), (event(),), "ar")
    incoming = Incoming("الأفق", TEXT, "id-7", title, "https://example.org/7", NOW - DAY, sample=True, silent=True)
    with store.begin() as unit:
        added = add(unit, incoming, "https://example.org/7", "f1", findings, NOW)
    assert added is not None
    with store.begin(read_only=True) as unit:
        assert unit.articles.get(added.article.id) == added
        assert unit.articles.get(added.article.id + 1) is None
    article = added.article
    assert added.findings == findings
    assert (article.source, article.title, article.text, article.url) == ("الأفق", title, TEXT, incoming.url)
    assert (article.edition, article.sample, article.language) == (1, True, "ar")
    assert (article.published, article.received) == (NOW - DAY, NOW)
    assert article.published.utcoffset() == timedelta(0)


def test_an_article_without_a_date_was_published_when_it_came(store: SqlStore) -> None:
    with store.begin() as unit:
        added = add(unit, Incoming("الأفق", "نص"), "x", "f", Findings(), NOW)
    assert added is not None
    assert added.article.published == NOW


def test_the_same_text_is_stored_once_and_another_text_is_the_next_edition(store: SqlStore) -> None:
    first, other = Incoming("الأفق", "نص أول"), Incoming("الأفق", "نص ثان")
    with store.begin() as unit:
        added = [add(unit, one, "x", print_, found(), NOW) for one, print_ in ((first, "f1"), (other, "f2"))]
        assert add(unit, first, "x", "f1", found(), NOW) is None
        assert add(unit, other, "x", "f2", found(), NOW) is None
        elsewhere = add(unit, first, "y", "f1", found(), NOW)
    assert [one.article.edition for one in added if one] == [1, 2]
    assert elsewhere is not None
    assert elsewhere.article.edition == 1


def test_two_writers_store_an_article_once(open_stores: Callable[[], SqlStore]) -> None:
    results = together(open_stores, lambda one, _: add_edition(one, "f1"), 2)
    assert sorted(one is None for one in results) == [False, True]


def test_editions_by_several_writers_are_numbered_without_a_gap(open_stores: Callable[[], SqlStore]) -> None:
    results = together(open_stores, lambda one, turn: add_edition(one, f"f{turn}"), 6)
    assert sorted(one.article.edition for one in results if one) == [1, 2, 3, 4, 5, 6]


def add_edition(store: SqlStore, fingerprint: str) -> Reading | None:
    with store.begin() as unit:
        return add(unit, Incoming("الأفق", TEXT), "same", fingerprint, found("ISKP"), NOW)


def together(
    open_stores: Callable[[], SqlStore], act: Callable[[SqlStore, int], Reading | None], number: int
) -> list[Reading | None]:
    """Run `act` in so many threads at once, each with a store of its own."""
    results: list[Reading | None] = []
    barrier = threading.Barrier(number)

    def work(store: SqlStore, turn: int) -> None:
        barrier.wait()
        results.append(act(store, turn))

    threads = [threading.Thread(target=work, args=(open_stores(), turn)) for turn in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == number
    return results


def test_latest_is_newest_first_and_pages(store: SqlStore) -> None:
    with store.begin() as unit:
        ages = {"old": 3 * HOUR, "new": HOUR, "twin": HOUR, "newest": 0 * HOUR}
        ids = {name: put_article(unit, name, "ISKP", published=NOW - age).article.id for name, age in ages.items()}
        put_article(unit, "other", "AQ", "ISKP", published=NOW - 2 * HOUR)
        add(unit, Incoming("الأفق", "لا شيء"), "nothing", "f", Findings(), NOW)
        latest = unit.articles.latest
        assert names(latest(["ISKP"], 9)) == ["newest", "twin", "new", "other", "old"]
        assert names(latest(["ISKP"], 2)) == ["newest", "twin"]
        assert names(latest(["ISKP"], 2, before=ids["twin"])) == ["new", "other"]
        assert names(latest(["AQ", "ISKP"], 9)) == ["newest", "twin", "new", "other", "old"]
        assert names(latest((), 9)) == ["newest", "twin", "new", "other", "old"]
        assert names(latest((), 9, before=ids["new"])) == ["other", "old"]
        assert names(latest(["ISKP"], 9, Window(NOW - 2 * HOUR, NOW))) == ["twin", "new", "other"]
        assert latest(["HAMAS"], 9) == []
        assert latest(["ISKP"], 9, before=10_000) == []


def test_the_newest_of_a_window_are_given_whether_anything_was_found_or_not(store: SqlStore) -> None:
    with store.begin() as unit:
        put_article(unit, "old", "ISKP", published=NOW - 3 * HOUR)
        put_article(unit, "new", "ISKP", published=NOW - HOUR)
        add(unit, Incoming("الأفق", "لا شيء", "nothing", published=NOW - 2 * HOUR), "nothing", "f", Findings(), NOW)
        window = Window(NOW - 4 * HOUR, NOW)
        assert names(unit.articles.newest(9, window)) == ["new", "nothing", "old"]
        assert names(unit.articles.newest(2, window)) == ["new", "nothing"]
        assert names(unit.articles.newest(9, Window(NOW - 3 * HOUR, NOW - HOUR))) == ["nothing", "old"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("داعش", ["b", "a"], id="inside-a-longer-word"),
        pytest.param("داعش خراسان", ["b"], id="all-words"),
        pytest.param("خراسان داعش", ["b"], id="in-any-order"),
        pytest.param("القاعده", ["c"], id="folded"),
        pytest.param("قاعِـدة", ["c"], id="marks-and-tatweel"),
        pytest.param("في", ["c", "a"], id="shorter-than-a-trigram"),
        pytest.param("في كابول", ["a"], id="short-and-long"),
        pytest.param("عاجل", ["b"], id="in-the-title"),
        pytest.param("isis-k", ["c"], id="latin-without-case"),
        pytest.param('" OR داعش*', ["b"], id="query-syntax-is-words"),
        pytest.param("100%", [], id="a-percent-sign-is-none"),
        pytest.param("٢١", ["a"], id="arabic-digits"),
        pytest.param("  ،", [], id="no-words"),
    ],
)
def test_search(store: SqlStore, words: str, expected: list[str]) -> None:
    texts = {
        "a": ("", "مقتل 21 في كابول لداعش"),
        "b": ("عاجل or", "داعش-خراسان يتبنى"),
        "c": (None, "القاعدة ISIS-K في"),
    }
    with store.begin() as unit:
        for turn, (name, (title, text)) in enumerate(texts.items()):
            incoming = Incoming("الأفق", text, title=title, published=NOW + turn * HOUR)
            add(unit, incoming, name, "f", Findings(), NOW)
        assert sorted(names(unit.articles.search(words, 9))) == sorted(expected)
        assert names(unit.articles.search(words, 9)) == sorted(expected, key="abc".index, reverse=True)


def test_search_pages(store: SqlStore) -> None:
    with store.begin() as unit:
        ids = [put_article(unit, f"n{turn}", published=NOW + turn * HOUR).article.id for turn in range(4)]
        assert names(unit.articles.search("قندهار", 2)) == ["n3", "n2"]
        assert names(unit.articles.search("قندهار", 2, before=ids[2])) == ["n1", "n0"]
        assert unit.articles.search("قندهار", 2, before=10_000) == []


def test_counts(store: SqlStore) -> None:
    with store.begin() as unit:
        twice = Findings((mention("ISKP"), replace(mention("ISKP"), start=60, end=71)), (event(),), "ar")
        add(unit, Incoming("الأفق", TEXT, published=NOW), "a", "f", twice, NOW)
        put_article(unit, "b", "ISKP", "AQ", "TALIBAN", published=NOW - HOUR, source="المدار")
        put_article(unit, "c", "AQ", "TALIBAN", published=NOW - DAY)
        day = Window(NOW - DAY + HOUR, NOW + HOUR)
        articles = unit.articles
        assert articles.mentions(["ISKP"], day) == 3
        assert articles.mentions(["ISKP", "suicide_bombing"], day) == 4
        assert articles.mentions((), day) == 6
        assert articles.mentions(["ISKP"], Window(NOW - HOUR, NOW)) == 1
        assert articles.mentions(["HAMAS"], ALWAYS) == 0
        assert articles.named_with(["ISKP"], ALWAYS, 5) == [("AQ", 1), ("TALIBAN", 1)]
        assert articles.named_with(["AQ"], ALWAYS, 5) == [("TALIBAN", 2), ("ISKP", 1)]
        assert articles.named_with(["AQ"], ALWAYS, 1) == [("TALIBAN", 2)]
        assert articles.named_with((), ALWAYS, 5) == [("AQ", 2), ("ISKP", 2), ("TALIBAN", 2)]


def test_sources_by_number_of_articles(store: SqlStore) -> None:
    with store.begin() as unit:
        for name, source in (("a", "المدار"), ("b", "المدار"), ("c", "الأفق")):
            put_article(unit, name, "ISKP", "AQ", source=source)
        put_article(unit, "d", "HAMAS", source="الأفق")
        assert unit.articles.by_source(["ISKP", "AQ"], ALWAYS, 5) == [("المدار", 2), ("الأفق", 1)]
        assert unit.articles.by_source((), ALWAYS, 1) == [("الأفق", 2)]


def test_how_many_came_from_a_source(store: SqlStore) -> None:
    with store.begin() as unit:
        for number, (source, days) in enumerate([("الأفق", 1), ("الأفق", 2), ("الأفق", 9), ("المدار", 1)]):
            put_article(unit, f"i{number}", source=source, published=NOW - days * DAY)
        week = Window(NOW - 7 * DAY, NOW)
        assert unit.articles.from_source("الأفق", week) == 2
        assert unit.articles.from_source("سراب", week) == 0
        assert unit.articles.from_source("الأفق", week, most=2) is None
        assert unit.articles.from_source("الأفق", week, most=3) == 2


def test_how_many_came_from_each_source(store: SqlStore) -> None:
    with store.begin() as unit:
        for number, (source, days) in enumerate([("الأفق", 1), ("الأفق", 3), ("الأفق", 9), ("المدار", 1)]):
            put_article(unit, f"i{number}", source=source, published=NOW - days * DAY)
        edges = [NOW - 7 * DAY, NOW - 2 * DAY, NOW]
        assert unit.articles.per_source(edges) == {"الأفق": [1, 1], "المدار": [0, 1]}
        assert unit.articles.per_source(edges, most=3) == {"الأفق": [1, 1], "المدار": [0, 1]}
        assert unit.articles.per_source(edges, most=2) is None


def test_the_newest_of_a_source(store: SqlStore) -> None:
    with store.begin() as unit:
        for number, source in enumerate(["الأفق", "المدار", "الأفق", "الأفق"]):
            put_article(unit, f"i{number}", source=source, published=NOW - number * DAY)
        week = Window(NOW - 7 * DAY, NOW + HOUR)
        assert names(unit.articles.of_source("الأفق", week, 2)) == ["i0", "i2"]
        assert names(unit.articles.of_source("الأفق", Window(NOW - 2 * DAY, NOW), 9)) == ["i2"]
        assert names(unit.articles.of_source("الأفق", week, 9, most=3)) == ["i0", "i2"]
        assert unit.articles.of_source("سراب", week, 9) == []


def test_by_which_alias_something_was_found(store: SqlStore) -> None:
    with store.begin() as unit:
        twice = Findings((mention("ISKP"), replace(mention("ISKP"), start=60, end=71)), (event(),), "ar")
        add(unit, Incoming("الأفق", TEXT, published=NOW), "a", "f", twice, NOW)
        other = Findings((replace(mention("ISKP"), alias="ISIS-K"),), (), "ar")
        add(unit, Incoming("الأفق", f"{TEXT} ثم", published=NOW - DAY), "b", "f2", other, NOW)
        assert unit.articles.by_alias("ISKP", ALWAYS) == {"داعش خراسان": 2, "ISIS-K": 1}
        assert unit.articles.by_alias("ISKP", ALWAYS, most=1) == {"داعش خراسان": 2}
        assert unit.articles.by_alias("ISKP", Window(NOW - 2 * DAY, NOW)) == {"ISIS-K": 1}
        assert unit.articles.by_alias("suicide_bombing", ALWAYS) == {"تفجير انتحاري": 1}
        assert unit.articles.by_alias("AQ", ALWAYS) == {}


def test_when_it_was_heard(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.articles.heard(["ISKP"]) is None
        assert unit.articles.heard(()) is None
        assert unit.articles.since() is None
        for name, key, age in (("a", "ISKP", 3), ("b", "ISKP", 1), ("c", "AQ", 2)):
            put_article(unit, name, key, published=NOW - age * DAY)
        add(unit, Incoming("الأفق", "لا شيء", published=NOW - 9 * DAY), "d", "f", Findings(), NOW)
        assert unit.articles.heard(["ISKP"]) == (NOW - 3 * DAY, NOW - DAY)
        assert unit.articles.heard(["AQ", "ISKP"]) == (NOW - 3 * DAY, NOW - DAY)
        assert unit.articles.heard(()) == (NOW - 3 * DAY, NOW - DAY)
        assert unit.articles.since() == NOW - 9 * DAY


@pytest.mark.parametrize("chunk", [1, 2, 3, 500])
def test_all_articles_of_a_window_in_chunks(store: SqlStore, chunk: int) -> None:
    with store.begin() as unit:
        for turn in range(5):
            put_article(unit, f"n{turn}", published=NOW + turn // 2 * HOUR)
    with store.begin(read_only=True) as unit:
        assert names(list(unit.articles.all(Window(NOW, NOW + 3 * HOUR), chunk))) == ["n0", "n1", "n2", "n3", "n4"]
        assert names(list(unit.articles.all(Window(NOW + HOUR, NOW + 2 * HOUR), chunk))) == ["n2", "n3"]


@pytest.mark.parametrize(
    "hole",
    [pytest.param("\x00", id="nul"), pytest.param("\ud800", id="high-surrogate"), pytest.param("\udfff", id="low")],
)
def test_what_databases_refuse_is_replaced_and_offsets_stay_right(store: SqlStore, hole: str) -> None:
    text = f"ق{hole}بل داعش{hole} خراسان"
    start = text.index("داعش")
    span = Mention("ISKP", f"داعش{hole} خراسان", text[start:], "text", start, len(text), 90.0)
    with store.begin() as unit:
        added = add(unit, Incoming(f"و{hole}", text, title=hole), f"i{hole}", hole, Findings((span,)), NOW)
        assert add(unit, Incoming(f"و{hole}", text, title=hole), f"i{hole}", hole, Findings((span,)), NOW) is None
    assert added is not None
    assert added.article.text == text.replace(hole, "\N{REPLACEMENT CHARACTER}")
    (stored,) = added.findings.mentions
    assert added.article.text[stored.start : stored.end] == stored.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قَالَ «داعش ـ خراسان»\u200f إنّ\u2067", id="marks-and-controls"),
        pytest.param("داعش\r\n\tخراسان  ", id="white-space"),
        pytest.param("حزب\u200cالله 🕌 e\u0301 ﷲ", id="beyond-the-basic-plane"),
    ],
)
def test_text_comes_back_unaltered(store: SqlStore, text: str) -> None:
    with store.begin() as unit:
        added = add(unit, Incoming(text, text, title=text), text, text, Findings(), NOW)
    assert added is not None
    assert (added.article.text, added.article.title, added.article.source) == (text, text, text)


def test_a_very_long_identity_source_and_key_can_be_stored(store: SqlStore) -> None:
    name = "https://example.org/" + "خبر" * 5_000
    with store.begin() as unit:
        added = put_article(unit, name, "K" * 5_000, source=name)
        assert add(unit, Incoming(name, TEXT), name, f"print of {TEXT}", found(), NOW) is None
        other = put_article(unit, name + "2", source=name)
        assert names(unit.articles.latest(["K" * 5_000], 5)) == [added.article.identity]
    assert added.article.identity != other.article.identity
    assert len(added.article.identity.encode()) <= 600


def test_a_time_without_a_zone_is_refused(store: SqlStore) -> None:
    with pytest.raises(ValueError, match="no time zone"), store.begin() as unit:
        put_article(unit, published=NOW.replace(tzinfo=None))
    with store.begin() as unit:
        assert unit.articles.since() is None


def test_an_event_keeps_every_field(store: SqlStore) -> None:
    with store.begin() as unit:
        added = add(unit, Incoming("الأفق", TEXT), "a", "f", Findings((), (event(),), "ar"), NOW)
    assert added is not None
    assert added.findings.events == (event(),)
    assert isinstance(added.findings.events[0], Event)


def test_an_article_follows_another_and_one_that_says_the_same_is_taken_back(store: SqlStore) -> None:
    with store.begin() as unit:
        first = put_article(unit, "first", text="نص داعش خراسان")
        more = put_article(unit, "second", text="نص داعش خراسان أطول")
        same = put_article(unit, "third", text="نص داعش خراسان أطول")
        numbers = unit.articles.follow([(more.article, "first"), (same.article, "first")])
        kept = [one.article for one in unit.articles.all(ALWAYS)]
        newest = unit.articles.latest(["ISKP"], 9)
        counts = unit.articles.mentions(["ISKP"], ALWAYS), unit.articles.by_source(["ISKP"], ALWAYS, 9)
        old = unit.articles.get(first.article.id)
    assert numbers == {more.article.id: 2}
    assert [(one.id, one.identity, one.edition) for one in kept] == [
        (first.article.id, "first", 1),
        (more.article.id, "first", 2),
    ]
    assert [one.article.id for one in newest] == [more.article.id]
    assert counts == (1, [("وكالة الأفق", 1)])
    assert old is not None
    assert old.findings == first.findings


def test_what_follows_is_undone_with_its_transaction(store: SqlStore) -> None:
    with store.begin() as unit:
        put_article(unit, "first", text="نص داعش خراسان")
    with suppress(ZeroDivisionError), store.begin() as unit:
        unit.articles.follow([(put_article(unit, "second", text="نص آخر لداعش خراسان").article, "first")])
        raise ZeroDivisionError
    with store.begin() as unit:
        assert unit.articles.mentions(["ISKP"], ALWAYS) == 1
        assert [one.article.edition for one in unit.articles.all(ALWAYS)] == [1]
