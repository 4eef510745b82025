"""Watchlist files: what is read from them, and every fault with its file, line and how to mend it."""

import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from watchlists import Matcher, WatchlistErrors, load, shipped
from watchlists.files.loader import read_files
from watchlists.files.nodes import MOST_ENTRIES
from watchlists.model import Document

HEAD = "version: 1\nwatchlist: test\n"
ENTITY = HEAD + "entities:\n- key: A\n  kind: place\n  name: {ar: مكان}\n"
EVENT = HEAD + "events:\n- key: blast\n  name: {ar: تفجير}\n  phrases: [تفجير]\n"


def write(folder: Path, text: str, name: str = "list.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_field_of_the_format(tmp_path: Path) -> None:
    text = """\
version: 1
watchlist: security
title: {ar: جماعات, en: Groups}
entities:
  - key: NORTH
    kind: organization
    name: {ar: حركة الشمال, en: Northern Movement}
    note: made up
    source: invented
    from: 2014
    until: 2016-02
  - key: north_2
    kind: organization
    name: {en: Second}
    part_of: NORTH
    aliases:
      - فرع الشمال
      - text: الشمال
        match: inflected
        definite: true
        needs: [حركة]
        unless: [شمال البلاد]
        min_score: 90
        guard: off
        from: 2014-06-29
        until: 2015
        source: a report
    tests: {yes: [قال فرع الشمال], no: [في شمال البلاد]}
events:
  - key: claim
    name: {ar: تبن}
    severity: critical
    phrases: [تبنى الهجوم, {text: أعلن مسؤوليته, match: exact}]
    unless: [تبنى القرار]
    cameo: 0251
    acled: Attack
    note: x
  - {key: blast, name: {ar: تفجير}, phrases: [تفجير], status: planned}
"""
    (one,) = load([write(tmp_path, text)]).lists
    north, second = one.entities
    claim, blast = one.events
    assert (one.slug, one.title["en"]) == ("security", "Groups")
    assert (north.valid_from, north.valid_until) == (date(2014, 1, 1), date(2016, 2, 29))
    assert (second.part_of, second.tests.no) == ("NORTH", ("في شمال البلاد",))
    alias = second.aliases[1]
    assert (alias.match, alias.definite, alias.guard, alias.min_score) == ("inflected", True, False, 90)
    assert (alias.needs, alias.unless, alias.valid_until) == (("حركة",), ("شمال البلاد",), date(2015, 12, 31))
    assert (claim.status, claim.severity, claim.cameo, claim.acled) == ("claimed", "critical", "0251", "Attack")
    assert [phrase.match for phrase in claim.phrases] == ["fuzzy", "exact"]
    assert (blast.status, blast.severity) == ("planned", "medium")


def test_json_is_yaml(tmp_path: Path) -> None:
    entity = {"key": "A", "kind": "person", "name": {"ar": "اسم"}, "aliases": [{"text": "لقب", "definite": True}]}
    text = json.dumps({"version": 1, "watchlist": "t", "entities": [entity]}, ensure_ascii=True)
    assert load([write(tmp_path, text)]).entities["A"].aliases[0].text == "لقب"


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "Y", "n"])
def test_yes_and_no_are_plain_words(tmp_path: Path, word: str) -> None:
    listed = load([write(tmp_path, ENTITY + f"  aliases: [{word}]\n  note: {word}\n")])
    assert (listed.entities["A"].aliases[0].text, listed.entities["A"].note) == (word, word)


def test_files_and_folders_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    second = write(folder, ENTITY.replace("test", "b").replace("key: A", "key: B"), "b.yml")
    write(folder, ENTITY.replace("test", "a"), "a.yaml")
    write(folder, "not a list", "notes.txt")
    third = write(tmp_path, EVENT.replace("test", "c"), "c.yaml")
    assert [one.slug for one in load([third, folder, second]).lists] == ["c", "a", "b"]


def test_a_byte_order_mark_is_no_word(tmp_path: Path) -> None:
    assert load([write(tmp_path, "\ufeff" + ENTITY)]).entities


def test_an_anchor_may_repeat_a_list(tmp_path: Path) -> None:
    text = ENTITY + "  aliases: [{text: س ص, unless: &u [ع غ]}, {text: ف ق, unless: *u}]\n"
    assert load([write(tmp_path, text)]).entities["A"].aliases[1].unless == ("ع غ",)


FAULTS = [
    pytest.param(ENTITY + "  colour: red\n", 7, "unknown field 'colour'", "one of", id="unknown field"),
    pytest.param(ENTITY + "  alias: [x]\n", 7, "unknown field 'alias'", "did you mean aliases?", id="near field"),
    pytest.param(ENTITY + "  kind: person\n", 7, "kind twice", "keep one", id="field twice"),
    pytest.param(ENTITY + "- key: a\n  kind: place\n  name: {ar: آخر}\n", 7, "key a is taken", ":4", id="key twice"),
    pytest.param(ENTITY + "  aliases: ['']\n", 7, "alias is empty", "", id="empty alias"),
    pytest.param(ENTITY + "  aliases:\n  - '؟!'\n", 8, "holds no word", "", id="alias without a word"),
    pytest.param(ENTITY + "  aliases:\n", 7, "must be a list, found nothing", "", id="aliases without a list"),
    pytest.param(ENTITY + "  aliases: [{match: fuzzy}]\n", 7, "has no text", "add text", id="alias without text"),
    pytest.param(ENTITY + "  aliases: [{text: س, match: fuzy}]\n", 7, "fuzy", "did you mean fuzzy?", id="level"),
    pytest.param(ENTITY + "  aliases: [{text: س, definite: often}]\n", 7, "definite", "true", id="no boolean"),
    pytest.param(ENTITY + "  aliases: [{text: س, needs: ص}]\n", 7, "needs must be a list", "", id="text for a list"),
    pytest.param(ENTITY + "  aliases: [{text: س, min_score: 300}]\n", 7, "0 to 100", "", id="score too high"),
    pytest.param(ENTITY + "  aliases: [{text: س, until: soon}]\n", 7, "no date", "2024-03-22", id="no date"),
    pytest.param(ENTITY + "  from: 2023-02-30\n", 7, "no date", "", id="a day that is none"),
    pytest.param(ENTITY + "  from: 2023\n  until: 2022\n", 8, "before from", "", id="dates the wrong way round"),
    pytest.param(ENTITY + "  aliases: [12]\n", 7, "found a number", 'write "12" in quotes', id="number for a text"),
    pytest.param(ENTITY + "  part_of: AA\n", 7, "part_of AA is no entity", "did you mean A?", id="part of nothing"),
    pytest.param(ENTITY + "  part_of: a\n", 7, "circle: A -> A", "", id="part of itself"),
    pytest.param(ENTITY.replace("place", "city"), 5, "kind cannot be 'city'", "one of", id="kind"),
    pytest.param(ENTITY.replace("{ar: مكان}", "مكان"), 6, "name must give a text", "ar:", id="name without language"),
    pytest.param(ENTITY.replace("ar:", "arabic language:"), 6, "unknown language", "", id="no language"),
    pytest.param(ENTITY.replace("key: A", "key: A B"), 4, "letters, digits", "", id="key of two words"),
    pytest.param(ENTITY.replace("version: 1", "version: 2"), 1, "version 2", "version: 1", id="later version"),
    pytest.param(ENTITY.replace("version: 1\n", ""), 1, "has no version", "", id="no version"),
    pytest.param(EVENT.replace("[تفجير]", "[]"), 6, "no phrases", "", id="no phrases"),
    pytest.param(EVENT + "  severity: mega\n", 7, "mega", "one of low, medium, high", id="a word unlike any"),
    pytest.param(EVENT + "  severity: hgih\n", 7, "hgih", "did you mean high?", id="severity"),
    pytest.param(EVENT + "  status: over\n", 7, "status cannot be", "reported", id="status"),
    pytest.param(HEAD + "entities: nothing\n", 3, "entities must be a list", "", id="no list of entities"),
    pytest.param(HEAD + "entities: [A]\n", 3, "an entity must be a map", "", id="no entity"),
    pytest.param("- a\n- b\n", 1, "the file must be a map", "", id="a list of lists"),
    pytest.param("", 1, "empty", "version: 1", id="empty file"),
    pytest.param("# nothing\n\n", 1, "empty", "", id="only a comment"),
    pytest.param(HEAD + "entities: [\n", 4, "broken YAML", "", id="bracket left open"),
    pytest.param(HEAD + "title: a: b\n", 3, "broken YAML", "quotes", id="colon in a text"),
    pytest.param(HEAD + "title: {ar: x}\n\tentities: []\n", 4, "broken YAML", "", id="tab"),
    pytest.param(ENTITY + "---\nversion: 1\n", 7, "broken YAML", "", id="two documents"),
    pytest.param(HEAD + "title: {en: a\x01b}\n", 3, "forbids", "control", id="control character"),
    pytest.param(HEAD + "title: *nobody\n", 3, "broken YAML", "", id="anchor that is nowhere"),
    pytest.param(HEAD + "title: !!python/name:os.system {en: x}\n", 3, "title", "", id="tag of a program"),
    pytest.param(HEAD + "title: " + "[" * 5000 + "\n", 3, "nested too deeply", "", id="deep nesting"),
]


@pytest.mark.parametrize(("text", "line", "message", "hint"), FAULTS)
def test_faults(tmp_path: Path, text: str, line: int, message: str, hint: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(WatchlistErrors) as failed:
        load([path])
    (fault,) = failed.value.errors
    assert (fault.path, fault.line) == (path, line)
    assert message in fault.message
    assert hint in str(fault)
    assert str(failed.value).startswith(f"{path}:{line}: ")


def test_all_faults_of_all_files_at_once(tmp_path: Path) -> None:
    first = write(tmp_path, ENTITY + "  colour: red\n  part_of: Z\n", "a.yaml")
    second = write(tmp_path, ENTITY + "  aliases: ['', {text: س, match: x}]\n", "b.yaml")
    missing = tmp_path / "c.yaml"
    with pytest.raises(WatchlistErrors) as failed:
        load([first, missing, second])
    told = [(fault.path.name, fault.line) for fault in failed.value.errors]
    assert told == [
        ("a.yaml", 7),
        ("a.yaml", 8),
        ("b.yaml", 2),
        ("b.yaml", 4),
        ("b.yaml", 7),
        ("b.yaml", 7),
        ("c.yaml", 0),
    ]
    assert len(str(failed.value).splitlines()) == len(told)


def test_circles_are_told_once(tmp_path: Path) -> None:
    three = "".join(
        f"- {{key: {one}, kind: place, name: {{ar: مكان}}, part_of: {other}}}\n"
        for one, other in ("AB", "BC", "CA", "DA")
    )
    with pytest.raises(WatchlistErrors) as failed:
        load([write(tmp_path, HEAD + "entities:\n" + three)])
    (fault,) = failed.value.errors
    assert (fault.line, fault.message) == (4, "part_of goes in a circle: A -> B -> C -> A")


def test_part_of_reaches_over_files(tmp_path: Path) -> None:
    write(tmp_path, ENTITY, "a.yaml")
    write(tmp_path, ENTITY.replace("test", "b").replace("key: A", "key: B") + "  part_of: a\n", "b.yaml")
    lists = load([tmp_path])
    assert list(lists.ancestors("B")) == ["A"]
    assert [lists.family(key) for key in ("A", "B", "gone")] == [{"A", "B"}, {"B"}, {"gone"}]
    assert [lists.members(slug) for slug in ("test", "b", "gone")] == [{"A"}, {"B"}, set()]
    assert [lists.reach(slug) for slug in ("test", "b", "gone")] == [{"A", "B"}, {"B"}, set()]


def test_what_never_means_somebody_is_not_found(tmp_path: Path) -> None:
    rows = "  aliases: [سالم, نجيب الوادي]\n  never: [مكَان, سالم]\n- {key: B, kind: other, name: {en: B}, never: [b]}\n"
    lists = load([write(tmp_path, ENTITY + rows)])
    assert lists.entities["A"].never == ("مكَان", "سالم")
    found = Matcher.compile(lists).match(Document("في مكان ما قال سالم B إن نجيب الوادي غادر")).mentions
    assert [(one.entity, one.alias) for one in found] == [("A", "نجيب الوادي")]


def test_an_event_and_an_entity_share_no_key(tmp_path: Path) -> None:
    text = ENTITY + "events: [{key: a, name: {ar: حدث}, phrases: [حدث]}]\n"
    with pytest.raises(WatchlistErrors, match="the key a is taken"):
        load([write(tmp_path, text)])


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(HEAD.encode() + "title: {ar: جماعات}\n".encode("cp1256"))
    with pytest.raises(WatchlistErrors, match=r"list\.yaml:3: not UTF-8"):
        load([path])


def test_a_bomb_of_anchors(tmp_path: Path) -> None:
    rows = [f"b{at}: &b{at} [{', '.join([f'*b{at - 1}'] * 10)}]" for at in range(1, 10)]
    text = "b0: &b0 [x]\n" + "\n".join(rows) + "\n"
    with pytest.raises(WatchlistErrors, match="expands beyond all measure"):
        load([write(tmp_path, text)])


def test_an_anchor_that_holds_itself(tmp_path: Path) -> None:
    with pytest.raises(WatchlistErrors, match="expands beyond all measure"):
        load([write(tmp_path, HEAD + "title: &a [*a]\n")])


def test_a_folder_without_lists(tmp_path: Path) -> None:
    with pytest.raises(WatchlistErrors, match="without watchlists"):
        load([tmp_path])


def test_the_shipped_lists_load() -> None:
    assert load([shipped()]).entities


def _circle(path: Path) -> None:
    path.symlink_to("other.yaml")
    path.with_name("other.yaml").symlink_to(path.name)


def _folder_with_circle(path: Path) -> None:
    path.mkdir()
    _circle(path / "a.yaml")


@pytest.mark.parametrize(
    ("make", "named"),
    [
        pytest.param(_circle, "lists", id="links in a circle"),
        pytest.param(lambda path: path.symlink_to("nowhere"), "lists", id="a link that leads nowhere"),
        pytest.param(lambda path: path.write_text(ENTITY), "lists/a.yaml", id="a path through a file"),
        pytest.param(os.mkfifo, "lists", id="a pipe that nobody writes to"),
        pytest.param(lambda path: path.symlink_to("/dev/zero"), "lists", id="a device"),
        pytest.param(_folder_with_circle, "lists", id="a circle in a folder"),
        pytest.param(lambda path: (path.mkdir(), (path / "a.yaml").mkdir()), "lists", id="a folder called like a list"),
    ],
)
def test_what_is_no_file_is_an_error_with_a_hint(tmp_path: Path, make: Callable[[Path], object], named: str) -> None:
    make(tmp_path / "lists")
    with pytest.raises(WatchlistErrors) as caught:
        load([tmp_path / named])
    assert {(one.line, bool(one.hint)) for one in caught.value.errors} == {(0, True)}
    assert all(str(one).startswith(str(tmp_path / named)) for one in caught.value.errors)


SIZES = [
    pytest.param(f"{HEAD}entities: [{'x, ' * (MOST_ENTRIES + 5)}]\n", 3, "more than 100,000 entries", id="entries"),
    pytest.param(
        ENTITY + "  aliases:\n" + "  - س\n" * (MOST_ENTRIES + 5), 8 + MOST_ENTRIES, "more than 100,000", id="aliases"
    ),
    pytest.param(ENTITY + f"  aliases: [{'س' * 10_001}]\n", 7, "longer than 10000 characters", id="a long alias"),
]


@pytest.mark.parametrize(("text", "line", "message"), SIZES)
def test_too_much_is_refused_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(WatchlistErrors) as failed:
        load([write(tmp_path, text)])
    fault = failed.value.errors[0]
    assert fault.line == line
    assert message in fault.message


def test_too_many_entries_of_all_lists_together(tmp_path: Path) -> None:
    entry = "- {{key: {}, kind: other, name: {{en: A}}}}\n"
    for name, start in (("a", 0), ("b", MOST_ENTRIES // 2 + 1)):
        rows = "".join(entry.format(f"E{number}") for number in range(start, start + MOST_ENTRIES // 2 + 1))
        write(tmp_path, f"version: 1\nwatchlist: {name}\nentities:\n{rows}", f"{name}.yaml")
    with pytest.raises(WatchlistErrors) as failed:
        load([tmp_path])
    (fault,) = failed.value.errors
    assert (fault.path.name, fault.line) == ("b.yaml", 3 + MOST_ENTRIES // 2)
    assert "more than 100,000 entries in all lists" in fault.message


def test_a_file_of_200_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(WatchlistErrors, match="larger than 64 MiB"):
        load([path])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param(ENTITY.encode("utf-16"), "1: UTF-16, not UTF-8", id="UTF-16"),
        pytest.param(ENTITY.encode("utf-16-be"), "a character that YAML forbids|not UTF-8", id="UTF-16 without a mark"),
        pytest.param(b"\x7fELF\xff" + bytes(range(256)), "1: not UTF-8", id="a program"),
        pytest.param(b"PK\x03\x04", "a character that YAML forbids", id="an archive"),
    ],
)
def test_what_is_no_text(tmp_path: Path, body: bytes, message: str) -> None:
    path = tmp_path / "list.yaml"
    path.write_bytes(body)
    with pytest.raises(WatchlistErrors, match=message):
        load([path])


def test_the_lines_of_what_stands_in_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, ENTITY + "  aliases:\n  - س\n  - {text: ص,\n     match: fuzzy}\n  tests: {yes: [ض]}\n")
    (read,) = read_files([path])
    assert [tuple(one) for one in read.spots] == [("A", "مكان", 6), ("A", "س", 8), ("A", "ص", 9), ("A", "ض", 11)]
    assert [tuple(one) for one in read.fuzzy] == [("A", "ص", 10)]
