"""Which edition a report is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model import Incoming
from bot.core.states import MOST, SETTLED, State, States
from tests.bot.core.render.scenes import NOW

A, B, C = (Incoming("صدى الوادي", text, url="https://valley.example/1") for text in ("نص أول", "نص ثان", "نص ثالث"))
TITLED, RENAMED = replace(A, title="عنوان أول"), replace(A, title="خبر آخر تماما")


def numbers(*pages: Incoming, back: bool = True, apart: timedelta = SETTLED) -> list[int | None]:
    """The editions that these are, one after the other."""
    states = States()
    found = [states.next(State.of(one, NOW + turn * apart), one.text, back=back) for turn, one in enumerate(pages)]
    return [one.number if one else None for one in found]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param([A, A], [1, None], id="the same"),
        pytest.param([A, B, C], [1, 2, 3], id="other texts"),
        pytest.param([A, B, A], [1, 2, 3], id="back to the first"),
        pytest.param([A, B, A, A], [1, 2, 3, None], id="and there it stays"),
        pytest.param([A, B, A, B, A], [1, 2, 3, 4, 5], id="to and fro"),
        pytest.param([A, B, C, A, C], [1, 2, 3, 4, 5], id="among three"),
        pytest.param([TITLED, RENAMED, TITLED, TITLED], [1, 2, 3, None], id="a headline and back"),
        pytest.param([TITLED, RENAMED, A], [1, 2, None], id="without a headline nothing is said anew"),
        pytest.param([TITLED, B, RENAMED, TITLED, RENAMED], [1, 2, 3, 4, 5], id="headlines and texts"),
        pytest.param([A, B, replace(A, source="راديو الجسر")], [1, 2, None], id="by another source"),
        pytest.param([A, replace(B, url="https://valley.example/2"), A], [1, 2, None], id="the page that was left"),
        pytest.param([A, replace(B, url="http://www.valley.example/1/amp"), A], [1, 2, 3], id="the same page as AMP"),
    ],
)
def test_editions(pages: list[Incoming], expected: list[int | None]) -> None:
    assert numbers(*pages) == expected


def test_without_an_address_the_id_names_the_page() -> None:
    one, other = (replace(page, url=None, external_id="7") for page in (A, B))
    assert numbers(one, other, one) == [1, 2, 3]
    assert numbers(one, replace(other, external_id="8"), one) == [1, 2, None]


def test_no_page_goes_back_unless_it_may() -> None:
    assert numbers(A, B, A, back=False) == [1, 2, None]


def test_what_is_handed_over_late_is_no_way_back() -> None:
    assert numbers(A, B, A, apart=SETTLED / 2) == [1, 2, None]


def test_who_hands_over_everything_once_more_ends_at_the_newest() -> None:
    states = States()
    times = [timedelta(), SETTLED, 9 * SETTLED, 9 * SETTLED]
    found = [
        states.next(State.of(one, NOW + at), one.text, back=True) for one, at in zip([A, B, A, B], times, strict=True)
    ]
    assert [one.number for one in found if one] == [1, 2, 3, 4]


def test_what_has_no_name_never_goes_back() -> None:
    one, other = (replace(page, url=None) for page in (A, B))
    assert numbers(one, other, one) == [1, 2, None]


def test_nobody_goes_to_and_fro_for_ever() -> None:
    assert [one for one in numbers(*[A, B] * MOST) if one] == [*range(1, MOST + 1)]


def test_stored_editions_in_any_order() -> None:
    kept, states = States(), [State.of(page, NOW) for page in (A, B)]
    for number in (2, 1):
        kept.add(replace(states[number - 1], number=number))
    assert set(kept.fingerprints) == {one.fingerprint for one in states}
    assert kept.next(State.of(B, NOW + SETTLED), B.text, back=True) is None
    back = kept.next(State.of(A, NOW + SETTLED), A.text, back=True)
    assert back is not None
    assert (back.number, len(kept.fingerprints)) == (3, 3)
