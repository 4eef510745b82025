"""Texts that are nearly the same are found and recognised."""

from __future__ import annotations

import random

import pytest

from bot.core.minhash import contained, sketch

TEXT = (
    "انفجرت عبوة ناسفة مساء الأحد قرب سوق الصوف في بلدة وادي الزيتون، ما أدى إلى احتراق ثلاث شاحنات محملة بالحبوب. "
    "وقال حارس المستودع إنه سمع دويا قويا ثم رأى ألسنة اللهب ترتفع فوق السقف المعدني. وأرسلت البلدية صهاريج المياه من "
    "القرى المجاورة، وتمكن المتطوعون من إخماد الحريق قبل منتصف الليل. وطوق رجال الشرطة الشارع المؤدي إلى الجسر القديم، "
    "وجمع خبراء المتفجرات شظايا العبوة لفحصها في المختبر الجنائي."
)
OTHER = (
    "افتتح وزير الزراعة معرضا للتمور في مدينة الواحة بمشاركة مزارعين من خمس محافظات. وعرض المنتجون أصنافا جديدة تقاوم "
    "الجفاف وسوسة النخيل، ووقعت شركات التعبئة عقودا لتصدير المحصول إلى أسواق بعيدة قبل حلول الشتاء."
)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(TEXT, id="the same"),
        pytest.param(f"وادي الزيتون - وكالة الظهيرة: {TEXT}", id="a first line"),
        pytest.param(TEXT[:260], id="cut"),
        pytest.param(f"{TEXT}\n{OTHER}", id="more behind it"),
        pytest.param(TEXT.replace("ألسنة", "السنة").replace("إن", "ان").replace("ة", "ه"), id="other spelling"),
        pytest.param(TEXT.replace("رجال", "عناصر").replace("قويا", "هائلا"), id="two words changed"),
    ],
)
def test_a_copy_is_found_by_a_band_and_recognised(copy: str) -> None:
    one, other = sketch(TEXT), sketch(copy)
    assert one.bands & other.bands
    assert contained(one.shingles, other.shingles) >= 0.7


def _planted(rng: random.Random) -> tuple[str, str]:
    """A made-up text of 60 to 240 words, and a copy of it that was changed in one way."""

    def made(words: int) -> list[str]:
        return ["".join(rng.choices("بتجحدرزسشصطعغفقكلمنو", k=6)) for _ in range(words)]

    one = made(rng.randint(60, 240))
    long = len(one)
    at, changed = rng.randint(0, long // 2), set(rng.sample(range(long), long // 12))
    ways = [
        made(12) + one,
        one[: long * 6 // 10],
        one + made(15),
        made(10) + one[: long * 7 // 10] + made(10),
        one[:at] + made(long // 4) + one[at + long // 4 :],
        [made(1)[0] if place in changed else word for place, word in enumerate(one)],
    ]
    return " ".join(one), " ".join(rng.choice(ways))


def test_of_planted_copies_a_band_finds_99_in_100() -> None:
    rng = random.Random(7)
    pairs = [(sketch(one), sketch(other)) for one, other in (_planted(rng) for _ in range(1_000))]
    near = [(one, other) for one, other in pairs if contained(one.shingles, other.shingles) >= 0.7]
    found = [bool(one.bands & other.bands) for one, other in near]
    assert len(near) > 700
    assert sum(found) >= 0.99 * len(found)


def test_another_text_shares_nothing() -> None:
    one, other = sketch(TEXT), sketch(OTHER)
    assert not one.bands & other.bands
    assert contained(one.shingles, other.shingles) == 0


def test_the_digest_is_of_all_words_in_any_spelling() -> None:
    assert sketch("قال المسؤول إن الطريق مغلق").digest == sketch("قَال المسؤول ان الطريق مغلق!").digest
    assert sketch("قال المسؤول إن الطريق مغلق").digest != sketch("قال المسؤول إن الطريق مفتوح").digest


def test_a_text_of_few_words_has_neither_digest_nor_bands() -> None:
    assert sketch("هجوم في كابول").digest == ""
    assert not sketch("هجوم مسلح في كابول مساء الأحد").bands


def test_signatures_are_the_same_on_every_machine() -> None:
    """Marks are stored: a library that hashed otherwise would find nothing of what is there."""
    assert sorted(sketch(TEXT).bands)[:2] == PINNED
    assert sketch(TEXT).digest == DIGEST


PINNED = ["b0:74e0809e", "b1:9cdd945f"]
DIGEST = "f96d7e6e0a032672"
