"""A file is put in its place whole, or stays as it was."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli.watchlist.import_files import put, target
from bot.core.errors import RasidError
from tests.bot.cli.running import ROOT

ENDLESS = (
    "from pathlib import Path; from bot.cli.watchlist.import_files import put; "
    "put(Path('un.yaml'), 'a' * 400_000_000, 'old')"
)


@pytest.mark.parametrize(
    ("to", "expected"),
    [("lists", "lists/un.yaml"), ("lists.d/", "lists.d/un.yaml"), ("x.yaml", "x.yaml"), ("x.yml", "x.yml")],
)
def test_where_a_list_goes(to: str, expected: str) -> None:
    assert target(Path(to), "un") == Path(expected)


def test_a_new_file_and_one_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "new" / "un.yaml"
    put(path, "first\n", None)
    put(path, "second\n", "first\n")
    assert path.read_text() == "second\n"
    assert [one.name for one in path.parent.iterdir()] == ["un.yaml"]


@pytest.mark.parametrize(("held", "before"), [("theirs", "mine"), ("theirs", None), (None, "mine")])
def test_what_somebody_else_wrote_meanwhile_is_not_written_over(
    tmp_path: Path, held: str | None, before: str | None
) -> None:
    path = tmp_path / "un.yaml"
    if held is not None:
        path.write_text(held)
    with pytest.raises(RasidError, match="changed by somebody else meanwhile"):
        put(path, "new", before)
    assert (path.read_text() if path.exists() else None) == held


def test_killed_in_the_middle_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "un.yaml"
    path.write_text("old")
    process = subprocess.Popen([sys.executable, "-c", ENDLESS], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)})
    while process.poll() is None and not any(one.stat().st_size for one in tmp_path.glob(".un.yaml.*.part")):
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert path.read_text() == "old"
    put(path, "new", "old")
    assert path.read_text() == "new"
