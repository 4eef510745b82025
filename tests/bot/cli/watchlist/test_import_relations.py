"""What an imported table says that its entries are part of: kept where it loads, refused with its lines where not."""

from __future__ import annotations

import pytest

from tests.bot.cli.running import GROUPS, Folder

HEAD = "key,name,part_of\n"
NAMES = ("Zarkulan Medvani", "Hurkal Barzunik", "Morkul Zanbari")


def table(*parents: str) -> str:
    rows = (f"KUR{at},{name},{parent}\n" for at, (name, parent) in enumerate(zip(NAMES, parents, strict=True), 1))
    return HEAD + "".join(rows)


@pytest.mark.parametrize(
    ("parents", "faults"),
    [
        pytest.param(("KUR1", "", ""), ["x.csv:2: part_of goes in a circle: KUR1 -> KUR1"], id="itself"),
        pytest.param(
            ("", "KUR3", "KUR2"),
            ["x.csv:3: part_of goes in a circle: KUR2 -> KUR3 -> KUR2 (remove one part_of: x.csv:3, x.csv:4)"],
            id="two of one another",
        ),
        pytest.param(
            ("", "NOPE", "KUR22"),
            [
                "x.csv:3: KUR2 is part of NOPE, which is neither in this table nor in force; one of KUR1, KUR2",
                "x.csv:4: KUR3 is part of KUR22, which is neither in this table nor in force; did you mean KUR2?",
            ],
            id="nobody",
        ),
    ],
)
def test_what_would_not_load_is_refused(folder: Folder, parents: tuple[str, ...], faults: list[str]) -> None:
    folder.write("x.csv", table(*parents))
    done = folder.rasid("watchlist", "import", "x.csv", "--to", "out", "--yes")
    assert done.code == 1
    told = done.err.splitlines()
    assert len(told) == len(faults)
    assert all(fault in line for fault, line in zip(faults, told, strict=True)), told
    assert not (folder.path / "out").exists()


def test_an_entity_may_be_part_of_one_in_force(folder: Folder) -> None:
    folder.write("groups.yaml", GROUPS)
    folder.write("x.csv", table("isis", "KUR1", ""))
    assert folder.rasid("watchlist", "import", "x.csv", "--to", "out", "--yes").code == 0
    held = (folder.path / "out" / "x.yaml").read_text("utf-8")
    assert [line.strip() for line in held.splitlines() if "part_of" in line] == ["part_of: ISIS", "part_of: KUR1"]
    assert folder.rasid("watchlist", "check", "groups.yaml", "out").code == 0


def test_a_circle_through_a_list_in_force_is_refused(folder: Folder) -> None:
    folder.write("x.csv", table("", "", ""))
    assert folder.rasid("watchlist", "import", "x.csv", "--to", "out", "--yes").code == 0
    child = "version: 1\nwatchlist: c\nentities: [{key: CHILD, kind: other, part_of: KUR1, name: {en: Tulkan Reeds}}]\n"
    folder.write("c.yaml", child)
    folder.write("x.csv", table("CHILD", "", ""))
    done = folder.rasid("watchlist", "import", "x.csv", "--to", "out", "--yes", WATCHLISTS="out:c.yaml")
    assert done.code == 1
    assert "x.csv:2: part_of goes in a circle: KUR1 -> CHILD -> KUR1" in done.err


def test_all_faults_of_a_table_are_told(folder: Folder) -> None:
    folder.write("x.csv", "key,name,kind\nA1X,Zarkulan Medvani,dragon\nA2X,,person\n")
    done = folder.rasid("watchlist", "import", "x.csv")
    assert done.code == 1
    assert [line.partition(";")[0] for line in done.err.splitlines()] == [
        "rasid: x.csv:2: dragon is no kind",
        "rasid: x.csv:3: a row without a name",
    ]


def test_two_ids_that_differ_in_case_are_told_with_both_lines(folder: Folder) -> None:
    folder.write("x.csv", "key,name\nA1X,Zarkulan Medvani\na1x,Hurkal Barzunik\n")
    done = folder.rasid("watchlist", "import", "x.csv")
    assert (done.code, done.out) == (1, "")
    assert done.err == "rasid: x.csv:3: the entry a1x stands at x.csv:2, too; leave one of the two lines\n"
