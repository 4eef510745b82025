"""Outlet files: what is read from them, and every fault with its file, line and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from watchlists import WatchlistErrors
from watchlists.outlets import Outlet, load

HEAD = "version: 1\noutlets:\n"
ECHO = "- {key: ECHO, name: {ar: صدى الوادي, en: Valley Echo}, kind: private, tier: 3"


def write(folder: Path, text: str, name: str = "outlets.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(*paths: Path) -> list[str]:
    with pytest.raises(WatchlistErrors) as caught:
        load(paths)
    return [str(one) for one in caught.value.errors]


def test_every_field_of_the_format(tmp_path: Path) -> None:
    text = HEAD + (
        "- key: ECHO\n  name: {ar: صدى الوادي, en: Valley Echo}\n  country: NO\n  kind: partisan\n  tier: 4\n"
        "  domains: [valley-echo.example, t.me/valley_echo]\n  aliases: [الصدى]\n  group: HOUTHI\n"
        "  languages: [ar, nb]\n  note: made up\n  source: invented\n"
    )
    outlets = load([write(tmp_path, text)])
    assert outlets.by_key["ECHO"] == Outlet(
        key="ECHO",
        name={"ar": "صدى الوادي", "en": "Valley Echo"},
        kind="partisan",
        tier=4,
        country="NO",
        domains=("valley-echo.example", "t.me/valley_echo"),
        aliases=("الصدى",),
        group="HOUTHI",
        languages=("ar", "nb"),
        note="made up",
        source="invented",
    )
    assert "REUTERS" in outlets.by_key


def test_a_folder_is_read_and_a_known_key_replaces_the_shipped_outlet(tmp_path: Path) -> None:
    write(tmp_path, HEAD + ECHO + "}\n")
    write(tmp_path, HEAD + "- {key: reuters, name: {en: Reuters}, kind: private, tier: 2}\n", "more.yml")
    outlets = load([tmp_path])
    assert len(outlets.listed) == len(load().listed) + 1
    assert {one.key for one in outlets.listed} >= {"ECHO", "reuters"}
    assert "REUTERS" not in outlets.by_key
    found = outlets.of("Reuters")
    assert found is not None
    assert (found.tier, outlets.of("", "https://reuters.com/1")) == (2, None)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    first = write(
        tmp_path,
        "version: 2\noutlets:\n"
        "- {key: A B, name: {}, kind: stat, tier: 9}\n"
        "- {name: {en: Nobody}, kind: state, tier: 1.5, colour: red}\n"
        "- {key: C, name: {en: C}, kind: state, tier: 1, country: XQ, "
        "domains: [https://c.example/], languages: [arabic]}\n"
        "- {key: c, name: {en: '…'}, kind: state, tier: 1, aliases: [..]}\n"
        "- a word\n",
        "first.yaml",
    )
    second = write(tmp_path, HEAD + "- [\n", "second.yaml")
    told = faults(first, second, tmp_path / "missing.yaml")
    for line, message in [
        (1, "version 2 is not known (write version: 1)"),
        (3, "key 'A B' may hold letters, digits, _ and - only (shorten it to one word)"),
        (3, "name must give a text for a language"),
        (3, "kind cannot be 'stat' (did you mean state?)"),
        (3, "tier must be a number from 1 to 4 (write tier: 4)"),
        (4, "an outlet has no key (add key: …)"),
        (4, "tier must be a whole number from 1 to 4 (write tier: 1)"),
        (4, "an outlet has an unknown field 'colour'"),
        (5, "country 'XQ' is not known (use the two letters of ISO 3166, such as SY or GB)"),
        (5, "'https://c.example/' is no domain (write example.org or t.me/name"),
        (5, "'arabic' is no language (use a code such as ar, en, fa, ur)"),
        (6, "the key c is taken by"),
        (6, "name in en '…' holds no word"),
        (6, "a value of aliases '..' holds no word"),
        (7, "an outlet must be a map, found text"),
    ]:
        assert any(one.startswith(f"{first}:{line}: {message}") for one in told), (line, message, told)
    assert any(one.startswith(f"{second}:") and "broken YAML" in one for one in told)
    assert any("missing.yaml" in one and "cannot be read" in one for one in told)


TWICE = [
    pytest.param("domains: [www.Reuters.com]", "the domain reuters.com is also REUTERS (", id="a shipped one's domain"),
    pytest.param("aliases: [رويترز]", "the name رويترز is also REUTERS (", id="a shipped one's name"),
    pytest.param("aliases: [الجزيره]", "is also ALJAZEERA (", id="a name in another spelling"),
]


@pytest.mark.parametrize(("field", "message"), TWICE)
def test_two_outlets_cannot_be_found_by_the_same(tmp_path: Path, field: str, message: str) -> None:
    path = write(tmp_path, f"{HEAD}{ECHO}, {field}}}\n")
    (told,) = faults(path)
    assert told.startswith(f"{path}:3: ")
    assert message in told
    assert "to replace that outlet" in told


def test_a_folder_without_outlets_is_a_fault(tmp_path: Path) -> None:
    (told,) = faults(tmp_path)
    assert "a folder without outlets (add a file that ends in .yaml)" in told
