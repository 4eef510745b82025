"""The measurement of digests runs, and counts every story."""

from __future__ import annotations

import re

import pytest

from tests.bench import digests


def test_a_small_run(capsys: pytest.CaptureFixture[str]) -> None:
    digests.main(["--stories", "30"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "digests: 30 stories on SQLite"
    assert [line.split()[0] for line in lines[1:]] == ["ISKP,", "ISKP,", "all,", "all,"]
    week = re.search(r"([0-9]+) stories", lines[4])
    assert week is not None
    assert 0 < int(week[1]) <= 30
