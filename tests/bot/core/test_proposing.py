"""Which change of an alias is proposed."""

from __future__ import annotations

import pytest

from bot.core.proposing import Effect, Named, effect, guards, is_worth_it, score

ALIAS = "الصقر"


def named(number: int, text: str, relevant: bool | None, points: float = 95.0) -> Named:
    start = text.index(ALIAS)
    return Named(number, "text", text, start, start + len(ALIAS), points, relevant)


def test_the_word_beside_all_rejected_and_no_relevant_mention_is_the_guard() -> None:
    found = [
        named(1, "أعلنت شركة الصقر الذهبية أرباحها", False),
        named(2, "افتتحت الصقر الذهبيه فرعا", False),
        named(3, "قال الصقر الذهبية، وهو اسم", None),
        named(4, "هاجم الصقر نقطة تفتيش", True),
        named(5, "زارت شركة الصقر المدينة", True),
    ]
    assert guards(found, ALIAS)[0] == "الصقر الذهبية"
    assert not any("شركة" in one for one in guards(found, ALIAS))


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["قال الصقر الذهبي إنه"], id="one article only"),
        pytest.param(["قال الصقر في بيان", "قال الصقر في حديث"], id="a function word alone"),
        pytest.param(["قال الصقر. الذهبي غال", "عاد الصقر، الذهبي منه"], id="not beside it"),
    ],
)
def test_what_is_no_guard(texts: list[str]) -> None:
    found = [named(number, text, False) for number, text in enumerate(texts)]
    assert [one for one in guards(found, ALIAS) if "الذهبي" in one or one.endswith(" في")] == []


def test_a_word_with_a_particle_before_it_is_taken_without() -> None:
    found = [named(1, "فاز بكأس الصقر لاعب", False), named(2, "أحرز كأس الصقر نادي", False)]
    assert guards(found, ALIAS)[0] == "كأس الصقر"


@pytest.mark.parametrize(
    ("points", "relevant", "expected"),
    [
        pytest.param([70.0, 80.5], [95.0], 81.0, id="above the rejected, below the relevant"),
        pytest.param([70.0, 80.0], [], 81.0, id="nobody called one relevant"),
        pytest.param([70.0, 96.0], [95.0], None, id="a relevant one is no better"),
        pytest.param([100.0], [], None, id="nothing is above the best"),
        pytest.param([], [95.0], None, id="nothing was rejected"),
    ],
)
def test_the_score(points: list[float], relevant: list[float], expected: float | None) -> None:
    found = [named(number, "قال الصقر", False, one) for number, one in enumerate(points)]
    found += [named(100 + number, "قال الصقر", True, one) for number, one in enumerate(relevant)]
    assert score(found) == expected


def test_the_effect_counts_what_is_silenced() -> None:
    found = [named(1, "قال الصقر أمس", False), named(2, "عاد الصقر اليوم", None), named(3, "هاجم الصقر نقطة", True)]
    done = effect(found, found[:2], 30)
    assert done == Effect(3, 2, 1, 0, 30, ("قال الصقر أمس", "عاد الصقر اليوم"))
    assert is_worth_it(done, found)
    assert not is_worth_it(effect(found, found, 30), found)
    assert not is_worth_it(effect(found, found[1:2], 30), found)
    assert Effect.from_dict(done.as_dict()) == done


def test_a_change_that_silences_few_of_the_rejected_is_not_worth_it() -> None:
    found = [named(number, "قال الصقر أمس", False) for number in range(5)]
    assert not is_worth_it(effect(found, found[:2], 30), found)
