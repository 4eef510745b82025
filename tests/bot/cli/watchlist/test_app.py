"""`rasid watchlist`: check, show and test."""

from __future__ import annotations

import json

import pytest

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


def test_show_tells_an_entry_whole_with_where_its_names_come_from(folder: Folder) -> None:
    alias = "{text: ولاية خراسان, match: inflected, needs: [داعش], unless: [والي], from: 2015, source: the press}"
    folder.write("own.yaml", GROUPS.replace("aliases: [داعش خراسان, ISIS-K]", f"aliases: [ISIS-K, {alias}]"))
    done = folder.rasid("watchlist", "show", "own.yaml", "iskp")
    assert done.out.splitlines() == [
        "ISKP  organization  تنظيم الدولة الإسلامية في خراسان / Islamic State Khorasan Province  (list groups)",
        "  part of: ISIS",
        "  “تنظيم الدولة الإسلامية في خراسان”",
        "  “Islamic State Khorasan Province”",
        "  “ISIS-K”",
        "  “ولاية خراسان”  inflected; needs داعش; unless والي; from 2015-01-01; the press",
        "  found in: قال قيادي في داعش-خراسان إنهم باقون",
        "  not found in: افتتح مطعم خراسان فرعا جديدا",
    ]


def test_show_takes_names_events_and_a_whole_list(folder: Folder) -> None:
    assert folder.rasid("watchlist", "show", "داعش خراسان").out.startswith("ISKP  ")
    done = folder.rasid("watchlist", "show", "suicide_bombing", "KANDAHAR")
    assert [line for line in done.out.splitlines() if line and line[0] != " "] == [
        "suicide_bombing  event, critical  تفجير انتحاري / Suicide bombing  (list groups)",
        "KANDAHAR  place  قندهار / Kandahar  (list groups)",
    ]
    whole = folder.rasid("watchlist", "show", "--list", "groups").out
    assert [block.split("  ")[0] for block in whole.split("\n\n")] == ["ISIS", "ISKP", "KANDAHAR", "suicide_bombing"]


def test_show_says_who_is_not_there(folder: Folder) -> None:
    done = folder.rasid("watchlist", "show", "KANDAHAR", "kandahaar", "zzzz")
    assert done.code == 1
    assert done.out.startswith("KANDAHAR  ")
    assert done.err.splitlines() == [
        "rasid: there is no entry kandahaar; did you mean KANDAHAR?",
        "rasid: there is no entry zzzz; see rasid watchlist show",
    ]
    folder.rasid("watchlist", "show", "--list", "nothing").failed(2, "there is no list nothing")


def test_the_shipped_lists_have_a_word(folder: Folder) -> None:
    folder.write("own.yaml", "version: 1\nwatchlist: own\nentities:\n- {key: OWN, kind: other, name: {en: Own}}\n")
    told = folder.rasid("watchlist", "show", WATCHLISTS="shipped:own.yaml").out
    assert "\ngroups — " in told
    assert "\nown — " in told
    assert folder.rasid("watchlist", "check", "shipped").code == 0


def test_the_test_sentences_are_run(folder: Folder) -> None:
    done = folder.rasid("watchlist", "test", "groups.yaml")
    assert (done.code, done.out) == (0, "2 of 2 sentences right\n")


def test_failing_sentences_are_shown(folder: Folder) -> None:
    wrong = GROUPS.replace("افتتح مطعم خراسان فرعا جديدا", "وصل داعش خراسان").replace("قال قيادي في داعش-خراسان", "قال")
    done = folder.rasid("watchlist", "test", folder.write("wrong.yaml", wrong))
    assert done.code == 1
    assert "wrong.yaml:17: ISKP: wrongly found in: وصل داعش خراسان" in done.out
    assert "wrong.yaml:16: ISKP: not found in: قال" in done.out
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


@pytest.mark.parametrize("words", [("--tlp", "red"), ("--tlp", "red", "--format", "ftm"), ("--actors", "groups")])
def test_what_only_stix_has_is_refused_elsewhere(folder: Folder, words: tuple[str, ...]) -> None:
    folder.rasid("watchlist", "export", *words).failed(2, f"{words[0]} says something of STIX only; add --format stix")


SUSPECT = """version: 1
watchlist: suspect
entities:
  - key: A
    kind: person
    name: {ar: أيمن الظواهري}
    aliases:
      - في
      - text: الوزير
      - {text: جنود السهل,
         unless: [السهل]}
      - {text: الشيخ, match: fuzzy,
         needs: [الوادي]}
      - محمد حسين
  - key: B
    kind: organization
    name:
      en: Plain Guards
      ar: IS
"""


def test_aliases_to_look_at_are_told_with_their_own_line(folder: Folder) -> None:
    done = folder.rasid("watchlist", "check", folder.write("suspect.yaml", SUSPECT))
    assert (done.code, done.out) == (0, "ok: 1 lists, 2 entities, 0 event types; 5 warnings\n")
    told = [line.split(": warning: ") for line in done.err.splitlines()]
    assert [(where, what.split("”")[0]) for where, what in told] == [
        ("suspect.yaml:8", "“في"),
        ("suspect.yaml:9", "“الوزير"),
        ("suspect.yaml:10", "“جنود السهل"),
        ("suspect.yaml:14", "“محمد حسين"),
        ("suspect.yaml:19", "“IS"),
    ]
    assert "also an ordinary word: about 270 of 10,000 news articles hold it; give it a condition" in done.err
    assert all("; " in what for _, what in told)


def test_warnings_may_count_as_mistakes(folder: Folder) -> None:
    folder.write("suspect.yaml", SUSPECT)
    assert folder.rasid("watchlist", "check", "suspect.yaml", "--strict").code == 1
    assert folder.rasid("watchlist", "check", "groups.yaml", "--strict").code == 0


def test_a_level_that_says_nothing_is_told_where_it_is_written(folder: Folder) -> None:
    done = folder.rasid("watchlist", "check", folder.write("x.yaml", SUSPECT.replace("الشيخ", "برج")))
    assert "x.yaml:12: warning: “برج” is not searched for typing errors" in done.err


def test_what_an_alias_holds_does_not_reach_the_terminal(folder: Folder) -> None:
    odd = SUSPECT.replace("- في\n", '- "\\u202eفي\\x1b[2J"\n')
    done = folder.rasid("watchlist", "check", folder.write("x.yaml", odd))
    assert done.code == 0
    assert "\x1b" not in done.err
    assert "\u202e" not in done.err


def test_entries_without_sentences_are_named_on_request(folder: Folder) -> None:
    done = folder.rasid("watchlist", "test", "groups.yaml", "--coverage")
    assert done.code == 0
    assert "groups.yaml:6: ISIS: no test sentences under yes and no" in done.out
    assert "ISKP: no test" not in done.out
    assert "no test" not in folder.rasid("watchlist", "test", "groups.yaml").out


def test_two_lists_with_one_key_name_both_lines(folder: Folder) -> None:
    folder.write("other.yaml", "version: 1\nwatchlist: other\nentities:\n  - {key: iskp, kind: other, name: {en: I}}\n")
    done = folder.rasid("watchlist", "check", "groups.yaml", "other.yaml")
    assert done.code == 1
    assert done.err.startswith("other.yaml:4: the key iskp is taken by groups.yaml:10")
