"""The measurement of answers runs, and asks every question."""

from __future__ import annotations

import pytest

from tests.bench import answers


def test_a_small_run(capsys: pytest.CaptureFixture[str]) -> None:
    answers.main(["--articles", "30", "--turns", "1"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "answers: 30 articles on SQLite"
    assert [line.partition(": ")[2] for line in lines[1:]] == list(answers.QUESTIONS)
