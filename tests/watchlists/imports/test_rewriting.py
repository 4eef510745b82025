"""The text of an imported list: what did not change stays as somebody wrote it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.watchlists.imports.listed import GUARD, MAN, more, watchlist
from watchlists import WatchlistErrors, load
from watchlists.files.writing import as_yaml, plain
from watchlists.imports.remembering import lines
from watchlists.imports.rewriting import rewritten, written
from watchlists.model import Alias, Entity, EventType, Watchlist

HEAD = ["#= Imported from a list."]
NEW = Entity("NEW", "other", {"en": "yes"}, (Alias("1e5 x: #y", unless=("null",)),))
BLAST = EventType("blast", {"en": "Blast"}, (Alias("تفجير"),))
HAND = """\
# of the desk
version: 1
watchlist: un
title: {en: UN}
entities:
    # the guards
    - key: QDe-1
      kind: organization   # a band
      name: {ar: حراس الوادي, en: Wadi Guards}
      source: UN QDe.1

    # the man
    - {key: QDi-2, kind: person, name: {ar: سالم الوادي}}
# happenings
events:
- key: blast
  name: {en: Blast}
  phrases: [تفجير]
"""


def read(text: str, folder: Path) -> Watchlist:
    path = folder / "un.yaml"
    path.write_text(text, encoding="utf-8")
    return load([path]).lists[0]


@pytest.mark.parametrize("held", [(GUARD, MAN), (GUARD, NEW), ()], ids=["two", "strange", "none"])
@pytest.mark.parametrize("events", [(), (BLAST,)], ids=["entities", "events"])
def test_a_new_file_holds_the_list(held: tuple[Entity, ...], events: tuple[EventType, ...], tmp_path: Path) -> None:
    made = watchlist(*held, events=events)
    text = written(made, HEAD, lines(held))
    assert plain(read(text, tmp_path)) == plain(made)
    assert text.startswith(HEAD[0])
    again = rewritten(text, made, HEAD, lines(held))
    assert (again.text, again.comments) == (text, ())


def test_what_did_not_change_keeps_its_comments(tmp_path: Path) -> None:
    ours = read(HAND, tmp_path)
    man = more(ours.entities[1], Alias("سالم أبو النخل"))
    found = rewritten(HAND, replace(ours, entities=(ours.entities[0], man, NEW)), HEAD, lines([NEW]))
    assert found.comments == ()
    assert found.text.startswith(HEAD[0] + "\n" + HAND[: HAND.index("    - {key")])
    assert "    # the man\n    - key: QDi-2\n" in found.text
    assert found.text.endswith(HAND[HAND.index("# happenings") :] + lines([NEW])[0] + "\n")
    assert read(found.text, tmp_path).entities == (ours.entities[0], man, NEW)


def test_comments_that_go_are_told(tmp_path: Path) -> None:
    ours = read(HAND, tmp_path)
    found = rewritten(HAND, replace(ours, entities=ours.entities[:1]), HEAD, [])
    assert found.comments == ("# the man",)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(lambda made: json.dumps(plain(made), ensure_ascii=False), id="json"),
        pytest.param(lambda made: as_yaml(made).replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param(lambda made: as_yaml(made).rstrip("\n"), id="no last line end"),
        pytest.param(lambda made: as_yaml(made).replace("source: UN QDe.1}", "source: &a UN QDe.1}", 1).replace(
            "source: UN QDi.2\n", "source: *a\n"), id="an anchor"),
    ],
)  # fmt: skip
def test_files_of_any_form_become_the_list(form: object, tmp_path: Path) -> None:
    text = form(watchlist(GUARD, MAN))  # type: ignore[operator]
    ours = read(text, tmp_path)
    after = replace(ours, entities=(replace(ours.entities[0], note="new"), *ours.entities[1:], NEW))
    assert read(rewritten(text, after, HEAD, []).text, tmp_path).entities == after.entities


def test_what_could_not_be_loaded_is_refused(tmp_path: Path) -> None:
    ours = read(HAND, tmp_path)
    with pytest.raises(WatchlistErrors, match="NO KEY"):
        rewritten(HAND, replace(ours, entities=(replace(NEW, key="NO KEY"),)), HEAD, [])
