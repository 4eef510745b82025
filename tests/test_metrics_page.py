"""docs/metrics.md, the dashboard and the alert rules speak of what a real scrape says, and the page of all of it."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.clocks import utc_now
from bot.core.message import plain
from bot.core.model import NewDelivery
from bot.metrics import Metrics
from bot.storage import SqlStore
from tests.bot.services.newsroom import NOW, Newsroom, lists, matcher
from tests.handlers.serving import served

DOCS = Path(__file__).parents[1] / "docs"
DASHBOARD = DOCS / "operations" / "grafana-dashboard.json"
RULES = DOCS / "operations" / "prometheus-rules.yaml"

_ROW = re.compile(r"^\| (`(?:rasid|process|python)_[^|]+) \| (\w+) \|([^|]*)\|", re.MULTILINE)
_QUOTED = re.compile(r"`([a-z_]+)`")
_METRIC = re.compile(r"\b((?:rasid|process|python)_[a-z_]+)(?:\{([^}]*)\})?")
_SELECTED = re.compile(r"(\w+)\s*(?:=~|!=|!~|=)")
_GROUPED = re.compile(r"\b(?:by|without)\s*\(([^)]*)\)")
_SHOWN = re.compile(r"\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}")
# What Prometheus itself adds to each series.
OWN = {"job", "instance", "le"}


@dataclass(frozen=True)
class Said:
    """A metric of a scrape: by the names of its samples its labels; `kinds` by the name that the page gives it."""

    labels: Mapping[str, set[str]]
    kinds: Mapping[str, tuple[str, set[str]]]


@pytest.fixture(scope="module", name="said")
def _said(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Said:
    file = tmp_path_factory.mktemp("scrape") / "rasid.sqlite3"
    file.write_bytes(sqlite_template.read_bytes())
    return asyncio.run(_scraped(f"sqlite:///{file}"))


async def _scraped(url: str) -> Said:
    store, metrics = SqlStore(url), Metrics(["telegram"])
    chat = Newsroom(store).chat("room")
    with store.begin() as unit:
        unit.outbox.add(NewDelivery("k", chat.id, "reply", plain(["x"], "en")), NOW)
        feed = unit.feeds.add("https://news.example/rss", "News", NOW)
        unit.feeds.save(replace(feed, succeeded=utc_now()))
    metrics.in_force(lists(), NOW)
    try:
        async with served(store, matcher(), probes={"stories": lambda: None}, metrics=metrics) as bot:
            return _parsed((await bot.stranger.get("/metrics")).text)
    finally:
        store.close()


def _parsed(text: str) -> Said:
    labels: dict[str, set[str]] = {}
    kinds: dict[str, tuple[str, set[str]]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels.setdefault(sample.name, set()).update(sample.labels)
        name = f"{family.name}_total" if family.type == "counter" else family.name
        found = set().union(*(sample.labels for sample in family.samples)) - {"le"}
        kinds[name] = family.type, found
    return Said(labels, kinds)


def test_the_page_lists_what_a_scrape_says_and_nothing_else(said: Said) -> None:
    page = (DOCS / "metrics.md").read_text("utf-8")
    listed = {
        name: (kind, set(_QUOTED.findall(labels)))
        for names, kind, labels in _ROW.findall(page)
        for name in _QUOTED.findall(names)
    }
    assert listed == said.kinds


def _panels() -> Iterator[tuple[str, str]]:
    for panel in json.loads(DASHBOARD.read_text("utf-8"))["panels"]:
        for target in panel["targets"]:
            yield target["expr"], target["legendFormat"]


def _rules() -> Iterator[tuple[str, str]]:
    for group in yaml.safe_load(RULES.read_text("utf-8"))["groups"]:
        for rule in group["rules"]:
            yield rule["expr"], " ".join(rule["annotations"].values())


@pytest.mark.parametrize("expressions", [pytest.param(_panels, id="dashboard"), pytest.param(_rules, id="rules")])
def test_every_metric_and_label_is_in_a_scrape(
    said: Said, expressions: Callable[[], Iterator[tuple[str, str]]]
) -> None:
    asked = list(expressions())
    assert len(asked) >= 10
    assert [fault for expression, shown in asked for fault in _faults(said, expression, shown)] == []


def _faults(said: Said, expression: str, shown: str) -> Iterator[str]:
    """What of an expression, and of the words beside it, no scrape says."""
    named = _METRIC.findall(expression)
    known = set(OWN).union(*(said.labels.get(name, set()) for name, _ in named))
    for name, selected in named:
        if name not in said.labels:
            yield f"{name}: {expression}"
        yield from (
            f"{name}{{{one}}}" for one in _SELECTED.findall(selected) if one not in said.labels.get(name, set()) | OWN
        )
    grouped = {label.strip() for some in _GROUPED.findall(expression) for label in some.split(",")}
    yield from (f"{label}: {expression}" for label in (grouped | set(_SHOWN.findall(shown))) - known)


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        pytest.param("rasid_no_such_metric > 1", "", id="metric"),
        pytest.param('rasid_queue_depth{que="x"}', "", id="selected label"),
        pytest.param("sum by (colour) (rasid_queue_depth)", "", id="grouped label"),
        pytest.param("rasid_queue_depth", "{{colour}}", id="shown label"),
    ],
)
def test_a_wrong_name_is_found(said: Said, expression: str, shown: str) -> None:
    assert len(list(_faults(said, expression, shown))) == 1


def test_rules_are_complete() -> None:
    groups: list[dict[str, Any]] = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules)
    assert {rule["labels"]["severity"] for rule in rules} == {"critical", "warning"}
    assert all(set(rule["annotations"]) == {"summary", "description"} for rule in rules)


def test_panels_lie_beside_one_another() -> None:
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    taken = [(x, y) for one in panels for x, y in _cells(one["gridPos"])]
    assert len(set(taken)) == len(taken)
    assert len({one["id"] for one in panels}) == len(panels)
    assert all(x < 24 for x, _ in taken)


def _cells(at: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for x in range(at["x"], at["x"] + at["w"]):
        for y in range(at["y"], at["y"] + at["h"]):
            yield x, y
