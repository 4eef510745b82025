"""Files that take the places of others: all, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.common import UsageError
from bot.cli.watchlist.replacing import Replacing


def put(*files: tuple[Path, str | None, str]) -> None:
    with Replacing() as replacing:
        for one in files:
            replacing.put(*one)


def test_all_are_written(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    (tmp_path / "a").chmod(0o640)
    put((tmp_path / "a", "1", "2\r\n"), (tmp_path / "b", None, "new"))
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_text()) == (b"2\r\n", "new")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("name", "before"),
    [
        pytest.param("a", "something else", id="changed in the meantime"),
        pytest.param("a", None, id="there in the meantime"),
        pytest.param("c", "1", id="gone in the meantime"),
    ],
)
def test_none_is_written(name: str, before: str | None, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    with pytest.raises(UsageError, match="was changed in the meantime"):
        put((tmp_path / "b", None, "new"), (tmp_path / name, before, "2"))
    assert [one.read_text() for one in tmp_path.iterdir()] == ["1"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    with pytest.raises(FileNotFoundError):
        put((tmp_path / "a", "1", "2"), (tmp_path / "none" / "b", None, "new"))
    assert [one.name for one in tmp_path.iterdir()] == ["a"]
