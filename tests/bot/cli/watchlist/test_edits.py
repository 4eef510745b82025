"""`rasid watchlist diff --patch` and `apply`: what was changed in chat comes home to the files."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.bot.cli.running import GROUPS, Folder

LISTS = "lists"
SAID = (
    "/add save WADI مجلس الوادي | Wadi Council",
    "/alias save ISKP جنود السهل unless:جنود السهل الخضر",
    "/alias save WADI حراس الوادي",
    "/alias save ISKP داعش خراسان unless:داعش خراسان القديم",
    "/remove save KANDAHAR",
    "/remove save suicide_bombing suicide bombing",
)


@pytest.fixture(scope="module")
def edited_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of lists, with edits made in chat."""
    folder = Folder(tmp_path_factory.mktemp("edited"))
    folder.write("lists/groups.yaml", GROUPS.replace("  - key: ISKP", "  # the branch\n  - key: ISKP"))
    run(folder, "migrate")
    for line in SAID:
        assert "E" in run(folder, "chat", line)
    return folder.path


@pytest.fixture(name="edited")
def _edited(edited_once: Path, tmp_path: Path) -> Folder:
    """A copy of it, for one test."""
    return Folder(shutil.copytree(edited_once, tmp_path / "edited"))


def run(folder: Folder, *words: str) -> str:
    done = folder.rasid(*words, WATCHLISTS=LISTS, LANGUAGE="en")
    assert (done.code, "Traceback" in done.err) == (0, False), done.err
    return done.out


def in_force(folder: Folder) -> object:
    """Entities by key, in whatever list they stand."""
    lines = run(folder, "watchlist", "export", "--edits", "--format", "ftm").splitlines()
    return {one["id"]: one["properties"] | {"keywords": None} for one in map(json.loads, lines)}


def test_a_patch_brings_home_what_was_changed_in_chat(edited: Folder) -> None:
    before = in_force(edited)
    patch = run(edited, "watchlist", "diff", "--patch")
    assert patch.startswith("# E1. new: WADI (organization): مجلس الوادي, Wadi Council — by console:local on ")
    assert [line for line in patch.splitlines() if line.startswith("-") and not line.startswith("---")] == [
        "-    aliases: [داعش خراسان, ISIS-K]",
        "-  - key: KANDAHAR",
        "-    kind: place",
        "-    name: {ar: قندهار, en: Kandahar}",
        '-    phrases: [تفجير انتحاري, "suicide bombing"]',
    ]
    subprocess.run(["patch", "-p1", "-s"], cwd=edited.path, input=patch.encode(), check=True)
    assert run(edited, "watchlist", "check") == "ok: 2 lists, 3 entities, 1 event types\n"
    assert "# the branch" in (edited.path / "lists" / "groups.yaml").read_text("utf-8")
    told = run(edited, "watchlist", "diff").splitlines()
    assert [line.endswith("  (in the files now)") for line in told] == [True] * len(SAID)
    assert in_force(edited) == before
    assert run(edited, "watchlist", "diff", "--patch") == "# the files hold everything that was changed in chat\n"
    assert "E1 is in the files now" in run(edited, "chat", "/undo E1")
    assert "edits_left_out" not in edited.rasid("chat", "/test قال حراس الوادي", WATCHLISTS=LISTS).err


def test_apply_changes_the_files_themselves(edited: Folder) -> None:
    before = in_force(edited)
    out = run(edited, "watchlist", "apply", "--into", "groups", "--yes")
    assert out.splitlines()[-1].endswith("lists/groups.yaml")
    assert [one.name for one in (edited.path / LISTS).iterdir()] == ["groups.yaml"]
    assert in_force(edited) == before
    assert run(edited, "watchlist", "apply") == "the files hold everything that was changed in chat\n"


def test_what_a_reviewer_takes_out_again_stays_out(edited: Folder) -> None:
    run(edited, "watchlist", "apply", "--yes")
    path = edited.path / "lists" / "groups.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace(", {text: جنود السهل, unless: [جنود السهل الخضر]}", ""), encoding="utf-8")
    assert path.read_text("utf-8") != text
    told = run(edited, "watchlist", "diff").splitlines()
    assert [line.endswith("  (in the files now)") for line in told] == [True] * len(SAID)
    assert run(edited, "watchlist", "diff", "--patch") == "# the files hold everything that was changed in chat\n"
    assert "جنود السهل" not in run(edited, "watchlist", "export", "--edits")
    assert "Nothing of the watchlists" in run(edited, "chat", "/test قال جنود السهل")
    assert "E2 is in the files now" in run(edited, "chat", "/undo E2")


def test_nothing_is_written_without_a_yes(edited: Folder) -> None:
    path = edited.path / "lists" / "groups.yaml"
    before = path.read_bytes()
    edited.rasid("watchlist", "apply", WATCHLISTS=LISTS).failed(2, "nothing was written; add --yes")
    assert path.read_bytes() == before
    assert len(list((edited.path / LISTS).iterdir())) == 1


def test_where_new_entities_have_no_place(edited: Folder) -> None:
    for words in (("diff", "--patch"), ("apply", "--yes")):
        done = edited.rasid("watchlist", *words, WATCHLISTS="lists/groups.yaml")
        done.failed(2, "new entities need a list to stand in; name one of yours with --into LIST")
    edited.rasid("watchlist", "diff", "--patch", "--into", "x", WATCHLISTS=LISTS).failed(2, "there is no list x")


def test_the_lists_that_come_with_rasid_are_not_changed_unasked(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    shipped = {"WATCHLISTS": "", "LANGUAGE": "en"}
    folder.rasid("migrate", **shipped)
    folder.rasid("chat", "/add save ZARKULAN_7 Zarkulan Medvani Brigade", **shipped)
    folder.rasid("watchlist", "apply", "--into", "groups", **shipped).failed(2, "comes with Rasid")
