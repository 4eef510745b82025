"""What files look like from outside: every way in which tools change them is seen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from watchlists.files.footprint import footprint


def write(folder: Path) -> None:
    (folder / "a.yaml").write_text("2 more words", encoding="utf-8")


def write_as_long(folder: Path) -> None:
    """As many bytes, with the time of before."""
    path = folder / "a.yaml"
    before = path.stat()
    path.write_text("2", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def rename_over(folder: Path) -> None:
    (folder / ".a.yaml.new").write_text("2", encoding="utf-8")
    (folder / ".a.yaml.new").replace(folder / "a.yaml")


def add(folder: Path) -> None:
    (folder / "b.yml").write_text("1", encoding="utf-8")


def remove(folder: Path) -> None:
    (folder / "a.yaml").unlink()


def swap_link(folder: Path) -> None:
    """As Kubernetes changes a config map: a link to a folder is put in the place of another."""
    (folder / "..new").symlink_to("..2")
    (folder / "..new").replace(folder / "..data")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    for name in ("..1", "..2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "linked.yaml").write_text("1", encoding="utf-8")
    (tmp_path / "..data").symlink_to("..1")
    (tmp_path / "linked.yaml").symlink_to("..data/linked.yaml")
    (tmp_path / "a.yaml").write_text("1", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("change", [write, write_as_long, rename_over, add, remove, swap_link])
def test_a_change_is_seen(folder: Path, change: Callable[[Path], None]) -> None:
    before = footprint([folder])
    assert footprint([folder]) == before
    change(folder)
    assert footprint([folder]) != before


def test_what_is_no_list_changes_nothing(folder: Path) -> None:
    before = footprint([folder])
    (folder / "a.yaml.swp").write_text("1", encoding="utf-8")
    assert footprint([folder]) == before


def test_what_cannot_be_read_looks_like_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "lists"
    gone = footprint([path])
    assert "No such file" in str(gone)
    path.mkdir()
    assert "a folder without watchlists" in str(footprint([path]))
    path.rmdir()
    path.symlink_to(path)
    assert footprint([path]) != gone
