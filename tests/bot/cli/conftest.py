"""A folder to run `rasid` in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.cli.running import GROUPS, Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A working folder with a small watchlist."""
    one = Folder(tmp_path)
    one.write("groups.yaml", GROUPS)
    return one
