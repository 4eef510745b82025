"""The UN's list as it was on 19 April 2025, where it lies beside the checkout."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from watchlists.imports.reading import records
from watchlists.imports.wording import is_arabic

SHARED = Path(os.environ.get("RASID_SHARED", Path(__file__).parents[4] / "shared")) / "data" / "watchlists"
REAL = SHARED / "un-consolidated-2025-04-19.xml"
BY_HAND = SHARED / "un_sc_2025-04-19.jsonl"


@pytest.fixture(scope="module", autouse=True)
def _there() -> None:
    if not REAL.exists():
        pytest.skip(f"no list at {REAL}: set RASID_SHARED to read the real one")


def test_every_entry_is_read_and_every_name_in_arabic_script() -> None:
    with REAL.open("rb") as stream:
        found = {one.id: one for one in records(stream, REAL.name)}
    arabic = {key: {name.text for name in one.names if is_arabic(name.text)} for key, one in found.items()}
    by_hand = {one["id"].strip(): one for one in map(json.loads, BY_HAND.read_text(encoding="utf-8").splitlines())}
    known = {key: {*one["names_ar"], *one["aliases_ar"]} for key, one in by_hand.items()}
    assert len(found) == 877
    assert len([key for key in known if known[key]]) == 370
    assert [key for key in known if known[key] and not arabic[key]] == []
    missing = {key: known[key] - arabic[key] for key in known if known[key] - arabic[key]}
    # Two names with a line break in them, and two in one field.
    assert sorted(missing) == ["QDe.134", "QDi.317", "QDi.426"]
    assert not any("\n" in name or "(" in name or ";" in name for held in arabic.values() for name in held)
