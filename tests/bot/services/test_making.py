"""Files are made when they are sent, from what the store holds then."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

from bot.core.chart import Chart
from bot.core.making import Extract, Form, Recipe, written
from bot.core.message import File
from bot.services.making import Making
from bot.storage import SqlStore
from bot.storage.store import SqlUnit
from bot.summarizers.extractive import Extractive
from tests.bot.core.test_chart import CHART
from tests.bot.services.newsroom import ARREST, BOMBING, NOW, Newsroom, article, matcher, texts


@dataclass
class Sketcher:
    """Draws nothing but the title, and keeps what it was asked for."""

    drawn: list[Chart] = field(default_factory=list)

    def draw(self, chart: Chart) -> bytes:
        self.drawn.append(chart)
        return chart.title.encode()


class Watched:
    """A store that says whether a transaction is open, and counts those that may write."""

    def __init__(self, store: SqlStore) -> None:
        self.store, self.open, self.read, self.wrote = store, False, 0, 0

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[SqlUnit]:
        self.read, self.wrote = self.read + read_only, self.wrote + (not read_only)
        with self.store.begin(read_only=read_only) as unit:
            self.open = True
            yield unit
        self.open = False

    def check(self) -> None:
        self.store.check()


def kept(store: SqlStore, recipe: Recipe) -> File:
    with store.begin() as unit:
        return replace(unit.files.add("a", "text/csv", written(recipe), NOW), unmade=True)


def made(store: SqlStore | Watched, artist: Sketcher | None = None) -> Making:
    return Making(store, matcher, texts(), Extractive(), artist or Sketcher())


def extract(form: Form, *articles: int, keys: tuple[str, ...] = ("ISKP",)) -> Extract:
    return Extract(form, keys, articles, {"entity": "ISKP", "articles": len(articles), "left_out": 0})


@pytest.fixture(name="filled")
def _filled(store: SqlStore) -> SqlStore:
    Newsroom(store).take(article(BOMBING), article(ARREST))
    return store


def test_a_kept_file_is_given_as_it_is(store: SqlStore) -> None:
    with store.begin() as unit:
        file = unit.files.add("a.html", "text/html", b"<p>", NOW)
    assert made(store).content(file) == b"<p>"


@pytest.mark.parametrize("unmade", [False, True])
def test_what_is_kept_no_longer(store: SqlStore, unmade: bool) -> None:
    assert made(store).content(File(99, "a", "text/csv", unmade)) is None


def test_a_chart_is_drawn_each_time_it_is_sent(store: SqlStore) -> None:
    artist, file = Sketcher(), kept(store, CHART)
    assert [made(store, artist).content(file) for _ in range(2)] == [CHART.title.encode()] * 2
    assert artist.drawn == [CHART, CHART]


def test_a_table(filled: SqlStore) -> None:
    content = made(filled).content(kept(filled, extract("csv", 2, 1)))
    assert content is not None
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [(row["kind"], row["key"], row["story"]) for row in rows] == [
        ("mention", "ISKP", "S2"),
        ("event", "arrest", "S2"),
        ("mention", "ISKP", "S1"),
        ("event", "suicide_bombing", "S1"),
    ]


def test_json(filled: SqlStore) -> None:
    content = made(filled).content(kept(filled, extract("json", 2, 1)))
    assert content is not None
    whole = json.loads(content)
    assert whole["export"]["articles"] == 2
    assert [one["text"] for one in whole["matches"]] == [ARREST, BOMBING]
    assert whole["matches"][1]["headline"]["en"].startswith("Suicide bombing")
    assert whole["matches"][1]["summary"]


def test_what_was_deleted_meanwhile_is_left_out(filled: SqlStore) -> None:
    content = made(filled).content(kept(filled, extract("json", 99, 1)))
    assert content is not None
    assert len(json.loads(content)["matches"]) == 1


def test_it_reads_in_pieces_and_keeps_nobody_waiting(filled: SqlStore) -> None:
    """No transaction is open while a piece is written or drawn, and none may write."""
    watched = Watched(filled)

    class Asking(Extractive):
        def summarize(self, *given: object, **more: object):  # type: ignore[no-untyped-def]
            assert not watched.open
            return super().summarize(*given, **more)  # type: ignore[arg-type]

    maker = replace(made(watched), summarizer=Asking(), at_once=1)
    assert maker.content(kept(filled, extract("json", 2, 1)))
    assert (watched.read, watched.wrote) == (3, 0)
