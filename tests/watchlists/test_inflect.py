"""The forms that are generated from an entry's word."""

from collections.abc import Callable

import pytest

from watchlists.inflect import Form, as_event_word, as_name, as_noun, as_phrase

Generator = Callable[[str], tuple[Form, ...]]

FORMS = [
    pytest.param(as_name, "القاعدة", {"قاعدة": "definite"}, id="name: article"),
    pytest.param(as_name, "المسلمون", {"المسلمين": "case"}, id="name: case"),
    pytest.param(as_noun, "تنظيم", {"تنظيما": "tanween", "تنظيمين": "number", "التنظيمات": "number"}, id="noun"),
    pytest.param(as_noun, "حركة", {"حركتان": "number", "حركات": "number", "حركتي": "number"}, id="feminine noun"),
    pytest.param(as_noun, "كتيبة", {"كتائب": "number", "الكتائب": "number"}, id="broken plural"),
    pytest.param(as_noun, "bomb", {"bombs": "number"}, id="English plural"),
    pytest.param(as_phrase, "هجوم", {"هجمات": "number", "هجم": "verb", "هجومه": "pronoun"}, id="first-stem masdar"),
    pytest.param(as_phrase, "تفجير", {"فجر": "verb", "يفجر": "verb", "فجرت": "verb"}, id="second stem"),
    pytest.param(as_phrase, "مهاجمة", {"هاجم": "verb", "يهاجم": "verb"}, id="third stem"),
    pytest.param(as_phrase, "إحباط", {"أحبط": "verb", "يحبط": "verb", "أحبطت": "verb"}, id="fourth stem"),
    pytest.param(as_phrase, "انشقاق", {"انشق": "verb", "انشقوا": "verb"}, id="seventh stem, doubled"),
    pytest.param(as_phrase, "اغتيال", {"اغتال": "verb", "اغتيل": "verb", "اغتيلت": "verb"}, id="eighth stem, hollow"),
    pytest.param(as_phrase, "استهداف", {"استهدف": "verb", "يستهدف": "verb"}, id="tenth stem"),
    pytest.param(as_phrase, "أحبط", {"إحباط": "masdar", "سيحبط": "verb"}, id="verb of the fourth stem"),
    pytest.param(as_phrase, "هاجم", {"مهاجمة": "masdar", "المهاجمة": "masdar"}, id="verb of the third stem"),
    pytest.param(
        as_phrase, "ألقى", {"ألقت": "verb", "يلقي": "verb", "ألقي": "verb", "إلقاء": "masdar"}, id="weak verb"
    ),
]


@pytest.mark.parametrize(("generate", "word", "expected"), FORMS)
def test_forms(generate: Generator, word: str, expected: dict[str, str]) -> None:
    codes = {form.seen: form.code for form in generate(word)}
    assert codes[word] == ""
    assert expected.items() <= codes.items()


ABSENT = [
    pytest.param(as_name, "طالبان", "طالبات", id="a name has no plural"),
    pytest.param(as_name, "الله", "له", id="no article off a short word"),
    pytest.param(as_event_word, "تفجير", "فجر", id="a phrase of one word keeps to itself"),
    pytest.param(as_noun, "bomb", "البomb", id="no article on Latin"),
]


@pytest.mark.parametrize(("generate", "word", "absent"), ABSENT)
def test_absent_forms(generate: Generator, word: str, absent: str) -> None:
    assert absent not in {form.seen for form in generate(word)}


def test_verbs_are_marked() -> None:
    marks = {form.seen: form.verb for form in as_phrase("إحباط")}
    assert marks["أحبطت"]
    assert not marks["إحباط"]
