"""Lists written as YAML: what the loader reads back is what was written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from watchlists import load
from watchlists.editing.edits import Edit, EditError, applied
from watchlists.files.writing import as_yaml
from watchlists.model import Watchlists

NOTHING = Watchlists(())
NUMBERS = st.from_regex(
    r"[-+.]?[0-9][0-9._:eExXo-]{0,6}|0[xo][0-9a-f]{1,4}|[-+]?\.(inf|nan)|[0-9]{4}-[0-9]{2}-[0-9]{2}", fullmatch=True
)
WORDS = st.sampled_from("null ~ true yes off = <<  - ? : # & * ! | > % @ ` { [ ' \" \\ 1e5 7e7 0o17 12e03 داعش".split())
PHRASES = st.lists(WORDS | NUMBERS | st.text(max_size=8), min_size=1, max_size=6).map(" ".join)
TEXTS = st.one_of(NUMBERS, WORDS, PHRASES, st.text(min_size=1, max_size=300))
ALIASES = TEXTS | st.fixed_dictionaries(
    {"text": TEXTS}, optional={"unless": st.lists(TEXTS, min_size=1, max_size=3), "min_score": st.integers(0, 100)}
)


def back(lists: Watchlists) -> Watchlists:
    """Written as files and loaded, without where they stand."""
    with TemporaryDirectory() as folder:
        for one in lists.lists:
            (Path(folder) / f"{one.slug}.yaml").write_text(as_yaml(one), encoding="utf-8")
        return Watchlists(tuple(replace(one, path=None) for one in load([Path(folder)]).lists))


@pytest.mark.parametrize(
    "text", ["1e5", "12e03", "0o17", "7e7", "9e9", ".5e1", "0x1F", "1_000", "2026-01-02", "yes", "null"]
)
def test_a_text_that_looks_like_another_value_is_read_back_as_a_text(text: str) -> None:
    alias = {"text": f"{text} x", "unless": [text, f"{text} y"]}
    added = {"kind": "other", "name": {"en": text}, "aliases": [alias, f"z {text}"]}
    lists = applied(NOTHING, Edit("add", text.replace(".", ""), added))
    assert back(lists) == lists


@given(st.from_regex(r"[\w-]{1,12}", fullmatch=True) | NUMBERS, TEXTS, st.lists(ALIASES, max_size=4))
def test_what_is_taken_in_chat_is_read_back_as_it_was_written(key: str, name: str, aliases: list[object]) -> None:
    try:
        lists = applied(NOTHING, Edit("add", key, {"kind": "other", "name": {"en": name}, "aliases": aliases}))
    except EditError:
        assume(False)
    assert back(lists) == lists
