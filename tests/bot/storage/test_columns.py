"""What the columns make of a value before the database has it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.storage.columns import serialized, written


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"ا": [1, None, True]}, '{"ا":[1,null,true]}', id="plain data"),
        pytest.param(("a", "b"), '["a","b"]', id="a tuple"),
        pytest.param({"keys": frozenset({"b", "a"})}, '{"keys":["a","b"]}', id="a set, in order"),
        pytest.param(
            {"\x00": "\ud800x"}, '{"\N{REPLACEMENT CHARACTER}":"\N{REPLACEMENT CHARACTER}x"}', id="unstorable"
        ),
        pytest.param({"a": {"\x00"}}, '{"a":["\N{REPLACEMENT CHARACTER}"]}', id="unstorable in a set"),
        pytest.param(None, "null", id="nothing"),
    ],
)
def test_json_as_it_is_stored(value: Any, text: str) -> None:
    assert written(value).text == text
    assert serialized(written(value)) == text
