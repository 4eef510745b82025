"""What the severity of an alert is made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.bidi import strip_controls
from bot.core.model import Language
from bot.core.render.severity import score_line, severity_lines
from bot.core.render.why import why_message
from bot.core.score import Of, Part, Score
from bot.core.views import WhyView
from tests.bot.core.render.scenes import LANGUAGES, LISTS, alert, faults, story, texts

EVERY = Score(
    (
        Part(Of.TYPE, 40, "arrest"),
        Part(Of.KILLED, 20, number=3),
        Part(Of.STATUS, -20, "denied"),
        Part(Of.OWN_MEDIUM, -12),
        Part(Of.SOURCES, 3, number=4),
        Part(Of.UNUSUAL, 4, "ISKP", 10.8),
    )
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        pytest.param(
            "en",
            "Severity 35: Arrest 40, 3 killed +20, denied −20, only the group's own medium tells it −12, "
            "4 independent sources +3, Islamic State Khorasan named ×10.8 the usual +4",
            id="en",
        ),
        pytest.param(
            "ar",
            "الخطورة 35: اعتقال 40، 3 قتلى +20، منفي −20، لم يورده إلا إعلام الجماعة نفسها −12، "
            "4 مصادر مستقلة +3، ذكر داعش خراسان ×10.8 المعتاد +4",
            id="ar",
        ),
    ],
)
def test_the_parts_in_words(language: Language, said: str) -> None:
    assert strip_controls(score_line(EVERY, LISTS, texts(language))) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [
        pytest.param(Part(Of.NO_EVENT, 15), "no event 15", id="no event"),
        pytest.param(Part(Of.INJURED, 10, number=12), "12 injured +10", id="injured"),
        pytest.param(Part(Of.ARRESTED, 20, number=11), "11 arrested +20", id="arrested"),
        pytest.param(Part(Of.TIER, 2, number=1), "an outlet of the first tier tells it +2", id="tier"),
        pytest.param(Part(Of.PARTISAN, -5), "only partisan outlets tell it −5", id="partisan"),
    ],
)
def test_a_part(part: Part, said: str) -> None:
    assert score_line(Score((part,)), LISTS, texts("en")).endswith(f": {said}")


def view(**known: object) -> WhyView:
    return WhyView(alert(known=known), story(), LISTS)


def test_what_was_kept_is_shown() -> None:
    (line,) = severity_lines(
        replace(view(severity=EVERY.as_dict()), alert=alert(severity="medium", known={"severity": EVERY.as_dict()})),
        texts("en"),
    )
    assert line.text.startswith("Severity 35: Arrest 40")


def test_what_was_not_kept_is_worked_out_again() -> None:
    assert [one.text for one in severity_lines(view(), texts("en"))] == ["Severity 80: Suicide bombing 80"]


def test_a_story_that_was_more_serious_says_so() -> None:
    said = [one.text for one in severity_lines(view(severity=EVERY.as_dict()), texts("en"))]
    assert said[1:] == ["An earlier report made it critical; a story never becomes less serious."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_has_a_fault(language: Language) -> None:
    assert faults(why_message(view(severity=EVERY.as_dict()), texts(language))) == []
