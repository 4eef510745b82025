"""Who claims, denies, threatens, plans or foils: across asides and long subjects, and no further."""

import pytest

from tests.watchlists.events.conftest import Read

SAID = [
    pytest.param(
        "تبنت حركة الشباب، في تسجيل مصور، تفجيرا قرب الميناء",
        [("claim", "claimed", "bombing", {"SHABAAB"}), ("bombing", "reported", None, {"SHABAAB"})],
        id="a claim across an aside",
    ),
    pytest.param(
        "أعلنت حركة الشباب مسؤوليتها عن خطف ستة صيادين",
        [("claim", "claimed", "kidnapping", {"SHABAAB"}), ("kidnapping", "reported", None, {"SHABAAB"})],
        id="responsibility",
    ),
    pytest.param(
        "أكدت حركة الشباب في منشور أنها تقف وراء تفجير الجسر",
        [("claim", "claimed", "bombing", {"SHABAAB"}), ("bombing", "reported", None, {"SHABAAB"})],
        id="stands behind it",
    ),
    pytest.param(
        "تبنت حركة الشباب كمينا على الطريق الساحلي",
        [("claim", "claimed", "armed_attack", {"SHABAAB"}), ("armed_attack", "reported", None, {"SHABAAB"})],
        id="an act that no phrase names",
    ),
    pytest.param(
        "توعدت حركة الشباب، قبل يوم من الاقتراع، باستهداف المراكز",
        [("threat", "threatened", None, {"SHABAAB"})],
        id="a threat without an act of its own",
    ),
    pytest.param(
        "هدد زعيم فصيل مسلح في الجنوب بخطف موظفي الشركة",
        [("threat", "threatened", "kidnapping", set())],
        id="a threat behind a long subject",
    ),
    pytest.param(
        "قال ناطق باسم حركة الشباب إن مقاتليه سيضربون القواعد",
        [("threat", "threatened", "armed_attack", {"SHABAAB"})],
        id="a threat in the future tense",
    ),
    pytest.param(
        "تعتزم حركة الشباب، وفق وثيقة سرية، تنفيذ هجوم على الميناء",
        [("plot", "planned", "armed_attack", {"SHABAAB"})],
        id="an intention",
    ),
    pytest.param(
        "رسمت حركة الشباب خططا لاقتحام الفندق",
        [("plot", "planned", None, {"SHABAAB"})],
        id="plans without an act of their own",
    ),
    pytest.param(
        "أحبط الجيش، بعد رصد دام أسبوعا، هجوما مسلحا على الثكنة",
        [("foiled_plot", "foiled", "armed_attack", set())],
        id="foiled across an aside",
    ),
    pytest.param(
        "حال الحراس دون وقوع تفجير عند البوابة", [("foiled_plot", "foiled", "bombing", set())], id="kept from happening"
    ),
    pytest.param(
        "القبض على رجل قبيل تفجير نفسه وسط السوق",
        [("arrest", "reported", None, set()), ("foiled_plot", "foiled", "suicide_bombing", set())],
        id="arrested shortly before",
    ),
    pytest.param(
        "نفى ناطق عسكري، في بيان مقتضب، صحة الأنباء عن مقتل القائد",
        [("denial", "denied", "killing", set())],
        id="denied news",
    ),
    pytest.param(
        "نفت وزارة الدفاع أن تكون طائراتها قد شنت غارات على القرية",
        [("denial", "denied", "airstrike", {"MINISTRY"})],
        id="denied clause",
    ),
    pytest.param(
        "تنصلت حركة الشباب من تفجير السوق",
        [("denial", "denied", "bombing", {"SHABAAB"}), ("bombing", "reported", None, set())],
        id="a hand in it is denied, and it happened",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_speech(read: Read, text: str, expected: list[tuple[str, str, str | None, set[str]]]) -> None:
    assert [(one.event, one.status, one.about, set(one.actors)) for one in read(text)] == expected


REPORTED = [
    pytest.param("تبنى البرلمان قرارا يدين تفجير السوق", id="a resolution is adopted"),
    pytest.param("تعهدت الحكومة ببناء مدرسة بعد تفجير السوق", id="a pledge after it"),
    pytest.param("نفى الوزير استقالته بعد تفجير السوق", id="something else is denied"),
    pytest.param("خطط المهندس لبناء جسر قرب موقع تفجير السوق", id="a plan for something else"),
    pytest.param("لم تتبن أي جهة تفجير السوق", id="nobody claims it"),
]


@pytest.mark.parametrize("text", REPORTED)
def test_what_stands_behind_other_words_is_reported(read: Read, text: str) -> None:
    assert [(one.event, one.status) for one in read(text)] == [("bombing", "reported")]


def test_a_speech_act_quotes_from_its_verb_to_the_act(read: Read) -> None:
    (found,) = read("هددت حركة الشباب في تسجيل جديد بخطف الصيادين")
    assert (found.text, found.how[-1]) == ("هددت حركة الشباب في تسجيل جديد بخطف", "status:threatened←هددت")
    assert found.score < 100


def test_a_group_without_a_word_of_speech_is_no_event(read: Read) -> None:
    assert read("زار صحفيون معقل حركة الشباب في الجنوب") == ()
