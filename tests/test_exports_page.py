"""The example of docs/exports.md is what the exports say."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from textwrap import indent

from watchlists import load
from watchlists.exports.bundle import as_ftm, as_stix
from watchlists.exports.entries import Catalogue

PAGE = Path(__file__).parents[1] / "docs" / "exports.md"


def test_the_example_of_the_page(tmp_path: Path) -> None:
    page = PAGE.read_text("utf-8")
    (entry,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    stix, ftm = (json.loads(one) for one in re.findall(r"```json\n(.*?)```", page, re.DOTALL))
    path = tmp_path / "groups.yaml"
    path.write_text(f"version: 1\nwatchlist: groups\nentities:\n{indent(entry, '  ')}", encoding="utf-8")
    catalogue = Catalogue(load([path]), {"groups": datetime(2026, 3, 5, 8, tzinfo=UTC)}, {})
    bundle = json.loads("".join(as_stix(catalogue, ["groups"])))
    assert [one for one in bundle["objects"] if one["type"] == "threat-actor"] == [stix]
    assert list(map(json.loads, as_ftm(catalogue, ["groups"]))) == [ftm]
