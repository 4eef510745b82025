"""Marks that keep two directions in order."""

from __future__ import annotations

import pytest

from bot.core.bidi import isolate, isolated, ltr, outside, strip_controls

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"


def test_isolates() -> None:
    assert ltr(2026) == f"{LRI}2026{PDI}"
    assert isolate("نص text") == f"{FSI}نص text{PDI}"


@pytest.mark.parametrize(
    ("value", "rtl", "changed"),
    [
        pytest.param("طالبان", True, False, id="Arabic in Arabic"),
        pytest.param("Taliban", True, True, id="Latin in Arabic"),
        pytest.param("عملية 17", True, True, id="a digit in Arabic"),
        pytest.param("Élysée", True, True, id="accents"),
        pytest.param("Москва", True, True, id="Cyrillic"),
        pytest.param("١٧", True, False, id="Arabic digits"),
        pytest.param("— · «»", True, False, id="signs"),
        pytest.param("Taliban", False, False, id="Latin in English"),
        pytest.param("— “x” ↑", False, False, id="signs in English"),
        pytest.param("طالبان", False, True, id="Arabic in English"),
        pytest.param("ISIS داعش", False, True, id="both in English"),
        pytest.param(f"{LRI}24{PDI} ساعة", True, False, id="isolated already"),
        pytest.param(f"{LRI}24{PDI} hours", True, True, id="more behind the isolate"),
        pytest.param(f"{FSI}a {LRI}b{PDI}{PDI}", True, False, id="isolates in isolates"),
        pytest.param("", True, False, id="nothing"),
    ],
)
def test_isolated(value: str, rtl: bool, changed: bool) -> None:
    assert isolated(value, rtl=rtl) == (isolate(value) if changed else value)


def test_outside() -> None:
    assert outside(f"أ{FSI}b{LRI}c{PDI}{PDI}د{LRI}e{PDI}") == "أد"


def test_outside_bears_deep_nests() -> None:
    assert outside(FSI * 2000 + "x" + PDI * 2000) == ""


@pytest.mark.parametrize("control", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
def test_foreign_text_loses_every_direction_control(control: str) -> None:
    assert strip_controls(f"أ{control}b") == "أb"


def test_foreign_text_keeps_everything_else() -> None:
    text = "داعِـش‌ی، «x» ٣\n\t"
    assert strip_controls(text) == text
