"""How roles and people are called."""

from __future__ import annotations

import pytest

from bot.core.bidi import ISOLATES
from bot.core.language import Texts
from bot.core.model import Person
from bot.core.render.roles import person_name, role_name
from bot.core.roles import ROLES
from bot.locales import load_texts


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_role_has_a_name_of_its_own(language: str) -> None:
    texts = load_texts()["ar" if language == "ar" else "en"]
    assert len({role_name(role, texts) for role in (*ROLES, None)}) == len(ROLES) + 1


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        pytest.param(Person("telegram", "9"), "telegram:9", id="without a name"),
        pytest.param(Person("telegram", "9", "Rim"), "Rim (telegram:9)", id="with one"),
        pytest.param(Person("telegram", "9", "R\N{RIGHT-TO-LEFT OVERRIDE}im\nx"), "Rim x (telegram:9)", id="hostile"),
    ],
)
def test_a_person_is_shown_by_name_and_label(person: Person, shown: str) -> None:
    said = person_name(person, Texts.english())
    assert "".join(sign for sign in said if sign not in ISOLATES and sign != "\N{POP DIRECTIONAL ISOLATE}") == shown
