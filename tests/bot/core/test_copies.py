"""Which reports of a story are in words of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.copies import originals
from bot.core.model import Article, Reading
from tests.bot.core.render.scenes import HOUR, NOW, story
from watchlists.model import Findings

WIRE = "أعلنت الشرطة أن زورقا يقل ثلاثين راكبا غرق قبالة الميناء القديم مساء أمس وأن فرق الإنقاذ انتشلت الجميع أحياء."
OTHER = "نجا ركاب مركب صغير بعدما انقلب بهم قرب الأرصفة العتيقة ليلا، وقالت خدمات الطوارئ إنها أخرجت كل من كان عليه."


def report(number: int, text: str, title: str = "عنوان", hours: int = 0) -> Reading:
    at = NOW + hours * HOUR
    return Reading(Article(number, f"i{number}", 1, f"o{number}", title, text, None, "ar", at, at), Findings())


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        pytest.param(WIRE, [1], id="the same"),
        pytest.param(f"صدى الوادي - متابعات\n{WIRE}", [1], id="with a line before it"),
        pytest.param(WIRE.replace("مساء أمس ", ""), [1], id="shortened"),
        pytest.param(WIRE.replace("أعلنت", "اعلنت"), [1], id="spelled otherwise"),
        pytest.param(OTHER, [1, 2], id="in other words"),
        pytest.param("", [1, 2], id="without a text"),
    ],
)
def test_two_reports(second: str, kept: list[int]) -> None:
    assert [one.article.id for one in originals(story(report(1, WIRE), report(2, second, "خبر آخر")))] == kept


def test_the_first_published_stands_for_its_copies() -> None:
    assert [one.article.id for one in originals(story(report(1, WIRE, hours=3), report(2, WIRE), report(3, WIRE)))] == [
        2
    ]


@pytest.mark.parametrize(
    ("titles", "kept"),
    [pytest.param(("غرق زورق", "غرق زورق"), 1, id="same"), pytest.param(("غرق", "حريق"), 2, id="other")],
)
def test_teasers_are_compared_by_their_headlines(titles: tuple[str, str], kept: int) -> None:
    reports = [report(number, "التفاصيل لاحقا", title) for number, title in enumerate(titles)]
    assert len(originals(story(*reports))) == kept


def test_no_report() -> None:
    assert originals(replace(story(), readings=())) == []


def later(one: Reading) -> Reading:
    """The next edition, in other words."""
    return replace(one, article=replace(one.article, id=one.article.id + 100, edition=2, text=OTHER))


@pytest.mark.parametrize(
    ("readings", "reasons", "kept"),
    [
        pytest.param([report(1, WIRE), report(2, OTHER)], {2: "near_text"}, [1], id="a copy"),
        pytest.param([report(1, WIRE), report(2, OTHER)], {2: "same_text"}, [1], id="the same text"),
        pytest.param([report(1, WIRE), report(2, OTHER)], {1: "new", 2: "same_event"}, [1, 2], id="its own words"),
        pytest.param([report(1, WIRE), report(2, WIRE)], {2: "merged"}, [1], id="moved by a person: seen by the text"),
        pytest.param(
            [report(1, WIRE), report(2, WIRE), later(report(2, WIRE))],
            {2: "near_text", 102: "edition"},
            [1],
            id="the edition of a copy",
        ),
        pytest.param([report(1, WIRE), report(2, OTHER)], {1: "near_text", 2: "near_text"}, [1, 2], id="all of them"),
    ],
)
def test_what_came_in_as_a_copy_is_one(readings: list[Reading], reasons: dict[int, str], kept: list[int]) -> None:
    told = story(*readings, grounds={number: (reason, {}) for number, reason in reasons.items()})
    assert [one.article.id for one in originals(told)] == kept
