"""Charts are drawn: readable, in both directions, for any thread. How they look was looked at by eye."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.charts.drawing import Artist
from bot.charts.look import DARK, HEIGHT, LIGHT, WIDTH
from bot.core.chart import Chart, Column
from tests.bot.core.test_chart import CHART

ENGLISH = replace(CHART, language="en", title="Islamic State", figure="9 mentions", window="7 days", compared="")
EMPTY = replace(CHART, columns=(Column(0),), marks=(), ticks=(), empty="لا ذكر")


@pytest.fixture(scope="module", name="artist")
def _artist() -> Artist:
    return Artist()


def seen(artist: Artist, chart: Chart) -> Image.Image:
    return Image.open(BytesIO(artist.draw(chart))).convert("RGB")


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many points of a part differ from the ground."""
    part = picture.crop(box)
    ground = picture.getpixel((2, 2))
    return sum(count for count, color in part.getcolors(1_000_000) or () if color != ground)


@pytest.mark.parametrize(
    "chart",
    [
        pytest.param(CHART, id="Arabic"),
        pytest.param(ENGLISH, id="English"),
        pytest.param(EMPTY, id="nothing in it"),
        pytest.param(replace(CHART, title="$x_1$ & <b> \\frac {0} ١٢٣"), id="signs that mean something elsewhere"),
        pytest.param(replace(CHART, title="تنظيم " * 60), id="a name that fits nowhere"),
        pytest.param(replace(CHART, title="W" * 500), id="a word that fits nowhere"),
        pytest.param(replace(CHART, title="𓀀🧨\u202eabc"), id="letters that no font has"),
        pytest.param(replace(CHART, columns=(Column(10**9, 1e8, 1, 1e9),), ticks=()), id="huge"),
        pytest.param(replace(CHART, columns=tuple(Column(n) for n in range(54))), id="54 bars"),
    ],
)
def test_a_picture_for_a_phone(artist: Artist, chart: Chart) -> None:
    picture = seen(artist, chart)
    assert picture.size == (WIDTH, HEIGHT)
    margins = ((0, 0, 20, HEIGHT), (WIDTH - 20, 0, WIDTH, HEIGHT))
    assert [ink(picture, margin) for margin in margins] == [0, 0]


def test_each_language_begins_at_its_side(artist: Artist) -> None:
    left, right = (0, 60, WIDTH // 2, 120), (WIDTH // 2, 60, WIDTH, 120)
    for chart, near, far in ((CHART, right, left), (ENGLISH, left, right)):
        picture = seen(artist, replace(chart, title=chart.title[:6]))
        assert ink(picture, near) > 0
        assert ink(picture, far) == 0


def test_arabic_letters_are_joined_and_not_turned_around(artist: Artist) -> None:
    """The same letters in the other order, or kept apart by a non-joiner, are another picture."""
    box = (0, 50, WIDTH, 120)
    whole = seen(artist, replace(CHART, title="بيت")).crop(box)
    for other in ("تيب", "ب\u200cي\u200cت"):
        assert whole.tobytes() != seen(artist, replace(CHART, title=other)).crop(box).tobytes()
    isolated = seen(artist, replace(CHART, title="\u2067بيت\u2069")).crop(box)
    assert whole.tobytes() == isolated.tobytes()


@pytest.mark.parametrize(
    ("dark", "ground"), [pytest.param(False, LIGHT.ground, id="light"), pytest.param(True, DARK.ground, id="dark")]
)
def test_the_ground(artist: Artist, dark: bool, ground: str) -> None:
    picture = seen(artist, replace(CHART, dark=dark))
    assert picture.getpixel((2, 2)) == tuple(bytes.fromhex(ground[1:]))


def test_threads_draw_what_they_were_asked_for(artist: Artist) -> None:
    charts = [replace(CHART, title=f"{number}") for number in range(4)]
    alone = [artist.draw(chart) for chart in charts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(artist.draw, charts)) == alone


def test_who_draws_nothing_loads_nothing() -> None:
    """A bot that nobody asks for a chart stays small."""
    asked = "import sys, bot.parts, bot.app; print([name for name in sys.modules if name.startswith('matplotlib')])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
