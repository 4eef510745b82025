"""What people decide about stories is learned: the sixth happening of a kind is grouped as they ruled of five."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

import pytest

from bot.core.features import Features, features_of
from bot.core.grouping import ENOUGH, agreement
from bot.core.model import Article, Taken
from bot.core.rulings import Ruling
from bot.services.ingest import Ingest
from bot.services.ruling import Ruler
from tests.bot.services.newsroom import AMINA, DAY, HOUR, NOW, Newsroom, article, matcher
from watchlists.model import Document

OUTLETS = {"الأفق": "موجز المساء", "الوادي": "نشرة الصباح"}
ARREST = "اعتقل رجال الأمن في قندهار ناشطا من داعش خراسان، وصودرت عند {words}."
# What both outlets tell of one arrest, or of two in one mould: as many of these words as it takes.
COMMON = "المنشرة الفأس المنجل الدلو القربة المصفاة الهاون المنخل الطاحونة المقلاة المجرفة المخرز المبرد".split()
# What each outlet tells alone.
TOLD = [
    ("ممر البريد", "صناديق الطرود", "السعاة", "برج الساعة", "مرسى القوارب", "شباك الصيادين", "الملاحين", "ضفة الجدول"),
    (
        "بوابة المطحنة",
        "حافلات الطلبة",
        "الخبازين",
        "ساقية الحي",
        "موكب الحنطة",
        "سيارات الإطفاء",
        "الرعاة",
        "بستان الرمان",
    ),
    ("مدخل المسلخ", "عربات الخضار", "الدباغين", "جسر القصب", "ورشة النحاس", "أكشاك الفواكه", "الحدادين", "زقاق الطيور"),
    ("سور المشتل", "مظلات الباعة", "النساجين", "بركة الضفادع", "معرض السجاد", "خيام الزوار", "الخطاطين", "رواق التجار"),
    ("باحة المخفر", "أبراج الحمام", "الفخارين", "بئر الجرة", "مصنع الثلج", "صهاريج الحليب", "البنائين", "تلة الأعشاب"),
    (
        "درج المكتبة",
        "رفوف المخطوطات",
        "الوراقين",
        "نافورة الميدان",
        "حظيرة الخيل",
        "سروج الفرسان",
        "البياطرة",
        "مرعى السفح",
    ),
]


def told(turn: int, common: int) -> tuple[str, str]:
    """Two reports of two outlets with so many words in common, in another order."""
    first, second = (
        " و".join(word for pair in zip_longest(" ".join(own).split(), common) for word in pair if word)
        for own, common in (
            (TOLD[turn % len(TOLD)], COMMON[:common]),
            (TOLD[(turn + 1) % len(TOLD)], COMMON[:common][::-1]),
        )
    )
    return ARREST.format(words=first), ARREST.format(words=second)


def margin(common: int) -> float:
    """By how many points more than are asked for two such reports agree."""
    first, second = (_features(*pair) for pair in zip(told(0, common), OUTLETS, strict=True))
    return agreement(second, first, HOUR) - ENOUGH


def _features(text: str, outlet: str) -> Features:
    findings = matcher().match(Document(text, OUTLETS[outlet], NOW))
    return features_of(
        Article(1, "a", 1, outlet, OUTLETS[outlet], text, None, "ar", NOW, NOW), findings, matcher().watchlists
    )


def happen(room: Newsroom, turn: int, common: int) -> tuple[Taken, Taken]:
    """Two reports of two outlets, ten days after those of the turn before."""
    at = NOW + 10 * turn * DAY
    first, second = (
        article(text, source, title=OUTLETS[source], published=at + number * HOUR, external_id=f"{source}/{turn}")
        for number, (text, source) in enumerate(zip(told(turn, common), OUTLETS, strict=True))
    )
    one, other = room.take(first, second, now=at + DAY)
    return one, other


def together(pair: tuple[Taken, Taken]) -> bool:
    assert pair[0].outcome == pair[1].outcome == "accepted"
    return pair[0].story_id == pair[1].story_id


def rule(room: Newsroom, pair: tuple[Taken, Taken]) -> Ruling:
    """A person parts what was joined, or joins what was not."""
    with room.store.begin() as unit:
        unit.regrouping.begin()
        ruler = Ruler(unit, matcher().watchlists, NOW)
        stories = [story for taken in pair if taken.story_id and (story := unit.stories.get(taken.story_id))]
        if together(pair):
            return ruler.split(stories[0], [pair[1].article_id or 0], AMINA)
        return ruler.merge(stories[0], stories[1], AMINA)


def undo(room: Newsroom, rulings: list[Ruling]) -> None:
    with room.store.begin() as unit:
        unit.regrouping.begin()
        for one in rulings:
            Ruler(unit, matcher().watchlists, NOW).undo(one)


@pytest.mark.parametrize("joined", [True, False], ids=["five splits", "five merges"])
def test_the_sixth_is_grouped_as_five_were_ruled_and_as_before_when_that_is_undone(
    room: Newsroom, joined: bool
) -> None:
    least, most = (0.02, 1) if joined else (-1, -0.02)
    common = next(number for number in range(len(COMMON)) if least <= margin(number) < most)
    running, rulings = _Running(room.store, room.ingest()), list[Ruling]()
    for turn in range(5):
        pair = happen(running, turn, common)
        if turn == 0:
            assert together(pair) is joined
        if together(pair) is joined:
            rulings.append(rule(room, pair))
    while len(rulings) < 5:
        rulings.append(_again(room, rulings[-1]))
    (seen,) = rulings[0].examples
    assert seen.points is not None
    assert (seen.points >= ENOUGH) is joined
    assert together(happen(running, 5, common)) is not joined
    undo(room, rulings)
    assert together(happen(running, 6, common)) is joined


def _again(room: Newsroom, ruling: Ruling) -> Ruling:
    """The same opinion of somebody else."""
    with room.store.begin() as unit:
        return unit.rulings.add(ruling)


@dataclass
class _Running(Newsroom):
    """With one ingest for all articles, as the bot has it."""

    one: Ingest

    def ingest(self) -> Ingest:
        return self.one
