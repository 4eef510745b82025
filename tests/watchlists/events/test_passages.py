"""What one sentence tells of the event in the one before it."""

import pytest

from tests.watchlists.events.conftest import Read

ATTACK = "هز تفجير السوق في قندهار."

OUTCOMES = [
    pytest.param("وقتل 15 شخصا.", 15, None, id="deaths"),
    pytest.param("وأفاد مصدر طبي بمقتل ستة رجال وإصابة ثلاثة.", 6, 3, id="told by somebody"),
    pytest.param("وقتل جندي في الانفجار.", 1, None, id="one soldier"),
    pytest.param("ولقي عشرون شخصا مصرعهم.", 20, None, id="without a phrase of its own"),
]


@pytest.mark.parametrize(("later", "killed", "injured"), OUTCOMES)
def test_deaths_in_the_next_sentence(read: Read, later: str, killed: int, injured: int | None) -> None:
    (found,) = read(f"{ATTACK} {later}")
    assert (found.event, found.killed, found.injured) == ("bombing", killed, injured)
    assert "figures:next" in found.how


OTHERS = [
    pytest.param("وقتل مسلحون تاجرا في كونار.", id="elsewhere, and by somebody"),
    pytest.param("واحتفلت المدينة بالعيد. وقتل تاجر بعد شجار طويل على ثمن بضاعة.", id="a sentence between"),
]


@pytest.mark.parametrize("later", OTHERS)
def test_another_killing_is_an_event_of_its_own(read: Read, later: str) -> None:
    assert [one.event for one in read(f"{ATTACK} {later}")] == ["bombing", "killing"]


def test_a_toll_that_is_corrected_later_holds(read: Read) -> None:
    (found,) = read("أوقع تفجير السوق خمسة قتلى. ثم ارتفعت الحصيلة إلى تسعة.")
    assert found.killed == 9


CLAIMS = [
    pytest.param("وتبنت حركة الشباب العملية.", ("claim", "bombing"), ("SHABAAB",), id="the operation is claimed"),
    pytest.param("وأعلنت حركة الشباب مسؤوليتها عن الهجوم.", ("claim", "bombing"), ("SHABAAB",), id="responsibility"),
    pytest.param("ونفت حركة الشباب مسؤوليتها عن الحادث.", ("denial", "bombing"), (), id="a hand is denied"),
]


@pytest.mark.parametrize(("later", "said", "actors"), CLAIMS)
def test_who_claims_it_in_the_next_sentence(
    read: Read, later: str, said: tuple[str, str], actors: tuple[str, ...]
) -> None:
    attack, speech = read(f"{ATTACK} {later}")
    assert (attack.event, attack.actors) == ("bombing", actors)
    assert (speech.event, speech.about) == said


def test_the_place_of_the_sentence_before(read: Read) -> None:
    (found,) = read("توتر الوضع في قندهار. وخطف مسلحون ستة معلمين.")
    assert ([one.text for one in found.places], found.how[-1]) == (["قندهار"], "place:before")
    (found,) = read("توتر الوضع في قندهار وفي كونار. وخطف مسلحون ستة معلمين.")
    assert found.places == ()
    (found,) = read("توتر الوضع في قندهار. خطف مسلحون ستة معلمين.")
    assert found.places == ()


def test_who_they_are(read: Read) -> None:
    (found,) = read("انسحب مقاتلو حركة الشباب من البلدة. وقد خطفوا سبعة رعاة.")
    assert (found.actors, "actor:before→SHABAAB" in found.how) == (("SHABAAB",), True)
    (found,) = read("اشتدت الحرب بين حركة الشباب وداعش. وقد خطفوا سبعة رعاة.")
    assert found.actors == ()
