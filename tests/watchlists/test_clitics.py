"""Reading particles off a word."""

import pytest

from watchlists.clitics import splits

CASES = [
    pytest.param("داعش", [("", "داعش")], id="none"),
    pytest.param("لداعش", [("", "لداعش"), ("ل", "داعش")], id="one"),
    pytest.param("وبمصر", [("", "وبمصر"), ("و", "بمصر"), ("وب", "مصر")], id="stacked"),
    pytest.param(
        "للقاعدة", [("", "للقاعدة"), ("ل", "لقاعدة"), ("ل", "القاعدة"), ("ل", "اللقاعدة")], id="the article put back"
    ),
    pytest.param("بن", [("", "بن")], id="too little remains"),
    pytest.param("", [("", "")], id="empty"),
]


@pytest.mark.parametrize(("word", "expected"), CASES)
def test_splits(word: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.particles, one.rest) for one in splits(word)] == expected


def test_how_names_the_particles() -> None:
    assert [one.how for one in splits("ولداعش")] == [(), ("clitic:و",), ("clitic:و+ل",)]
