"""`rasid watchlist`: check, show and test."""

from __future__ import annotations

import json

from tests.bot.cli.running import GROUPS, Folder

BROKEN = """version: 1
watchlist: broken
entities:
  - key: A
    kind: tribe
    name: {en: A}
  - key: a
    kind: person
    name: {en: B}
    colour: red
    part_of: NOBODY
"""


def test_right_lists_are_counted(folder: Folder) -> None:
    done = folder.rasid("watchlist", "check", "groups.yaml")
    assert (done.code, done.out) == (0, "ok: 1 lists, 3 entities, 1 event types\n")


def test_without_a_path_the_settings_list_is_meant(folder: Folder) -> None:
    assert folder.rasid("watchlist", "check").out.startswith("ok: 1 lists")


def test_every_fault_is_told_with_file_and_line(folder: Folder) -> None:
    done = folder.rasid("watchlist", "check", folder.write("broken.yaml", BROKEN))
    assert done.code == 1
    assert "Traceback" not in done.err
    lines = sorted(int(line.split(":")[1]) for line in done.err.splitlines())
    assert lines == [5, 7, 10, 11]


def test_no_yaml_a_folder_without_lists_and_a_missing_file(folder: Folder) -> None:
    (folder.path / "empty").mkdir()
    for path in (folder.write("x.yaml", "a: [1"), "empty", "missing.yaml"):
        done = folder.rasid("watchlist", "check", path)
        assert done.code == 1
        assert path in done.err
        assert len(done.err.splitlines()) == 1


def test_show_names_every_entry(folder: Folder) -> None:
    done = folder.rasid("watchlist", "show", "groups.yaml")
    assert done.code == 0
    assert all(key in done.out for key in ("groups", "ISIS", "ISKP", "KANDAHAR", "suicide_bombing", "قندهار"))


def test_the_test_sentences_are_run(folder: Folder) -> None:
    done = folder.rasid("watchlist", "test", "groups.yaml")
    assert (done.code, done.out) == (0, "2 of 2 sentences right\n")


def test_failing_sentences_are_shown(folder: Folder) -> None:
    wrong = GROUPS.replace("افتتح مطعم خراسان فرعا جديدا", "وصل داعش خراسان").replace("قال قيادي في داعش-خراسان", "قال")
    done = folder.rasid("watchlist", "test", folder.write("wrong.yaml", wrong))
    assert done.code == 1
    assert "ISKP: wrongly found in: وصل داعش خراسان" in done.out
    assert "ISKP: not found in: قال" in done.out
    assert "0 of 2 sentences right" in done.out


def test_test_tells_faults_as_check_does(folder: Folder) -> None:
    assert folder.rasid("watchlist", "test", folder.write("broken.yaml", BROKEN)).code == 1


def test_what_was_edited_in_chat_is_told_and_exported(folder: Folder) -> None:
    folder.rasid("migrate")
    assert folder.rasid("watchlist", "diff").out == "nothing was changed in chat\n"
    for line in ("/add save WADI مجلس الوادي", "/alias save ISKP جنود السهل", "/remove save KANDAHAR"):
        assert "E" in folder.rasid("chat", line, LANGUAGE="en").out
    told = folder.rasid("watchlist", "diff").out.splitlines()
    assert [line.split(". ")[0] for line in told] == ["E1", "E2", "E3"]
    assert "new: WADI (organization)" in told[0]
    assert "by console:local on" in told[2]
    done = folder.rasid("watchlist", "export", "--edits", "--folder", "out")
    assert done.out.split() == ["out/groups.yaml", "out/added.yaml"]
    assert folder.rasid("watchlist", "check", "out").out == "ok: 2 lists, 3 entities, 1 event types\n"
    assert "جنود السهل" in (folder.path / "out" / "groups.yaml").read_text(encoding="utf-8")
    assert "WADI" not in folder.rasid("watchlist", "export").out
    assert "This would be found" in folder.rasid("chat", "/test قال مجلس الوادي", LANGUAGE="en").out


def test_lists_for_other_tools(folder: Folder) -> None:
    stix = json.loads(folder.rasid("watchlist", "export", "--format", "stix", "--tlp", "green").out)
    assert {"threat-actor", "location", "relationship"} < {one["type"] for one in stix["objects"]}
    ftm = folder.rasid("watchlist", "export", "--format", "ftm")
    assert json.loads(ftm.out.splitlines()[0])["caption"] == "Islamic State"
    assert ftm.err == "left out: 1 event types, which the format has no object for\n"
    done = folder.rasid("watchlist", "export", "--format", "stix", "--folder", "out")
    assert (done.out, json.loads((folder.path / "out" / "rasid.stix.json").read_text("utf-8"))["type"]) == (
        "out/rasid.stix.json\n",
        "bundle",
    )
    assert [one.name for one in (folder.path / "out").iterdir()] == ["rasid.stix.json"]


def test_the_lists_in_force_for_other_tools(folder: Folder) -> None:
    folder.rasid("migrate")
    folder.rasid("chat", "/add save WADI مجلس الوادي part_of:ISIS", LANGUAGE="en")
    made = json.loads(folder.rasid("watchlist", "export", "--edits", "--format", "stix").out)["objects"]
    assert [one["type"] for one in made if one.get("name") == "مجلس الوادي"] == ["threat-actor"]
    made = json.loads(folder.rasid("watchlist", "export", "--edits", "--format", "stix", "--actors", "added").out)
    assert {one["name"] for one in made["objects"] if one["type"] == "threat-actor"} == {"مجلس الوادي"}


def test_an_unknown_list_cannot_be_exported(folder: Folder) -> None:
    folder.rasid("watchlist", "export", "nothing").failed(2, "there is no list nothing")
    folder.rasid("watchlist", "export", "--format", "stix", "--actors", "none").failed(2, "there is no list none")
