"""Severities in both languages, wherever they stand."""

from __future__ import annotations

import pytest

from bot.core.typed_severities import severity, without_severity


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("HIGH", "high", id="English"),
        pytest.param("عالية", "high", id="Arabic"),
        pytest.param("العالية", "high", id="with the article"),
        pytest.param("عالي", "high", id="masculine"),
        pytest.param("عاليه", "high", id="ha for ta marbuta"),
        pytest.param("مرتفعة", "high", id="another word"),
        pytest.param("متوسّطة", "medium", id="with a mark"),
        pytest.param("منخفض", "low", id="low"),
        pytest.param("الحرجة", "critical", id="critical"),
        pytest.param("urgent", None, id="unknown"),
        pytest.param("ع" * 4000, None, id="4,000 characters"),
        pytest.param("", None, id="empty"),
    ],
)
def test_severities(typed: str, meant: str | None) -> None:
    assert severity(typed) == meant


@pytest.mark.parametrize(
    ("typed", "rest", "meant"),
    [
        pytest.param("ISKP high", "ISKP", "high", id="behind"),
        pytest.param("high ISKP", "ISKP", "high", id="before"),
        pytest.param("ISKP from high", "ISKP", "high", id="with a word before it"),
        pytest.param("ISKP high and above", "ISKP", "high", id="with words behind it"),
        pytest.param("داعش خراسان شدة عالية فما فوق", "داعش خراسان", "high", id="Arabic"),
        pytest.param("high", "", "high", id="alone"),
        pytest.param("ISKP", "ISKP", None, id="none"),
        pytest.param("ISKP from", "ISKP from", None, id="a word and no severity"),
        pytest.param("", "", None, id="empty"),
    ],
)
def test_a_severity_among_words(typed: str, rest: str, meant: str | None) -> None:
    assert without_severity(typed.split()) == (tuple(rest.split()), meant)
