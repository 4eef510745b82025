"""Which outlet an article is from: by its address, else by the name of its source."""

from __future__ import annotations

from functools import cache

import pytest

from watchlists import load as load_lists
from watchlists import shipped as shipped_lists
from watchlists.outlets import KINDS, Outlet, Outlets, load
from watchlists.outlets.addresses import addresses


@cache
def known() -> Outlets:
    return load()


def found(source: str, url: str | None = None) -> str | None:
    outlet = known().of(source, url)
    return outlet.key if outlet else None


ADDRESSES = [
    pytest.param("https://www.aljazeera.net/news/1", "ALJAZEERA", id="with www"),
    pytest.param("http://arabic.rt.com/world/2", "RT", id="a host below"),
    pytest.param("https://arabic.mybbc.com/rss.xml", None, id="a host that only looks like it"),
    pytest.param("https://notreuters.com/1", None, id="a host that ends in the same letters"),
    pytest.param("https://reuters.com.evil.example/1", None, id="a host that begins with it"),
    pytest.param("https://evil.example/reuters.com", None, id="a path that names it"),
    pytest.param("https://reuters.com@evil.example/", None, id="a login that names it"),
    pytest.param("HTTPS://WWW.Reuters.COM:443/x", "REUTERS", id="case and port"),
    pytest.param("https://reuters.com./x", "REUTERS", id="a full stop behind the host"),
    pytest.param("https://t.me/qudsn/120", "QUDSN", id="a channel"),
    pytest.param("https://t.me/s/QudsN", "QUDSN", id="a channel's page"),
    pytest.param("https://telegram.me/qudsn", "QUDSN", id="another name of the host"),
    pytest.param("https://t.me/qudsnews/1", None, id="a channel that only begins like it"),
    pytest.param("reuters.com/world", "REUTERS", id="without a scheme"),
    pytest.param("http://[::1", None, id="no address"),
    pytest.param("", None, id="empty"),
    pytest.param("urn:uuid:1", None, id="no web address"),
    pytest.param("https://" + "a." * 5000 + "com/", None, id="very long"),
]


@pytest.mark.parametrize(("url", "key"), ADDRESSES)
def test_by_its_address(url: str, key: str | None) -> None:
    assert found("صدى الوادي", url) == key


NAMES = [
    pytest.param("الجزيرة", "ALJAZEERA", id="the name"),
    pytest.param("الجزيرة نت", "ALJAZEERA", id="with a word behind it"),
    pytest.param("الجزيره", "ALJAZEERA", id="in another spelling"),
    pytest.param("الجَزيرة", "ALJAZEERA", id="with vowel signs"),
    pytest.param("أخبار | الجزيرة نت", "ALJAZEERA", id="behind a section"),
    pytest.param("رويترز - أخبار العالم", "REUTERS", id="before a section"),
    pytest.param("سكاي نيوز عربية | عاجل", "SKY_ARABIA", id="a name that ends in عربية"),
    pytest.param("BBC News عربي", "BBC", id="two scripts"),
    pytest.param("وكالة الأناضول", "ANADOLU", id="with what it is before it"),
    pytest.param("قناة روسيا اليوم", "RT", id="a channel"),
    pytest.param("فرانس24", "FRANCE24", id="a number written together"),
    pytest.param("reuters", "REUTERS", id="without case"),
    pytest.param("The Guardian", "GUARDIAN", id="with its article"),
    pytest.param("خبرگزاری فارس", "FARS", id="in Persian"),
    pytest.param("طلوع‌نیوز", "TOLO", id="with a non-joiner"),
    pytest.param("صحيفة النبأ", "NABA_ISIS", id="the paper"),
    pytest.param("النبأ", None, id="a name that several bear"),
    pytest.param("شبكة النبأ المعلوماتية", None, id="another outlet of that name"),
    pytest.param("الوطن", None, id="a name that too many bear"),
    pytest.param("صدى الهضبة", None, id="on no list"),
    pytest.param("مراسل رويترز في بغداد", None, id="a name inside of another"),
    pytest.param("", None, id="empty"),
    pytest.param(" | - | ", None, id="nothing but signs"),
    pytest.param("قناة", None, id="a word that names none"),
    pytest.param("رويترز" * 5000, None, id="very long"),
]


@pytest.mark.parametrize(("source", "key"), NAMES)
def test_by_the_name_of_its_source(source: str, key: str | None) -> None:
    assert found(source) == key


def test_the_address_goes_before_the_name() -> None:
    assert found("رويترز", "https://www.dw.com/ar/1") == "DW"
    assert found("رويترز", "https://valley-echo.example/1") == "REUTERS"


def test_what_an_aggregator_passes_on_is_by_the_one_named() -> None:
    assert found("رويترز", "https://news.google.com/articles/1") == "REUTERS"
    assert found("أخبار", "https://news.google.com/articles/1") == "GOOGLE_NEWS"


@pytest.mark.parametrize("host", ["t.me/reuters_now", "x.com/reuters", "m.youtube.com/watch", "a.blogspot.com/1"])
def test_where_everybody_chooses_a_name_a_name_makes_nobody_trusted(host: str) -> None:
    assert found("Reuters", f"https://{host}") is None
    assert found("أعماق", f"https://{host}") == "AMAQ"


def test_the_path_on_a_host_of_many_is_one_of_them() -> None:
    here = Outlet("HERE", {"en": "Here"}, "private", 3, domains=("papers.example/here",))
    whole = Outlet("WHOLE", {"en": "Whole"}, "private", 3, domains=("papers.example",))
    outlets = Outlets((here, whole))
    assert outlets.of("", "https://www.papers.example/here/2026/1") is here
    assert outlets.of("", "https://papers.example/there") is whole
    assert list(addresses("https://a.papers.example/x/y/z"))[:3] == [
        "a.papers.example/x/y",
        "a.papers.example/x",
        "a.papers.example",
    ]


def test_the_shipped_list_is_whole() -> None:
    """Every outlet is found by its names and domains, says where it can be looked up, and names a watched key."""
    lists = load_lists((shipped_lists(),))
    assert len(known().listed) > 150
    assert {one.kind for one in known().listed} == set(KINDS)
    for one in known().listed:
        assert one.source, one.key
        assert one.languages, one.key
        assert one.domains or one.is_own, one.key
        assert all(found("", f"https://{domain}/x") == one.key for domain in one.domains), one.key
        assert all(found(name) == one.key for name in one.spellings), one.key
        assert one.group is None or one.group in lists.entities, one.key
        assert one.tier == 4 or not one.is_own, one.key


def test_every_militant_outlet_of_the_shipped_list_has_a_group() -> None:
    assert [one.key for one in known().listed if one.kind == "militant" and not one.group] == []
