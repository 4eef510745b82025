"""Edits brought home: only the lines of what was edited change, and the files read as the lists in force."""

from __future__ import annotations

import subprocess
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlists import load, shipped
from watchlists.editing.edits import Edit, EditError, applied, played
from watchlists.editing.homing.files import HomingError
from watchlists.editing.homing.plan import Plan, patch, plan

LIST = """\
# Invented groups.
version: 1
watchlist: groups
title: {ar: جماعات, en: "Groups"}   # a title

entities:
  # --- North ---------------------------------
  - key: HAWK
    kind: organization
    name: {ar: كتائب الصقر, en: Hawk Brigades}
    aliases:
      - الصقر   # short
      # of the hills
      - text: صقور الجبل
        unless:
          - صقور الجبل البرية
      - {text: Hawks, unless: [hawks and doves,
                               "Hawks, Ltd"]} # a club
      - 'quoted: name'
    tests:
      yes: [قال كتائب الصقر]   # one

  # --- East ----------------------------------
  # The branch of the east.
  - {key: HAWK_EAST, kind: organization, name: {ar: صقر الشرق}, part_of: HAWK}
  - {key: OWL, kind: organization,
     name: {ar: بومة الليل}, aliases: [بوم, Owls , 'O, W'], note: "x"}   # kept
events:
  - key: raid
    name: {en: Raid}
    phrases: [مداهمة, غارة]
# the end
"""


def write(folder: Path, text: str = LIST, name: str = "groups.yaml") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def planned(path: Path, *edits: Edit, into: str = "added") -> Plan:
    files = load([path])
    texts = {one.slug: Path(one.path or "").read_bytes().decode() for one in files.lists}
    return plan(files, edits, texts, path.parent / "added.yaml", into)


def text_after(path: Path, *edits: Edit) -> str:
    (change,) = planned(path, *edits).changes
    assert change.rewritten == ()
    return change.after


def lines_changed(path: Path, *edits: Edit) -> str:
    """What a diff shows: the lines that go and those that come."""
    found = [patch(one, one.path.name) for one in planned(path, *edits).changes]
    lines = "".join(found).splitlines()
    return "\n".join(one for one in lines if one[:1] in "+-" and one[:3] not in ("+++", "---"))


def alias(text: str, key: str = "HAWK", **more: object) -> Edit:
    return Edit("alias", key, {"alias": {"text": text, **more} if more else text})


def guard(text: str, value: str, key: str = "HAWK") -> Edit:
    return Edit("unless", key, {"alias": text, "value": value})


def gone(text: str, key: str = "HAWK") -> Edit:
    return Edit("remove_alias", key, {"alias": text})


@pytest.mark.parametrize(
    ("edits", "lines"),
    [
        pytest.param([alias("نسور التل")], "+      - نسور التل", id="an alias, between lines"),
        pytest.param(
            [alias("نسور", unless=["نسور الجو"])], "+      - {text: نسور, unless: [نسور الجو]}", id="with a guard"
        ),
        pytest.param(
            [alias("ليل", "OWL")],
            "-     name: {ar: بومة الليل}, aliases: [بوم, Owls , 'O, W'], note: \"x\"}   # kept\n"
            "+     name: {ar: بومة الليل}, aliases: [بوم, Owls , 'O, W', ليل], note: \"x\"}   # kept",
            id="an alias, between brackets",
        ),
        pytest.param(
            [alias("شرق", "HAWK_EAST")],
            "-  - {key: HAWK_EAST, kind: organization, name: {ar: صقر الشرق}, part_of: HAWK}\n"
            "+  - {key: HAWK_EAST, kind: organization, name: {ar: صقر الشرق}, part_of: HAWK, aliases: [شرق]}",
            id="the first alias",
        ),
        pytest.param(
            [alias("a, b: c", "OWL")],
            "-     name: {ar: بومة الليل}, aliases: [بوم, Owls , 'O, W'], note: \"x\"}   # kept\n"
            "+     name: {ar: بومة الليل}, aliases: [بوم, Owls , 'O, W', 'a, b: c'], note: \"x\"}   # kept",
            id="signs of YAML",
        ),
        pytest.param([gone("الصقر")], "-      - الصقر   # short", id="an alias goes with what stands behind it"),
        pytest.param(
            [gone("بوم", "OWL"), gone("O, W", "OWL")],
            "-     name: {ar: بومة الليل}, aliases: [بوم, Owls , 'O, W'], note: \"x\"}   # kept\n"
            '+     name: {ar: بومة الليل}, aliases: [Owls], note: "x"}   # kept',
            id="first and last between brackets",
        ),
        pytest.param(
            [gone("بوم", "OWL"), gone("O, W", "OWL"), gone("Owls", "OWL")],
            "-     name: {ar: بومة الليل}, aliases: [بوم, Owls , 'O, W'], note: \"x\"}   # kept\n"
            '+     name: {ar: بومة الليل}, note: "x"}   # kept',
            id="all aliases",
        ),
        pytest.param(
            [guard("الصقر", "الصقر الذهبي")],
            "-      - الصقر   # short\n+      - {text: الصقر, unless: [الصقر الذهبي]}   # short",
            id="the first guard of a plain alias",
        ),
        pytest.param(
            [guard("صقور الجبل", "صقور الجبل: فيلم")],
            "+          - 'صقور الجبل: فيلم'",
            id="a further guard, between lines",
        ),
        pytest.param(
            [guard("Hawks", "Hawks Cafe")],
            '-                               "Hawks, Ltd"]} # a club\n'
            '+                               "Hawks, Ltd", Hawks Cafe]} # a club',
            id="a further guard, between brackets",
        ),
        pytest.param(
            [Edit("min_score", "HAWK", {"alias": "صقور الجبل", "value": 90.0})],
            "+        min_score: 90",
            id="a score of an alias over several lines",
        ),
        pytest.param(
            [Edit("min_score", "HAWK", {"alias": "صقور الجبل", "value": 0.0}), guard("صقور الجبل", "x y")],
            "+          - x y\n+        min_score: 0",
            id="the least score, and a guard",
        ),
        pytest.param(
            [guard("كتائب الصقر", "كتائب الصقر القديمة")],
            "+      - {text: كتائب الصقر, unless: [كتائب الصقر القديمة]}",
            id="a guard of a name",
        ),
        pytest.param(
            [Edit("remove", "HAWK_EAST")],
            "-  # The branch of the east.\n"
            "-  - {key: HAWK_EAST, kind: organization, name: {ar: صقر الشرق}, part_of: HAWK}",
            id="an entity goes with its comment, not with the heading",
        ),
        pytest.param(
            [gone("غارة", "raid"), alias("تفتيش", "raid")],
            "-    phrases: [مداهمة, غارة]\n+    phrases: [مداهمة, تفتيش]",
            id="phrases of an event",
        ),
        pytest.param([alias("x y"), gone("x y")], "", id="there and back"),
        pytest.param(
            [Edit("add", "NEW", {"kind": "other", "name": {"en": "Aa"}}), Edit("remove", "NEW")], "", id="new and gone"
        ),
        pytest.param(
            [gone("الصقر"), alias("الصقر", min_score=80)],
            "-      - الصقر   # short\n+      - {text: الصقر, min_score: 80.0}",
            id="removed and added otherwise",
        ),
    ],
)
def test_only_what_was_edited_changes(edits: list[Edit], lines: str, tmp_path: Path) -> None:
    assert lines_changed(write(tmp_path), *edits) == lines


def test_new_entities_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    new = Edit("add", "WADI", {"kind": "organization", "name": {"ar": "مجلس الوادي"}, "aliases": ["حراس الوادي"]})
    (change,) = planned(write(tmp_path), new).changes
    assert (change.path.name, change.before) == ("added.yaml", None)
    write(tmp_path, change.after, "added.yaml")
    again = Edit("add", "DUNE", {"kind": "place", "name": {"en": "Dune"}})
    (change,) = planned(tmp_path, new, again).changes
    assert change.after.removeprefix(change.before or "") == "- key: DUNE\n  kind: place\n  name: {en: Dune}\n"


def test_new_entities_at_the_end_of_a_list(tmp_path: Path) -> None:
    path = write(tmp_path)
    new = Edit("add", "WADI", {"kind": "organization", "name": {"ar": "مجلس الوادي"}, "part_of": "HAWK"})
    (change,) = planned(path, new, into="groups").changes
    assert (
        dedent(
            """\
             name: {ar: بومة الليل}, aliases: [بوم, Owls , 'O, W'], note: "x"}   # kept
          - key: WADI
            kind: organization
            name: {ar: مجلس الوادي}
            part_of: HAWK
        events:
        """
        )
        in change.after
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LIST.replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param(LIST.removesuffix("# the end\n").rstrip("\n"), id="no line end at the end"),
        pytest.param("\ufeff" + LIST, id="a mark of UTF-8"),
        pytest.param(LIST.replace("\nevents:", "\n\n\n# far\n\nevents:"), id="comments behind the last entity"),
    ],
)
def test_the_manner_of_the_file_stays(text: str, tmp_path: Path) -> None:
    edits = [alias("نسور التل"), guard("الصقر", "الصقر الذهبي"), Edit("remove", "HAWK_EAST"), alias("تفتيش", "raid")]
    edits.append(alias("نسر", unless=["نسر " * 20, "نسر الجو"]))
    after = text_after(write(tmp_path, text), *edits)
    assert ("\r\n" in text) == ("\r\n" in after)
    assert after.replace("\r\n", "").count("\r") == 0
    assert "\r\n" not in text or after.count("\n") == after.count("\r\n")
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    assert ("# far" in text) == ("# far" in after)


def test_a_file_of_json(tmp_path: Path) -> None:
    text = (
        '{"version": 1, "watchlist": "groups", "entities": [\n'
        '  {"key": "HAWK", "kind": "organization", "name": {"ar": "كتائب الصقر"}, "aliases": ["الصقر"]},\n'
        '  {"key": "OWL", "kind": "other", "name": {"en": "Owl"}}\n]}\n'
    )
    path = write(tmp_path, text, "groups.yaml")
    new = Edit("add", "WADI", {"kind": "place", "name": {"en": 'Wadi "x"'}})
    (change,) = planned(path, alias('say "so"'), guard("الصقر", "y"), Edit("remove", "OWL"), new, into="groups").changes
    assert change.rewritten == ()
    assert change.after == (
        '{"version": 1, "watchlist": "groups", "entities": [\n'
        '  {"key": "HAWK", "kind": "organization", "name": {"ar": "كتائب الصقر"}, '
        '"aliases": [{"text": "الصقر", "unless": ["y"]}, "say \\"so\\""]}, '
        '{"key": "WADI", "kind": "place", "name": {"en": "Wadi \\"x\\""}}\n]}\n'
    )


def test_a_list_that_loses_all(tmp_path: Path) -> None:
    text = "version: 1\nwatchlist: groups\nentities:\n- key: A\n  kind: other\n  name: {en: Aa}\n# end\n"
    assert text_after(write(tmp_path, text), Edit("remove", "A")) == "version: 1\nwatchlist: groups\n# end\n"


def test_what_is_laid_out_strangely_is_written_anew(tmp_path: Path) -> None:
    text = LIST.replace(
        "events:\n", "  - aliases: [ظبي]   # lost\n    key: DOE\n    kind: other\n    name: {en: Doe}\nevents:\n"
    )
    (change,) = planned(write(tmp_path, text), gone("ظبي", "DOE"), alias("ليل", "OWL")).changes
    assert change.rewritten == ("DOE",)
    assert "ليل]" in change.after
    assert "# kept" in change.after
    assert "# lost" not in change.after
    assert "  - key: DOE\n    kind: other\n    name: {en: Doe}\nevents:\n" in change.after


def test_what_others_refer_to_is_refused(tmp_path: Path) -> None:
    text = LIST.replace("aliases: [بوم, Owls , 'O, W']", "aliases: *all").replace(
        "    aliases:\n      - الصقر   # short", "    aliases: &all\n      - الصقر   # short"
    )
    with pytest.raises(HomingError, match=r"groups.yaml cannot be changed in place \(at HAWK\)"):
        planned(write(tmp_path, text), alias("ليل"))


def test_git_takes_the_patch(tmp_path: Path) -> None:
    path = write(tmp_path, LIST.removesuffix("# the end\n").rstrip("\n"))
    new = Edit("add", "WADI", {"kind": "organization", "name": {"ar": "مجلس الوادي"}})
    edits = [alias("نسور التل"), Edit("remove", "HAWK_EAST"), alias("تفتيش", "raid"), new]
    made = planned(path, *edits)
    whole = "# E1: by somebody\n" + "".join(patch(one, one.path.name) for one in made.changes)
    for command in (["git", "apply", "--unsafe-paths", "-"], ["patch", "-p1", "--dry-run", "-R", "-s"]):
        subprocess.run(command, cwd=tmp_path, input=whole.encode(), check=True)
    for one in made.changes:
        assert one.path.read_bytes().decode() == one.after
    after = played(load([tmp_path]), edits)
    assert (after.settled, after.left) == ((0, 1, 2, 3), ())
    assert after.lists == load([tmp_path])


WORDS = st.sampled_from("نسور التل Hawks : , [x] {y} # - 'q' \"d\" & * ! | > % @ ` ? 1e5 yes null ~ \\ الصقر".split())
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
KEYS = st.sampled_from(["HAWK", "HAWK_EAST", "OWL", "raid", "NEW"])
HELD = st.sampled_from(
    ["الصقر", "صقور الجبل", "Hawks", "quoted: name", "بوم", "Owls", "O, W", "مداهمة", "غارة", "كتائب الصقر"]
)
EDITS = st.one_of(
    st.builds(lambda key, text: alias(text, key), KEYS, PHRASES),
    st.builds(lambda key, text, value: alias(text, key, unless=[value]), KEYS, PHRASES, PHRASES),
    st.builds(lambda key, text: gone(text, key), KEYS, HELD | PHRASES),
    st.builds(lambda key, text, value: guard(text, value, key), KEYS, HELD, PHRASES),
    st.builds(
        lambda key, text, value: Edit("min_score", key, {"alias": text, "value": float(value)}),
        KEYS,
        HELD,
        st.integers(0, 100),
    ),
    st.builds(lambda key: Edit("remove", key), KEYS),
    st.builds(lambda name: Edit("add", "NEW", {"kind": "other", "name": {"en": name}}), PHRASES),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=8), st.sampled_from(["added", "groups"]), st.booleans())
def test_whatever_is_edited_the_files_read_as_the_lists_in_force(
    tmp_path_factory: pytest.TempPathFactory, edits: list[Edit], into: str, windows: bool
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    path = write(folder, LIST.replace("\n", "\r\n") if windows else LIST)
    lists, made = load([path]), list[Edit]()
    for one in edits:
        try:
            lists = applied(lists, one)
        except EditError:
            continue
        made.append(one)
    for change in planned(path, *made, into=into).changes:
        assert change.rewritten == ()
        write(folder, change.after, change.path.name)
    again = load([folder])
    assert again.entities == lists.entities
    assert again.events == lists.events
    after = played(again, made)
    assert after.left == ()
    assert (after.lists.entities, after.lists.events) == (lists.entities, lists.events)


def test_the_shipped_lists_change_by_lines(tmp_path: Path) -> None:
    lists = load((shipped(),))
    texts = {one.slug: Path(one.path or "").read_text("utf-8") for one in lists.lists}
    edits = [alias(f"اسم جديد {number}", key) for number, key in enumerate([*lists.entities, *lists.events])]
    parts = {one.part_of for one in lists.entities.values()}
    edits += [Edit("remove", key) for number, key in enumerate(lists.entities) if number % 3 == 0 and key not in parts]
    edits += [guard(one.spellings[-1].text, "حارس آخر", key) for key, one in lists.entities.items()]
    found = plan(lists, edits, texts, tmp_path / "added.yaml")
    assert [one.rewritten for one in found.changes] == [()] * 4
    comments = {
        one.path.name: [line for line in one.after.split("\n") if line.startswith("#")] for one in found.changes
    }
    assert comments == {
        one.path.name: [line for line in (one.before or "").split("\n") if line.startswith("#")]
        for one in found.changes
    }


def test_a_list_without_changes_is_left_alone(tmp_path: Path) -> None:
    assert planned(write(tmp_path)).changes == ()
