"""Messages are plain data."""

from __future__ import annotations

import json

import pytest

from bot.core.message import LONGEST_COMMAND, Block, Button, Message, Span, block, bold, plain, pressable

MESSAGE = Message(
    (block("أول ", bold("ثان", "https://a.example"), shape="heading"), Block((Span("x", "code"),), "footer")),
    "ar",
    ((Button("لماذا؟", "/why A1"),),),
)


def test_through_json_and_back() -> None:
    assert Message.from_dict(json.loads(json.dumps(MESSAGE.as_dict()))) == MESSAGE
    assert Message.from_dict(Message(()).as_dict()) == Message(())


def test_as_plain_lines() -> None:
    assert MESSAGE.text == "أول ثان\nx"
    assert plain(["a", "b"], "en").text == "a\nb"


def test_blocks_are_made_of_strings_and_spans() -> None:
    assert block("a", Span("b", "code")).spans == (Span("a"), Span("b", "code"))
    assert block().text == ""


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        pytest.param("x" * LONGEST_COMMAND, True, id="just fits"),
        pytest.param("x" * (LONGEST_COMMAND + 1), False, id="a byte too long"),
        pytest.param("ش" * 31, False, id="Arabic letters are two bytes"),
    ],
)
def test_pressable(command: str, kept: bool) -> None:
    rows = [[Button("a", command)], [Button("b", "/b"), Button("c", command)]]
    assert [[one.label for one in row] for row in pressable(rows)] == ([["a"], ["b", "c"]] if kept else [["b"]])
