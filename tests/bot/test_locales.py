"""The Arabic catalogue: complete, nothing in it without use, right in its six plural forms and its direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

import bot
import bot.locales
from bot.core.bidi import ltr, outside
from bot.locales import load_texts

ROOT = Path(str(bot.__file__)).parents[1]
KEYWORDS: dict[str, tuple[int, ...] | None] = {"say": None, "count": (1, 2)}
CATALOGUE = read_po(BytesIO((Path(str(bot.locales.__file__)).parent / "ar.po").read_bytes()), locale="ar")
ARABIC = load_texts()["ar"]
FIELD = re.compile(r"\{(\w*)\}")

MessageId = str | tuple[str, ...]


def sources() -> Iterator[Path]:
    """The code that speaks to people in their language; the command line speaks English."""
    everything = (path for folder in ("bot", "handlers") for path in sorted((ROOT / folder).rglob("*.py")))
    return (path for path in everything if ROOT / "bot" / "cli" not in path.parents)


def used() -> Iterator[tuple[MessageId, str]]:
    """The sentences that the code says, with where."""
    for path in sources():
        for line, said, _, _ in extract_from_file("python", str(path), keywords=KEYWORDS):
            yield said if isinstance(said, str) else tuple(said or ()), f"{path.relative_to(ROOT)}:{line}"
    for path in sorted((ROOT / "handlers").rglob("templates/*.html")):
        for line, said, _, _ in extract_from_file("jinja2.ext:babel_extract", str(path), keywords=KEYWORDS):
            yield said if isinstance(said, str) else tuple(said or ()), f"{path.relative_to(ROOT)}:{line}"


def messages() -> list[Message]:
    return [one for one in CATALOGUE if one.id]


def ids(one: Message) -> tuple[str, ...]:
    return (one.id,) if isinstance(one.id, str) else tuple(one.id)


def strings(one: Message) -> tuple[str, ...]:
    return (one.string,) if isinstance(one.string, str) else tuple(one.string or ())


def test_every_sentence_of_the_code_stands_in_the_catalogue() -> None:
    known = {one.id for one in messages()}
    assert {said: where for said, where in used() if said not in known} == {}


def test_no_sentence_of_the_catalogue_is_superfluous() -> None:
    said = {one for one, _ in used()}
    assert [one.id for one in messages() if one.id not in said] == []
    assert len(messages()) > 150


@pytest.mark.parametrize("one", messages(), ids=lambda one: str(one.id)[:40])
def test_a_sentence(one: Message) -> None:
    """Translated, checked, with the fields of the original, and with no word or digit of another direction."""
    assert not one.fuzzy
    assert len(strings(one)) == (1 if isinstance(one.id, str) else 6)
    for number, said in enumerate(strings(one)):
        assert said.strip()
        fields = set(FIELD.findall(said))
        original = set(FIELD.findall(ids(one)[-1]))
        assert fields == original or (len(ids(one)) == 2 and number < 3 and fields == original - {"n"})
        assert re.search("[A-Za-z0-9]", outside(FIELD.sub("", said))) is None
    if not re.search("[A-Za-z]", FIELD.sub("", ids(one)[0])):
        return
    assert any(re.search("[\u0621-\u064a]", said) for said in strings(one))


@pytest.mark.parametrize(
    ("n", "stories", "killed", "minutes"),
    [
        pytest.param(0, "لا قصص", "دون قتلى", "أقل من دقيقة", id="0"),
        pytest.param(1, "قصة واحدة", "قتيل واحد", "دقيقة", id="1"),
        pytest.param(2, "قصتان", "قتيلان", "دقيقتين", id="2"),
        pytest.param(3, "{n} قصص", "{n} قتلى", "{n} دقائق", id="3"),
        pytest.param(10, "{n} قصص", "{n} قتلى", "{n} دقائق", id="10"),
        pytest.param(11, "{n} قصة", "{n} قتيلا", "{n} دقيقة", id="11"),
        pytest.param(99, "{n} قصة", "{n} قتيلا", "{n} دقيقة", id="99"),
        pytest.param(100, "{n} قصة", "{n} قتيل", "{n} دقيقة", id="100"),
        pytest.param(101, "{n} قصة", "{n} قتيل", "{n} دقيقة", id="101"),
        pytest.param(102, "{n} قصة", "{n} قتيل", "{n} دقيقة", id="102"),
        pytest.param(103, "{n} قصص", "{n} قتلى", "{n} دقائق", id="103"),
        pytest.param(111, "{n} قصة", "{n} قتيلا", "{n} دقيقة", id="111"),
        pytest.param(1000, "{n} قصة", "{n} قتيل", "{n} دقيقة", id="1000"),
    ],
)
def test_six_plural_forms(n: int, stories: str, killed: str, minutes: str) -> None:
    assert ARABIC.count("{n} story", "{n} stories", n) == stories.format(n=ltr(n))
    assert ARABIC.count("{n} killed", "{n} killed", n) == killed.format(n=ltr(n))
    assert ARABIC.count("{n} minute", "{n} minutes", n) == minutes.format(n=ltr(n))


PLURALS = [one for one in messages() if not isinstance(one.id, str)]
FORMS = [0, 1, 2, 3, 11, 100]
"""A number for each of the six forms."""


@pytest.mark.parametrize("one", PLURALS, ids=lambda one: str(one.id[0])[:40])
def test_each_form_of_a_counted_sentence_is_said_for_its_numbers(one: Message) -> None:
    values: dict[str, Any] = {name: "س" for name in FIELD.findall(one.id[1]) if name != "n"}
    said = [ARABIC.count(one.id[0], one.id[1], n, **values) for n in FORMS]
    assert said == [form.format(n=ltr(n), **values) for form, n in zip(strings(one), FORMS, strict=True)]
    assert len({FIELD.sub("", form) for form in strings(one)}) > 1, "the noun follows its number"
    assert all("{n}" in form for form in strings(one)[3:]) == ("{n}" in one.id[1]), "more than two are told by number"


def test_the_header_says_how_plurals_are_made() -> None:
    assert CATALOGUE.num_plurals == 6
    assert str(CATALOGUE.locale) == "ar"


def test_languages() -> None:
    assert set(load_texts()) == {"ar", "en"}
    assert load_texts()["en"].say("Digest") == "Digest"
    assert ARABIC.say("Digest") == "الموجز"
