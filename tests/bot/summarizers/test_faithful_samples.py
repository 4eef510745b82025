"""The demo's articles: what is quoted from them passes, and no invented number, name or place does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from bot.samples import read_rows
from bot.summarizers.extractive import Extractive
from bot.summarizers.faithful import Lack, Source, objection
from watchlists import Matcher
from watchlists.model import Document

# Made up for these tests.
NAMES = (
    "وائل السقاف|مهند الطرابيشي|لبيب شواكري|أبو دجانة|جابر الهلباوي|منذر قرداحي|شفيق العنبري|زكي بوعشرين|تيم الرواشد"
)
PLACES = "كركوك|مأرب|بنغازي|كيدال|مايدوغوري|بيشاور|جلال آباد|الفلوجة|صنعاء|الفاشر|بوينس آيرس"


class Told(NamedTuple):
    """What is quoted of an article, and what there was to quote from."""

    text: str
    source: Source


@pytest.fixture(scope="module")
def told(shipped_matcher: Matcher) -> Sequence[Told]:
    quoting = Extractive.of(shipped_matcher.watchlists)
    found = []
    for row in read_rows():
        document = Document(row["text"], row["title"])
        findings = shipped_matcher.match(document)
        entities = {mention.entity for mention in findings.mentions}
        if (text := quoting.summarize(document, findings).text) and findings.language == "ar":
            found.append(Told(text, Source.of(f"{row['title']}\n{row['text']}", entities)))
    assert len(found) > 30
    return found


def lack(text: str, source: Source, matcher: Matcher) -> Lack | None:
    found = objection(text, matcher.match(Document(text)).mentions, source)
    return found.lack if found else None


def test_what_is_quoted_passes(told: Sequence[Told], shipped_matcher: Matcher) -> None:
    assert [one.text for one in told if lack(one.text, one.source, shipped_matcher)] == []


def test_no_changed_number_passes(told: Sequence[Told], shipped_matcher: Matcher) -> None:
    changed = [
        (f"{one.text[: found.start()]}{int(found[0]) * 10 + 7}{one.text[found.end() :]}", one.source)
        for one in told
        for found in re.finditer(r"\d+", one.text)
    ]
    assert changed
    assert {lack(text, source, shipped_matcher) for text, source in changed} == {Lack.NUMBER}


@pytest.mark.parametrize("added", [f"وقال {name} إن التحقيق مستمر." for name in NAMES.split("|")])
def test_no_invented_name_passes(added: str, told: Sequence[Told], shipped_matcher: Matcher) -> None:
    assert None not in {lack(f"{one.text} {added}", one.source, shipped_matcher) for one in told[::4]}


@pytest.mark.parametrize("place", PLACES.split("|"))
def test_no_invented_place_passes(place: str, told: Sequence[Told], shipped_matcher: Matcher) -> None:
    elsewhere = [one for one in told if place.split()[0] not in one.source.keys]
    assert None not in {lack(f"ووقع مثله في {place}.", one.source, shipped_matcher) for one in elsewhere[::4]}
