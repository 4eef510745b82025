"""The run book says what the program says: its commands exist, and the sentences it names are in the program."""

from __future__ import annotations

import re
from pathlib import Path

from typer.main import get_command

from bot.cli.main import app

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "operations.md"


def code() -> str:
    """The program, its strings that go on over lines brought together."""
    text = "\n".join(file.read_text("utf-8") for file in sorted((ROOT / "bot").rglob("*.py")))
    return re.sub(r'"\s*\n\s*f?"', "", text)


def failures() -> list[str]:
    """What stands in the first column of the last table but one, without what changes from case to case."""
    part = PAGE.read_text("utf-8").split("## What failures look like")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in part.splitlines() if line.startswith("|")][2:]
    return [piece.strip(" ():") for cell in cells for one in re.findall(r"`([^`]+)`", cell) for piece in one.split("…")]


def test_the_commands_are_those_of_the_program() -> None:
    named = set(re.findall(r"\brasid ([a-z]+)\b(?= |`|\n)", "\n".join(re.findall(r"`[^`]+`", PAGE.read_text("utf-8")))))
    assert named >= {"run", "backup", "restore"}
    assert named <= set(get_command(app).commands)  # type: ignore[attr-defined]


def test_the_failures_are_in_the_words_of_the_program() -> None:
    sentences = [one for one in failures() if " " in one and not one.startswith(("rasid", "/"))]
    said = code().replace("`", "")
    assert len(sentences) > 6
    assert not [one for one in sentences if one not in said]


def test_the_options_are_those_of_the_program() -> None:
    spoken = get_command(app).commands["backup"]  # type: ignore[attr-defined]
    offered = {option for parameter in spoken.params for option in parameter.opts}
    named = re.findall(r"^rasid backup .*?(?=#|$)", PAGE.read_text("utf-8"), re.MULTILINE)
    assert {option for line in named for option in re.findall(r"--\w+", line)} == {"--into", "--keep"} & offered
