"""From differences to a score."""

import pytest

from watchlists.score import score

CASES = [
    pytest.param((), 8, 100.0, id="the same letters"),
    pytest.param(("clitic:ل",), 11, 98.0, id="particle"),
    pytest.param(("tanween",), 14, 97.0, id="tanween"),
    pytest.param(("tanween", "tanween"), 14, 97.0, id="a difference counts once"),
    pytest.param(("spelling:ة→ه",), 7, 99.0, id="letters that are safe to fold"),
    pytest.param(("spelling:ي→ى",), 7, 96.0, id="letters that are not"),
    pytest.param(("typo:س→م",), 10, 90.0, id="edit"),
    pytest.param(("typo:س→ش",), 10, 94.0, id="cheap edit"),
    pytest.param(("typo:س→م",), 5, 80.0, id="edit in a short name"),
    pytest.param(("clitic:ل", "typo:س→م"), 10, 76.0, id="edit behind a particle"),
    pytest.param(tuple(f"inserted:{at}" for at in range(40)), 8, 0.0, id="never below nought"),
]


@pytest.mark.parametrize(("how", "letters", "expected"), CASES)
def test_score(how: tuple[str, ...], letters: int, expected: float) -> None:
    assert score(how, letters) == expected
