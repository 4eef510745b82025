"""Which reports of an outlet are editions of one article, and which are two reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.editions import EDITED_WITHIN, SAME_WITHIN, follows
from bot.core.features import Features, features_of
from bot.core.identity import identity_of
from bot.core.model import Article, Incoming
from bot.core.moulds import Said
from tests.bot.services.newsroom import HOUR, NOW
from tests.compiled import shipped_matcher
from watchlists.model import Document

TITLE = "انفجار في كابل يقتل 3"
BODY = (
    "أعلنت الشرطة أن عبوة ناسفة انفجرت صباح اليوم قرب محطة للحافلات وأسفرت عن مقتل 3 أشخاص وإصابة 8 آخرين. "
    "وقال شهود إن سيارات الإسعاف نقلت الجرحى إلى مستشفى قريب، فيما أغلقت القوات الطرق المؤدية إلى المكان. "
    "ولم تعلن أي جهة مسؤوليتها حتى الآن، وتقول السلطات إنها فتحت تحقيقا."
)
GROWN = f"{BODY} وأضاف متحدث أن حركة السير عادت إلى طبيعتها بعد الظهر، وأن المحققين جمعوا شظايا من الموقع."
LIVE = f"{GROWN} وطالب سكان الحي بحراسة أشد للمحطة. وقالت بلدية المدينة إنها سترمم الواجهات المتضررة. " + (
    "وزار وفد من الصليب الأحمر الجرحى، وتحدث أطباء عن نقص في الدم، ودعوا المتطوعين إلى التبرع في المساء. "
    "وأظهرت صور نشرتها وكالات زجاجا متناثرا وحافلة محترقة، وحبالا تغلق الشارع من الجهتين."
)
GOLD = (
    "ارتفعت أسعار الذهب في أسواق كابل إلى 2040 أفغانيا للغرام، وسط إقبال من التجار على الشراء قبل عطلة العيد، "
    "وقال رئيس نقابة الصاغة إن الحركة أفضل مما كانت عليه بعد هجمات داعش خراسان."
)
WEEKLY = (
    "رصدت الوحدة خلال الأسبوع الماضي 12 هجوما نفذها داعش خراسان، وقالت إن أكثرها وقع في الليل واستهدف نقاط تفتيش، "
    "ودعت السكان إلى الإبلاغ عن أي تحركات مريبة قرب الطرق العامة."
)
STATEMENT = (
    "قال داعش خراسان في بيان نشرته حسابات مقربة منه إن مقاتليه هاجموا نقطة تفتيش للشرطة في حي القلعة، "
    "وإنهم انسحبوا بعد اشتباك دام نصف ساعة، ولم يصدر تعليق من السلطات."
)


def made(
    text: str = BODY,
    title: str | None = TITLE,
    *,
    after: timedelta = timedelta(),
    source: str = "صدى الوادي",
    url: str | None = None,
    key: str | None = None,
) -> Said:
    """A stored report, `after` NOW."""
    identity = identity_of(Incoming(source, text, key, title, url))
    article = Article(1, identity, 1, source, title, text, url, "ar", NOW + after, NOW + after, external_id=key)
    watched = shipped_matcher()
    findings = watched.match(Document(text, title, article.published))
    return Said(article, features_of(article, findings, watched.watchlists))


def said(*given: Any, **more: Any) -> Callable[[], Said]:
    """Made when a test runs: the lists take long to read."""
    return partial(made, *given, **more)


EDITIONS = [
    pytest.param(said(), said(), id="word for word"),
    pytest.param(said(), said(title=f"{TITLE} | صدى الوادي"), id="the outlet's name after the headline"),
    pytest.param(said(), said(f"تحديث: \n{BODY}"), id="a first line"),
    pytest.param(said(), said(f"{BODY}\nاشترك في قناتنا ليصلك كل جديد"), id="an advert below"),
    pytest.param(said(), said(GROWN), id="more at the end"),
    pytest.param(said(), said(LIVE), id="a live blog that grew"),
    pytest.param(said(GROWN), said(BODY), id="a sentence taken back"),
    pytest.param(
        said(), said(BODY.replace("مقتل 3", "مقتل 7"), "انفجار في كابل يقتل 7"), id="another toll, text and headline"
    ),
    pytest.param(said(BODY.replace("3 أشخاص", "21 شخصا")), said(BODY.replace("3 أشخاص", "12 شخصا")), id="fewer dead"),
    pytest.param(
        said(BODY.replace("3 أشخاص", "ثلاثة أشخاص")), said(BODY.replace("3 أشخاص", "سبعة أشخاص")), id="a toll in words"
    ),
    pytest.param(said(), said(title="كابل: 3 قتلى بانفجار قرب محطة للحافلات"), id="the headline alone"),
    pytest.param(said(), said(BODY.replace("الإسعاف", "الاسعاف").replace("محطة", "محطّة")), id="another spelling"),
    pytest.param(said(), said(BODY.replace("الحافلات", "الحافللات")), id="a typo mended"),
    pytest.param(said(title=None), said(GROWN, None), id="no headline"),
    pytest.param(said(key="7"), said(GROWN, key="8"), id="a feed without addresses whose ids change"),
    pytest.param(said(f"آخر تحديث 10:30\n{BODY}"), said(f"آخر تحديث 11:45\n{BODY}"), id="the time of day"),
    pytest.param(
        said(url="https://valley.example/2"),
        said(STATEMENT, "غيرها", url="https://valley.example/2", after=60 * HOUR),
        id="its own address again, rewritten",
    ),
]

OTHERS = [
    pytest.param(said(), said(title="انفجار في قندهار يقتل 3"), id="another place in the headline"),
    pytest.param(
        said(BODY.replace("قرب محطة", "في كابل قرب محطة"), "انفجار قرب محطة"),
        said(BODY.replace("قرب محطة", "في قندهار قرب محطة"), "انفجار قرب محطة"),
        id="another place in the text",
    ),
    pytest.param(
        said(BODY.replace("قرب محطة", "في قرية شينزاي قرب محطة"), "انفجار قرب محطة"),
        said(BODY.replace("قرب محطة", "في قرية ماروخيل قرب محطة"), "انفجار قرب محطة"),
        id="villages that no list knows",
    ),
    pytest.param(
        said(STATEMENT, "هجوم على نقطة تفتيش"),
        said(STATEMENT.replace("داعش خراسان", "طالبان باكستان"), "هجوم على نقطة تفتيش"),
        id="another party",
    ),
    pytest.param(said(WEEKLY, "حصيلة الأسبوع"), said(WEEKLY.replace("12", "15"), "حصيلة الأسبوع"), id="a weekly count"),
    pytest.param(said(WEEKLY, "النشرة رقم 41"), said(WEEKLY, "النشرة رقم 42"), id="a bulletin by its number"),
    pytest.param(said(GOLD, "الذهب اليوم"), said(GOLD.replace("2040", "2055"), "الذهب اليوم"), id="a market report"),
    pytest.param(
        said(STATEMENT.replace("في بيان", "في بيان يوم الأحد"), "بيان"),
        said(STATEMENT.replace("في بيان", "في بيان يوم الثلاثاء"), "بيان"),
        id="another day of the week",
    ),
    pytest.param(said(WEEKLY, "نشرة الصباح"), said(f"{WEEKLY} انتهى.", "نشرة المساء"), id="headlines in one mould"),
    pytest.param(said(STATEMENT, "البيان الثالث"), said(STATEMENT, "البيان الرابع"), id="statements in a row"),
    pytest.param(
        said("قتل 3 أشخاص في انفجار وسط كابل", None), said("قتل 5 أشخاص في انفجار وسط كابل", None), id="flashes"
    ),
    pytest.param(said(), said(STATEMENT), id="other words"),
    pytest.param(said(), said(LIVE, "أهالي الحي يطالبون بحراسة"), id="a long text under another headline"),
    pytest.param(said(), said(GROWN, after=EDITED_WITHIN + HOUR), id="a day later"),
    pytest.param(said(), said(GROWN, after=-HOUR), id="what was written before"),
    pytest.param(said(), said(after=SAME_WITHIN + HOUR), id="the same words long after"),
    pytest.param(said(), said(source="راديو الجسر"), id="another outlet's copy"),
]


@pytest.mark.parametrize(("old", "new"), EDITIONS)
def test_an_edition(old: Callable[[], Said], new: Callable[[], Said]) -> None:
    assert follows(new(), old())


@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_no_edition(old: Callable[[], Said], new: Callable[[], Said]) -> None:
    assert not follows(new(), old())


@pytest.mark.parametrize(("old", "new"), EDITIONS)
def test_never_of_another_source(old: Callable[[], Said], new: Callable[[], Said]) -> None:
    copy = new()
    assert not follows(replace(copy, article=replace(copy.article, source="راديو الجسر")), old())


@given(st.text(max_size=200), st.text(max_size=60))
def test_the_same_words_are_the_same_article(text: str, title: str) -> None:
    article = Article(1, "i", 1, "s", title, text, None, "ar", NOW, NOW)
    one = Said(article, Features())
    assert follows(one, one)


def test_long_texts_are_compared_in_time() -> None:
    """Two megabytes each; only their beginnings are read."""
    many = " ".join(f"كلمة{n}" for n in range(200_000))
    one, other = (replace(made(), article=replace(made().article, text=f"{head} {many}")) for head in ("أول", "ثان"))
    assert len(one.body) == len(other.body) < 10_000
    assert isinstance(follows(one, other), bool)
