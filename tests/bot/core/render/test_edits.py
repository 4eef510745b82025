"""An edit of the watchlists in words, before and after it is made."""

from __future__ import annotations

import pytest

from bot.core.bidi import ISOLATES
from bot.core.language import Texts
from bot.core.render.edits import edit_line, edit_wanted
from bot.locales import load_texts
from watchlists.editing.edits import Edit

_MARKS = dict.fromkeys(map(ord, (*ISOLATES, "\N{POP DIRECTIONAL ISOLATE}")))
REMOVE = Edit("remove", "ISKP")
REMOVE_ALIAS = Edit("remove_alias", "ISKP", {"alias": "wilaya"})
ALIAS = Edit("alias", "ISKP", {"alias": {"text": "wilaya"}})
ADD = Edit("add", "WADI", {"kind": "organization", "name": {"en": "Wadi Guards"}})


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        pytest.param(REMOVE, "ISKP would be removed with", "ISKP: removed with", id="remove"),
        pytest.param(REMOVE_ALIAS, "ISKP would lose the alias “wilaya”", "ISKP: without the alias", id="remove alias"),
        pytest.param(ALIAS, "ISKP would get the alias “wilaya”", "ISKP: new alias", id="alias"),
        pytest.param(ADD, "would be added: WADI (organization)", "new: WADI (organization)", id="add"),
    ],
)
def test_what_is_only_offered_is_not_said_to_be_done(edit: Edit, before: str, after: str) -> None:
    english = Texts.english()
    assert edit_wanted(edit, english).translate(_MARKS).startswith(before)
    assert edit_line(edit, english).translate(_MARKS).startswith(after)


@pytest.mark.parametrize("edit", [REMOVE, REMOVE_ALIAS, ALIAS, ADD], ids=lambda one: one.action)
def test_in_arabic_it_is_said_of_the_future(edit: Edit) -> None:
    assert edit_wanted(edit, load_texts()["ar"]).startswith("سي")
