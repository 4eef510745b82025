"""Where it happened."""

import pytest

from tests.watchlists.events.conftest import Read

CASES = [
    pytest.param("وقع تفجير في قندهار", [("قندهار", "KANDAHAR")], id="watched"),
    pytest.param("وقع تفجير بقندهار", [("قندهار", "KANDAHAR")], id="attached preposition"),
    pytest.param("وقع تفجير في فيينا", [("فيينا", None)], id="gazetteer"),
    pytest.param("وقع تفجير قرب الموصل", [("الموصل", None)], id="near"),
    pytest.param("وقع تفجير شمال شرق مالي", [("مالي", None)], id="direction"),
    pytest.param("وقع تفجير بأفغانستان", [("أفغانستان", None)], id="quotes the name without the proclitic"),
    pytest.param("وقع تفجير في قندهار بأفغانستان", [("قندهار", "KANDAHAR"), ("أفغانستان", None)], id="chain"),
    pytest.param(
        "وقع تفجير في أفغانستان في قندهار", [("قندهار", "KANDAHAR"), ("أفغانستان", None)], id="specific first"
    ),
    pytest.param("أقيم معسكر تدريب في ولايتي كونار وقندهار", [("كونار", "KUNAR"), ("قندهار", "KANDAHAR")], id="joined"),
    pytest.param("ففي فيينا، وقع تفجير كبير", [("فيينا", None)], id="before the event"),
    pytest.param("وقع تفجير في بلدة سنجار", [("سنجار", None)], id="behind a noun of place"),
    pytest.param("وقع تفجير في دير الزور", [("دير الزور", None)], id="two words"),
    pytest.param("شهدت الموصل تفجيرا كبيرا، وانتهى في فيينا اجتماع", [("الموصل", None)], id="in the same breath"),
    pytest.param("a car bomb exploded in Mosul", [("Mosul", None)], id="english"),
]


@pytest.mark.parametrize(("text", "places"), CASES)
def test_places(read: Read, text: str, places: list[tuple[str, str | None]]) -> None:
    (found,) = read(text)
    assert [(one.text, one.entity) for one in found.places] == places


NONE = [
    pytest.param("نددت موسكو بعد تفجير السوق", id="a capital that speaks"),
    pytest.param("وقع تفجير في حي الرياض", id="a quarter named after a city"),
    pytest.param("وقع تفجير في السوق", id="no name"),
    pytest.param("وقع تفجير في بداية الأسبوع", id="an ordinary word"),
]


@pytest.mark.parametrize("text", NONE)
def test_no_place(read: Read, text: str) -> None:
    (found,) = read(text)
    assert found.places == ()


def test_each_event_has_its_own_place(read: Read) -> None:
    first, second = read("وقع تفجير في فيينا، بينما تم القبض على رجل في باريس")
    assert [one.places[0].text for one in (first, second)] == ["فيينا", "باريس"]


def test_a_claim_lies_where_its_attack_lies(read: Read) -> None:
    text = "هز تفجير كبير وسط موسكو وقال مصدر في باريس إن داعش أعلن مسؤوليته عن ذلك"
    found = {one.event: one for one in read(text)}
    assert found["claim"].places == found["bombing"].places
    assert found["claim"].places[0].text == "موسكو"


def test_the_place_of_the_telling_yields(read: Read) -> None:
    (found,) = read("قال مصدر في باريس إن تفجيرا وقع في الموصل")
    assert found.places[0].text == "الموصل"
